/**
 * Point → grid over as many grids as the largest of the five systems has. Beside it, in alternating rounds, the plain way: a packed R-tree over the
 * boxes and the outline of each box that holds the point. Both must say the same of every point.
 */
import Flatbush from 'flatbush'
import pointInPolygon from 'point-in-polygon-hao'
import { makeLocator, type GridShape } from '../server/src/territory/locator.ts'
import { DEDICATED, GENERAL, mosaic, points } from './mosaic.ts'
import { figure, type Result, type Rounds } from './report.ts'

const ASKED = 500_000
const POINTS = 200_000

export async function locate({ rounds, seconds }: Rounds): Promise<Result> {
  const grids = mosaic()
  const asked = points(POINTS, shares(4_964))
  const began = performance.now()
  const located = makeLocator(grids)
  const made = performance.now() - began
  const find = (longitude: number, latitude: number) => located({ longitude, latitude })
  const plain = plainly(grids)
  const differing = differ(asked, find, plain)
  if (differing > 0)
    throw new Error(`${differing} of ${POINTS} points are found in another grid than the plain way says`)
  rate(asked, find, 1)
  rate(asked, plain, 1)
  const [ours, reference]: number[][] = [[], []]
  for (let round = 0; round < rounds; round++) {
    reference!.push(rate(asked, plain, seconds / 2))
    ours!.push(rate(asked, find, seconds / 2))
  }
  const [mine, theirs] = [median(ours!), median(reference!)]
  return {
    name: 'locate',
    lines: [
      figure('R-tree, then each outline', theirs, 'points a second', reference!),
      figure('point → grid', mine, 'points a second', ours!),
      '',
      `ratio${(mine / theirs).toFixed(2).padStart(34)}   asked: at least ${ASKED.toLocaleString('en')} points a second`,
      figure('made ready in', made, 'ms', [made]),
    ],
    data: [
      `${GENERAL.toLocaleString('en')} general grids with crooked shared borders and ${DEDICATED} dedicated ones over them; ${vertices(grids).toLocaleString('en')} points in their outlines`,
      `${POINTS.toLocaleString('en')} points all over the city and a little beyond, none twice in a pass; one process, one core; alternating rounds of ${seconds / 2} s, median of ${rounds}; equal for every point`,
    ],
    met: mine >= ASKED,
  }
}

type Find = (longitude: number, latitude: number) => { code: string } | null

/** The same answer by the shortest road: dedicated before general. Points on a border are too rare here to matter. */
function plainly(grids: readonly GridShape[]): Find {
  const index = new Flatbush(grids.length)
  for (const { bbox } of grids) index.add(...bbox)
  index.finish()
  return (longitude, latitude) => {
    let found: GridShape | null = null
    for (const at of index.search(longitude, latitude, longitude, latitude)) {
      const grid = grids[at]!
      if (found && grid.kind === 'general') continue
      const rings = grid.geometry.coordinates as number[][][]
      if (pointInPolygon([longitude, latitude], rings) !== false) found = grid
    }
    return found
  }
}

function differ(asked: Float64Array, a: Find, b: Find): number {
  let differing = 0
  for (let n = 0; n < asked.length; n += 2)
    if (a(asked[n]!, asked[n + 1]!)?.code !== b(asked[n]!, asked[n + 1]!)?.code) differing += 1
  return differing
}

/** Points a second. */
function rate(asked: Float64Array, find: Find, seconds: number): number {
  const began = performance.now()
  let count = 0
  let inside = 0
  for (let n = 0; ; n = (n + 2) % asked.length) {
    if (find(asked[n]!, asked[n + 1]!)) inside += 1
    count += 1
    if (count % 1_000 === 0 && performance.now() - began >= seconds * 1_000) break
  }
  if (inside === 0) throw new Error('no point fell into any grid')
  return count / ((performance.now() - began) / 1_000)
}

function vertices(grids: readonly GridShape[]): number {
  return grids.reduce((sum, { geometry }) => sum + geometry.coordinates.flat().length, 0)
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
}

/** mulberry32 */
function shares(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 0x1_0000_0000
  }
}
