/** Tiles of the territory in force, from the copy in memory: cut once for each version of it, each tile kept once it was made. */
import { GeoJSONVT } from '@maplibre/geojson-vt'
import { fromGeojsonVt } from '@maplibre/vt-pbf'
import type { Geometry } from '@bihuan/domain/place'
import type { City } from '../platform/city.ts'
import { territory, type Territory } from '../territory/answers.ts'
import { extentOf, middleOf } from './extents.ts'
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
    const extent = extentOf(places, id)
    if (extent) names.push({ type: 'Feature', geometry: { type: 'Point', coordinates: extent.middle }, properties })
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
  const grids = z >= 11 ? layers.grids.getTile(z, x, y) : null
  const drawn = Object.entries({ ...found, grids }).flatMap(([name, tile]) =>
    tile && tile.features.length > 0 ? [[name, tile] as const] : [],
  )
  if (drawn.length === 0) return Buffer.alloc(0)
  return Buffer.from(fromGeojsonVt(Object.fromEntries(drawn), { version: 2, extent: 4096 }))
}
