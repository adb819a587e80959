/** The lines of the map's lists: those that every list shows, with what each repeats. */
import type { Answer } from '@bihuan/contract/endpoint'
import type { mapEndpoints } from '@bihuan/contract/maps'
import type { Scope } from '@bihuan/domain/powers'
import { casesInScope } from '../cases/access.ts'
import { all, lineRows, toLines } from '../cases/lines.ts'
import type { Actor } from '../platform/actor.ts'
import type { City } from '../platform/city.ts'
import { sql } from '../platform/database.ts'

type Line = Answer<(typeof mapEndpoints)['GET /api/v1/map/cases']>['rows'][number]

/** In the order of `ids`. Asked of the database under the same scope again: the copy in memory says only where to look. */
export async function mapLines(
  city: City,
  actor: Actor,
  scopes: readonly Scope[],
  ids: readonly string[],
): Promise<Line[]> {
  if (ids.length === 0) return []
  const inScope = casesInScope(city, actor, scopes)
  const rows = await lineRows(
    city.db,
    all([sql`c.id = any(${[...ids]}::uuid[])`, sql`c.holder_id is not null`, inScope]),
    sql`c.id`,
    ids.length,
  )
  const [lines, repeats] = await Promise.all([
    toLines(city, actor, rows),
    city.db.rows<{
      id: string
      times: number
      last: string | null
      number: string
      reported_at: Date
      closed: boolean
    }>(
      sql`select r.case_id as id, r.times, c.id as last, c.number, c.reported_at, c.holder_id is null as closed
        from recurrence r left join cases c on c.id = r.earlier_ids[1] and ${inScope}
        where r.case_id = any(${[...ids]}::uuid[]) and r.times > 0`,
    ),
  ])
  const byId = new Map(lines.map((line) => [line.id, line]))
  const repeatsOf = new Map(repeats.map((row) => [row.id, row]))
  return ids.flatMap((id): Line[] => {
    const line = byId.get(id)
    if (!line) return []
    const row = repeatsOf.get(id)
    if (!row) return [{ ...line, recurrence: null }]
    // Where the earlier one lies beyond the reader's scope, he hears that there was one and no more.
    const last = row.last
      ? { id: row.last, number: row.number, reportedAt: row.reported_at.toISOString(), closed: row.closed }
      : null
    return [{ ...line, recurrence: { times: row.times, last } }]
  })
}
