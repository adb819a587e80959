/** What strokes make of an outline, to show it while it is drawn; what holds is what the rehearsal says. */
import type { Geometry } from './projection.ts'

export type Position = [number, number]
export type Stroke =
  | { kind: 'move'; from: Position; to: Position }
  | { kind: 'insert'; between: [Position, Position]; at: Position }
  | { kind: 'remove'; at: Position }

const same = (a: readonly number[], b: readonly number[]) =>
  Math.abs(a[0]! - b[0]!) < 1e-7 && Math.abs(a[1]! - b[1]!) < 1e-7

/** The corners of each ring, without the closing one. */
export function cornersOf(geometry: Geometry): Position[][] {
  const rings = geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat()
  return rings.map((ring) => ring.slice(0, -1) as Position[])
}

export function drawn(geometry: Geometry, strokes: readonly Stroke[]): Geometry {
  const ring = (corners: number[][]) => {
    const after = strokes.reduce((open, stroke) => apply(open, stroke), corners.slice(0, -1) as Position[])
    return [...after, after[0]!]
  }
  return geometry.type === 'Polygon'
    ? { type: 'Polygon', coordinates: geometry.coordinates.map(ring) }
    : { type: 'MultiPolygon', coordinates: geometry.coordinates.map((polygon) => polygon.map(ring)) }
}

function apply(corners: Position[], stroke: Stroke): Position[] {
  const at = (p: Position) => corners.findIndex((corner) => same(corner, p))
  if (stroke.kind === 'move') {
    const index = at(stroke.from)
    return index < 0 ? corners : corners.with(index, stroke.to)
  }
  if (stroke.kind === 'remove') {
    const index = at(stroke.at)
    return index < 0 || corners.length <= 3 ? corners : corners.toSpliced(index, 1)
  }
  const [first, second] = [at(stroke.between[0]), at(stroke.between[1])]
  if (first < 0 || second < 0) return corners
  if ((first + 1) % corners.length === second) return corners.toSpliced(first + 1, 0, stroke.at)
  if ((second + 1) % corners.length === first) return corners.toSpliced(second + 1, 0, stroke.at)
  return corners
}

export const middle = (a: Position, b: Position): Position => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]
