/** A point about the middle of a grid. */
import type { Geometry, Point } from '@bihuan/domain/place'
import type { Chance } from './chance.ts'

export interface GridShape {
  id: string
  code: string
  communityId: string
  geometry: Geometry
}

export function pointWithin({ geometry }: GridShape, chance: Chance): Point {
  const ring = (geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates[0]!)[0]!
  const xs = ring.map(([x]) => x!)
  const ys = ring.map(([, y]) => y!)
  const [west, east, south, north] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  const share = () => 0.3 + 0.4 * chance.share()
  return {
    longitude: Number((west + (east - west) * share()).toFixed(6)),
    latitude: Number((south + (north - south) * share()).toFixed(6)),
  }
}
