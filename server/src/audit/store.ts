/** The only writer of seal, audit_book and verification. */
import { sql, type Queryable } from '../platform/database.ts'
import type { EventRow, Head } from '../platform/events.ts'
import { insertEvents } from '../platform/event-store.ts'
import type { CityKind } from '../platform/city.ts'

export interface Seal {
  number: number
  fromPosition: number
  toPosition: number
  root: string
  prevHash: string
  hash: string
  signedAt: Date
  kind: CityKind
  alg: 'ed25519'
  publicKey: string
  signature: string
}

export async function lastSeal(
  db: Queryable,
): Promise<Pick<Seal, 'number' | 'toPosition' | 'hash' | 'signedAt'> | null> {
  return db.maybe(
    sql`select number, to_position as "toPosition", hash, signed_at as "signedAt" from seal order by number desc limit 1`,
  )
}

/** Only one seal is made at a time: the next one waits, and then sees this one. Within a transaction. */
export async function lockSeals(db: Queryable): Promise<void> {
  await db.run(sql`lock table seal in share row exclusive mode`)
}

export async function insertSeal(db: Queryable, seal: Seal): Promise<void> {
  await db.run(sql`insert into seal (number, from_position, to_position, root, prev_hash, hash, signed_at, kind, alg, public_key, signature)
    values (${seal.number}, ${seal.fromPosition}, ${seal.toPosition}, ${seal.root}, ${seal.prevHash}, ${seal.hash}, ${seal.signedAt},
      ${seal.kind}, ${seal.alg}, ${seal.publicKey}, ${seal.signature})`)
}

/** The end of the auditor's own chain, locked until the transaction ends. */
export async function lockAuditBook(db: Queryable): Promise<Head> {
  const book = await db.maybe<Head>(sql`select id as subject, seq, head_hash as hash from audit_book for update`)
  if (!book) throw new Error('the audit book is gone')
  return book
}

export async function insertAuditEvents(db: Queryable, rows: readonly EventRow[]): Promise<void> {
  const last = rows.at(-1)
  if (!last) return
  await insertEvents(db, rows)
  await db.run(sql`update audit_book set seq = ${last.seq}, head_hash = ${last.hash} where id = ${last.subject}`)
}

export async function insertVerification(
  db: Queryable,
  run: { id: string; startedBy: string; startedAt: Date; total: number },
): Promise<void> {
  await db.run(sql`insert into verification (id, started_by, started_at, state, total)
    values (${run.id}, ${run.startedBy}, ${run.startedAt}, 'running', ${run.total})`)
}

export async function updateVerification(db: Queryable, id: string, checked: number): Promise<void> {
  await db.run(sql`update verification set checked = ${checked} where id = ${id} and state = 'running'`)
}

export async function endVerification(
  db: Queryable,
  id: string,
  end: { state: 'intact' | 'broken' | 'failed'; endedAt: Date; checked: number; report: unknown },
): Promise<void> {
  await db.run(sql`update verification set state = ${end.state}, ended_at = ${end.endedAt}, checked = ${end.checked},
    report = ${JSON.stringify(end.report)}::jsonb where id = ${id}`)
}

/** Held by the connection that verifies, for as long as it lives. */
export const VERIFICATION_LOCK = sql`hashtextextended('bihuan verification ' || current_schema(), 0)`

/** After a crash nothing runs any more, whatever the row says: nobody holds the lock then. Within a transaction. */
export async function endAbandonedVerification(db: Queryable, now: Date): Promise<void> {
  await db.run(sql`update verification set state = 'failed', ended_at = ${now}, report = '{"error":"the program was stopped"}'
    where state = 'running' and pg_try_advisory_xact_lock(${VERIFICATION_LOCK})`)
}
