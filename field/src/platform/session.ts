/** Who is signed in. The last answer is kept, so that the app opens without a network; the server decides every act anyway. */
import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query'
import { account } from '../store/outbox-state.ts'
import { type AnswerOf, call } from './api.ts'
import { ApiProblem } from './problem.ts'
import { setting } from './setting.ts'

export type Me = AnswerOf<'GET /api/v1/session'>
const remembered = setting<Me | null>('me', null)

/** null: nobody. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }): Promise<Me | null> => {
    try {
      const me = await call('GET /api/v1/session', { signal })
      remember(me)
      return me
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 401) {
        remember(null)
        return null
      }
      const last = remembered.get()
      if (last && !(error instanceof ApiProblem)) return last
      throw error
    }
  },
  staleTime: 300_000,
})

export function remember(me: Me | null): void {
  remembered.set(me)
  account.set(me?.account.id ?? null)
}

export function useSession() {
  return useQuery(sessionQuery)
}

/** Inside the signed-in part of the app. */
export function useMe(): Me {
  const { data } = useSession()
  if (!data) throw new Error('used outside of the signed-in screens')
  return data
}

/** Another person, or nobody: what the last one read is forgotten, and every screen starts from here. */
export function changePerson(queries: QueryClient, me: Me | null): void {
  remember(me)
  // The session's own query stays, because the app's first screen listens to it.
  queries.removeQueries({ predicate: (query) => query.queryKey[0] !== 'session' && query.queryKey[0] !== 'catalogue' })
  queries.setQueryData(sessionQuery.queryKey, me)
}
