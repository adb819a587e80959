/**
 * Where things lie on the ruler: pure geometry over what the server computed. The scale is linear in time from the report to
 * now, or to the last due time that still runs if that lies later (but never more than as far again: a due date next year
 * must not squeeze today into a line).
 */
import type { CasePage, Clock } from './shapes.ts'

export interface Segment {
  x: number
  width: number
  from: number
  to: number
  index: number
}
export interface ClockLine {
  clock: Clock
  x1: number
  x2: number
  dueX: number | null
  /** The due time lies beyond the right edge. */
  dueBeyond: boolean
  pauses: { x: number; width: number }[]
}
export interface Tick {
  x: number
  at: number
}
export interface Geometry {
  from: number
  to: number
  nowX: number | null
  segments: Segment[]
  clocks: ClockLine[]
  ticks: Tick[]
}

type Facts = Pick<CasePage, 'holders' | 'clocks' | 'reportedAt' | 'closedAt'>
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const STEPS = [
  MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  2 * DAY,
  7 * DAY,
  14 * DAY,
  30 * DAY,
  90 * DAY,
  365 * DAY,
]
const SHANGHAI = 8 * HOUR
/** A segment narrower than this cannot be seen or touched. */
const LEAST = 3

export function layOut(facts: Facts, now: number, width: number): Geometry {
  const from = Math.min(Date.parse(facts.reportedAt), ...facts.holders.map((one) => Date.parse(one.from)))
  const ended = facts.closedAt ? Date.parse(facts.closedAt) : null
  const present = Math.max(ended ?? now, from)
  const lived = Math.max(present - from, MINUTE)
  const dues = facts.clocks.flatMap((clock) =>
    clock.state !== 'stopped' && clock.dueAt ? [Date.parse(clock.dueAt)] : [],
  )
  const wished = Math.max(present, ...dues)
  const to = Math.max(Math.min(wished, present + Math.max(lived, HOUR)), from + lived) + lived * 0.02
  const x = (at: number) => ((Math.min(Math.max(at, from), to) - from) / (to - from)) * width

  const segments = facts.holders.flatMap((one, index) => {
    if (!one.holder) return []
    const start = Date.parse(one.from)
    const end = one.to ? Date.parse(one.to) : present
    return [{ x: x(start), width: Math.max(LEAST, x(end) - x(start)), from: start, to: end, index }]
  })
  const clocks = facts.clocks.map((clock) => {
    const due = clock.dueAt ? Date.parse(clock.dueAt) : null
    return {
      clock,
      x1: x(Date.parse(clock.startedAt)),
      x2: Math.max(x(clock.stoppedAt ? Date.parse(clock.stoppedAt) : present), x(Date.parse(clock.startedAt)) + LEAST),
      dueX: due === null ? null : x(due),
      dueBeyond: due !== null && due > to,
      pauses: clock.pauses.map((pause) => {
        const start = x(Date.parse(pause.from))
        return { x: start, width: Math.max(LEAST, x(pause.to ? Date.parse(pause.to) : present) - start) }
      }),
    }
  })
  return { from, to, nowX: ended === null ? x(now) : null, segments, clocks, ticks: ticksOf(from, to, width, x) }
}

/** Round moments of Shanghai's wall clock, at least 84 px apart. */
function ticksOf(from: number, to: number, width: number, x: (at: number) => number): Tick[] {
  const most = Math.max(1, Math.floor(width / 84))
  const step = STEPS.find((candidate) => (to - from) / candidate <= most) ?? STEPS.at(-1)!
  const first = Math.ceil((from + SHANGHAI) / step) * step - SHANGHAI
  const ticks: Tick[] = []
  for (let at = first; at <= to; at += step) ticks.push({ x: x(at), at })
  return ticks
}
