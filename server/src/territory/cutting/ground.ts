/**
 * Cuts any ground (several pieces, holes) into nested parts: made up, but of one piece, without gap or overlap, and the same for the same seed.
 * The parts share their corners with each other and with the outline to the bit.
 */
import { Delaunay } from 'd3-delaunay'
import { facesOf, type Face } from '../polygons/faces.ts'
import { EdgeSet, noded } from '../polygons/nodes.ts'
import { addShape } from '../polygons/overlay.ts'
import { retraceFaces } from '../polygons/retrace.ts'
import { boxOf, contains, shrinkAt, type Shape } from '../polygons/shape.ts'
import { randomFrom } from './random.ts'
import { middle, split, type Position } from './shares.ts'

/** How many parts each part has; a number is that many of the smallest. */
export type Nest = number | readonly Nest[]

export interface Part {
  shape: Shape
  /** Empty for the smallest. */
  parts: Part[]
}

/** Points for each of the smallest parts: more make them more equal, and the cut slower. */
const FINENESS = 14
const EXACT = 0.02

const sizeOf = (nest: Nest): number =>
  typeof nest === 'number' ? nest : nest.reduce<number>((sum, one) => sum + sizeOf(one), 0)

export async function cutGround(
  ground: Shape,
  nest: Nest,
  seed: number,
  pause: () => Promise<void> = async () => undefined,
): Promise<Part> {
  const random = randomFrom(seed)
  const points = scatter(ground, Math.max(FINENESS * sizeOf(nest), FINENESS), random)
  const sites: Position[] = []
  const labels = label(nest, points, random, sites)
  await pause()
  const box = boxOf(ground.map(([outer]) => outer!))
  const shrink = shrinkAt((box[1] + box[3]) / 2)
  const margin = 500_000
  // In units, and a degree of longitude as short as it is: else the cells would be flattened.
  const delaunay = Delaunay.from(sites.map(([x, y]) => [x * shrink, y]))
  const voronoi = delaunay.voronoi([
    (box[0] - margin) * shrink,
    box[1] - margin,
    (box[2] + margin) * shrink,
    box[3] + margin,
  ])
  const edges = new EdgeSet(2)
  addShape(edges, ground, [1, 0])
  for (let at = 0; at < sites.length; at++) {
    const cell: number[][] | null = voronoi.cellPolygon(at)
    if (!cell) continue
    const ring = Int32Array.from(cell.slice(0, -1).flatMap(([x, y]) => [Math.round(x! / shrink), Math.round(y!)]))
    addShape(edges, [[ring]], [0, at + 1])
  }
  const residue = await noded(edges, pause, EXACT)
  const byCell = new Map<number, Face[]>()
  for (const face of facesOf(residue)) {
    if (face.cover[0] !== 1) continue
    const cell = Math.abs(face.cover[1]!) - 1
    byCell.set(cell, [...(byCell.get(cell) ?? []), face])
  }
  return build(labels, residue, byCell)
}

type Labels = number | readonly Labels[]

/** Sites for the smallest parts, in the shape of the nest. */
function label(nest: Nest, points: readonly Position[], random: () => number, sites: Position[]): Labels {
  const even = typeof nest === 'number'
  if (even && nest === 1) return sites.push(middle(points)) - 1
  const shares = even ? Array<number>(nest).fill(1) : nest.map(sizeOf)
  return split(points, shares, random).map((own, at) => label(even ? 1 : nest[at]!, own, random, sites))
}

function build(labels: Labels, edges: EdgeSet, byCell: ReadonlyMap<number, Face[]>): Part {
  const cells: number[] = []
  const collect = (one: Labels): void => (typeof one === 'number' ? void cells.push(one) : one.forEach(collect))
  collect(labels)
  const shape = retraceFaces(
    edges,
    cells.flatMap((cell) => byCell.get(cell) ?? []),
  )
  return { shape, parts: typeof labels === 'number' ? [] : labels.map((one) => build(one, edges, byCell)) }
}

function scatter(ground: Shape, count: number, random: () => number): Position[] {
  const [west, south, east, north] = boxOf(ground.map(([outer]) => outer!))
  const points: Position[] = []
  while (points.length < count) {
    const [x, y] = [west + random() * (east - west), south + random() * (north - south)]
    if (contains(ground, x, y)) points.push([x, y])
  }
  return points
}
