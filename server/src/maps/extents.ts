/** Where a place is: the point for its name and its number, and the box to look at it. From the territory in memory. */
import type { Geometry } from '@bihuan/domain/place'
import type { Territory } from '../territory/answers.ts'

export interface Extent {
  middle: [number, number]
  /** west, south, east, north */
  box: [number, number, number, number]
}

const known = new WeakMap<Territory, Map<string, Extent | null>>()

/** Of a region or a grid; null where nobody has drawn it, nor any grid in it. */
export function extentOf(places: Territory, id: string): Extent | null {
  let extents = known.get(places)
  if (!extents) known.set(places, (extents = new Map()))
  const found = extents.get(id)
  if (found !== undefined) return found
  const made = measure(places, id)
  extents.set(id, made)
  return made
}

function measure(places: Territory, id: string): Extent | null {
  const drawn = places.grid(id)?.geometry ?? places.outline(id)
  if (drawn) return { middle: middleOf(drawn), box: boxOf(drawn) }
  // A region without an outline of its own is where its grids are.
  const boxes = places.gridsOf(id).map(({ bbox }) => bbox)
  if (boxes.length === 0) return null
  const box: Extent['box'] = [
    Math.min(...boxes.map((one) => one[0])),
    Math.min(...boxes.map((one) => one[1])),
    Math.max(...boxes.map((one) => one[2])),
    Math.max(...boxes.map((one) => one[3])),
  ]
  return { middle: [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2], box }
}

function boxOf(geometry: Geometry): Extent['box'] {
  const box: Extent['box'] = [Infinity, Infinity, -Infinity, -Infinity]
  const rings = geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat()
  for (const [x, y] of rings.flat() as [number, number][]) {
    box[0] = Math.min(box[0], x)
    box[1] = Math.min(box[1], y)
    box[2] = Math.max(box[2], x)
    box[3] = Math.max(box[3], y)
  }
  return box
}

/** The middle of the largest part: by its area, so that a bent coast does not draw the name out to sea more than it must. */
export function middleOf(geometry: Geometry): [number, number] {
  const rings = geometry.type === 'Polygon' ? [geometry.coordinates[0]!] : geometry.coordinates.map((part) => part[0]!)
  const measured = rings.map(centroid).sort((a, b) => b.area - a.area)
  return measured[0]!.at
}

function centroid(ring: number[][]): { area: number; at: [number, number] } {
  let [area, x, y] = [0, 0, 0]
  const [ox, oy] = ring[0] as [number, number]
  for (let i = 0; i + 1 < ring.length; i += 1) {
    const [ax, ay] = [ring[i]![0]! - ox, ring[i]![1]! - oy]
    const [bx, by] = [ring[i + 1]![0]! - ox, ring[i + 1]![1]! - oy]
    const cross = ax * by - bx * ay
    area += cross
    x += (ax + bx) * cross
    y += (ay + by) * cross
  }
  if (area === 0) return { area: 0, at: [ox, oy] }
  return { area: Math.abs(area), at: [ox + x / (3 * area), oy + y / (3 * area)] }
}
