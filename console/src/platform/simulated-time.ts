/** Where the clock of a simulated city stands. A move to long ago moves nothing, and answers the present. */
import { useEffect, useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { call } from './call.ts'
import { whileAttended } from './hands.ts'
import { noteStandingTime } from './now.ts'
import { queryClient } from './query.ts'

const LONG_AGO = '2000-01-01T00:00:00.000Z'
const OFTEN = 10_000

/** False while it is asked for: until then no page can say what “today” or “overdue” is. */
export function useSimulatedTime(simulated: boolean): boolean {
  const [known, setKnown] = useState(!simulated)
  const clock = useQuery({
    queryKey: ['simulated time'],
    queryFn: () => call('POST /api/v1/clock', { body: { now: LONG_AGO } }),
    enabled: simulated,
    refetchInterval: whileAttended(OFTEN),
  })
  const now = clock.data?.now
  useEffect(() => {
    if (!now) return
    noteStandingTime(now)
    setKnown(true)
    // What is due, overdue or of today was worked out by another time until now.
    void queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'simulated time' })
  }, [now])
  return known || clock.isError
}
