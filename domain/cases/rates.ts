/** The rates of docs/decisions/0009-figures.md: numerator over denominator, each a sum of measures. `stock` adds what is open and past due now. */
import type { Measure } from './measures.ts'

export interface Rate {
  numerator: Measure
  denominator: Measure
  /** The denominator also counts the cases that are open past their due time as a whole. */
  withOpenPastDue?: boolean
}

export const RATES = {
  /** 处置率 */
  handling: { numerator: 'handled', denominator: 'reported' },
  /** 按期办结率 */
  'on-time': { numerator: 'closed-in-time', denominator: 'closed-with-due', withOpenPastDue: true },
  /** 结案率 */
  closing: { numerator: 'ended-in-cohort', denominator: 'reported' },
  /** 整改率, by kind */
  'rectification-immediate': { numerator: 'immediate-done', denominator: 'immediate' },
  'rectification-concentrated': { numerator: 'concentrated-done', denominator: 'concentrated' },
  'rectification-time-limited': { numerator: 'time-limited-done', denominator: 'time-limited' },
  /** 核查通过率 */
  'verification-pass': { numerator: 'passed-first-time', denominator: 'verified' },
  /** 退单率 */
  return: { numerator: 'returned', denominator: 'dispatched' },
  /** 返工率 */
  rework: { numerator: 'reworked', denominator: 'verified' },
  /** 延期率 */
  extension: { numerator: 'extended', denominator: 'dispatched' },
  /** 挂账率 */
  suspension: { numerator: 'suspended', denominator: 'dispatched' },
  /** 一次办结率 */
  'closed-at-once': { numerator: 'closed-at-once', denominator: 'closed' },
  /** 就地化解率 */
  'local-resolution': { numerator: 'closed-locally', denominator: 'closed' },
  /** 超时上报率 */
  escalation: { numerator: 'escalated', denominator: 'reported' },
  /** 重开率 */
  reopening: { numerator: 'reopened', denominator: 'reported' },
  /** 满意率, of answered call-backs */
  satisfaction: { numerator: 'satisfied', denominator: 'answered' },
} as const satisfies Record<string, Rate>
export type RateId = keyof typeof RATES

/** Per cent to one decimal, half up, worked out in whole numbers; null over nothing. */
export function percent(numerator: number, denominator: number): number | null {
  if (denominator === 0) return null
  return Math.floor((numerator * 2000 + denominator) / (denominator * 2)) / 10
}

/** One rate from sums of measures. `openPastDue`: cases that are open past their due time as a whole, now. */
export function rateOf(
  id: RateId,
  counts: Readonly<Record<string, number>>,
  openPastDue: number,
): { numerator: number; denominator: number; percent: number | null; openPastDue: number } {
  const rate: Rate = RATES[id]
  const extra = rate.withOpenPastDue ? openPastDue : 0
  const numerator = counts[rate.numerator] ?? 0
  const denominator = (counts[rate.denominator] ?? 0) + extra
  return { numerator, denominator, percent: percent(numerator, denominator), openPastDue: extra }
}
