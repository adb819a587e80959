/**
 * A layer of outlines over the outlines above it: where ground is covered twice, or not at all, or lies outside of its parent. Found as faces of
 * the edges that do not cancel out, and each is looked at again by a place inside of it, so that what is reported is so.
 */
import Flatbush from 'flatbush'
import { facesOf, type Face } from './faces.ts'
import { EdgeSet, noded } from './nodes.ts'
import { boxOf, contains, insidePoint, type Box, type Shape } from './shape.ts'

export interface Outline {
  key: string
  shape: Shape
  box: Box
}
export interface LayerOutline extends Outline {
  /** Key of the outline above it; null where that is not drawn. */
  parent: string | null
}

export type Flaw =
  | { kind: 'overlap'; keys: string[]; face: Face }
  /** Of the parent, or between what surrounds it; the nearest ones. */
  | { kind: 'gap'; parent: string | null; near: string[]; face: Face }
  | { kind: 'outside'; key: string; parent: string; face: Face }

export interface Overlay {
  flaws: Flaw[]
  edges: EdgeSet
  faces: Face[]
  /** More edges lie on nothing of their neighbours than can be compared. */
  tooMany: boolean
}

/** Beyond these the borders have so little in common that a list of the differences is no help. */
const MOST_EDGES = 1_500_000

export async function overlay(
  layer: readonly LayerOutline[],
  parents: readonly Outline[],
  least: number,
  pause: () => Promise<void> = async () => undefined,
): Promise<Overlay> {
  const corners = (list: readonly Outline[]) =>
    list.reduce((sum, { shape }) => sum + shape.flat().reduce((own, ring) => own + ring.length / 2, 0), 0)
  const edges = new EdgeSet(3, corners(layer) + corners(parents) + 16)
  // A number of its own for each parent: what lies in the wrong one does not come to nothing.
  const mark = new Map(parents.map(({ key }, index) => [key, 1 + ((index * 7919) % 999_983)]))
  for (const { shape, parent } of layer) addShape(edges, shape, [1, 0, parent === null ? 0 : (mark.get(parent) ?? 0)])
  for (const { key, shape } of parents) addShape(edges, shape, [0, 1, -mark.get(key)!])
  const whole = edges.merge()
  if (whole.count > MOST_EDGES) return { flaws: [], edges: whole, faces: [], tooMany: true }
  const residue = await noded(whole, pause)
  const faces = facesOf(residue)
  const find = { layer: finder(layer), parents: finder(parents) }
  const flaws: Flaw[] = []
  for (const face of faces) {
    if (face.area < least) continue
    const [cover, above, balance] = face.cover as [number, number, number]
    if (cover === 1 && (above === 0 ? parents.length === 0 : balance === 0)) continue
    await pause()
    const at = insidePoint(face.rings)
    if (!at) continue
    flaws.push(...judged(face, find.layer(...at) as LayerOutline[], find.parents(...at), layer, parents.length > 0))
  }
  return { flaws, edges: residue, faces, tooMany: false }
}

/** By what covers a place inside of it. */
function judged(
  face: Face,
  here: readonly LayerOutline[],
  above: readonly Outline[],
  layer: readonly LayerOutline[],
  withParents: boolean,
): Flaw[] {
  if (here.length > 1) return [{ kind: 'overlap', keys: here.map(({ key }) => key), face }]
  const one = here[0]
  if (one) {
    if (one.parent === null || above.some(({ key }) => key === one.parent)) return []
    return [{ kind: 'outside', key: one.key, parent: one.parent, face }]
  }
  if (withParents && above.length === 0) return []
  const parent = above[0]?.key ?? null
  return [{ kind: 'gap', parent, near: neighboursOf(face, layer), face }]
}

export function addShape(edges: EdgeSet, shape: Shape, weights: readonly number[]): void {
  for (const polygon of shape)
    for (const ring of polygon)
      for (let at = 0; at < ring.length; at += 2) {
        const to = (at + 2) % ring.length
        edges.add(ring[at]!, ring[at + 1]!, ring[to]!, ring[to + 1]!, weights)
      }
}

/** What covers a place. */
export function finder(outlines: readonly Outline[]): (x: number, y: number) => Outline[] {
  if (outlines.length === 0) return () => []
  const index = new Flatbush(outlines.length)
  for (const { box } of outlines) index.add(...box)
  index.finish()
  return (x, y) =>
    index
      .search(x, y, x, y)
      .sort((a, b) => a - b)
      .map((at) => outlines[at]!)
      .filter(({ shape }) => contains(shape, x, y))
}

/** Whose outline has a corner of the face on it or near it; at most three. */
function neighboursOf(face: Face, layer: readonly LayerOutline[]): string[] {
  const box = boxOf(face.rings)
  const found: { key: string; common: number }[] = []
  const corners = new Set<string>()
  for (const ring of face.rings) for (let at = 0; at < ring.length; at += 2) corners.add(`${ring[at]},${ring[at + 1]}`)
  for (const { key, shape, box: own } of layer) {
    if (own[0] > box[2] || own[2] < box[0] || own[1] > box[3] || own[3] < box[1]) continue
    let common = 0
    for (const ring of shape.flat())
      for (let at = 0; at < ring.length; at += 2) if (corners.has(`${ring[at]},${ring[at + 1]}`)) common += 1
    found.push({ key, common })
  }
  return found
    .sort((a, b) => b.common - a.common)
    .slice(0, 3)
    .map(({ key }) => key)
}
