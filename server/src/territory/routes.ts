/** What screens and maps read of the territory. From the copy in memory; an unchanged answer is a 304. */
import type { FastifyInstance } from 'fastify'
import { LIST_LIMIT, MAP_LIMIT } from '@bihuan/contract/territory'
import type { Geometry, Region } from '@bihuan/domain/place'
import { Problem } from '../platform/problem.ts'
import { route } from '../platform/route.ts'
import { territory, type Territory } from './answers.ts'
import type { GridRecord, RegionRecord } from './views.ts'

const brief = ({ id, code, level, name }: Region) => ({ id, code, level, name })
const gridFacts = ({ id, code, kind, name, communityId, synthetic }: GridRecord) => ({
  id,
  code,
  kind,
  name,
  communityId,
  synthetic,
})
const feature = <P extends { id: string }>(geometry: Geometry, properties: P) => ({
  type: 'Feature' as const,
  id: properties.id,
  geometry,
  properties,
})

function known<T>(value: T | null): T {
  if (value === null) throw new Problem('platform.not-found')
  return value
}

/** west,south,east,north */
function boxOf(text: string): [number, number, number, number] {
  const parts = text.split(',').map(Number)
  const [west, south, east, north] = parts as [number, number, number, number]
  if (parts.length !== 4 || parts.some((part) => !Number.isFinite(part)) || west >= east || south >= north) {
    throw new Problem('territory.area-empty')
  }
  return [west, south, east, north]
}

function gridsIn(held: Territory, region: string | undefined, bbox: string | undefined): GridRecord[] {
  if (region === undefined && bbox === undefined) throw new Problem('territory.area-required')
  const grids = held.gridsOf(region === undefined ? (held.children(null)[0]?.id ?? '') : known(held.region(region)).id)
  if (bbox === undefined) return grids
  const [west, south, east, north] = boxOf(bbox)
  return grids.filter(
    (grid) => grid.bbox[0] <= east && grid.bbox[2] >= west && grid.bbox[1] <= north && grid.bbox[3] >= south,
  )
}

function descendants(held: Territory, parent: string | null, depth: number): RegionRecord[] {
  let layer = [...held.children(parent)]
  const found = [...layer]
  for (let step = 1; step < depth; step++) {
    layer = layer.flatMap((region) => [...held.children(region.id)])
    found.push(...layer)
  }
  return found
}

export function registerTerritoryRoutes(app: FastifyInstance): void {
  void app.register(async (scope: FastifyInstance) => {
    scope.addHook('onRequest', async (_request, reply) => {
      reply.header('etag', `W/"territory-${app.city.id}-${territory(app.city).version}"`)
      reply.header('cache-control', 'private, no-cache')
    })
    scope.addHook('onSend', async (request, reply, payload) => {
      if (reply.statusCode >= 400) reply.removeHeader('etag')
      if (reply.statusCode >= 400 || request.headers['if-none-match'] !== reply.getHeader('etag')) return payload
      reply.code(304)
      return null
    })
    registerRegions(scope)
    registerGrids(scope)
    registerOffices(scope)
  })
}

function registerRegions(app: FastifyInstance): void {
  route(app, 'GET /api/v1/regions', 'territory.read', async ({ city, query }) => {
    const held = territory(city)
    const parent = query.parent === undefined ? null : known(held.region(query.parent)).id
    const text = query.text?.trim()
    const found = text
      ? held.regions().filter((region) => region.name.includes(text) || region.code.startsWith(text))
      : descendants(held, parent, query.depth)
    const within = text && parent !== null ? found.filter((region) => held.isWithin(region.id, parent)) : found
    return {
      version: held.version,
      truncated: within.length > LIST_LIMIT,
      rows: within.slice(0, LIST_LIMIT).map((region) => ({
        ...region,
        children: held.children(region.id).length,
        grids: held.gridsOf(region.id).length,
      })),
    }
  })

  route(app, 'GET /api/v1/regions/{id}', 'territory.read', async ({ city, params }) => {
    const held = territory(city)
    const region = known(held.region(params.id))
    return {
      ...region,
      chain: held.chain(region.id).map(brief),
      commandOfficeId: held.commandOffice(region.id)?.id ?? null,
    }
  })

  route(app, 'GET /api/v1/regions/{id}/outlines', 'territory.read', async ({ city, params }) => {
    const held = territory(city)
    const region = known(held.region(params.id))
    const drawn = [region, ...held.children(region.id)].flatMap((one) => {
      const outline = held.outline(one.id)
      return outline ? [feature(outline, { ...brief(one), parentId: one.parentId, synthetic: one.synthetic })] : []
    })
    return {
      type: 'FeatureCollection' as const,
      truncated: drawn.length > MAP_LIMIT,
      features: drawn.slice(0, MAP_LIMIT),
    }
  })
}

function registerGrids(app: FastifyInstance): void {
  route(app, 'GET /api/v1/grids', 'territory.read', async ({ city, query }) => {
    const grids = gridsIn(territory(city), query.region, query.bbox)
    return {
      type: 'FeatureCollection' as const,
      truncated: grids.length > query.limit,
      features: grids.slice(0, query.limit).map((grid) => feature(grid.geometry, gridFacts(grid))),
    }
  })

  route(app, 'GET /api/v1/grids/{id}', 'territory.read', async ({ city, params }) => {
    const held = territory(city)
    const grid = known(held.grid(params.id))
    const place = held.place(grid.communityId, grid.id)
    return {
      ...gridFacts(grid),
      geometry: grid.geometry,
      chain: held.chain(grid.communityId).map(brief),
      place,
      teamId: held.fieldTeam(place)?.id ?? null,
    }
  })

  route(app, 'GET /api/v1/locate', 'territory.read', async ({ city, query }) => {
    const held = territory(city)
    const place = held.locate(query)
    if (!place) return { place: null, grid: null, chain: [] }
    return { place, grid: gridFacts(held.grid(place.gridId!)!), chain: held.chain(place.communityId!).map(brief) }
  })
}

function registerOffices(app: FastifyInstance): void {
  route(app, 'GET /api/v1/departments', 'territory.read', async ({ city, query }) => {
    const held = territory(city)
    const region = query.region === undefined ? null : known(held.region(query.region))
    const rows = held
      .departments()
      .filter(
        (one) =>
          (query.kind === undefined || one.kind === query.kind) && (!region || held.isWithin(one.regionId, region.id)),
      )
      .map(({ id, code, kind, name, nameEn, regionId, level, parentId }) => ({
        id,
        code,
        kind,
        name,
        nameEn,
        regionId,
        level,
        parentId,
      }))
    return { version: held.version, truncated: rows.length > LIST_LIMIT, rows: rows.slice(0, LIST_LIMIT) }
  })

  route(app, 'GET /api/v1/teams', 'territory.read', async ({ city, query }) => {
    const held = territory(city)
    const region = query.region === undefined ? null : known(held.region(query.region))
    const departments =
      query.department === undefined ? null : held.departmentSubtree(known(held.department(query.department)).id)
    const rows = held
      .teams()
      .filter(
        (team) =>
          (!departments || departments.includes(team.departmentId)) &&
          (!region || held.isWithin(team.regionId, region.id)),
      )
    return { version: held.version, truncated: rows.length > LIST_LIMIT, rows: rows.slice(0, LIST_LIMIT) }
  })
}
