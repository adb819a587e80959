/** What the lines of oversight count for, day by day: sums that a page adds up instead of reading the lines. */
import { FAULTS, type CheckResult, type Fault } from './words.ts'
import { bucketOf, businessDay } from '../cases/measures.ts'
import type { Limit } from '../item.ts'
import type { Millis } from '../clocks.ts'
import type { Deferral, OrderLine } from './lines.ts'

const KINDS = ['extension', 'suspension'] as const
const DECIDED = ['granted', 'refused', 'lapsed'] as const
const ORDERS = ['supervise', 'call'] as const
const SETTLED = ['answered', 'lifted', 'ended'] as const

export type OversightMeasure =
  | `${(typeof KINDS)[number]}-${'requested' | (typeof DECIDED)[number]}`
  /** How much was granted (extension), or how long it lasted (suspension, once it has ended). */
  | `${(typeof KINDS)[number]}-time-${number}`
  | `${(typeof ORDERS)[number]}-${'given' | 'late' | (typeof SETTLED)[number]}`
  /** From the order or call to its answer. */
  | `${(typeof ORDERS)[number]}-time-${number}`

  /** 数据质量: what checks found, on the day of the check, for the department that had handled. */
  | 'checked'
  | `checked-${CheckResult}`
  | `wrong-${Fault}`

/** A day, a department (null: none yet), and what one line counts for on it. All count on the day on which it was asked or ordered. */
export interface LineCount {
  day: string
  departmentId: string | null
  measures: OversightMeasure[]
}

const MINUTES: Record<Limit['unit'], number> = {
  'emergency-minute': 1,
  'working-minute': 1,
  'working-day': 1440,
  'calendar-hour': 60,
  'calendar-day': 1440,
}
const minutes = (from: Millis, to: Millis) => (to - from) / 60_000

export function countDeferral(line: Deferral): LineCount {
  const measures: OversightMeasure[] = [`${line.kind}-requested`]
  if (line.state !== 'open') measures.push(`${line.kind}-${line.state}`)
  if (line.state === 'granted' && line.limit)
    measures.push(`extension-time-${bucketOf(line.limit.amount * MINUTES[line.limit.unit])}`)
  if (line.kind === 'suspension' && line.endedAt !== null && line.decidedAt !== null)
    measures.push(`suspension-time-${bucketOf(minutes(line.decidedAt, line.endedAt))}`)
  return { day: businessDay(line.at), departmentId: line.departmentId, measures }
}

/** Late here is what was settled late; what is open and past due is a stock, counted when it is asked for. */
export function countOrder(line: OrderLine): LineCount {
  const measures: OversightMeasure[] = [`${line.kind}-given`]
  if (line.state !== 'open') measures.push(`${line.kind}-${line.state}`)
  if (line.settledAt !== null && line.dueAt !== null && line.settledAt > line.dueAt) measures.push(`${line.kind}-late`)
  if (line.state === 'answered') measures.push(`${line.kind}-time-${bucketOf(minutes(line.at, line.settledAt!))}`)
  return { day: businessDay(line.at), departmentId: line.departmentId, measures }
}

export function countCheck(
  at: Millis,
  departmentId: string | null,
  result: CheckResult,
  wrong: readonly Fault[],
): LineCount {
  const faults = FAULTS.filter((fault) => wrong.includes(fault)).map((fault) => `wrong-${fault}` as const)
  return { day: businessDay(at), departmentId, measures: ['checked', `checked-${result}`, ...faults] }
}
