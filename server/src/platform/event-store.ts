/** Writing events and their outbox rows, where the state change is a statement of its own in the same transaction. */
import { sql, type Queryable } from './database.ts'
import type { EventRow } from './events.ts'
import { rowsInto, type Rows } from './write-together.ts'

/** In the caller's transaction, after the subject's row: its head and the event agree or neither is there. */
export async function insertEvents(db: Queryable, events: readonly EventRow[]): Promise<void> {
  const list = <K extends keyof EventRow>(key: K) => events.map((event) => event[key])
  await db.run(
    sql`with entered as (
        insert into event (id, subject, seq, act, actor, occurred_at, recorded_at, body, prev_hash, hash, alg)
        select * from unnest(${list('id')}::uuid[], ${list('subject')}::uuid[], ${list('seq')}::int[], ${list('act')}::text[], ${list('actor')}::text[],
          ${list('occurred_at')}::timestamptz[], ${list('recorded_at')}::timestamptz[], ${list('body')}::text[], ${list('prev_hash')}::text[], ${list('hash')}::text[],
          ${list('alg')}::text[])
        returning id
      ) insert into outbox (event_id, act) select * from unnest(${list('id')}::uuid[], ${list('act')}::text[]) where exists (select from entered)`,
    'events-insert',
  )
}

// prettier-ignore
const COLUMNS = ['id', 'subject', 'seq', 'act', 'actor', 'occurred_at', 'recorded_at', 'body', 'prev_hash', 'hash', 'alg'] as const

/** Events alone, for `writeTogether`; their outbox rows are the caller's. */
export const eventRows = (events: readonly EventRow[]): Rows => rowsInto('event', COLUMNS, events)
