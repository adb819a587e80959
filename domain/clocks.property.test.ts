/** Laws that hold for any start, limit, pauses and extensions, around the holidays of 2025 and 2026 and into the unpublished 2027. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAY, HOUR, MINUTE } from './calendar.ts'
import { dueAt, readClock, remainingLimit, type ClockFacts, type Pause } from './clocks.ts'
import { UNITS, type Limit, type Unit } from './item.ts'
import { OFFICIAL, shanghai } from './testing/official-calendar.ts'

/** Amounts that end within some weeks, so that the slow model stays quick. */
const MOST: Record<Unit, number> = {
  'emergency-minute': 3000,
  'working-minute': 3000,
  'working-day': 8,
  'calendar-hour': 72,
  'calendar-day': 5,
}
const limit = fc
  .constantFrom(...UNITS)
  .chain((unit) => fc.integer({ min: 0, max: MOST[unit] }).map((amount): Limit => ({ amount, unit })))

const SEASONS = ['2025-01-20', '2025-09-22', '2026-02-09', '2026-04-27', '2026-12-21'].map((date) =>
  shanghai(`${date} 00:00`),
)
const start = fc
  .tuple(fc.constantFrom(...SEASONS), fc.integer({ min: 0, max: 20_000 }))
  .map(([at, m]) => at + m * MINUTE)

/** In minutes after the start, so that a pause may begin before it; a length of 0 and null (never ended) included. */
const pauseSpan = fc.record({
  offset: fc.integer({ min: -3000, max: 12_000 }),
  length: fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min: 0, max: 6000 }) },
    { weight: 1, arbitrary: fc.constant(null) },
  ),
})
type Span = { offset: number; length: number | null }

function pauseOf(startedAt: number, { offset, length }: Span): Pause {
  const from = startedAt + offset * MINUTE
  return { from, to: length === null ? null : from + length * MINUTE }
}

const facts = fc
  .record({
    startedAt: start,
    limit,
    extensions: fc.array(limit, { maxLength: 2 }),
    spans: fc.array(pauseSpan, { maxLength: 4 }),
  })
  .map(({ startedAt, limit: base, extensions, spans }): ClockFacts => ({
    id: 'clock',
    kind: 'handle',
    limit: base,
    startedAt,
    extensions,
    pauses: spans.map((span) => pauseOf(startedAt, span)),
    stoppedAt: null,
  }))

/** A clock without a due time is held by a pause: later than any. */
function due(clock: ClockFacts): number {
  return dueAt(clock, OFFICIAL).dueAt ?? Infinity
}

const DATES = { holidays: new Set<string>(), workdays: new Set<string>() }
for (const year of Object.values(OFFICIAL.years)) {
  for (const date of year.holidays) DATES.holidays.add(date)
  for (const date of year.workdays) DATES.workdays.add(date)
}

/** The obvious model: the platform's own dates, one minute after the other. */
function slowDue(clock: ClockFacts): number | null {
  const local = (at: number) => new Date(at + 8 * HOUR)
  const workingDay = (at: number) => {
    const date = local(at).toISOString().slice(0, 10)
    if (DATES.workdays.has(date)) return true
    return !DATES.holidays.has(date) && local(at).getUTCDay() % 6 !== 0
  }
  const workingMinute = (at: number) => {
    const minute = local(at).getUTCHours() * 60 + local(at).getUTCMinutes()
    return ((minute >= 540 && minute < 720) || (minute >= 840 && minute < 1080)) && workingDay(at)
  }
  const paused = (at: number) => clock.pauses.some(({ from, to }) => from <= at && (to === null || at < to))
  const heldForEver = (at: number) =>
    clock.pauses.some(({ from, to }) => from <= at && to === null) && clock.pauses.every(({ from }) => from <= at)
  const untouched = (midnight: number) => {
    for (let at = midnight; at < midnight + DAY; at += MINUTE) if (workingMinute(at) && paused(at)) return false
    return true
  }
  let at = clock.startedAt
  for (const { amount, unit } of [clock.limit!, ...clock.extensions]) {
    if (unit === 'working-day') {
      let midnight = at - ((at + 8 * HOUR) % DAY)
      for (let left = amount; left > 0;) {
        if (heldForEver(midnight)) return null
        midnight += DAY
        if (workingDay(midnight) && untouched(midnight)) left -= 1
        if (left === 0) at = midnight + DAY - 1
      }
      continue
    }
    let left = amount * { 'emergency-minute': 1, 'working-minute': 1, 'calendar-hour': 60, 'calendar-day': 1440 }[unit]
    while (left > 0) {
      if (heldForEver(at)) return null
      const step = Math.min(MINUTE - ((at + 8 * HOUR) % MINUTE), left * MINUTE)
      if (!paused(at) && (unit !== 'working-minute' || workingMinute(at))) left -= step / MINUTE
      at += step
    }
  }
  return at
}

const runs = { numRuns: 400 }

describe('any clock', () => {
  it('is due when the obvious model, minute by minute, says so', () => {
    fc.assert(
      fc.property(facts, (clock) => {
        const slow = slowDue(clock)
        expect(dueAt(clock, OFFICIAL).dueAt).toBe(slow === null ? null : Math.round(slow))
      }),
      { numRuns: 300 },
    )
  })

  it('is never due earlier for a pause', () => {
    fc.assert(
      fc.property(facts, pauseSpan, (clock, span) => {
        const paused = { ...clock, pauses: [...clock.pauses, pauseOf(clock.startedAt, span)] }
        expect(due(paused)).toBeGreaterThanOrEqual(due(clock))
      }),
      runs,
    )
  })

  it('is never due earlier for an extension, and does not mind a pause that begins when it is due', () => {
    fc.assert(
      fc.property(facts, limit, (clock, extension) => {
        expect(due({ ...clock, extensions: [...clock.extensions, extension] })).toBeGreaterThanOrEqual(due(clock))
        fc.pre(due(clock) < Infinity)
        expect(due({ ...clock, pauses: [...clock.pauses, { from: due(clock), to: null }] })).toBe(due(clock))
      }),
      runs,
    )
  })

  it('is never due earlier for a greater limit, nor for a later start', () => {
    fc.assert(
      fc.property(facts, fc.double({ min: 0, max: 20, noNaN: true }), (clock, more) => {
        const { amount, unit } = clock.limit!
        expect(due({ ...clock, limit: { amount: amount + more, unit } })).toBeGreaterThanOrEqual(due(clock))
        const later = { ...clock, startedAt: clock.startedAt + Math.round(more * HOUR) }
        expect(due(later)).toBeGreaterThanOrEqual(due(clock))
      }),
      runs,
    )
  })

  it('minds neither the order of its pauses nor how they are cut into pieces', () => {
    fc.assert(
      fc.property(facts, fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 4 }), (clock, cuts) => {
        const pieces = clock.pauses.flatMap(({ from, to }) => {
          const length = (to ?? from + 20 * DAY) - from
          const at = cuts.toSorted((a, b) => a - b).map((cut) => from + Math.round(cut * length))
          return [from, ...at].map((begin, i) => ({ from: begin, to: i < at.length ? at[i]! : to }))
        })
        expect(dueAt({ ...clock, pauses: pieces.toReversed() }, OFFICIAL)).toEqual(dueAt(clock, OFFICIAL))
      }),
      runs,
    )
  })

  it('is provisional if and only if it counts working time in a year that is not published', () => {
    fc.assert(
      fc.property(facts, (clock) => {
        const { dueAt: at, provisional } = dueAt({ ...clock, extensions: [] }, OFFICIAL)
        const year = (moment: number) => new Date(moment + 8 * HOUR).getUTCFullYear()
        const { amount, unit } = clock.limit!
        const counts = amount > 0 && (unit === 'working-day' || unit === 'working-minute')
        const touches = at !== null && (year(at) > 2026 || year(clock.startedAt) > 2026)
        expect(provisional).toBe(counts && touches)
      }),
      runs,
    )
  })

  it('warns between its start and its due time', () => {
    fc.assert(
      fc.property(facts, (clock) => {
        const { dueAt: at, warnAt } = readClock(clock, OFFICIAL, clock.startedAt)
        expect(warnAt === null).toBe(at === null)
        expect(warnAt ?? Infinity).toBeGreaterThanOrEqual(clock.startedAt)
        expect(warnAt ?? 0).toBeLessThanOrEqual(at ?? 0)
      }),
      runs,
    )
  })

  it('is overdue when running exactly if stopping now would break it', () => {
    fc.assert(
      fc.property(facts, fc.integer({ min: 0, max: 30_000 }), (clock, minutes) => {
        const now = clock.startedAt + minutes * MINUTE
        fc.pre(dueAt(clock, OFFICIAL).dueAt !== null)
        const ended = readClock({ ...clock, stoppedAt: now }, OFFICIAL, now)
        expect(readClock(clock, OFFICIAL, now).overdue).toBe(ended.outcome === 'broken')
      }),
      runs,
    )
  })

  it('goes on as a clock of what is left would', () => {
    fc.assert(
      fc.property(facts, fc.integer({ min: 0, max: 20_000 }), (clock, minutes) => {
        const at = clock.startedAt + minutes * MINUTE
        const left = remainingLimit(clock, OFFICIAL, at)!
        expect(left.amount).toBeGreaterThanOrEqual(0)
        const judged = due({ ...clock, stoppedAt: at })
        const sameUnit = clock.extensions.every(({ unit }) => unit === clock.limit!.unit)
        fc.pre(judged > at && sameUnit && !(left.unit === 'working-day' && left.amount === 0))
        const rest = { ...clock, startedAt: at, limit: left, extensions: [], pauses: [] }
        expect(due(rest)).toBe(judged)
      }),
      runs,
    )
  })
})
