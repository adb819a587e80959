/**
 * One outline as it came: rings closed, doubled corners and what has no ground taken away, turned the right way, parted where it touches itself.
 * A crossing is not mended, unless what it encloses is smaller than a stated area. Nothing is done without being counted.
 */
import Flatbush from 'flatbush'
import { facesOf } from './faces.ts'
import { EdgeSet, noded } from './nodes.ts'
import { retrace } from './retrace.ts'
import { boxOf, reversed, ringArea, type Ring, type Shape } from './shape.ts'

/** As read: closed or not, x, y, x, y in units; per polygon its rings. */
export type RawShape = number[][][]

export interface Cleaned {
  shape: Shape
  closed: number
  doubled: number
  turned: number
  degenerate: number
  /** Where it touches itself. */
  touches: [number, number][]
  /** Loops that a crossing made: those too large to be taken away, and those that were. */
  crossings: { rings: number[][]; area: number }[]
  removed: { rings: number[][]; area: number }[]
  /** Where it crosses itself. */
  crossingPlaces: [number, number][]
}

/** A loop smaller than this is a slip of the pen (m²). */
export const SLIP = 1
/** For one outline with itself: tighter than between neighbours. */
const SAME_CORNER = 0.02

export async function clean(raw: RawShape, limit: number, pause?: () => Promise<void>): Promise<Cleaned> {
  const result: Cleaned = {
    shape: [],
    closed: 0,
    doubled: 0,
    turned: 0,
    degenerate: 0,
    touches: [],
    crossings: [],
    removed: [],
    crossingPlaces: [],
  }
  for (const polygon of raw) {
    const rings: Ring[] = []
    for (const [index, given] of polygon.entries()) {
      const ring = tidied(given, result)
      const area = ring.length < 6 ? 0 : ringArea(ring)
      if (Math.abs(area) < 0.01 && !meetsItself(ring)) {
        result.degenerate += 1
        // Without its outside the holes mean nothing.
        if (index === 0) break
        continue
      }
      if (area > 0 === (index === 0)) rings.push(ring)
      else {
        result.turned += 1
        rings.push(reversed(ring))
      }
    }
    if (rings.length > 0) result.shape.push(rings)
  }
  if (result.shape.some((polygon) => polygon.some(meetsItself)) || ringsMeet(result.shape))
    await untangle(result, limit, pause)
  return result
}

function tidied(given: readonly number[], result: Cleaned): Ring {
  const corners: number[] = []
  const last = given.length - 2
  const isClosed = given.length >= 4 && given[0] === given[last] && given[1] === given[last + 1]
  if (!isClosed && given.length >= 6) result.closed += 1
  const end = isClosed ? last : given.length
  for (let at = 0; at < end; at += 2) {
    const size = corners.length
    if (size >= 2 && corners[size - 2] === given[at] && corners[size - 1] === given[at + 1]) result.doubled += 1
    else corners.push(given[at]!, given[at + 1]!)
  }
  while (corners.length >= 4 && corners[0] === corners.at(-2) && corners[1] === corners.at(-1)) {
    corners.length -= 2
    result.doubled += 1
  }
  return Int32Array.from(corners)
}

/** Whether two edges that do not follow each other have a place in common. */
export function meetsItself(ring: Ring): boolean {
  const count = ring.length / 2
  if (count < 4) return false
  return firstMeeting([ring], count)
}

function ringsMeet(shape: Shape): boolean {
  const rings = shape.flat()
  if (rings.length < 2) return false
  return firstMeeting(
    rings,
    rings.reduce((sum, ring) => sum + ring.length / 2, 0),
  )
}

function firstMeeting(rings: readonly Ring[], count: number): boolean {
  const index = new Flatbush(count, 16, Int32Array)
  const edges = new Int32Array(count * 6)
  let edge = 0
  for (const [number, ring] of rings.entries())
    for (let at = 0; at < ring.length; at += 2) {
      const to = (at + 2) % ring.length
      const [ax, ay, bx, by] = [ring[at]!, ring[at + 1]!, ring[to]!, ring[to + 1]!]
      index.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by))
      edges.set([ax, ay, bx, by, number, at / 2], edge * 6)
      edge += 1
    }
  index.finish()
  for (let one = 0; one < count; one++) {
    const [ax, ay, bx, by, ring, position] = edges.subarray(one * 6, one * 6 + 6) as unknown as number[]
    const size = rings[ring!]!.length / 2
    const found = index.search(
      Math.min(ax!, bx!),
      Math.min(ay!, by!),
      Math.max(ax!, bx!),
      Math.max(ay!, by!),
      (other) => {
        if (other <= one) return false
        const at = other * 6
        if (edges[at + 4] === ring) {
          const apart = Math.abs(edges[at + 5]! - position!)
          if (apart === 1 || apart === size - 1) return backAlong(ax!, ay!, bx!, by!, edges, at)
        }
        return meet(ax!, ay!, bx!, by!, edges[at]!, edges[at + 1]!, edges[at + 2]!, edges[at + 3]!)
      },
    )
    if (found.length > 0) return true
  }
  return false
}

const side = (ax: number, ay: number, bx: number, by: number, x: number, y: number) =>
  (bx - ax) * (y - ay) - (by - ay) * (x - ax)

/** Two edges that follow each other and lie on one another: a spike. */
function backAlong(ax: number, ay: number, bx: number, by: number, edges: Int32Array, at: number): boolean {
  const [cx, cy, ex, ey] = [edges[at]!, edges[at + 1]!, edges[at + 2]!, edges[at + 3]!]
  if (side(ax, ay, bx, by, cx, cy) !== 0 || side(ax, ay, bx, by, ex, ey) !== 0) return false
  return (bx - ax) * (ex - cx) + (by - ay) * (ey - cy) < 0
}

function meet(ax: number, ay: number, bx: number, by: number, cx: number, cy: number, ex: number, ey: number): boolean {
  const [c, e] = [side(ax, ay, bx, by, cx, cy), side(ax, ay, bx, by, ex, ey)]
  if ((c > 0 && e > 0) || (c < 0 && e < 0)) return false
  const [a, b] = [side(cx, cy, ex, ey, ax, ay), side(cx, cy, ex, ey, bx, by)]
  return !((a > 0 && b > 0) || (a < 0 && b < 0))
}

async function untangle(result: Cleaned, limit: number, pause?: () => Promise<void>): Promise<void> {
  const all = new EdgeSet(
    1,
    result.shape.flat().reduce((sum, ring) => sum + ring.length / 2, 16),
  )
  const visits = new Map<string, number>()
  for (const ring of result.shape.flat())
    for (let at = 0; at < ring.length; at += 2) {
      const to = (at + 2) % ring.length
      all.add(ring[at]!, ring[at + 1]!, ring[to]!, ring[to + 1]!, [1])
      const key = `${ring[at]},${ring[at + 1]}`
      visits.set(key, (visits.get(key) ?? 0) + 1)
    }
  const edges = await noded(all, pause, SAME_CORNER)
  const faces = facesOf(edges)
  const wrong = faces.filter(({ cover }) => cover[0]! < 0 || cover[0]! > 1)
  for (const { rings, area } of wrong) (area > limit ? result.crossings : result.removed).push({ rings, area })
  const placeOf = (key: string) => key.split(',').map(Number) as [number, number]
  const meeting = new Map<string, number>()
  for (let edge = 0; edge < edges.count; edge++)
    for (const end of [0, 2]) {
      const key = `${edges.ends[4 * edge + end]},${edges.ends[4 * edge + end + 1]}`
      meeting.set(key, (meeting.get(key) ?? 0) + 1)
    }
  for (const [key, count] of meeting) {
    if (count < 4) continue
    // A corner that was not drawn comes of a crossing; one that was, of a touch.
    if (visits.has(key)) result.touches.push(placeOf(key))
    else result.crossingPlaces.push(placeOf(key))
  }
  result.shape = retrace(edges, faces, ({ cover }) => cover[0]! > 0)
}

export const boxOfShape = (shape: Shape) => boxOf(shape.map((polygon) => polygon[0]!))
