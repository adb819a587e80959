/** The store's third part (see store.ts): erasures and their events. */
import { sql, type Queryable } from '../platform/database.ts'
import type { EventRow } from '../platform/events.ts'

export interface Erasure {
  id: string
  record: string
  ground: string
  erasedBy: string
  erasedAt: Date
}

/** `events`: the beginning of the erasure's chain, of which the row keeps the head. One statement. */
export async function insertErasure(db: Queryable, erasure: Erasure, events: readonly EventRow[]): Promise<void> {
  const column = <K extends keyof EventRow>(name: K) => events.map((event) => event[name])
  const head = events.at(-1)!
  await db.run(sql`
    with entered as (
      insert into event (id, subject, seq, act, actor, occurred_at, recorded_at, body, prev_hash, hash, alg)
      select * from unnest(${column('id')}::uuid[], ${column('subject')}::uuid[], ${column('seq')}::int[], ${column('act')}::text[],
        ${column('actor')}::text[], ${column('occurred_at')}::timestamptz[], ${column('recorded_at')}::timestamptz[], ${column('body')}::text[],
        ${column('prev_hash')}::text[], ${column('hash')}::text[], ${column('alg')}::text[])
      returning id
    ), sent as (
      insert into outbox (event_id) select id from entered
    )
    insert into erasure (id, record, ground, erased_by, erased_at, seq, head_hash)
    values (${erasure.id}, ${erasure.record}, ${erasure.ground}, ${erasure.erasedBy}, ${erasure.erasedAt}, ${head.seq}, ${head.hash})`)
}
