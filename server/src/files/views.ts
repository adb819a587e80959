/** Reads of files. */
import type { AttachedFile, Purpose } from '@bihuan/contract/files'
import { sql, type Queryable } from '../platform/database.ts'
import type { StoredFile } from './store-files.ts'

const FILE = sql`f.sha256, f.size, f.media_type as "mediaType", f.blob, f.wrapped_key as "wrappedKey", f.width, f.height,
  f.taken_at as "takenAt", f.taken_where as "takenWhere", f.created_at as "createdAt"`

export function findFile(db: Queryable, sha256: string): Promise<StoredFile | null> {
  return db.maybe<StoredFile>(sql`select ${FILE} from file f where f.sha256 = ${sha256}`, 'find-file')
}

/** The record that holds the reference, and the file unless it was erased. Null where there is no such reference. */
export async function findReference(
  db: Queryable,
  id: string,
): Promise<{ record: string; file: StoredFile | null } | null> {
  const row = await db.maybe<{ record: string } & StoredFile>(
    sql`select r.record, ${FILE} from file_reference r left join file f on f.sha256 = r.sha256 where r.id = ${id}`,
    'find-reference',
  )
  if (!row) return null
  const { record, ...file } = row
  return { record, file: file.sha256 === null ? null : file }
}

/** The file of a complete upload of this account that no record holds yet. */
export function findOwnUpload(db: Queryable, account: string, id: string): Promise<StoredFile | null> {
  return db.maybe<StoredFile>(
    sql`select ${FILE} from upload u join file f on f.sha256 = u.sha256 where u.id = ${id} and u.account = ${account} and u.state = 'complete'`,
    'find-own-upload',
  )
}

/** Files of records, in the order in which they were attached. */
export async function filesOfRecords(
  db: Queryable,
  records: readonly string[],
): Promise<(AttachedFile & { record: string })[]> {
  if (records.length === 0) return []
  const rows = await db.rows<
    Omit<AttachedFile, 'takenAt' | 'createdAt' | 'purpose'> & {
      record: string
      purpose: Purpose
      takenAt: Date | null
      createdAt: Date
    }
  >(
    sql`select r.id, r.record, r.purpose, f.media_type as "mediaType", f.size, f.sha256, f.width, f.height, f.taken_at as "takenAt",
        f.taken_where as "takenWhere", r.uploaded_by as "uploadedBy", r.created_at as "createdAt", r.sha256 is null as erased
      from file_reference r left join file f on f.sha256 = r.sha256
      where r.record = any(${records}::uuid[]) order by r.created_at, r.id`,
    'files-of-records',
  )
  return rows.map((row) => ({
    ...row,
    takenAt: row.takenAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  }))
}

export async function uploadStates(
  db: Queryable,
  account: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const rows = await db.rows<{ id: string; state: string }>(
    sql`select id, state from upload where account = ${account} and id = any(${ids}::uuid[])`,
  )
  return new Map(rows.map((row) => [row.id, row.state]))
}

export async function removals(db: Queryable, limit: number): Promise<string[]> {
  return (
    await db.rows<{ path: string }>(sql`select path from file_removal order by created_at, path limit ${limit}`)
  ).map((row) => row.path)
}

/** Uploads that are not complete. `moved`: their bytes may lie at their final place already. */
export function receivingUploads(
  db: Queryable,
): Promise<{ id: string; account: string; size: number; moved: boolean }[]> {
  return db.rows(
    sql`select id, account, size, sha256 is not null as moved from upload where state = 'receiving' order by created_at`,
  )
}

/** When and on what ground a record's personal data was erased, or null. */
export function erasureOf(
  db: Queryable,
  record: string,
): Promise<{ erasedAt: Date; ground: string; erasedBy: string } | null> {
  return db.maybe(
    sql`select erased_at as "erasedAt", ground, erased_by as "erasedBy" from erasure where record = ${record}`,
  )
}
