/** Saved filters over HTTP. */
import type { FastifyInstance } from 'fastify'
import { sql } from '../platform/database.ts'
import { route } from '../platform/route.ts'
import { removeFilter, saveFilter } from './commands/save-filter.ts'

export function registerFilterRoutes(app: FastifyInstance): void {
  route(app, 'GET /api/v1/filters', 'case.list', async ({ city, actor }) => ({
    rows: await city.db.rows<{ id: string; name: string; filter: Record<string, string> }>(
      sql`select id, name, filter from saved_filter where account_id = ${actor.accountId} order by name, id limit 50`,
    ),
  }))
  route(app, 'POST /api/v1/filters', 'case.list', ({ city, actor, body }) => saveFilter(city, actor, body))
  route(app, 'DELETE /api/v1/filters/{id}', 'case.list', async ({ city, actor, params }) => {
    await removeFilter(city, actor, params.id)
    return null
  })
}
