/**
 * Cuts a county that is known only by its outline into towns, communities and grids: made up, but of one piece. Grids tile
 * their community exactly, communities their town, towns the county. The same seed gives the same cut.
 */
import pointInPolygon from 'point-in-polygon-hao'
import type { Geometry } from '@bihuan/domain/place'
import { boundingBox } from '../locator.ts'
import { cellsWithin } from './cells.ts'
import { dissolve } from './dissolve.ts'
import { randomFrom } from './random.ts'
import { divideAmong, middle, split, type Position } from './shares.ts'

export interface CountyPlan {
  /** Closed ring, WGS 84. */
  outline: Position[]
  towns: {
    /** About where its centre lies. */
    centre: Position
    /** The number of grids of each community. */
    communities: number[]
  }[]
}

export interface CountyCut {
  towns: { outline: Geometry; communities: { outline: Geometry; grids: Geometry[] }[] }[]
}

/** Points per grid: more make the shares more exact and the cut slower. */
const FINENESS = 14

export function cutCounty(plan: CountyPlan, seed: number): CountyCut {
  const random = randomFrom(seed)
  const grids = plan.towns.map((town) => town.communities.reduce((sum, count) => sum + count, 0))
  const total = grids.reduce((sum, count) => sum + count, 0)
  const centres = plan.towns.map((town) => town.centre)
  const points = scatter(plan.outline, centres, total * FINENESS, random)
  const towns = divideAmong(points, centres, grids)

  // Every grid gets a site; the cells of all sites together are the finest layer, and everything above is made of them.
  const sites: Position[] = []
  const nested = plan.towns.map((town, index) => {
    const ground = points.filter((_, at) => towns[at] === index)
    return split(ground, town.communities, random).map((own, community) => {
      const even = Array<number>(town.communities[community]!).fill(1)
      return split(own, even, random).map((spot) => sites.push(middle(spot)) - 1)
    })
  })
  const cells = cellsWithin(plan.outline, sites)

  return {
    towns: nested.map((communities) => {
      const made = communities.map((places) => {
        const own = places.map((at) => cells[at]!)
        return { outline: dissolve(own), grids: own }
      })
      return { outline: dissolve(made.map((community) => community.outline)), communities: made }
    }),
  }
}

/** Points inside the outline, denser around the centres, as people live. */
function scatter(outline: Position[], centres: readonly Position[], count: number, random: () => number): Position[] {
  const [west, south, east, north] = boundingBox({ type: 'Polygon', coordinates: [outline] })
  const points: Position[] = []
  while (points.length < count) {
    const point: Position = [west + random() * (east - west), south + random() * (north - south)]
    const chance = random()
    if (pointInPolygon(point, [outline]) === true && chance < density(point, centres)) points.push(point)
  }
  return points
}

/** From 0.2 far away to 1 at a centre, falling off over some two kilometres. */
function density([x, y]: Position, centres: readonly Position[]): number {
  const near = Math.min(...centres.map(([cx, cy]) => ((x - cx) ** 2 + (y - cy) ** 2) / 0.02 ** 2))
  return 0.2 + 0.8 * Math.exp(-near)
}
