/** Saved filters: a person's own, for lists. Not part of any case, and so without events. */
import type { FastifyInstance } from 'fastify'
import { sql } from '../platform/database.ts'
import { Problem } from '../platform/problem.ts'
import { route } from '../platform/route.ts'

const MOST = 50

export function registerFilterRoutes(app: FastifyInstance): void {
  route(app, 'GET /api/v1/filters', 'case.list', async ({ city, actor }) => ({
    rows: await city.db.rows<{ id: string; name: string; filter: Record<string, string> }>(
      sql`select id, name, filter from saved_filter where account_id = ${actor.accountId} order by name, id limit ${MOST}`,
    ),
  }))
  route(app, 'POST /api/v1/filters', 'case.list', async ({ city, actor, body }) => {
    // Sent again it changes nothing; over the limit, or under another's id, nothing is kept.
    const kept = await city.db.run(
      sql`insert into saved_filter (id, account_id, name, filter)
        select ${body.id}::uuid, ${actor.accountId}::uuid, ${body.name}, ${JSON.stringify(body.filter)}::jsonb
        where (select count(*) from saved_filter where account_id = ${actor.accountId}) < ${MOST}
        on conflict (id) do update set name = excluded.name, filter = excluded.filter where saved_filter.account_id = excluded.account_id`,
    )
    if (kept === 0) throw new Problem('case.filters-full', { most: MOST })
    return { id: body.id }
  })
  route(app, 'DELETE /api/v1/filters/{id}', 'case.list', async ({ city, actor, params }) => {
    const gone = await city.db.run(sql`delete from saved_filter where id = ${params.id} and account_id = ${actor.accountId}`)
    if (gone === 0) throw new Problem('platform.not-found')
    return null
  })
}
