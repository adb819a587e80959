/** From sums to rates, percentiles and clocks kept: pure, over a map of measure → count. */
import type { z } from 'zod'
import type { overview } from '@bihuan/contract/overview'
import { DURATION_EDGES } from '@bihuan/domain/cases/measures'
import { rateOf, RATES, type RateId } from '@bihuan/domain/cases/rates'

export type Overview = z.input<typeof overview>
export type Counts = Record<string, number>

export function ratesOf(counts: Counts, openPastDue: number): Overview['rates'] {
  return (Object.keys(RATES) as RateId[]).map((id) => ({
    id,
    ...rateOf(id, counts, openPastDue),
    numeratorMeasure: RATES[id].numerator,
    denominatorMeasure: RATES[id].denominator,
  }))
}

type Duration = Overview['closingTime']

/** The bucket that holds the given share of the cases: exact to its edges, in minutes. */
export function durationOf(counts: Counts, kind: 'closing-time' | 'response-time'): Duration {
  const buckets = Array.from({ length: DURATION_EDGES.length + 1 }, (_, index) => counts[`${kind}-${index}`] ?? 0)
  const count = buckets.reduce((sum, n) => sum + n, 0)
  const at = (share: number) => {
    if (count === 0) return null
    let seen = 0
    const index = buckets.findIndex((n) => (seen += n) >= Math.ceil(count * share))
    return { from: index === 0 ? 0 : DURATION_EDGES[index - 1]!, to: DURATION_EDGES[index] ?? null }
  }
  return { count, median: at(0.5), ninetieth: at(0.9) }
}

export function clocksOf(counts: Counts): Overview['clocks'] {
  const rows = new Map<string, Overview['clocks'][number]>()
  for (const [measure, n] of Object.entries(counts)) {
    const match = /^(clock|530|11301)-(\w+)-(kept|broken)$/.exec(measure)
    if (!match) continue
    const [, group, clock, outcome] = match as unknown as [string, string, string, 'kept' | 'broken']
    const key = `${group} ${clock}`
    const row = rows.get(key) ?? { procedure: group === 'clock' ? null : group, clock, kept: 0, broken: 0 }
    rows.set(key, { ...row, [outcome]: n })
  }
  return [...rows.values()]
}

/** Measures of the whole for people to read; the buckets of durations are told as percentiles. */
export function readable(counts: Counts): Counts {
  return Object.fromEntries(Object.entries(counts).filter(([measure, n]) => n !== 0 && !/-time-\d+$/.test(measure)))
}
