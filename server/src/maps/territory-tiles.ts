/** Tiles of the territory in force, from the copy in memory: cut once for each version of it, each tile kept once it was made. */
import { GeoJSONVT } from '@maplibre/geojson-vt'
import { fromGeojsonVt } from '@maplibre/vt-pbf'
import type { Geometry } from '@bihuan/domain/place'
import type { City } from '../platform/city.ts'
import { territory, type Territory } from '../territory/answers.ts'
import type { TileAddress } from './tile-address.ts'
import { DEEPEST_ZOOM } from '@bihuan/contract/maps'

/** Tiles kept of one version; a city of five thousand grids has some thousand that anybody looks at. */
const MOST = 4_000

interface Layers {
  version: number
  regions: GeoJSONVT
  grids: GeoJSONVT
  names: GeoJSONVT
  made: Map<string, Buffer>
}

const held = new WeakMap<object, Layers>()

export function territoryTile(city: City, address: TileAddress): { bytes: Buffer; etag: string } {
  const { version } = territory(city)
  let layers = held.get(city.db)
  if (layers?.version !== version) held.set(city.db, (layers = cut(territory(city))))
  const key = `${address.z}/${address.x}/${address.y}`
  let bytes = layers.made.get(key)
  if (!bytes) {
    bytes = encode(layers, address)
    layers.made.set(key, bytes)
    if (layers.made.size > MOST) layers.made.delete(layers.made.keys().next().value!)
  }
  return { bytes, etag: `"territory-${version}-${key}"` }
}

type Feature = {
  type: 'Feature'
  geometry: Geometry | { type: 'Point'; coordinates: [number, number] }
  properties: Record<string, string | number>
}

function cut(places: Territory): Layers {
  const regions: Feature[] = []
  const names: Feature[] = []
  for (const { id, level, name, parentId } of places.regions()) {
    const outline = places.outline(id)
    const properties = { id, level, name, parent: parentId ?? '' }
    if (outline) regions.push({ type: 'Feature', geometry: outline, properties })
    const middle = outline ? middleOf(outline) : middleOfGrids(places, id)
    if (middle) names.push({ type: 'Feature', geometry: { type: 'Point', coordinates: middle }, properties })
  }
  const grids = places.regions().flatMap((region) =>
    region.level === 'community'
      ? places.gridsOf(region.id).map((grid): Feature => {
          const chain = places.chain(region.id)
          const above = Object.fromEntries(chain.map((one) => [one.level, one.id]))
          const { id, name, kind, geometry } = grid
          return { type: 'Feature', geometry, properties: { id, name, kind, ...above } }
        })
      : [],
  )
  for (const grid of grids)
    names.push({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: middleOf(grid.geometry as Geometry) },
      properties: { id: grid.properties['id']!, level: 'grid', name: grid.properties['name']! },
    })
  const layer = (features: Feature[], buffer: number) =>
    new GeoJSONVT(
      { type: 'FeatureCollection', features },
      { maxZoom: DEEPEST_ZOOM, indexMaxZoom: 4, tolerance: 3, extent: 4096, buffer },
    )
  return {
    version: places.version,
    regions: layer(regions, 64),
    grids: layer(grids, 64),
    names: layer(names, 0),
    made: new Map(),
  }
}

function encode(layers: Layers, { z, x, y }: TileAddress): Buffer {
  const found = { regions: layers.regions.getTile(z, x, y), names: layers.names.getTile(z, x, y) }
  // A grid is smaller than a dot where a whole city fits on the screen.
  const grids = z >= 9 ? layers.grids.getTile(z, x, y) : null
  const drawn = Object.entries({ ...found, grids }).flatMap(([name, tile]) =>
    tile && tile.features.length > 0 ? [[name, tile] as const] : [],
  )
  if (drawn.length === 0) return Buffer.alloc(0)
  return Buffer.from(fromGeojsonVt(Object.fromEntries(drawn), { version: 2, extent: 4096 }))
}

/** The middle of the largest part: by its area, so that a bent coast does not draw the name out to sea more than it must. */
function middleOf(geometry: Geometry): [number, number] {
  const rings = geometry.type === 'Polygon' ? [geometry.coordinates[0]!] : geometry.coordinates.map((part) => part[0]!)
  const measured = rings.map(centroid).sort((a, b) => b.area - a.area)
  return measured[0]!.at
}

function centroid(ring: number[][]): { area: number; at: [number, number] } {
  let [area, x, y] = [0, 0, 0]
  const [ox, oy] = ring[0] as [number, number]
  for (let i = 0; i + 1 < ring.length; i += 1) {
    const [ax, ay] = [ring[i]![0]! - ox, ring[i]![1]! - oy]
    const [bx, by] = [ring[i + 1]![0]! - ox, ring[i + 1]![1]! - oy]
    const cross = ax * by - bx * ay
    area += cross
    x += (ax + bx) * cross
    y += (ay + by) * cross
  }
  if (area === 0) return { area: 0, at: [ox, oy] }
  return { area: Math.abs(area), at: [ox + x / (3 * area), oy + y / (3 * area)] }
}

/** Of a region that nobody has drawn: the middle of its grids' boxes. */
function middleOfGrids(places: Territory, regionId: string): [number, number] | null {
  const grids = places.gridsOf(regionId)
  if (grids.length === 0) return null
  const west = Math.min(...grids.map(({ bbox }) => bbox[0]))
  const south = Math.min(...grids.map(({ bbox }) => bbox[1]))
  const east = Math.max(...grids.map(({ bbox }) => bbox[2]))
  const north = Math.max(...grids.map(({ bbox }) => bbox[3]))
  return [(west + east) / 2, (south + north) / 2]
}
