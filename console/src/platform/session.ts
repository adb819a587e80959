/** Who is signed in, asked once and kept; what this person may do at all decides which doors are shown. */
import { useQuery } from '@tanstack/react-query'
import type { Power } from '@bihuan/domain/powers'
import { call, type Answered } from './call.ts'
import { clearAllDrafts } from './draft.ts'
import { stopLive } from './live.ts'
import { ApiProblem } from './problem.ts'
import { queryClient } from './query.ts'
import { dismissAll } from './toast.tsx'

export type Me = Answered<'GET /api/v1/session'>

/** Who was here last: a page that is just being left for the login still draws once more. */
let last: Me | null = null
function remember(me: Me): Me {
  last = me
  return me
}

export const sessionQuery = {
  queryKey: ['GET /api/v1/session', {}] as const,
  queryFn: async (): Promise<Me | null> => {
    try {
      return remember(await call('GET /api/v1/session'))
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 401) return null
      throw error
    }
  },
  staleTime: 60_000,
}

export function keepSession(me: Me | null): void {
  queryClient.setQueryData(sessionQuery.queryKey, me && remember(me))
}

/** The person at the desk. Only for pages behind the login. */
export function useMe(): Me {
  const { data } = useQuery(sessionQuery)
  const me = data ?? last
  if (!me) throw new Error('nobody is signed in')
  return me
}

export function useMay(): (power: Power) => boolean {
  const { abilities } = useMe()
  return (power) => abilities.includes(power)
}

/** Ends the session here and on the server, and leaves nothing of it in this browser. */
export async function signOut(): Promise<void> {
  try {
    await call('DELETE /api/v1/session')
  } catch (error) {
    // A session that the server no longer knows is ended all the same.
    if (!(error instanceof ApiProblem && error.status === 401)) throw error
  }
  stopLive()
  dismissAll()
  clearAllDrafts()
  queryClient.clear()
  keepSession(null)
}
