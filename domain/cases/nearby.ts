/**
 * What is offered before somebody files: open cases close by that may be the same matter. Of the same item first, then of other items
 * of its category, for people name one thing differently. The numbers were chosen on recorded requests: docs/decisions/0019-nearby.md.
 */
import { DAY } from '../calendar.ts'

export interface NearbyRule {
  /** How far a case of the same item may lie. */
  metres: number
  /** How far one of another item of the same category; 0: such are not offered. */
  kinMetres: number
  /** Reported within so many days; null: however long it has been open. */
  days: number | null
}

/** Chosen on two years of complaints with a telephone's error on each position; judged on a third. One rule for every item. */
export const NEARBY: NearbyRule = { metres: 50, kinMetres: 50, days: null }
export const MOST_OFFERED = 5

export interface Candidate {
  metres: number
  sameItem: boolean
  reportedAt: number
}

/** The order of the offers. */
export type Ranking = 'item-then-distance' | 'distance' | 'newest'

export const METRES_PER_DEGREE = 111_320

/** On the plane that touches the earth between the two: exact enough for some hundred metres, the same from either end. */
export function metresBetween(
  a: { longitude: number; latitude: number },
  b: { longitude: number; latitude: number },
): number {
  const shrink = Math.cos((((a.latitude + b.latitude) / 2) * Math.PI) / 180)
  return Math.hypot((b.longitude - a.longitude) * shrink, b.latitude - a.latitude) * METRES_PER_DEGREE
}

export function isOffered({ metres, sameItem, reportedAt }: Candidate, rule: NearbyRule, now: number): boolean {
  if (metres > (sameItem ? rule.metres : rule.kinMetres) || (!sameItem && rule.kinMetres === 0)) return false
  return rule.days === null || now - reportedAt <= rule.days * DAY
}

export function offersOf<C extends Candidate>(
  found: readonly C[],
  rule: NearbyRule,
  now: number,
  ranking: Ranking = 'item-then-distance',
): C[] {
  return found
    .filter((candidate) => isOffered(candidate, rule, now))
    .sort(ORDERS[ranking])
    .slice(0, MOST_OFFERED)
}

/** At one spot, what came last. */
const nearer = (a: Candidate, b: Candidate) => a.metres - b.metres || b.reportedAt - a.reportedAt
const ORDERS: Record<Ranking, (a: Candidate, b: Candidate) => number> = {
  'item-then-distance': (a, b) => Number(b.sameItem) - Number(a.sameItem) || nearer(a, b),
  distance: nearer,
  newest: (a, b) => b.reportedAt - a.reportedAt,
}
