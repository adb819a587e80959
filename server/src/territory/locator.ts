/**
 * Point → grid: a raster over the city whose cells know what lies in them, found by a packed R-tree when they are first asked; only where an
 * outline passes through a cell is the outline itself looked at. bench/results/locate.txt says how fast.
 */
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
 * Sorted by kind and code, the first of a kind that holds the point inside is the answer; failing that, the first on whose edge it lies.
 */
function inOrder(a: GridShape, b: GridShape): number {
  if (a.kind !== b.kind) return a.kind === 'dedicated' ? -1 : 1
  return a.code < b.code ? -1 : a.code > b.code ? 1 : 0
}

/** A grid that has to do with a cell of the raster: covers all of it, or has its outline in it. */
interface Part {
  grid: GridShape
  whole: boolean
}
/** Of one cell: the answer for every point in it, or what must be looked at. */
type Cell = GridShape | null | readonly Part[]

function answer(parts: readonly Part[], longitude: number, latitude: number): GridShape | null {
  const position: [number, number] = [longitude, latitude]
  let onEdge: GridShape | null = null
  for (const { grid, whole } of parts) {
    if (onEdge && onEdge.kind !== grid.kind) break
    const found = whole ? 'inside' : relation(position, grid.geometry)
    if (found === 'inside') return grid
    if (found === 'edge' && !onEdge) onEdge = grid
  }
  return onEdge
}

/** So many cells for each grid, and never more than this. A cell is worked out when the first point falls into it. */
const CELLS_PER_GRID = 100
const MOST_CELLS = 1_000_000

export function makeLocator(grids: readonly GridShape[]): Locate {
  if (grids.length === 0) return () => null
  const sorted = grids.toSorted(inOrder)
  const index = new Flatbush(sorted.length)
  for (const { bbox } of sorted) index.add(...bbox)
  index.finish()
  const { minX, minY, maxX, maxY } = index
  const side = Math.ceil(Math.sqrt(Math.min(sorted.length * CELLS_PER_GRID, MOST_CELLS)))
  // Never nothing, also where all lies on one line.
  const [width, height] = [(maxX - minX) / side || 1, (maxY - minY) / side || 1]
  const cells = new Array<Cell | undefined>(side * side).fill(undefined)

  const cellAt = (column: number, row: number): Cell => {
    // A little wider: whichever way a point on its border was rounded, all that touches it is seen.
    const [west, south] = [minX + (column - 0.001) * width, minY + (row - 0.001) * height]
    const box = [west, south, west + 1.002 * width, south + 1.002 * height] as const
    const parts: Part[] = []
    for (const at of index.search(...box).sort((a, b) => a - b)) {
      const grid = sorted[at]!
      if (crosses(grid.geometry, box)) parts.push({ grid, whole: false })
      else if (relation([west + width / 2, south + height / 2], grid.geometry) === 'inside')
        parts.push({ grid, whole: true })
    }
    if (parts.length === 0) return null
    return parts[0]!.whole ? parts[0]!.grid : parts
  }

  return ({ longitude, latitude }) => {
    if (!(longitude >= minX && longitude <= maxX && latitude >= minY && latitude <= maxY)) return null
    const column = Math.min(side - 1, Math.floor((longitude - minX) / width))
    const row = Math.min(side - 1, Math.floor((latitude - minY) / height))
    const at = row * side + column
    let cell = cells[at]
    if (cell === undefined) cells[at] = cell = cellAt(column, row)
    return isParts(cell) ? answer(cell, longitude, latitude) : cell
  }
}

const isParts = (cell: Cell): cell is readonly Part[] => Array.isArray(cell)

/** Whether any side of the outline may touch the box; one that only passes near a corner counts too, and is looked at for nothing. */
function crosses(geometry: Geometry, [west, south, east, north]: readonly [number, number, number, number]): boolean {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  for (const polygon of polygons)
    for (const ring of polygon)
      for (let n = 1; n < ring.length; n++) {
        const [x, y] = ring[n - 1] as [number, number]
        const [u, v] = ring[n] as [number, number]
        if ((x < west && u < west) || (x > east && u > east)) continue
        if ((y < south && v < south) || (y > north && v > north)) continue
        return true
      }
  return false
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
