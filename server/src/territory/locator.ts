/** Point → grid: a packed R-tree over the grids' boxes, then the outline itself. Some hundred thousand lookups a second. */
import Flatbush from 'flatbush'
import pointInPolygon from 'point-in-polygon-hao'
import type { Geometry, Grid, Point } from '@bihuan/domain/place'

export interface GridShape extends Grid {
  geometry: Geometry
  /** west, south, east, north */
  bbox: readonly [number, number, number, number]
}

export type Locate = (point: Point) => GridShape | null

/** How a point lies to an outline: inside a hole is outside. */
function relation(position: [number, number], geometry: Geometry): 'inside' | 'edge' | 'outside' {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  let edge = false
  for (const polygon of polygons) {
    const found = pointInPolygon(position, polygon)
    if (found === true) return 'inside'
    if (found === 0) edge = true
  }
  return edge ? 'edge' : 'outside'
}

/**
 * A dedicated grid goes before the general one beneath it, inside goes before on the edge, and what is still equal is
 * decided by code: the same point always falls into the same grid, in every process and after every reload.
 */
function before(a: GridShape, aInside: boolean, b: GridShape, bInside: boolean): boolean {
  if (a.kind !== b.kind) return a.kind === 'dedicated'
  if (aInside !== bInside) return aInside
  return a.code < b.code
}

export function makeLocator(grids: readonly GridShape[]): Locate {
  if (grids.length === 0) return () => null
  const index = new Flatbush(grids.length)
  for (const { bbox } of grids) index.add(...bbox)
  index.finish()
  return ({ longitude, latitude }) => {
    const position: [number, number] = [longitude, latitude]
    let best: GridShape | null = null
    let bestInside = false
    for (const at of index.search(longitude, latitude, longitude, latitude)) {
      const grid = grids[at]!
      const found = relation(position, grid.geometry)
      if (found === 'outside') continue
      const inside = found === 'inside'
      if (!best || before(grid, inside, best, bestInside)) {
        best = grid
        bestInside = inside
      }
    }
    return best
  }
}

/** The box of an outline: west, south, east, north. */
export function boundingBox(geometry: Geometry): [number, number, number, number] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  const rings = geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat()
  for (const [x, y] of rings.flat() as [number, number][]) {
    box[0] = Math.min(box[0], x)
    box[1] = Math.min(box[1], y)
    box[2] = Math.max(box[2], x)
    box[3] = Math.max(box[3], y)
  }
  return box
}
