/** Which items are offered before anything is typed: what is found near here and what this person reports. */
import { apart, type Point } from '../territory/geometry.ts'

export interface Use {
  itemId: string
  at: number
  point: Point | null
}

const NEAR_METRES = 500
const REMEMBERED = 60
const WEEK = 7 * 86_400_000

/** Best first, each item once. Near uses weigh most, own ones fade by half every week. */
export function offered(uses: readonly Use[], open: readonly Use[], here: Point | null, now: number): string[] {
  const scores = new Map<string, number>()
  const near = (use: Use) => here !== null && use.point !== null && apart(here, use.point) <= NEAR_METRES
  const add = (use: Use, weight: number) => scores.set(use.itemId, (scores.get(use.itemId) ?? 0) + weight)
  for (const use of uses) add(use, (near(use) ? 3 : 1) * 0.5 ** (Math.max(0, now - use.at) / WEEK))
  for (const use of open) if (near(use)) add(use, 1)
  return [...scores].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([itemId]) => itemId)
}

export function remembered(uses: readonly Use[], use: Use): Use[] {
  return [use, ...uses].slice(0, REMEMBERED)
}
