/** The only writer of `case_import` and of its events. */
import { buildEvents, headAfter, type Head } from '../../platform/events.ts'
import { insertEvents } from '../../platform/event-store.ts'
import type { City } from '../../platform/city.ts'
import { sql, type Queryable } from '../../platform/database.ts'

export const BEGUN = 'case-import.begin'
export const COMPLETED = 'case-import.complete'

export interface CaseImport {
  id: string
  state: 'running' | 'complete'
  through: number
  taken: number
  refused: number
  seq: number
  head_hash: string
}

export async function findImport(db: Queryable, sha256: string): Promise<CaseImport | null> {
  return db.maybe<CaseImport>(
    sql`select id, state, through, taken, refused, seq, head_hash from case_import where sha256 = ${sha256}`,
  )
}

export async function beginImport(
  db: Queryable,
  city: City,
  begun: { id: string; sha256: string; name: string; keepGood: boolean; now: Date },
): Promise<CaseImport> {
  const { id, sha256, name, keepGood, now } = begun
  const first: Head = { subject: id, seq: 0, hash: '' }
  const moment = { actor: 'system', occurredAt: now, recordedAt: now }
  const events = buildEvents(city.id, first, [{ ...moment, act: BEGUN, body: { fileHash: sha256, keepGood } }])
  const head = headAfter(first, events)
  await db.run(sql`insert into case_import (id, sha256, name, state, through, taken, refused, started_at, seq, head_hash)
    values (${id}, ${sha256}, ${name}, 'running', 0, 0, 0, ${now}, ${head.seq}, ${head.hash})`)
  await insertEvents(db, events)
  return { id, state: 'running', through: 0, taken: 0, refused: 0, seq: head.seq, head_hash: head.hash }
}

/** In the transaction that writes the cases of these rows. */
export async function moveImport(
  db: Queryable,
  id: string,
  { through, taken, refused }: Pick<CaseImport, 'through' | 'taken' | 'refused'>,
): Promise<void> {
  await db.run(
    sql`update case_import set through = ${through}, taken = taken + ${taken}, refused = refused + ${refused} where id = ${id}`,
  )
}

export async function completeImport(
  db: Queryable,
  city: City,
  id: string,
  sha256: string,
  now: Date,
): Promise<CaseImport> {
  const row = (await db.maybe<CaseImport>(
    sql`select id, state, through, taken, refused, seq, head_hash from case_import where id = ${id} for update`,
  ))!
  const { taken, refused } = row
  const before: Head = { subject: id, seq: row.seq, hash: row.head_hash }
  const moment = { actor: 'system', occurredAt: now, recordedAt: now }
  const events = buildEvents(city.id, before, [
    { ...moment, act: COMPLETED, body: { fileHash: sha256, taken, refused } },
  ])
  const head = headAfter(before, events)
  await db.run(
    sql`update case_import set state = 'complete', ended_at = ${now}, seq = ${head.seq}, head_hash = ${head.hash} where id = ${id}`,
  )
  await insertEvents(db, events)
  return { ...row, state: 'complete', seq: head.seq, head_hash: head.hash }
}
