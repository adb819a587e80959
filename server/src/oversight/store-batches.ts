/** The only writer of batches of supervise orders. */
import type { Limit } from '@bihuan/domain/item'
import type { Place } from '@bihuan/domain/place'
import { sql, type Queryable } from '../platform/database.ts'
import { insertEvents } from '../platform/event-store.ts'
import type { EventRow } from '../platform/events.ts'

export interface BatchRow {
  id: string
  limit: Limit
  textId: string
  place: Pick<Place, 'cityId' | 'countyId' | 'townId'>
  by: string
  at: Date
  cases: readonly { id: string; number: string; refusal: string | null }[]
}

export async function insertBatch(db: Queryable, row: BatchRow, event: EventRow): Promise<void> {
  const { place, cases } = row
  await db.run(sql`insert into supervise_batch (id, state, limit_amount, limit_unit, text_id, cases, city_id, county_id, town_id, given_by, given_at, seq, head_hash)
    values (${row.id}, 'giving', ${row.limit.amount}, ${row.limit.unit}, ${row.textId}, ${cases.length}, ${place.cityId}, ${place.countyId}, ${place.townId},
      ${row.by}, ${row.at}, ${event.seq}, ${event.hash})`)
  await db.run(sql`insert into supervise_batch_case (batch_id, rank, case_id, case_number, state, refusal)
    select ${row.id}::uuid, b.rank, b.id, b.number, case when b.refusal is null then 'waiting' else 'refused' end, b.refusal
    from unnest(${cases.map((_, rank) => rank + 1)}::int[], ${cases.map((one) => one.id)}::uuid[], ${cases.map((one) => one.number)}::text[],
      ${cases.map((one) => one.refusal)}::text[]) as b (rank, id, number, refusal)`)
  await insertEvents(db, [event])
}

export async function noteOrder(
  db: Queryable,
  batchId: string,
  caseId: string,
  came: { orderId: string } | { refusal: string },
): Promise<void> {
  const orderId = 'orderId' in came ? came.orderId : null
  const refusal = 'refusal' in came ? came.refusal : null
  await db.run(
    sql`update supervise_batch_case set state = ${orderId ? 'ordered' : 'refused'}, order_id = ${orderId}, refusal = ${refusal}
      where batch_id = ${batchId} and case_id = ${caseId} and state = 'waiting'`,
    'batch-note-order',
  )
}

export async function closeBatch(db: Queryable, id: string, event: EventRow): Promise<void> {
  await db.run(
    sql`update supervise_batch set state = 'given', seq = ${event.seq}, head_hash = ${event.hash} where id = ${id} and state = 'giving'`,
  )
  await insertEvents(db, [event])
}
