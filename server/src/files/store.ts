/** The only writer of upload, file, file_reference, file_removal and erasure. Here: uploads. */
import type { ProblemCode } from '@bihuan/contract/problems'
import { sql, type Queryable } from '../platform/database.ts'
import { setTimers } from '../platform/timers.ts'
import type { MediaType } from './media-types.ts'

export interface Upload {
  id: string
  account: string
  declaredType: MediaType
  declaredSha256: string | null
  size: number
  wrappedKey: Buffer
  state: 'receiving' | 'complete' | 'refused' | 'attached'
  sha256: string | null
  refusal: { code: ProblemCode; params: Record<string, unknown> } | null
  createdAt: Date
  expiresAt: Date
}

const UPLOAD = sql`id, account, declared_type as "declaredType", declared_sha256 as "declaredSha256", size, wrapped_key as "wrappedKey",
  state, sha256, refusal, created_at as "createdAt", expires_at as "expiresAt"`

/** Null where there is none, or it is somebody else's. */
export function findUpload(db: Queryable, account: string, id: string): Promise<Upload | null> {
  return db.maybe<Upload>(sql`select ${UPLOAD} from upload where id = ${id} and account = ${account}`, 'find-upload')
}

/** Uploads of the account one after the other, until the transaction ends, so that its limits hold. */
export async function lockAccount(db: Queryable, account: string): Promise<void> {
  await db.rows(sql`select pg_advisory_xact_lock(hashtextextended('upload:' || ${account}::text, 0))`)
}

export async function pending(db: Queryable, account: string): Promise<{ count: number; bytes: number }> {
  const row = await db.maybe<{ count: number; bytes: number }>(
    sql`select count(*) as count, coalesce(sum(size), 0) as bytes from upload where account = ${account} and state in ('receiving', 'complete')`,
  )
  return row!
}

/** False where the id is taken. */
export async function insertUpload(
  db: Queryable,
  upload: Omit<Upload, 'state' | 'sha256' | 'refusal'>,
): Promise<boolean> {
  await setTimers(db, [{ kind: 'upload-expiry', subject: upload.id, dueAt: upload.expiresAt }])
  const inserted = await db.run(sql`
    insert into upload (id, account, declared_type, declared_sha256, size, wrapped_key, state, created_at, expires_at)
    values (${upload.id}, ${upload.account}, ${upload.declaredType}, ${upload.declaredSha256}, ${upload.size}, ${upload.wrappedKey},
      'receiving', ${upload.createdAt}, ${upload.expiresAt})
    on conflict (id) do nothing`)
  return inserted === 1
}

/** Written before the bytes move, so that they are found again whichever side of the move the process died on. */
export async function noteSha256(db: Queryable, id: string, sha256: string): Promise<void> {
  await db.run(sql`update upload set sha256 = ${sha256} where id = ${id} and state = 'receiving'`)
}

export async function markComplete(db: Queryable, id: string, sha256: string): Promise<boolean> {
  return (
    (await db.run(
      sql`update upload set state = 'complete', sha256 = ${sha256} where id = ${id} and state = 'receiving'`,
    )) === 1
  )
}

export async function markRefused(
  db: Queryable,
  id: string,
  refusal: NonNullable<Upload['refusal']>,
  now: Date,
): Promise<void> {
  await db.run(
    sql`update upload set state = 'refused', refusal = ${JSON.stringify(refusal)}::jsonb where id = ${id} and state = 'receiving'`,
  )
  await queueRemoval(db, [`uploads/${id}`], now)
}

/** Null where there is none, it is somebody else's, or a record holds it. */
export async function deleteUpload(db: Queryable, account: string, id: string, now: Date): Promise<Upload | null> {
  const upload = await db.maybe<Upload>(
    sql`delete from upload where id = ${id} and account = ${account} and state <> 'attached' returning ${UPLOAD}`,
  )
  if (upload) await queueRemoval(db, [`uploads/${id}`], now)
  return upload
}

/** Whatever became of it: a row of an upload is of no use once its time is over. */
export async function deleteExpired(db: Queryable, id: string, now: Date): Promise<Upload | null> {
  const upload = await db.maybe<Upload>(
    sql`delete from upload where id = ${id} and expires_at <= ${now} returning ${UPLOAD}`,
  )
  if (upload && upload.state !== 'attached') await queueRemoval(db, [`uploads/${id}`], now)
  return upload
}

/** Paths below the files folder to remove after the commit; the timer is for a process that dies in between. */
export async function queueRemoval(db: Queryable, paths: readonly string[], now: Date): Promise<void> {
  if (paths.length === 0) return
  await db.run(
    sql`insert into file_removal (path, created_at) select p, ${now}::timestamptz from unnest(${paths}::text[]) p on conflict (path) do nothing`,
  )
  await setTimers(db, [{ kind: 'file-removal', dueAt: now }])
}

export async function removalDone(db: Queryable, path: string): Promise<void> {
  await db.run(sql`delete from file_removal where path = ${path}`)
}
