/** Sums and differences of outlines. What nearly touches is made to touch first, so that no slivers come out. */
import { difference, intersection, union } from 'polyclip-ts'
import type { Geometry } from '@bihuan/domain/place'
import {
  areaOf,
  edgesOf,
  geometryOf,
  keyOf,
  metres,
  nearestOn,
  NOTHING,
  polygonsOf,
  SAME,
  signedArea,
  type Position,
  type Ring,
} from './plane.ts'

type Clip = Parameters<typeof union>[0]
const clip = (geometry: Geometry) => polygonsOf(geometry) as unknown as Clip
const back = (result: unknown): Geometry | null => {
  const polygons = (result as Ring[][]).filter(([outer]) => Math.abs(signedArea(outer!)) > NOTHING)
  return polygons.length === 0 ? null : geometryOf(polygons)
}

/** The outlines with the corners of the others put into their edges, where those pass by: one border, drawn twice, is then the same line. */
export function align(geometries: readonly Geometry[]): Geometry[] {
  const met = meet(geometries)
  const corners = met.map((geometry) => distinct(polygonsOf(geometry).flat(2) as unknown as Position[]))
  return met.map((geometry, own) => {
    const others = distinct(corners.flatMap((list, index) => (index === own ? [] : list)))
    const rings = (polygon: Ring[]) => polygon.map((ring) => withCorners(ring, others))
    return geometryOf(polygonsOf(geometry).map(rings))
  })
}

/** Corners of different outlines that are nearly the same become the same: that of the earlier one. */
function meet(geometries: readonly Geometry[]): Geometry[] {
  const cells = new Map<string, Position[]>()
  // Cells of about a metre: whatever is near lies in one of nine.
  const cell = (value: number) => Math.round(value * 1e5)
  const known = (p: Position): Position => {
    for (let x = -1; x <= 1; x++)
      for (let y = -1; y <= 1; y++) {
        const near = cells.get(`${cell(p[0]) + x},${cell(p[1]) + y}`)?.find((one) => metres(one, p) < SAME)
        if (near) return near
      }
    return p
  }
  return geometries.map((geometry) => {
    const corners = polygonsOf(geometry).map((polygon) => polygon.map((ring) => ring.map(known)))
    for (const corner of corners.flat(2)) {
      const key = `${cell(corner[0])},${cell(corner[1])}`
      const there = cells.get(key)
      if (!there) cells.set(key, [corner])
      else if (!there.includes(corner)) there.push(corner)
    }
    return geometryOf(corners)
  })
}

const distinct = (positions: readonly Position[]) => [...new Map(positions.map((p) => [keyOf(p), p])).values()]

function withCorners(ring: Ring, others: readonly Position[]): Ring {
  const own = new Set(ring.map(keyOf))
  const out: Ring = []
  for (const [a, b] of edgesOf(ring)) {
    out.push(a)
    const [west, east] = [Math.min(a[0], b[0]) - 1e-5, Math.max(a[0], b[0]) + 1e-5]
    const [south, north] = [Math.min(a[1], b[1]) - 1e-5, Math.max(a[1], b[1]) + 1e-5]
    const passed = others
      .filter(([x, y]) => x >= west && x <= east && y >= south && y <= north)
      .filter((p) => !own.has(keyOf(p)) && metres(p, a) > SAME && metres(p, b) > SAME)
      .map((p) => ({ p, ...nearestOn(p, a, b) }))
      .filter(({ away }) => away < SAME)
      .toSorted((one, two) => one.along - two.along)
    out.push(...passed.map(({ p }) => p))
  }
  return [...out, out[0]!]
}

/** All together, as one outline. Holes of less than a square metre are closed. */
export function joined(geometries: readonly Geometry[]): Geometry {
  const [first, ...rest] = align(geometries).map(clip)
  const polygons = union(first!, ...rest) as unknown as Ring[][]
  return geometryOf(
    polygons.map(([outer, ...holes]) => [outer!, ...holes.filter((hole) => Math.abs(signedArea(hole)) > NOTHING)]),
  )
}

/** null: nothing worth speaking of. */
export function common(a: Geometry, b: Geometry): Geometry | null {
  const [one, two] = align([a, b])
  return back(intersection(clip(one!), clip(two!)))
}

export function without(a: Geometry, taken: readonly Geometry[]): Geometry | null {
  if (taken.length === 0) return a
  const [one, ...others] = align([a, ...taken])
  return back(difference(clip(one!), ...others.map(clip)))
}

/** Square metres that two outlines have in common. */
export function commonArea(a: Geometry, b: Geometry): number {
  const shared = common(a, b)
  return shared ? areaOf(shared) : 0
}

/** Metres of border that two outlines have in common. */
export function sharedBorder(a: Geometry, b: Geometry): number {
  const [one, two] = align([a, b])
  const known = new Set(bordersOf(two!))
  return polygonsOf(one!)
    .flat()
    .flatMap((ring) => edgesOf(ring))
    .filter((edge) => known.has(nameOf(edge)))
    .reduce((sum, [from, to]) => sum + metres(from, to), 0)
}

const nameOf = ([a, b]: [Position, Position]) => [keyOf(a), keyOf(b)].toSorted().join(' ')
const bordersOf = (geometry: Geometry) =>
  polygonsOf(geometry)
    .flat()
    .flatMap((ring) => edgesOf(ring).map(nameOf))
