/** Faces put together to outlines again. */
import { facesOf, type Face } from './faces.ts'
import { EdgeSet } from './nodes.ts'
import { ringArea, type Polygon, type Shape } from './shape.ts'

export const retrace = (edges: EdgeSet, faces: readonly Face[], isIn: (face: Face) => boolean): Shape =>
  retraceFaces(edges, faces.filter(isIn))

/** The outline of some faces; neighbouring ones become one piece. */
export function retraceFaces(edges: EdgeSet, faces: readonly Face[]): Shape {
  const sides = new Map<number, number>()
  for (const face of faces)
    for (const side of face.sides) sides.set(Math.abs(side) - 1, (sides.get(Math.abs(side) - 1) ?? 0) + Math.sign(side))
  const border = new EdgeSet(1, Math.max(16, sides.size))
  const { ends } = edges
  for (const [edge, side] of sides)
    if (side !== 0) border.add(ends[4 * edge]!, ends[4 * edge + 1]!, ends[4 * edge + 2]!, ends[4 * edge + 3]!, [side])
  return facesOf(border)
    .filter(({ cover }) => cover[0] === 1)
    .flatMap(({ rings }) => polygonsOf(rings))
}

/** A ring that comes through one corner twice is parted there: what then runs with the clock is a hole. */
function polygonsOf(rings: readonly (readonly number[])[]): Polygon[] {
  const pieces = rings.flatMap(partedAtCorners).filter((ring) => ring.length >= 6)
  const outer = pieces.filter((ring) => ringArea(ring) > 0)
  const holes = pieces.filter((ring) => ringArea(ring) < 0)
  if (outer.length === 0) return []
  if (outer.length === 1) return [[outer[0]!, ...holes].map((ring) => Int32Array.from(ring))]
  const polygons = outer.map((ring) => [ring])
  for (const hole of holes) (polygons.find(([ring]) => surrounds(ring!, hole)) ?? polygons[0]!).push(hole)
  return polygons.map((polygon) => polygon.map((ring) => Int32Array.from(ring)))
}

export function partedAtCorners(ring: readonly number[]): number[][] {
  const pieces: number[][] = []
  const seen = new Map<string, number>()
  let path: number[] = []
  for (let at = 0; at < ring.length; at += 2) {
    const key = `${ring[at]},${ring[at + 1]}`
    const before = seen.get(key)
    if (before !== undefined) {
      const piece = path.slice(before)
      for (let p = 2; p < piece.length; p += 2) seen.delete(`${piece[p]},${piece[p + 1]}`)
      pieces.push(piece)
      path = path.slice(0, before)
    }
    seen.set(key, path.length)
    path.push(ring[at]!, ring[at + 1]!)
  }
  if (path.length >= 6) pieces.push(path)
  return pieces.filter((piece) => piece.length >= 6)
}

function surrounds(ring: readonly number[], hole: readonly number[]): boolean {
  const [x, y] = [(hole[0]! + hole[2]!) / 2, (hole[1]! + hole[3]!) / 2 + 0.25]
  let inside = false
  let [px, py] = [ring[ring.length - 2]!, ring[ring.length - 1]!]
  for (let at = 0; at < ring.length; at += 2) {
    const [cx, cy] = [ring[at]!, ring[at + 1]!]
    if (cy > y !== py > y && x < ((px - cx) * (y - cy)) / (py - cy) + cx) inside = !inside
    ;[px, py] = [cx, cy]
  }
  return inside
}
