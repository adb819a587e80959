/**
 * What one case adds to the figures. Each measure is a yes or no about the case, counted on the day that its basis names:
 * `reported`: cohorts (of those reported in the period, how many …); `closed`: flows (what ended in the period).
 * A case that is void or merged counts for nothing but `void` and `merged`. Tallies hold the sums; a recount folds every
 * history and must agree, for both use this function. Formulas: rates.ts; docs/decisions/0009-figures.md.
 */
import { readClock, type Calendar, type ClockKind, type Millis } from '../clocks.ts'
import { FAULTS, RESULTS } from '../oversight/words.ts'
import type { Case } from './case.ts'

export type Basis = 'reported' | 'closed'

/** Upper edges of the duration buckets, in minutes; the last bucket is open. A percentile is exact to its bucket. */
export const DURATION_EDGES = [
  1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 720, 1440, 2880, 4320, 7200, 10080, 14400, 20160, 28800, 43200, 86400, 129600,
  262800,
] as const

const CLOCKS = ['route', 'plan', 'accept', 'arrive', 'handle', 'whole'] as const satisfies readonly ClockKind[]
const MEASURED_PROCEDURES = ['530', '11301'] as const

const PLAIN = {
  reported: 'reported',
  void: 'reported',
  merged: 'reported',
  assessed: 'reported',
  dispatched: 'reported',
  returned: 'reported',
  handled: 'reported',
  verified: 'reported',
  'passed-first-time': 'reported',
  reworked: 'reported',
  extended: 'reported',
  suspended: 'reported',
  escalated: 'reported',
  called: 'reported',
  reopened: 'reported',
  danger: 'reported',
  immediate: 'reported',
  'immediate-done': 'reported',
  concentrated: 'reported',
  'concentrated-done': 'reported',
  'time-limited': 'reported',
  'time-limited-done': 'reported',
  checked: 'reported',
  'checked-as-recorded': 'reported',
  'checked-data-wrong': 'reported',
  'checked-not-put-right': 'reported',
  'wrong-position': 'reported',
  'wrong-item': 'reported',
  'wrong-time': 'reported',
  'wrong-photo': 'reported',
  'wrong-person': 'reported',
  'ended-in-cohort': 'reported',
  closed: 'closed',
  'closed-with-due': 'closed',
  'closed-in-time': 'closed',
  'closed-late': 'closed',
  'closed-locally': 'closed',
  'closed-at-once': 'closed',
  'fixed-on-the-spot': 'closed',
  satisfied: 'closed',
  dissatisfied: 'closed',
  answered: 'closed',
  unreached: 'closed',
  'closed-as-duplicate': 'closed',
} as const satisfies Record<string, Basis>

type PlainMeasure = keyof typeof PLAIN
type ClockMeasure =
  | `clock-${(typeof CLOCKS)[number]}-${'kept' | 'broken'}`
  | `${(typeof MEASURED_PROCEDURES)[number]}-${(typeof CLOCKS)[number]}-${'kept' | 'broken'}`
type DurationMeasure = `closing-time-${number}` | `response-time-${number}`
export type Measure = PlainMeasure | ClockMeasure | DurationMeasure

export function basisOf(measure: Measure): Basis {
  if (measure in PLAIN) return PLAIN[measure as PlainMeasure]
  return measure.startsWith('closing-time') ? 'closed' : 'reported'
}

export interface Contribution {
  reportedDay: string
  /** null while nothing is counted as closed. */
  closedDay: string | null
  measures: Measure[]
}

/** Business date, Asia/Shanghai (UTC+8 all year since 1992). */
export function businessDay(at: Millis): string {
  return new Date(at + 8 * 3_600_000).toISOString().slice(0, 10)
}

export function bucketOf(minutes: number): number {
  const index = DURATION_EDGES.findIndex((edge) => minutes <= edge)
  return index < 0 ? DURATION_EDGES.length : index
}

export function contribution(caseFile: Case, calendar: Calendar): Contribution {
  const reportedDay = businessDay(caseFile.reportedAt)
  if (caseFile.state === 'void' || caseFile.state === 'merged')
    return { reportedDay, closedDay: null, measures: [caseFile.state] }
  const measures: Measure[] = ['reported']
  const add = (measure: Measure, when: boolean) => void (when && measures.push(measure))
  const closed = caseFile.state === 'closed'
  const done = closed || caseFile.handledAt !== null

  add('assessed', caseFile.assessedAt !== null)
  add('dispatched', caseFile.dispatches > 0)
  add('returned', caseFile.returnedBy.length > 0)
  add('handled', done)
  add('verified', caseFile.verifications > 0)
  add('passed-first-time', caseFile.verifications > 0 && caseFile.reworks === 0)
  add('reworked', caseFile.reworks > 0)
  add('extended', caseFile.extensions > 0)
  add('suspended', caseFile.suspensions > 0)
  add('escalated', caseFile.escalations.length > 0)
  add('called', caseFile.calls.length > 0)
  add('reopened', caseFile.reopens > 0)
  add('danger', caseFile.procedure.id === 'danger-to-life')
  for (const measure of qualityOf(caseFile)) measures.push(measure)
  if (caseFile.rectification) {
    add(caseFile.rectification, true)
    add(`${caseFile.rectification}-done`, closed)
  }
  for (const kind of CLOCKS) {
    const outcome = outcomeOf(caseFile, kind, calendar)
    if (!outcome) continue
    measures.push(`clock-${kind}-${outcome}`)
    const procedure = MEASURED_PROCEDURES.find((id) => id === caseFile.procedure.id)
    if (procedure) measures.push(`${procedure}-${kind}-${outcome}`)
  }
  const respondedAt = caseFile.arrivedAt ?? caseFile.clocks.find((clock) => clock.kind === 'accept')?.stoppedAt ?? null
  if (respondedAt !== null) measures.push(`response-time-${bucketOf((respondedAt - caseFile.reportedAt) / 60_000)}`)
  if (!closed) return { reportedDay, closedDay: null, measures }

  measures.push(
    'closed',
    'ended-in-cohort',
    `closing-time-${bucketOf((caseFile.closedAt! - caseFile.reportedAt) / 60_000)}`,
  )
  const whole = outcomeOf(caseFile, 'whole', calendar)
  add('closed-with-due', whole !== null)
  add('closed-in-time', whole === 'kept')
  add('closed-late', whole === 'broken')
  add('closed-locally', caseFile.closedLevel === 'community' || caseFile.closedLevel === 'town')
  add('closed-at-once', caseFile.reworks === 0 && caseFile.reopens === 0 && caseFile.returnedBy.length === 0)
  add('fixed-on-the-spot', caseFile.closing === 'fixed-on-the-spot')
  add('closed-as-duplicate', caseFile.closing === 'duplicate-without-parent')
  if (caseFile.callBack) measures.push(caseFile.callBack)
  add('answered', caseFile.callBack === 'satisfied' || caseFile.callBack === 'dissatisfied')
  return { reportedDay, closedDay: businessDay(caseFile.closedAt!), measures }
}

/** 数据质量: a case that was checked several times was as recorded if it was each time. */
function qualityOf({ checks = [] }: Case): Measure[] {
  if (checks.length === 0) return []
  const found = new Set(checks.map((check) => check.result))
  const faults = RESULTS.filter((result) => result !== 'as-recorded' && found.has(result))
  const wrong = new Set(checks.flatMap((check) => check.wrong))
  return [
    'checked',
    ...(faults.length === 0 ? ['checked-as-recorded' as const] : faults.map((fault) => `checked-${fault}` as const)),
    ...FAULTS.filter((fault) => wrong.has(fault)).map((fault) => `wrong-${fault}` as const),
  ]
}

/** Broken if any clock of the kind was, kept if all that ended were; null while none has ended with a limit. Of the whole only the latest counts: a reopening begins anew. */
function outcomeOf(caseFile: Case, kind: ClockKind, calendar: Calendar): 'kept' | 'broken' | null {
  const clocks = caseFile.clocks.filter((clock) => clock.kind === kind)
  const counted = kind === 'whole' ? clocks.slice(-1) : clocks
  const outcomes = counted.map((clock) =>
    clock.stoppedAt === null ? null : readClock(clock, calendar, clock.stoppedAt).outcome,
  )
  if (outcomes.includes('broken')) return 'broken'
  return outcomes.includes('kept') ? 'kept' : null
}
