/** The only writer of the table session, and its reads on the way in. */
import { sql, type Queryable } from '../platform/database.ts'

export interface SessionRow {
  id: string
  account_id: string
  created_at: Date
  last_seen_at: Date
  expires_at: Date
  address: string
  device: string
}

/** `tokenHash`: 64 hex digits. */
export async function insertSession(db: Queryable, tokenHash: string, row: SessionRow): Promise<void> {
  await db.run(sql`insert into session (token_hash, id, account_id, created_at, last_seen_at, expires_at, address, device)
    values (${Buffer.from(tokenHash, 'hex')}, ${row.id}, ${row.account_id}, ${row.created_at}, ${row.last_seen_at}, ${row.expires_at},
      ${row.address}, ${row.device})`)
}

/** Not revoked; whether it has run out is for the caller's clock. */
export async function sessionByToken(db: Queryable, tokenHash: string): Promise<SessionRow | null> {
  return db.maybe<SessionRow>(
    sql`select id, account_id, created_at, last_seen_at, expires_at, address, device
      from session where token_hash = ${Buffer.from(tokenHash, 'hex')} and revoked_at is null`,
    'session-by-token',
  )
}

export async function saveLastSeen(db: Queryable, id: string, at: Date): Promise<void> {
  await db.run(sql`update session set last_seen_at = greatest(last_seen_at, ${at}) where id = ${id}`, 'session-seen')
}

/** The number of sessions ended; one that has been ended stays as it was. */
export async function revokeSession(db: Queryable, id: string, at: Date): Promise<number> {
  return db.run(sql`update session set revoked_at = ${at} where id = ${id} and revoked_at is null`)
}

/** All of an account, but the one to be spared. */
export async function revokeSessions(
  db: Queryable,
  accountId: string,
  at: Date,
  spared: string | null,
): Promise<number> {
  return db.run(sql`update session set revoked_at = ${at}
    where account_id = ${accountId} and revoked_at is null and id is distinct from ${spared}::uuid`)
}

/** Of one account, what ran out long ago: sign-ins stay in its events. */
export async function deleteOldSessions(db: Queryable, accountId: string, before: Date): Promise<void> {
  await db.run(sql`delete from session where account_id = ${accountId} and expires_at < ${before}`)
}
