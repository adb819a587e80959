/**
 * The city's time. A desk's own clock may be wrong, and a simulated city may live in another year: what is left of a limit is
 * always counted from the server's time, of which the offset is measured at every answer.
 */
import { useEffect, useState } from 'react'

let offset = 0

/** `Date` header of an answer (whole seconds); small differences are left alone so that counters do not jump. */
export function noteServerTime(header: string | null): void {
  if (!header) return
  setOffset(Date.parse(header) + 500)
}

/** A simulated city's time stands still until it is moved; the desk's clock has no part in it. */
let standing: number | null = null
export function noteStandingTime(instant: string): void {
  standing = Date.parse(instant)
}

function setOffset(server: number): void {
  if (Number.isNaN(server)) return
  const measured = server - Date.now()
  if (Math.abs(measured - offset) > 2000) offset = measured
}

export function cityNow(): Date {
  return new Date(standing ?? Date.now() + offset)
}

/** Re-renders every `seconds`; one timer per component that asks. */
export function useNow(seconds = 15): Date {
  const [now, setNow] = useState(cityNow)
  useEffect(() => {
    const timer = setInterval(() => setNow(cityNow()), seconds * 1000)
    return () => clearInterval(timer)
  }, [seconds])
  return now
}
