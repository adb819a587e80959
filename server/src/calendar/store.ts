/** The only writer of calendar_publication. */
import { sql, type Queryable } from '../platform/database.ts'
import type { EventRow } from '../platform/events.ts'
import { insertEvents } from '../platform/event-store.ts'

export async function insertPublication(
  db: Queryable,
  row: { id: string; year: number; version: number; publishedBy: string },
  event: EventRow,
): Promise<void> {
  await db.run(sql`insert into calendar_publication (id, year, version, published_by, seq, head_hash)
    values (${row.id}, ${row.year}, ${row.version}, ${row.publishedBy}, ${event.seq}, ${event.hash})`)
  await insertEvents(db, [event])
}
