/**
 * Outlines as the checks hold them: whole ten-millionths of a degree (about a centimetre) in typed arrays, 8 bytes a corner, so that a file of
 * hundreds of megabytes fits and equal corners are equal to the bit. Rings are open: the last corner is not the first again.
 */
import type { Geometry } from '@bihuan/domain/place'

/** x, y, x, y, … */
export type Ring = Int32Array
/** The first ring outside, against the clock; the others holes, with the clock. */
export type Polygon = Ring[]
export type Shape = Polygon[]
/** west, south, east, north in units */
export type Box = [number, number, number, number]

export const UNIT = 1e-7
const RADIUS = 6_371_008.8
const RADIANS = Math.PI / 180
/** Metres of one unit of latitude. */
export const METRES = RADIUS * RADIANS * UNIT

export const unitsOf = (degrees: number): number => Math.round(degrees / UNIT)
export const degreesOf = (units: number): number => Number((units * UNIT).toFixed(7))

/** How much shorter a unit of longitude is, at a latitude in units. */
export const shrinkAt = (y: number): number => Math.cos(y * UNIT * RADIANS)

/** Square metres on the sphere, positive against the clock. */
export function ringArea(ring: ArrayLike<number>): number {
  let sum = 0
  const last = ring.length - 2
  const sine = (y: number) => Math.sin(y * UNIT * RADIANS)
  // Taken from the first corner: what two large numbers share does not eat the digits of a small one.
  const [x0, s0] = [ring[0]!, sine(ring[1]!)]
  let [px, ps] = [ring[last]! - x0, sine(ring[last + 1]!) - s0]
  for (let at = 0; at < ring.length; at += 2) {
    const [x, s] = [ring[at]! - x0, sine(ring[at + 1]!) - s0]
    sum += px * s - x * ps
    ;[px, ps] = [x, s]
  }
  return (sum / 2) * UNIT * RADIANS * RADIUS * RADIUS
}

export function shapeArea(shape: Shape): number {
  return shape.reduce((sum, polygon) => sum + polygon.reduce((own, ring) => own + ringArea(ring), 0), 0)
}

export function boxOf(rings: readonly ArrayLike<number>[]): Box {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity]
  for (const ring of rings)
    for (let at = 0; at < ring.length; at += 2) {
      if (ring[at]! < box[0]) box[0] = ring[at]!
      if (ring[at + 1]! < box[1]) box[1] = ring[at + 1]!
      if (ring[at]! > box[2]) box[2] = ring[at]!
      if (ring[at + 1]! > box[3]) box[3] = ring[at + 1]!
    }
  return box
}

/** Whether a place (in units, not on a corner's height where it can be helped) is inside; holes count. */
export function contains(shape: Shape, x: number, y: number): boolean {
  let inside = false
  for (const polygon of shape)
    for (const ring of polygon) {
      let [px, py] = [ring[ring.length - 2]!, ring[ring.length - 1]!]
      for (let at = 0; at < ring.length; at += 2) {
        const [cx, cy] = [ring[at]!, ring[at + 1]!]
        if (cy > y !== py > y && x < ((px - cx) * (y - cy)) / (py - cy) + cx) inside = !inside
        ;[px, py] = [cx, cy]
      }
    }
  return inside
}

/** A place well inside: the middle of the widest stretch on a few heights; between two units, so that no corner lies on it. */
export function insidePoint(rings: readonly ArrayLike<number>[]): [number, number] | null {
  const [, south, , north] = boxOf(rings)
  let best: { at: [number, number]; width: number } | null = null
  for (const share of [0.5, 0.31, 0.69, 0.13, 0.87]) {
    const y = Math.floor(south + (north - south) * share) + 0.5
    const crossings: number[] = []
    for (const ring of rings) {
      let [px, py] = [ring[ring.length - 2]!, ring[ring.length - 1]!]
      for (let at = 0; at < ring.length; at += 2) {
        const [cx, cy] = [ring[at]!, ring[at + 1]!]
        if (cy > y !== py > y) crossings.push(((px - cx) * (y - cy)) / (py - cy) + cx)
        ;[px, py] = [cx, cy]
      }
    }
    crossings.sort((a, b) => a - b)
    for (let at = 0; at + 1 < crossings.length; at += 2) {
      const width = crossings[at + 1]! - crossings[at]!
      if (!best || width > best.width) best = { at: [(crossings[at]! + crossings[at + 1]!) / 2, y], width }
    }
  }
  return best && best.width > 0 ? best.at : null
}

/** Metres between two places in units. */
export function distance(ax: number, ay: number, bx: number, by: number): number {
  return Math.hypot((ax - bx) * shrinkAt((ay + by) / 2), ay - by) * METRES
}

/** Metres from a place to a segment. */
export function distanceToSegment(x: number, y: number, ax: number, ay: number, bx: number, by: number): number {
  const shrink = shrinkAt(y)
  const [dx, dy] = [(bx - ax) * shrink, by - ay]
  const [qx, qy] = [(x - ax) * shrink, y - ay]
  const square = dx * dx + dy * dy
  const along = square === 0 ? 0 : Math.max(0, Math.min(1, (qx * dx + qy * dy) / square))
  return Math.hypot(qx - along * dx, qy - along * dy) * METRES
}

export function positionsOf(ring: ArrayLike<number>): number[][] {
  const positions: number[][] = []
  for (let at = 0; at < ring.length; at += 2) positions.push([degreesOf(ring[at]!), degreesOf(ring[at + 1]!)])
  positions.push(positions[0]!)
  return positions
}

export function toGeometry(shape: Shape): Geometry {
  const polygons = shape.map((polygon) => polygon.map(positionsOf))
  return polygons.length === 1
    ? { type: 'Polygon', coordinates: polygons[0]! }
    : { type: 'MultiPolygon', coordinates: polygons }
}

/** An outline that was checked before: closed, in order. */
export function fromGeometry(geometry: Geometry): Shape {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  return polygons.map((rings) =>
    rings.map((positions, index) => {
      const ring = Int32Array.from(positions.slice(0, -1).flatMap(([x, y]) => [unitsOf(x!), unitsOf(y!)]))
      return ringArea(ring) > 0 === (index === 0) ? ring : reversed(ring)
    }),
  )
}

export function reversed(ring: Ring): Ring {
  const turned = new Int32Array(ring.length)
  for (let at = 0; at < ring.length; at += 2) {
    turned[at] = ring[ring.length - 2 - at]!
    turned[at + 1] = ring[ring.length - 1 - at]!
  }
  return turned
}
