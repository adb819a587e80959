import { useEffect, useState } from 'react'
import { serverNow } from '../platform/server-clock.ts'

/** The server's time, looked at again every so often, so that what remains counts down by itself. */
export function useNow(every = 15_000): number {
  const [now, setNow] = useState(serverNow)
  useEffect(() => {
    const tick = setInterval(() => setNow(serverNow()), every)
    return () => clearInterval(tick)
  }, [every])
  return now
}
