/**
 * By which number each measure stands in the table `tally`. Sums that are stored are read by this order: a new measure goes to the
 * end of its list, and none is ever moved or taken out.
 */
import { DURATION_EDGES, type Measure } from './measures.ts'
import type { StockMeasure } from './stock.ts'

/**
 * The stocks first (`STOCK_COLUMNS` of them), what is open before what is due: open cases are summed over all time alone. One a line, so
 * that a difference shows what was added.
 */
export const COUNT_COLUMNS = [
  'open-reported',
  'open-assessed',
  'open-dispatched',
  'open-accepted',
  'open-reviewing',
  'open-handled',
  'open-calling-back',
  'open-danger',
  'open-suspended',
  'due-step',
  'due-whole',
  'reported',
  'void',
  'merged',
  'assessed',
  'dispatched',
  'returned',
  'handled',
  'verified',
  'passed-first-time',
  'reworked',
  'extended',
  'suspended',
  'escalated',
  'called',
  'reopened',
  'danger',
  'immediate',
  'immediate-done',
  'concentrated',
  'concentrated-done',
  'time-limited',
  'time-limited-done',
  'ended-in-cohort',
  'closed',
  'closed-with-due',
  'closed-in-time',
  'closed-late',
  'closed-locally',
  'closed-at-once',
  'fixed-on-the-spot',
  'satisfied',
  'dissatisfied',
  'answered',
  'unreached',
  'closed-as-duplicate',
  'clock-route-kept',
  'clock-route-broken',
  'clock-plan-kept',
  'clock-plan-broken',
  'clock-accept-kept',
  'clock-accept-broken',
  'clock-arrive-kept',
  'clock-arrive-broken',
  'clock-handle-kept',
  'clock-handle-broken',
  'clock-whole-kept',
  'clock-whole-broken',
  '530-route-kept',
  '530-route-broken',
  '530-plan-kept',
  '530-plan-broken',
  '530-accept-kept',
  '530-accept-broken',
  '530-arrive-kept',
  '530-arrive-broken',
  '530-handle-kept',
  '530-handle-broken',
  '530-whole-kept',
  '530-whole-broken',
  '11301-route-kept',
  '11301-route-broken',
  '11301-plan-kept',
  '11301-plan-broken',
  '11301-accept-kept',
  '11301-accept-broken',
  '11301-arrive-kept',
  '11301-arrive-broken',
  '11301-handle-kept',
  '11301-handle-broken',
  '11301-whole-kept',
  '11301-whole-broken',
  'checked',
  'checked-as-recorded',
  'checked-data-wrong',
  'checked-not-put-right',
  'wrong-position',
  'wrong-item',
  'wrong-time',
  'wrong-photo',
  'wrong-person',
] as const
export const STOCK_COLUMNS = 11
export const OPEN_COLUMNS = 9

const buckets = Array.from({ length: DURATION_EDGES.length + 1 }, (_, index) => index)
/** Buckets of durations. */
export const TIME_COLUMNS: readonly string[] = [
  ...buckets.map((index) => `closing-time-${index}`),
  ...buckets.map((index) => `response-time-${index}`),
]

/** Does not compile while a measure has no column. */
type Missing = Exclude<
  Exclude<Measure, `${'closing' | 'response'}-time-${number}`> | StockMeasure,
  (typeof COUNT_COLUMNS)[number]
>
export const everyMeasureHasAColumn: [Missing] extends [never] ? true : Missing = true

/** In memory: the columns of counts first, those of times behind them. */
export const WIDTH = COUNT_COLUMNS.length + TIME_COLUMNS.length

const columns = new Map<string, number>([...COUNT_COLUMNS, ...TIME_COLUMNS].map((measure, index) => [measure, index]))

export function columnOf(measure: string): number {
  const column = columns.get(measure)
  if (column === undefined) throw new Error(`the measure ${measure} has no column: add it to tally-columns.ts`)
  return column
}

/** As it is stored, a time's number lies far behind those of counts, which grow more. */
const FIRST_TIME = 1_000

export const numberOf = (column: number): number =>
  column < COUNT_COLUMNS.length ? column : FIRST_TIME + column - COUNT_COLUMNS.length

export const columnOfNumber = (number: number): number =>
  number < FIRST_TIME ? number : number - FIRST_TIME + COUNT_COLUMNS.length

export const measureOfNumber = (number: number): string =>
  (number < FIRST_TIME ? COUNT_COLUMNS[number] : TIME_COLUMNS[number - FIRST_TIME]) ?? `column ${number}`

/** Each clock by itself, and how long things took: told of a whole region alone, so they are stored beside the rest and not by item. */
const isDetail = (column: number) =>
  column >= COUNT_COLUMNS.length || /^(clock|530|11301)-/.test(COUNT_COLUMNS[column]!)

const all = Array.from({ length: WIDTH }, (_, column) => column)
export const DETAIL_COLUMNS: readonly number[] = all.filter(isDetail)
export const PLAIN_COLUMNS: readonly number[] = all.filter((column) => !isDetail(column))
