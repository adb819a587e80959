/** The store's other half (see store.ts): files, what records hold of them, and erasures. */
import type { Purpose } from '@bihuan/contract/files'
import { sql, type Queryable } from '../platform/database.ts'
import { allOf } from './paths.ts'
import { queueRemoval } from './store.ts'
import type { MediaType } from './media-types.ts'

export interface StoredFile {
  sha256: string
  size: number
  mediaType: MediaType
  blob: string
  wrappedKey: Buffer
  width: number | null
  height: number | null
  takenAt: Date | null
  takenWhere: { longitude: number; latitude: number } | null
  createdAt: Date
}

/** False where the same bytes are stored already; a concurrent insert of them is waited for. */
export async function insertFile(db: Queryable, file: StoredFile): Promise<boolean> {
  const where = file.takenWhere ? `(${file.takenWhere.longitude},${file.takenWhere.latitude})` : null
  const inserted = await db.run(sql`
    insert into file (sha256, size, media_type, blob, wrapped_key, width, height, taken_at, taken_where, created_at)
    values (${file.sha256}, ${file.size}, ${file.mediaType}, ${file.blob}, ${file.wrappedKey}, ${file.width}, ${file.height},
      ${file.takenAt}, ${where}::point, ${file.createdAt})
    on conflict (sha256) do nothing`)
  return inserted === 1
}

/** Keeps the file from being dropped until the transaction ends; false where it is gone. */
export async function holdFile(db: Queryable, sha256: string): Promise<boolean> {
  return (await db.maybe(sql`select 1 as held from file where sha256 = ${sha256} for key share`)) !== null
}

/**
 * Drops those of the files that no record and no unattached upload needs any more: the key at once, the bytes after the commit.
 * Returns how many went.
 */
export async function dropUnneeded(db: Queryable, sha256s: readonly string[], now: Date): Promise<number> {
  if (sha256s.length === 0) return 0
  // Locked first and judged after: whoever was about to need one of them has then either committed or must wait and find it gone.
  await db.rows(sql`select 1 from file where sha256 = any(${sha256s}::text[]) order by sha256 for update`)
  const dropped = await db.rows<{ blob: string }>(sql`
    delete from file f where f.sha256 = any(${sha256s}::text[])
      and not exists (select 1 from file_reference r where r.sha256 = f.sha256)
      and not exists (select 1 from upload u where u.sha256 = f.sha256 and u.state = 'complete')
    returning blob`)
  await queueRemoval(
    db,
    dropped.flatMap((file) => allOf(file.blob)),
    now,
  )
  return dropped.length
}

export interface NewReference {
  id: string
  record: string
  uploadId: string
  purpose: Purpose
}

export interface AttachedUpload {
  uploadId: string
  sha256: string
  mediaType: string
  size: number
}

/** Turns complete uploads of the account into attached ones; what is not complete or not the account's stays and is not returned. */
export async function takeUploads(
  db: Queryable,
  account: string,
  uploadIds: readonly string[],
): Promise<AttachedUpload[]> {
  return db.rows<AttachedUpload>(sql`
    update upload u set state = 'attached' from file f
    where u.id = any(${uploadIds}::uuid[]) and u.account = ${account} and u.state = 'complete' and f.sha256 = u.sha256
    returning u.id as "uploadId", u.sha256, f.media_type as "mediaType", f.size`)
}

export async function insertReferences(
  db: Queryable,
  references: readonly (NewReference & { sha256: string })[],
  account: string,
  now: Date,
): Promise<void> {
  await db.run(sql`
    insert into file_reference (id, record, sha256, purpose, uploaded_by, upload_id, created_at)
    select id, record, sha256, purpose, ${account}::uuid, upload_id, ${now}::timestamptz from unnest(${references.map((r) => r.id)}::uuid[],
      ${references.map((r) => r.record)}::uuid[], ${references.map((r) => r.sha256)}::text[], ${references.map((r) => r.purpose)}::text[],
      ${references.map((r) => r.uploadId)}::uuid[]) as r (id, record, sha256, purpose, upload_id)`)
}

/** Lets go of all files of a record. Returns how many references it held. */
export async function eraseReferences(db: Queryable, record: string, now: Date): Promise<number> {
  const held = await db.rows<{ sha256: string }>(
    sql`select sha256 from file_reference where record = ${record} and sha256 is not null for update`,
  )
  await db.run(
    sql`update file_reference set sha256 = null, erased_at = ${now} where record = ${record} and sha256 is not null`,
  )
  await dropUnneeded(db, [...new Set(held.map((row) => row.sha256))], now)
  return held.length
}
