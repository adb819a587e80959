/**
 * Clocks: pure functions of what happened, the limit and the calendar. Nothing about them is stored but as a projection.
 *
 * - Continuous units (emergency-minute, calendar-hour, calendar-day) run day and night; working minutes run within the
 *   working hours of working days; a limit of n working days ends with the nth working day after the day of the start
 *   (the day of the start is not counted), at its last millisecond. A fraction of a working day is rounded up to a day.
 * - Kept means: stopped at or before the due time. A limit of 0 is due at once.
 * - Paused time does not count. A working day of which a pause took working time is not counted at all.
 * - An extension is counted from the due time that it extends, in its own unit.
 *
 * Sources: docs/decisions/0004-clocks-and-calendar.md.
 */
import {
  DAY,
  HORIZON,
  HOUR,
  MINUTE,
  dayOf,
  endOfDay,
  momentOfWorkingTime,
  touchesUnpublishedYear,
  workingDayLength,
  workingDayNumber,
  workingDaysBefore,
  workingTimeAt,
  type Calendar,
  type Millis,
} from './calendar.ts'
import type { Limit, Step, Unit } from './item.ts'

export type { Calendar, Millis }

/** A step of the procedure, the whole, a supervise order, or a call. */
export type ClockKind = Step | 'whole' | 'supervise' | 'call'

/** `to` null: still paused. */
export interface Pause {
  from: Millis
  to: Millis | null
  /** Why, as the act that paused it says; for the ruler. */
  reason?: string
}

/** What happened to a clock, folded from `occurred_at` of the events. */
export interface ClockFacts {
  id: string
  kind: ClockKind
  /** null: the procedure sets no limit; the clock then has no due time. */
  limit: Limit | null
  startedAt: Millis
  /** Granted extensions, in the order in which they were granted. */
  extensions: readonly Limit[]
  /** In any order; they may overlap, be empty, begin before the start or after the due time. */
  pauses: readonly Pause[]
  stoppedAt: Millis | null
}

export interface Due {
  /** The last millisecond in time; null where no limit is set, or while an open pause holds it. */
  dueAt: Millis | null
  /** A year between start and due has no published calendar: weekends alone were counted. */
  provisional: boolean
}

export interface Reading extends Due {
  state: 'running' | 'paused' | 'stopped'
  /** How it ended: null while it runs and where it has no limit. */
  outcome: 'kept' | 'broken' | null
  /** When 80 % of its time has gone; null as `dueAt`. */
  warnAt: Millis | null
  /** Still running, and past its due time. */
  overdue: boolean
  /** From now (or from the stop) to the due time on the wall clock, negative when late; null as `dueAt`. */
  remainingMs: Millis | null
}

interface Interval {
  from: Millis
  to: Millis
}

const NO_PAUSES: readonly Interval[] = []
export const WARN_SHARE = 0.8

const UNIT_MS: Record<Exclude<Unit, 'working-day'>, Millis> = {
  'emergency-minute': MINUTE,
  'working-minute': MINUTE,
  'calendar-hour': HOUR,
  'calendar-day': DAY,
}

function isWorking(unit: Unit): boolean {
  return unit === 'working-minute' || unit === 'working-day'
}

/** Pauses as a sorted list without overlaps, cut to the clock's life. An open one lasts for ever. */
function intervals({ pauses, startedAt, stoppedAt }: ClockFacts): readonly Interval[] {
  if (pauses.length === 0) return NO_PAUSES
  const end = stoppedAt ?? Infinity
  const cut = pauses
    .map(({ from, to }) => ({ from: Math.max(from, startedAt), to: Math.min(to ?? Infinity, end) }))
    .filter(({ from, to }) => from < to)
    .sort((a, b) => a.from - b.from)
  const merged: Interval[] = []
  for (const pause of cut) {
    const last = merged.at(-1)
    if (last && pause.from <= last.to) last.to = Math.max(last.to, pause.to)
    else merged.push(pause)
  }
  return merged
}

/** The first moment at which `time` ms have run since `from`, or null if a pause without end comes before. */
function advance(working: Calendar | null, from: Millis, time: number, pauses: readonly Interval[]): Millis | null {
  if (time <= 0) return from
  const at = (moment: Millis) => (working ? workingTimeAt(working, moment) : moment)
  const moment = (reached: number) => Math.min(HORIZON, working ? momentOfWorkingTime(working, reached) : reached)
  let reached = at(from) + time
  let due = moment(reached)
  for (const pause of pauses) {
    if (pause.from >= due) break
    if (pause.to <= from) continue
    if (pause.to === Infinity) return null
    reached += at(pause.to) - at(Math.max(pause.from, from))
    due = moment(reached)
  }
  return due
}

/** The end of the nth counted working day after the day of `from`, or null if a pause without end comes before. */
function advanceDays(calendar: Calendar, from: Millis, amount: number, pauses: readonly Interval[]): Millis | null {
  const length = workingDayLength(calendar)
  let free = workingDaysBefore(calendar, dayOf(from) + 1)
  let target = free + Math.ceil(amount) - 1
  for (const pause of pauses) {
    const open = pause.to === Infinity
    const start = workingTimeAt(calendar, pause.from)
    const end = open ? Infinity : workingTimeAt(calendar, pause.to)
    if (end <= start) continue
    const first = Math.max(free, Math.floor(start / length))
    if (first > target) break
    if (open) return null
    const last = Math.ceil(end / length) - 1
    if (last < first) continue
    target += last - first + 1
    free = last + 1
  }
  return endOfDay(workingDayNumber(calendar, target))
}

function advanceLimit(calendar: Calendar, from: Millis, { amount, unit }: Limit, pauses: readonly Interval[]) {
  if (!(amount >= 0)) throw new RangeError(`not a limit: ${amount} ${unit}`)
  if (amount === 0) return from
  if (unit === 'working-day') return advanceDays(calendar, from, amount, pauses)
  return advance(unit === 'working-minute' ? calendar : null, from, Math.round(amount * UNIT_MS[unit]), pauses)
}

const UNDUE: Due = Object.freeze({ dueAt: null, provisional: false })

function dueWith(facts: ClockFacts, calendar: Calendar, pauses: readonly Interval[]): Due {
  if (!facts.limit) return UNDUE
  let dueAt: Millis | null = facts.startedAt
  let provisional = false
  for (let i = -1; i < facts.extensions.length; i += 1) {
    const limit: Limit = i < 0 ? facts.limit : facts.extensions[i]!
    const from: Millis = dueAt
    dueAt = advanceLimit(calendar, from, limit, pauses)
    if (dueAt === null) return UNDUE
    if (limit.amount > 0 && isWorking(limit.unit) && touchesUnpublishedYear(calendar, from, dueAt)) provisional = true
  }
  return { dueAt, provisional }
}

/**
 * The due time. A pause that begins after the due time changes nothing, so an open pause hides no lateness;
 * once stopped, a clock is judged as if its pause had ended with the stop.
 */
export function dueAt(facts: ClockFacts, calendar: Calendar): Due {
  return dueWith(facts, calendar, intervals(facts))
}

/** Unpaused time from the start to `to`, in the measure of the clock's unit. */
function counted(working: Calendar | null, from: Millis, to: Millis, pauses: readonly Interval[]): number {
  const at = (moment: Millis) => (working ? workingTimeAt(working, moment) : moment)
  let time = at(to) - at(from)
  for (const pause of pauses) {
    if (pause.from >= to) break
    time -= at(Math.min(pause.to, to)) - at(Math.max(pause.from, from))
  }
  return time
}

interface Measured extends Due {
  calendar: Calendar
  pauses: readonly Interval[]
  warnAt: Millis | null
}
/** Facts are values and never changed in place: what follows from them is worked out once, however often the clock is read. */
const measuredBefore = new WeakMap<ClockFacts, Measured>()

function measured(facts: ClockFacts, calendar: Calendar): Measured {
  const before = measuredBefore.get(facts)
  if (before?.calendar === calendar) return before
  const pauses = intervals(facts)
  const due = dueWith(facts, calendar, pauses)
  let warnAt: Millis | null = null
  if (due.dueAt !== null && facts.limit) {
    const measure = isWorking(facts.limit.unit) ? calendar : null
    const share = Math.round(counted(measure, facts.startedAt, due.dueAt, pauses) * WARN_SHARE)
    warnAt = advance(measure, facts.startedAt, share, pauses)
  }
  const found = { dueAt: due.dueAt, provisional: due.provisional, calendar, pauses, warnAt }
  measuredBefore.set(facts, found)
  return found
}

/** All that a screen or a timer wants to know of a clock at a moment. */
export function readClock(facts: ClockFacts, calendar: Calendar, now: Millis): Reading {
  const { pauses, dueAt, provisional, warnAt } = measured(facts, calendar)
  const stopped = facts.stoppedAt !== null
  const paused = !stopped && pauses.some(({ from, to }) => from <= now && now < to)
  const state = stopped ? 'stopped' : paused ? 'paused' : 'running'
  if (dueAt === null)
    return { dueAt, provisional, state, outcome: null, warnAt: null, overdue: false, remainingMs: null }
  return {
    dueAt,
    provisional,
    state,
    warnAt,
    outcome: facts.stoppedAt === null ? null : facts.stoppedAt <= dueAt ? 'kept' : 'broken',
    overdue: !stopped && now > dueAt,
    remainingMs: dueAt - (facts.stoppedAt ?? now),
  }
}

/**
 * What is left at a moment (at the stop, if that was earlier), in the unit of the clock's limit: a clock started then with this limit
 * is due when this one is. Working days: those after the day of the moment, up to the day that it is due. null: no limit is set.
 */
export function remainingLimit(facts: ClockFacts, calendar: Calendar, at: Millis): Limit | null {
  if (!facts.limit) return null
  const { unit } = facts.limit
  const moment = Math.max(facts.startedAt, Math.min(at, facts.stoppedAt ?? Infinity))
  // Judged as if a pause that lasts had ended at the moment: what is left does not shrink while it lasts.
  const { dueAt: due } = dueAt({ ...facts, stoppedAt: moment }, calendar)
  if (due === null || due <= moment) return { amount: 0, unit }
  if (unit === 'working-day') {
    const days = workingDaysBefore(calendar, dayOf(due) + 1) - workingDaysBefore(calendar, dayOf(moment) + 1)
    return { amount: days, unit }
  }
  const left = unit === 'working-minute' ? workingTimeAt(calendar, due) - workingTimeAt(calendar, moment) : due - moment
  return { amount: left / UNIT_MS[unit], unit }
}

/**
 * The limit of a rework 返工: the item's own; else the rest of the latest handle clock, at least a quarter of the original limit
 * (of the dispatch, not of an earlier rework); null where neither has one.
 */
export function reworkLimit(
  itemReworkLimit: Limit | null,
  handle: ClockFacts,
  calendar: Calendar,
  at: Millis,
  original: Limit | null = handle.limit,
): Limit | null {
  if (itemReworkLimit) return itemReworkLimit
  const rest = remainingLimit(handle, calendar, at)
  if (!rest || !original) return null
  return { amount: Math.max(rest.amount, original.amount / 4), unit: rest.unit }
}
