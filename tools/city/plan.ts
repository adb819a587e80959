/** From what somebody asked for to a plan of a city. */
import { DAY, dayOfDate, endOfDay } from '@bihuan/domain/calendar'
import type { CityPlan } from './life.ts'

/** Duties and offices of the simulated county begin with this day. */
const EARLIEST = Date.parse('2024-02-01T00:00:00+08:00')

export interface AskedPlan {
  seed: number
  cases: number
  days: number
  /** The present day of the city, lived until eleven in the morning. */
  until: string
  open?: number | undefined
}

/** Null where it cannot be made. `open`: a fifth unless said otherwise. */
export function planOf({ seed, cases, days, until, open = Math.round(cases / 5) }: AskedPlan): CityPlan | null {
  const whole = [seed, cases, days, open].every((n) => Number.isInteger(n) && n >= 0)
  if (!whole || cases < 1 || days < 1 || open > cases || !/^\d{4}-\d\d-\d\d$/.test(until)) return null
  const from = endOfDay(dayOfDate(until)) + 1 - 13 * 3_600_000 - days * DAY
  return from < EARLIEST ? null : { seed, cases, open, from, days }
}
