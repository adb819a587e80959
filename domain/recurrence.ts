/**
 * 重复发生: the same item at one place again within 30 days. What was put right came back, or was never put right; the map
 * warns of it. A property of a place, never of a person.
 */
import type { State } from './acts.ts'
import { METRES_PER_DEGREE, metresBetween } from './cases/nearby.ts'
import type { Millis } from './clocks.ts'
import type { Point } from './place.ts'

export const RECURRENCE_DAYS = 30
/** Metres. Positions from a phone are off by ten or twenty; a street corner and its opposite are one place. */
export const RECURRENCE_RADIUS = 50

export interface Occurrence {
  id: string
  state: State
  itemId: string
  reportedAt: Millis
  /** null: unknown. */
  position: Point | null
  gridId: string | null
  /** Split from this one, or merged into it. */
  parentId: string | null
}

/** Within the radius; where one of the two has no position, in the same grid. */
export function atOnePlace(a: Occurrence, b: Occurrence): boolean {
  if (a.position && b.position) return metresBetween(a.position, b.position) <= RECURRENCE_RADIUS
  return a.gridId !== null && a.gridId === b.gridId
}

/** What was no matter, or was another report of the same thing, is no occurrence of its own. */
export function isOccurrence({ state }: Pick<Occurrence, 'state'>): boolean {
  return state !== 'void' && state !== 'merged'
}

/** Whether `later` is a recurrence of `earlier`. Of two reported in the same millisecond the greater id is the later one. */
export function recurs(later: Occurrence, earlier: Occurrence): boolean {
  if (later.id === earlier.id || later.itemId !== earlier.itemId) return false
  if (!isOccurrence(later) || !isOccurrence(earlier)) return false
  // The parts of one case are one occurrence.
  if (later.parentId === earlier.id || (later.parentId !== null && later.parentId === earlier.parentId)) return false
  const apart = later.reportedAt - earlier.reportedAt
  if (apart < 0 || apart > RECURRENCE_DAYS * 86_400_000) return false
  if (apart === 0 && later.id < earlier.id) return false
  return atOnePlace(later, earlier)
}

/** The earlier ones that `later` repeats, newest first. */
export function repeated(later: Occurrence, candidates: Iterable<Occurrence>): Occurrence[] {
  return [...candidates]
    .filter((one) => recurs(later, one))
    .sort((a, b) => b.reportedAt - a.reportedAt || (a.id < b.id ? 1 : -1))
}

/** The box around a point that holds everything within the radius: west, south, east, north. */
export function boxAroundPlace({ longitude, latitude }: Point): [number, number, number, number] {
  // A little wider than the circle, so that rounding loses nothing.
  const north = (RECURRENCE_RADIUS * 1.01) / METRES_PER_DEGREE
  const east = north / Math.max(Math.cos((latitude * Math.PI) / 180), 0.01)
  return [longitude - east, latitude - north, longitude + east, latitude + north]
}
