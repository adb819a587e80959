/** The map of the city over HTTP. Cases are in scope as in the list: the same power, the same scopes, the same test. */
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Scope } from '@bihuan/domain/powers'
import type { Actor } from '../platform/actor.ts'
import type { City } from '../platform/city.ts'
import { route } from '../platform/route.ts'
import { territory } from '../territory/answers.ts'
import type { Audience } from './audience.ts'
import { areaOf, boxOf } from './area.ts'
import { cursorOf, firstOf, readCursor } from './burning.ts'
import { makeCaseTile } from './case-tiles.ts'
import { openCases, stopFollowing } from './following.ts'
import type { OpenCases } from './open-cases.ts'
import { filterKey, selectionOf, slotsOf, type MapFilter, type Selection } from './selection.ts'
import { stocksOf } from './stocks.ts'
import { territoryTile } from './territory-tiles.ts'
import { tileAddress } from './tile-address.ts'
import { TileCache } from './tile-cache.ts'
import { mapLines } from './views.ts'

export function registerMapRoutes(app: FastifyInstance): void {
  const onError = (error: unknown) => app.log.error({ err: error }, 'the open cases of the map could not be read')
  app.addHook('preClose', async () => stopFollowing(app.city))

  /** What this reader may see of the open cases, narrowed. */
  const chosen = async (city: City, actor: Actor, scopes: readonly Scope[], filter: MapFilter) => {
    const { cases, audiences } = await openCases(city, onError)
    const { lookups, version } = territory(city)
    const audience = audiences.of(scopes, actor, lookups, version)
    return { cases, audience, selection: selectionOf(city, cases, audience, filter) }
  }

  void app.register(async (scope: FastifyInstance) => {
    scope.addHook('onSend', async (request, reply, payload) => {
      if (reply.statusCode >= 400 || request.headers['if-none-match'] !== reply.getHeader('etag')) return payload
      reply.code(304)
      return null
    })
    registerTiles(scope, chosen)
  })

  route(app, 'GET /api/v1/map/stocks', 'case.list', async ({ city, actor, scopes, query, now }) => {
    const { level, regionId, gridId, bbox, view, ...filter } = query
    const { cases, selection } = await chosen(city, actor, scopes, filter)
    const inArea = areaOf(city, cases, { regionId, gridId, bbox })
    return stocksOf(city, cases, selection, inArea, { level, view: view ? boxOf(view) : null, now })
  })

  route(app, 'GET /api/v1/map/cases', 'case.list', async ({ city, actor, scopes, query, now }) => {
    const { limit, next, regionId, gridId, bbox, ...filter } = query
    const after = readCursor(next)
    const { cases, selection } = await chosen(city, actor, scopes, filter)
    const inArea = areaOf(city, cases, { regionId, gridId, bbox })
    const slots = slotsOf(cases, selection, inArea, now.getTime())
    const { places, total } = firstOf(cases, slots, after, limit + 1)
    const shown = places.slice(0, limit)
    return {
      total,
      rows: await mapLines(
        city,
        actor,
        scopes,
        shown.map(({ id }) => id),
      ),
      next: places.length > limit ? cursorOf(shown.at(-1)!) : null,
    }
  })
}

type Chosen = (
  city: City,
  actor: Actor,
  scopes: readonly Scope[],
  filter: MapFilter,
) => Promise<{
  cases: OpenCases
  audience: Audience
  selection: Selection
}>

function registerTiles(app: FastifyInstance, chosen: Chosen): void {
  const cache = new TileCache()

  route(app, 'GET /api/v1/map/territory/{z}/{x}/{y}', 'territory.read', async ({ city, params, reply }) =>
    sendTile(reply, territoryTile(city, tileAddress(params))),
  )

  route(
    app,
    'GET /api/v1/map/cases/{z}/{x}/{y}',
    'case.list',
    async ({ city, actor, scopes, params, query, now, reply }) => {
      const address = tileAddress(params)
      const { cases, audience, selection } = await chosen(city, actor, scopes, query)
      const key = `${address.z}/${address.x}/${address.y} ${filterKey(query)} ${audience.key}`
      const revision = cases.revisions.of(address)
      const at = now.getTime()
      let tile = cache.get(key, revision, at)
      if (!tile) cache.put(key, revision, at, (tile = makeCaseTile(cases, selection, address, at)))
      return sendTile(reply, tile)
    },
  )
}

/** Kept by the browser, and asked about each time: what has not changed costs it no bytes. */
function sendTile(reply: FastifyReply, { bytes, etag }: { bytes: Buffer; etag: string }): string {
  reply.headers({
    'content-type': 'application/vnd.mapbox-vector-tile',
    'cache-control': 'private, no-cache',
    etag,
  })
  // The contract says text for want of a word for bytes; they are sent as they are.
  return bytes as unknown as string
}
