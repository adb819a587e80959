/** The store's third part (see store.ts): erasures and their events. */
import { sql, type Queryable } from '../platform/database.ts'
import { insertEvents } from '../platform/event-store.ts'
import type { EventRow } from '../platform/events.ts'

export interface Erasure {
  id: string
  record: string
  ground: string
  erasedBy: string
  erasedAt: Date
}

/** `events`: the beginning of the erasure's chain, of which the row keeps the head. */
export async function insertErasure(db: Queryable, erasure: Erasure, events: readonly EventRow[]): Promise<void> {
  const head = events.at(-1)!
  await insertEvents(db, events)
  await db.run(sql`
    insert into erasure (id, record, ground, erased_by, erased_at, seq, head_hash)
    values (${erasure.id}, ${erasure.record}, ${erasure.ground}, ${erasure.erasedBy}, ${erasure.erasedAt}, ${head.seq}, ${head.hash})`)
}
