/** The outline of several shapes that share their corners: every edge that two of them have falls away. */
import * as polyclip from 'polyclip-ts'
import type { Geometry } from '@bihuan/domain/place'

type Ring = number[][]

/** Ground covered, in square degrees; holes count against. */
export function areaOf(geometry: Geometry): number {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  return polygons.reduce((sum, [outer, ...holes]) => {
    return sum + Math.abs(signed(outer!)) - holes.reduce((lost, hole) => lost + Math.abs(signed(hole)), 0)
  }, 0)
}

function signed(ring: Ring): number {
  let sum = 0
  for (let at = 0; at + 1 < ring.length; at++)
    sum += ring[at]![0]! * ring[at + 1]![1]! - ring[at + 1]![0]! * ring[at]![1]!
  return sum / 2
}

const ringsOf = (geometry: Geometry): Ring[] =>
  geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat()

export function dissolve(shapes: readonly Geometry[]): Geometry {
  if (shapes.length === 1) return shapes[0]!
  const joined = byEdges(shapes)
  const expected = shapes.reduce((sum, shape) => sum + areaOf(shape), 0)
  // Where a corner of one lies on an edge of another the edges do not cancel: then the slow way.
  if (joined && Math.abs(areaOf(joined) - expected) < expected * 1e-9) return joined
  const [first, ...others] = shapes.map((shape) => shape.coordinates as polyclip.Geom)
  const parts = polyclip.union(first!, ...others) as number[][][][]
  return parts.length === 1 ? { type: 'Polygon', coordinates: parts[0]! } : { type: 'MultiPolygon', coordinates: parts }
}

/** null where the edges that remain do not close into plain rings. */
function byEdges(shapes: readonly Geometry[]): Geometry | null {
  const edges = new Map<string, { from: number[]; to: number[] }>()
  for (const ring of shapes.flatMap(ringsOf)) {
    const forward = signed(ring) > 0 ? ring : ring.toReversed()
    for (let at = 0; at + 1 < forward.length; at++) {
      const [from, to] = [forward[at]!, forward[at + 1]!]
      if (!edges.delete(`${to} ${from}`)) edges.set(`${from} ${to}`, { from, to })
    }
  }
  const next = new Map<string, number[]>()
  for (const { from, to } of edges.values()) {
    if (next.has(String(from))) return null
    next.set(String(from), to)
  }
  const rings: Ring[] = []
  while (next.size > 0) {
    const start = next.keys().next().value!
    const ring: Ring = []
    for (let key = start; next.has(key);) {
      const to = next.get(key)!
      next.delete(key)
      ring.push(to)
      key = String(to)
    }
    if (String(ring.at(-1)) !== start) return null
    rings.push([ring.at(-1)!, ...ring])
  }
  // Outer rings run against the clock by construction, what runs with it is a hole: left to the slow way.
  if (rings.some((ring) => signed(ring) <= 0)) return null
  return rings.length === 1
    ? { type: 'Polygon', coordinates: [rings[0]!] }
    : { type: 'MultiPolygon', coordinates: rings.map((ring) => [ring]) }
}
