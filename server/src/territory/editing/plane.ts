/** Plane geometry over a few kilometres: degrees to metres around one latitude, lengths, areas, where a point lies. */
import type { Geometry } from '@bihuan/domain/place'

export type Position = readonly [number, number]
export type Ring = Position[]

/** Two positions nearer than this are one (metres): what a pen, or rounding, makes of the same corner. */
export const SAME = 0.2
/** A piece smaller than this is no piece (square metres). */
export const NOTHING = 1

const PER_DEGREE = 111_319.49
/** About a centimetre: finer than any survey. */
const round = (value: number) => Math.round(value * 1e7) / 1e7
export const rounded = ([x, y]: Position): Position => [round(x), round(y)]

export const keyOf = ([x, y]: Position) => `${Math.round(x * 1e8)},${Math.round(y * 1e8)}`

export function metres(a: Position, b: Position): number {
  const east = (a[0] - b[0]) * Math.cos((((a[1] + b[1]) / 2) * Math.PI) / 180)
  return Math.hypot(east, a[1] - b[1]) * PER_DEGREE
}

/** The nearest place of a segment to a position: how far along (0 to 1), and how far away in metres. */
export function nearestOn(p: Position, a: Position, b: Position): { along: number; at: Position; away: number } {
  const shrink = Math.cos((p[1] * Math.PI) / 180)
  const dx = (b[0] - a[0]) * shrink
  const dy = b[1] - a[1]
  const square = dx * dx + dy * dy
  const t = square === 0 ? 0 : ((p[0] - a[0]) * shrink * dx + (p[1] - a[1]) * dy) / square
  const along = Math.min(1, Math.max(0, t))
  const at: Position = [a[0] + (b[0] - a[0]) * along, a[1] + (b[1] - a[1]) * along]
  return { along, at, away: metres(p, at) }
}

const RADIUS = 6_371_007
const radians = (degrees: number) => (degrees * Math.PI) / 180

/** Square metres on the sphere; positive counter-clockwise. Edge by edge, so that parts add up to their whole. */
export function signedArea(ring: readonly Position[]): number {
  const level = Math.sin(radians(ring[0]![1]))
  let sum = 0
  for (let i = 0; i < ring.length; i++) {
    const [ax, ay] = ring[i]!
    const [bx, by] = ring[(i + 1) % ring.length]!
    sum -= radians(bx - ax) * (Math.sin(radians(ay)) + Math.sin(radians(by)) - 2 * level)
  }
  return (sum / 2) * RADIUS * RADIUS
}

export const polygonsOf = (geometry: Geometry): Ring[][] =>
  (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates) as unknown as Ring[][]

export function geometryOf(polygons: readonly (readonly (readonly Position[])[])[]): Geometry {
  const plain = polygons.map((rings) => rings.map((ring) => ring.map(([x, y]) => [x, y])))
  return plain.length === 1 ? { type: 'Polygon', coordinates: plain[0]! } : { type: 'MultiPolygon', coordinates: plain }
}

/** Square metres of an outline, its holes left out. */
export function areaOf(geometry: Geometry): number {
  return polygonsOf(geometry).reduce(
    (sum, [outer, ...holes]) =>
      sum + Math.abs(signedArea(outer!)) - holes.reduce((hole, ring) => hole + Math.abs(signedArea(ring)), 0),
    0,
  )
}

export function insideRing([x, y]: Position, ring: readonly Position[]): boolean {
  let inside = false
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [ax, ay] = ring[i]!
    const [bx, by] = ring[j]!
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
  }
  return inside
}

export function inside(p: Position, geometry: Geometry): boolean {
  return polygonsOf(geometry).some(
    ([outer, ...holes]) => insideRing(p, outer!) && !holes.some((hole) => insideRing(p, hole)),
  )
}

/** A position that lies in the ring for certain: in the middle of its widest stretch on a line through it. */
export function within(ring: readonly Position[]): Position {
  const ys = ring.map(([, y]) => y)
  const low = Math.min(...ys)
  const high = Math.max(...ys)
  let best: { at: Position; width: number } = { at: ring[0]!, width: -1 }
  for (const part of [0.5, 0.37, 0.63, 0.21, 0.79]) {
    const y = low + (high - low) * part + 1e-11
    const xs: number[] = []
    for (let i = 0; i < ring.length; i++) {
      const [ax, ay] = ring[i]!
      const [bx, by] = ring[(i + 1) % ring.length]!
      if (ay > y !== by > y) xs.push(((bx - ax) * (y - ay)) / (by - ay) + ax)
    }
    xs.sort((a, b) => a - b)
    for (let i = 0; i + 1 < xs.length; i += 2) {
      const width = xs[i + 1]! - xs[i]!
      if (width > best.width) best = { at: [(xs[i]! + xs[i + 1]!) / 2, y], width }
    }
  }
  return best.at
}

/** Where two segments cross: how far along each; null where they do not, or run along each other. */
export function crossing(a: Position, b: Position, c: Position, d: Position): { first: number; second: number } | null {
  const [rx, ry] = [b[0] - a[0], b[1] - a[1]]
  const [sx, sy] = [d[0] - c[0], d[1] - c[1]]
  const across = rx * sy - ry * sx
  if (Math.abs(across) < 1e-24) return null
  const first = ((c[0] - a[0]) * sy - (c[1] - a[1]) * sx) / across
  const second = ((c[0] - a[0]) * ry - (c[1] - a[1]) * rx) / across
  const slack = 1e-9
  const between = (t: number) => t >= -slack && t <= 1 + slack
  return between(first) && between(second) ? { first, second } : null
}

export const between = (a: Position, b: Position, along: number): Position => [
  a[0] + (b[0] - a[0]) * along,
  a[1] + (b[1] - a[1]) * along,
]

/** The edges of a closed or open ring. */
export function edgesOf(ring: readonly Position[]): [Position, Position][] {
  const closed = keyOf(ring[0]!) === keyOf(ring.at(-1)!)
  const corners = closed ? ring.slice(0, -1) : ring
  return corners.map((corner, i) => [corner, corners[(i + 1) % corners.length]!])
}

/** Where a ring crosses itself, or comes back to a corner that it was in; null where it is simple. */
export function selfCrossing(ring: readonly Position[]): Position | null {
  const edges = edgesOf(ring)
  const seen = new Set<string>()
  for (const [corner] of edges) {
    if (seen.has(keyOf(corner))) return corner
    seen.add(keyOf(corner))
  }
  for (let i = 0; i < edges.length; i++) {
    const [a, b] = edges[i]!
    for (let j = i + 2; j < edges.length; j++) {
      if (i === 0 && j === edges.length - 1) continue
      const [c, d] = edges[j]!
      if (Math.max(a[0], b[0]) < Math.min(c[0], d[0]) || Math.max(c[0], d[0]) < Math.min(a[0], b[0])) continue
      const met = crossing(a, b, c, d)
      if (met) return between(a, b, met.first)
    }
  }
  return null
}
