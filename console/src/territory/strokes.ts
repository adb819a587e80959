/** What strokes make of an outline, to show it while it is drawn; what holds is what the rehearsal says. */
import { METRES_PER_DEGREE, ringsOf, type Geometry } from './projection.ts'

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

/** How far beyond the border a line is carried (metres); the rehearsal takes an end nearer than a metre as lying on it. */
const BEYOND = 3

/**
 * A line whose first or last point lies inside, within `reach` metres of the border, carried out through it: in its own direction
 * where the border is soon met, else by the shortest way. Nobody hits a border to the metre by hand.
 */
export function throughBorder(
  line: readonly Position[],
  outline: Geometry,
  reach: readonly [number, number],
): Position[] {
  if (line.length < 2) return [...line]
  const first = carried(line[0]!, line[1]!, outline, reach[0])
  const last = carried(line.at(-1)!, line.at(-2)!, outline, reach[1])
  return [...first.toReversed(), ...line.slice(1, -1), ...last]
}

/** What stands in the place of an end of the line, outwards. `before` is its neighbour in the line. */
function carried(end: Position, before: Position, outline: Geometry, reach: number): Position[] {
  const shrink = Math.cos((end[1] * Math.PI) / 180)
  // Metres east and north of the end.
  const plane = ([x, y]: readonly number[]): Position => [
    (x! - end[0]) * METRES_PER_DEGREE * shrink,
    (y! - end[1]) * METRES_PER_DEGREE,
  ]
  const back = ([x, y]: Position): Position => [
    round(end[0] + x / METRES_PER_DEGREE / shrink),
    round(end[1] + y / METRES_PER_DEGREE),
  ]
  const edges = ringsOf(outline).flatMap((ring) =>
    ring.slice(1).map((corner, i): [Position, Position] => [plane(ring[i]!), plane(corner)]),
  )
  // A ray to the east crosses the border an odd number of times from inside.
  const east = edges.filter(([[ax, ay], [bx, by]]) => ay > 0 !== by > 0 && ax - (ay * (bx - ax)) / (by - ay) > 0)
  if (east.length % 2 === 0) return [end]
  const nearest = edges.map(([a, b]) => closest(a, b)).toSorted((p, q) => Math.hypot(...p) - Math.hypot(...q))[0]!
  const away = Math.hypot(...nearest)
  if (away > reach) return [end]
  const [bx, by] = plane(before)
  const length = Math.hypot(bx, by)
  const ahead: Position = length > 0 ? [-bx / length, -by / length] : [0, 0]
  const met = Math.min(...edges.map(([a, b]) => along(ahead, a, b)))
  if (met <= 2 * reach) return [back([ahead[0] * (met + BEYOND), ahead[1] * (met + BEYOND)])]
  // Its direction runs beside the border. An end that is all but on it has no direction outwards, and is on it.
  if (away < 0.01) return [end]
  const more = (away + BEYOND) / away
  return [end, back([nearest[0] * more, nearest[1] * more])]
}

/** The point of an edge that is nearest to the origin. */
function closest([ax, ay]: Position, [bx, by]: Position): Position {
  const [dx, dy] = [bx - ax, by - ay]
  const square = dx * dx + dy * dy
  const t = square > 0 ? Math.max(0, Math.min(1, -(ax * dx + ay * dy) / square)) : 0
  return [ax + t * dx, ay + t * dy]
}

/** How far a ray from the origin goes until it meets the edge; infinitely far where it does not. */
function along([rx, ry]: Position, [ax, ay]: Position, [bx, by]: Position): number {
  const [dx, dy] = [bx - ax, by - ay]
  const turn = rx * dy - ry * dx
  if (turn === 0) return Infinity
  const far = (ax * dy - ay * dx) / turn
  const place = (ax * ry - ay * rx) / turn
  return far >= 0 && place >= 0 && place <= 1 ? far : Infinity
}

const round = (value: number) => Math.round(value * 1e7) / 1e7
