/** The corners around a whole file: ends of the edges that no two outlines share, in units. */
import { EdgeSet } from '../polygons/nodes.ts'
import { addShape } from '../polygons/overlay.ts'
import type { Shape } from '../polygons/shape.ts'

export function rimOf(shapes: readonly Shape[]): [number, number][] {
  const corners = shapes.reduce((sum, shape) => sum + shape.flat().reduce((own, ring) => own + ring.length / 2, 0), 16)
  const edges = new EdgeSet(1, corners)
  for (const shape of shapes) addShape(edges, shape, [1])
  const { ends, count } = edges.merge()
  return Array.from({ length: count }, (_, edge): [number, number] => [ends[4 * edge]!, ends[4 * edge + 1]!])
}

/** The corners of the outsides. */
export function cornersOf(shapes: readonly Shape[]): [number, number][] {
  const corners: [number, number][] = []
  for (const [outer] of shapes.flat())
    for (let at = 0; at < outer!.length; at += 2) corners.push([outer![at]!, outer![at + 1]!])
  return corners
}
