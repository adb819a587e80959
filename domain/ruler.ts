/** The ruler of a case: who held it and for how long, when its clocks were paused and why, and where they were due. For drawing. */
import type { Calendar, Millis } from './calendar.ts'
import { readClock, type ClockFacts, type ClockKind, type Reading } from './clocks.ts'

/** The ball passes to a holder at a moment; in the order of time. null: the case ended. */
export interface HolderChange<Holder> {
  holder: Holder | null
  from: Millis
}

export interface RulerSegment<Holder> {
  holder: Holder
  from: Millis
  /** null: holds it now. */
  to: Millis | null
  ms: Millis
  /** The part of it during which the clock of a step was paused. */
  pausedMs: Millis
}

export interface RulerPause {
  from: Millis
  to: Millis | null
  reason: string | null
  /** The clocks that stood still. */
  clockIds: string[]
}

export interface RulerClock extends Reading {
  id: string
  kind: ClockKind
  startedAt: Millis
  stoppedAt: Millis | null
}

export interface Ruler<Holder> {
  from: Millis
  /** The end of the scale: now, the last act, or the latest due time of a clock that still runs. */
  to: Millis
  segments: RulerSegment<Holder>[]
  pauses: RulerPause[]
  clocks: RulerClock[]
}

export function ruler<Holder>(
  clocks: readonly ClockFacts[],
  holders: readonly HolderChange<Holder>[],
  calendar: Calendar,
  now: Millis,
): Ruler<Holder> {
  const pauses = distinctPauses(clocks)
  const readings = clocks.map((facts) => ({
    id: facts.id,
    kind: facts.kind,
    startedAt: facts.startedAt,
    stoppedAt: facts.stoppedAt,
    ...readClock(facts, calendar, now),
  }))
  const segments: RulerSegment<Holder>[] = []
  holders.forEach(({ holder, from }, i) => {
    if (holder === null) return
    const to = holders[i + 1]?.from ?? null
    const end = Math.max(from, to ?? now)
    segments.push({ holder, from, to, ms: end - from, pausedMs: overlap(pauses, from, end) })
  })
  const starts = [...holders.map(({ from }) => from), ...clocks.map(({ startedAt }) => startedAt)]
  const open = readings.some(({ state }) => state !== 'stopped')
  const ends = [
    ...starts,
    ...clocks.flatMap(({ stoppedAt }) => stoppedAt ?? []),
    ...readings.flatMap(({ state, dueAt }) => (state === 'stopped' ? [] : (dueAt ?? []))),
    ...(open || holders.at(-1)?.holder ? [now] : []),
  ]
  return {
    from: starts.length > 0 ? Math.min(...starts) : now,
    to: ends.length > 0 ? Math.max(...ends) : now,
    segments,
    pauses,
    clocks: readings,
  }
}

/** One suspension pauses several clocks at once: it is drawn once, cut to the life of the clocks that it paused. */
function distinctPauses(clocks: readonly ClockFacts[]): RulerPause[] {
  const found = new Map<string, RulerPause>()
  for (const { id, pauses, startedAt, stoppedAt } of clocks) {
    for (const pause of pauses) {
      const from = Math.max(pause.from, startedAt)
      const to = stoppedAt === null ? pause.to : Math.min(pause.to ?? Infinity, stoppedAt)
      if (to !== null && to <= from) continue
      const key = `${from}/${to}/${pause.reason ?? ''}`
      const known = found.get(key)
      if (known) known.clockIds.push(id)
      else found.set(key, { from, to, reason: pause.reason ?? null, clockIds: [id] })
    }
  }
  return [...found.values()].sort((a, b) => a.from - b.from)
}

/** How much of the stretch was paused; pauses that overlap count once. */
function overlap(pauses: readonly RulerPause[], from: Millis, to: Millis): Millis {
  let paused = 0
  let reached = from
  for (const pause of pauses) {
    const start = Math.max(pause.from, reached)
    const end = Math.min(pause.to ?? to, to)
    if (end <= start) continue
    paused += end - start
    reached = end
  }
  return paused
}
