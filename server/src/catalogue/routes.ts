/** What screens read of the catalogue. From the copy in memory; an unchanged answer is a 304. */
import type { FastifyInstance } from 'fastify'
import { businessDate } from '@bihuan/domain/calendar'
import type { Item } from '@bihuan/domain/item'
import { concerns } from '@bihuan/domain/routing'
import { Problem } from '../platform/problem.ts'
import { route } from '../platform/route.ts'
import { territory } from '../territory/answers.ts'
import { catalogue, routeCase } from './answers.ts'
import { describeDuty, describeReport, nameDepartment } from './duty-views.ts'

const DUTIES_LIMIT = 2000

function known<T>(value: T | null): T {
  if (value === null) throw new Problem('platform.not-found')
  return value
}

const brief = ({ plan: _, ...item }: Item) => item

export function registerCatalogueRoutes(app: FastifyInstance): void {
  void app.register(async (scope: FastifyInstance) => {
    scope.addHook('onRequest', async (_request, reply) => {
      // Duties are told with the names of regions and departments: both versions count.
      const versions = `${catalogue(app.city).version}-${territory(app.city).version}`
      reply.header('etag', `W/"catalogue-${app.city.id}-${versions}"`)
      reply.header('cache-control', 'private, no-cache')
    })
    scope.addHook('onSend', async (request, reply, payload) => {
      if (reply.statusCode >= 400) reply.removeHeader('etag')
      if (reply.statusCode >= 400 || request.headers['if-none-match'] !== reply.getHeader('etag')) return payload
      reply.code(304)
      return null
    })
    registerItems(scope)
    registerProcedures(scope)
  })
  // Not under the ETag: what they say depends on the day too.
  registerDuties(app)
}

function registerItems(app: FastifyInstance): void {
  route(app, 'GET /api/v1/categories', 'catalogue.read', async ({ city }) => {
    const held = catalogue(city)
    return { version: held.version, rows: held.categories() }
  })

  route(app, 'GET /api/v1/items', 'catalogue.read', async ({ city, query }) => {
    const held = catalogue(city)
    const of = query.category === undefined ? null : known(held.category(query.category))
    const rows = held.items().filter((item) => !of || item.categoryId === of.id)
    return { version: held.version, rows: rows.map(brief) }
  })

  route(app, 'GET /api/v1/items/suggestions', 'catalogue.read', async ({ city, query }) => ({
    rows: catalogue(city)
      .suggest(query.text, query.limit)
      .map(({ item, score }) => ({ item: brief(item), score })),
  }))

  route(app, 'GET /api/v1/items/{id}', 'catalogue.read', async ({ city, params, query }) => {
    const held = catalogue(city)
    const current = known(held.item(params.id))
    const item = query.version === undefined ? current : known(held.itemVersion(params.id, query.version))
    const category = held.category(item.categoryId)!
    return {
      ...item,
      category: { id: category.id, name: category.name },
      procedure: held.procedure(item.procedureId)!,
      retired: held.isRetired(item.id),
      currentVersion: current.version,
    }
  })
}

function registerProcedures(app: FastifyInstance): void {
  route(app, 'GET /api/v1/procedures', 'catalogue.read', async ({ city }) => {
    const held = catalogue(city)
    return { version: held.version, rows: held.procedures() }
  })

  route(app, 'GET /api/v1/stage-profiles', 'catalogue.read', async ({ city }) => {
    const held = catalogue(city)
    return { version: held.version, inForce: held.stagesChosen(city.stages), rows: held.stageProfiles() }
  })
}

function registerDuties(app: FastifyInstance): void {
  route(app, 'GET /api/v1/duties', 'catalogue.read', async ({ city, query }) => {
    const held = catalogue(city)
    const regions = territory(city)
    const item = query.item === undefined ? null : known(held.item(query.item))
    const region = query.region === undefined ? null : known(regions.region(query.region))
    const rows = held
      .duties()
      .filter((duty) => !item || concerns(duty, item))
      .filter(
        (duty) => !region || regions.isWithin(duty.regionId, region.id) || regions.isWithin(region.id, duty.regionId),
      )
    return {
      version: held.version,
      truncated: rows.length > DUTIES_LIMIT,
      rows: rows.slice(0, DUTIES_LIMIT).map((duty) => describeDuty(city, duty)),
    }
  })

  route(app, 'GET /api/v1/duties/route', 'catalogue.read', async ({ city, query, now }) => {
    const item = known(catalogue(city).item(query.item))
    const region = known(territory(city).region(query.region))
    const found = routeCase(city, item, territory(city).place(region.id), businessDate(now.getTime()))
    if ('gap' in found) return { outcome: 'gap' as const, leads: [], why: found.why }
    const sides = 'overlap' in found ? found.overlap : [found]
    return {
      outcome: 'overlap' in found ? ('overlap' as const) : ('routed' as const),
      leads: sides.map((side) => ({
        dutyId: side.dutyId,
        department: nameDepartment(city, side.lead),
        assisting: side.assisting.map((id) => nameDepartment(city, id)),
      })),
      why: found.why,
    }
  })

  route(app, 'GET /api/v1/duties/report', 'duty.report', async ({ city, now }) =>
    describeReport(city, businessDate(now.getTime())),
  )
}
