/** Cutting a grid by a drawn line. The parts share the cut to the bit, and keep the corners that they had. */
import type { Geometry } from '@bihuan/domain/place'
import { closed, Edges } from './faces.ts'
import {
  areaOf,
  between,
  crossing,
  edgesOf,
  geometryOf,
  inside,
  keyOf,
  metres,
  nearestOn,
  NOTHING,
  polygonsOf,
  rounded,
  SAME,
  within,
  type Position,
  type Ring,
} from './plane.ts'

/** A pen that stops this near to the border meant the border (metres). */
const REACH = 1

/** The parts, largest first; fewer than two where the line does not go from border to border. */
export function splitOutline(geometry: Geometry, drawn: readonly Position[]): Geometry[] {
  const polygons = polygonsOf(geometry)
  const rings = polygons.flat()
  const borders = rings.flatMap((ring) => edgesOf(ring))
  const line = drawn.map((corner) => ontoBorder(rounded(corner), borders))
  const pen = line.slice(1).map((to, i): [Position, Position] => [line[i]!, to])

  const cutsOfBorder: Position[][] = borders.map(() => [])
  const cutsOfPen: Position[][] = pen.map(() => [])
  pen.forEach(([a, b], i) => {
    borders.forEach(([c, d], j) => {
      const touching = [c, d].filter((corner) => nearestOn(corner, a, b).away < SAME)
      for (const corner of touching) cutsOfPen[i]!.push(corner)
      for (const end of [a, b])
        if (touching.length < 2 && nearestOn(end, c, d).away < SAME / 4) cutsOfBorder[j]!.push(end)
      const met = touching.length === 0 ? crossing(a, b, c, d) : null
      if (!met) return
      const at = atEnds(rounded(between(c, d, met.second)), a, b)
      cutsOfPen[i]!.push(at)
      cutsOfBorder[j]!.push(at)
    })
    // A line that crosses itself, or comes back along itself.
    for (const corner of line) if (nearestOn(corner, a, b).away < SAME / 4) cutsOfPen[i]!.push(corner)
    pen.slice(0, i).forEach(([c, d], j) => {
      const met = j === i - 1 ? null : crossing(a, b, c, d)
      if (!met) return
      const at = rounded(between(a, b, met.first))
      cutsOfPen[i]!.push(at)
      cutsOfPen[j]!.push(at)
    })
  })

  const edges = new Edges()
  borders.forEach(([a, b], j) => eachPiece(a, b, cutsOfBorder[j]!, (from, to) => edges.add(from, to)))
  pen.forEach(([a, b], i) =>
    eachPiece(a, b, cutsOfPen[i]!, (from, to) => {
      const middle = between(from, to, 0.5)
      // Along the border is no cut.
      if (inside(middle, geometry) && !onBorder(middle, borders)) edges.add(from, to)
    }),
  )
  edges.prune()
  const parts = edges
    .faces()
    .filter((face) => inside(within(face.outer), geometry))
    .map((face) => [closed(face.outer), ...face.holes.map(closed)])
  return gather(parts, polygons)
}

/** Of an outline of several pieces those that the line did not cut go with the largest part. */
function gather(parts: readonly Ring[][], polygons: readonly Ring[][]): Geometry[] {
  const sorted = parts
    .map((part) => ({ part, area: areaOf(geometryOf([part])) }))
    .filter(({ area }) => area > NOTHING)
    .toSorted((a, b) => b.area - a.area)
    .map(({ part }) => part)
  if (polygons.length === 1) return sorted.map((part) => geometryOf([part]))
  const corners = new Map(polygons.map((polygon) => [polygon, new Set(polygon.flat().map(keyOf))]))
  const whole = (part: Ring[]) =>
    [...corners.values()].some(
      (known) => part.flat().every((corner) => known.has(keyOf(corner))) && sameSize(part, known),
    )
  const cut = sorted.filter((part) => !whole(part))
  const left = sorted.filter(whole)
  if (cut.length === 0) return [geometryOf(left)]
  return cut.map((part, i) => geometryOf(i === 0 ? [part, ...left] : [part]))
}

const sameSize = (part: Ring[], known: Set<string>) => new Set(part.flat().map(keyOf)).size === known.size

/** The pieces of a segment between the places where it was cut. */
function eachPiece(
  a: Position,
  b: Position,
  cuts: readonly Position[],
  give: (from: Position, to: Position) => void,
): void {
  const places = [a, ...cuts.toSorted((p, q) => metres(a, p) - metres(a, q)), b]
  for (let i = 0; i + 1 < places.length; i++) give(places[i]!, places[i + 1]!)
}

/** A corner of the line near a corner or an edge of the border is put onto it. */
function ontoBorder(corner: Position, borders: readonly [Position, Position][]): Position {
  let best: { at: Position; away: number } = { at: corner, away: REACH }
  for (const [a] of borders) {
    const away = metres(corner, a)
    if (away < best.away) best = { at: a, away }
  }
  if (best.away < REACH) return best.at
  for (const [a, b] of borders) {
    const { at, away } = nearestOn(corner, a, b)
    if (away < best.away) best = { at: rounded(at), away }
  }
  return best.at
}

const onBorder = (p: Position, borders: readonly [Position, Position][]) =>
  borders.some(([a, b]) => nearestOn(p, a, b).away < SAME / 2)

const atEnds = (p: Position, a: Position, b: Position): Position =>
  metres(p, a) < SAME ? a : metres(p, b) < SAME ? b : p
