/** The cells of a Voronoi diagram inside an outline. Neighbours share their corners to the bit, so nothing gapes or overlaps. */
import { Delaunay } from 'd3-delaunay'
import Flatbush from 'flatbush'
import pointInPolygon from 'point-in-polygon-hao'
import * as polyclip from 'polyclip-ts'
import type { Geometry } from '@bihuan/domain/place'
import { boundingBox } from '../locator.ts'
import type { Position } from './shares.ts'

/** Six decimals of a degree: 0.1 m. */
export const rounded = (value: number): number => Number(value.toFixed(6))

/** One cell per site, in the order of the sites; `outline` is a closed ring without self-contact. */
export function cellsWithin(outline: Position[], sites: readonly Position[]): Geometry[] {
  const [west, south, east, north] = boundingBox({ type: 'Polygon', coordinates: [outline] })
  // A degree of longitude is shorter: without this the cells would be flattened. Metres from a corner, not degrees: the diagram takes a triangle
  // of less than a fixed 1e-9 for a line, which in degrees is one of three metres by three.
  const high = 111_195
  const wide = high * Math.cos((((south + north) / 2) * Math.PI) / 180)
  const margin = 5000
  const delaunay = Delaunay.from(sites.map(([x, y]) => [(x - west) * wide, (y - south) * high]))
  const voronoi = delaunay.voronoi([-margin, -margin, (east - west) * wide + margin, (north - south) * high + margin])

  const edges = new Flatbush(outline.length - 1)
  for (let at = 0; at + 1 < outline.length; at++) {
    const [a, b] = [outline[at]!, outline[at + 1]!]
    edges.add(Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[0], b[0]), Math.max(a[1], b[1]))
  }
  edges.finish()

  return sites.map((_, at): Geometry => {
    const cell = voronoi
      .cellPolygon(at)
      .map(([x, y]) => [rounded(west + x / wide), rounded(south + y / high)] as Position)
    const ring = withoutRepeats(cell)
    const whole: Geometry = { type: 'Polygon', coordinates: [ring] }
    const touches = edges.search(...boundingBox(whole)).length > 0
    if (!touches && pointInPolygon(ring[0]!, [outline]) === true) return whole
    const parts = polyclip
      .intersection([ring], [outline])
      .map((part) => part.map((one) => withoutRepeats(one.map(([x, y]) => [rounded(x), rounded(y)] as Position))))
    return parts.length === 1
      ? { type: 'Polygon', coordinates: parts[0]! }
      : { type: 'MultiPolygon', coordinates: parts }
  })
}

/** Rounding can let two corners fall together. */
function withoutRepeats(ring: Position[]): Position[] {
  return ring.filter((position, at) => at === 0 || position[0] !== ring[at - 1]![0] || position[1] !== ring[at - 1]![1])
}
