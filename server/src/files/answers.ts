/** What other capabilities may ask of files. */
import type { Purpose } from '@bihuan/contract/files'
import type { Actor } from '../platform/actor.ts'
import type { City } from '../platform/city.ts'
import { sql, type Queryable } from '../platform/database.ts'
import { newId } from '../platform/id.ts'
import { Problem } from '../platform/problem.ts'
import { insertReferences, takeUploads } from './store-files.ts'
import { uploadStates } from './views.ts'

export { filesOfRecords, erasureOf } from './views.ts'

/** May this person read this record now? A capability answers for its own records and says no to others'. */
export type RecordReader = (city: City, actor: Actor, record: string, now: Date) => Promise<boolean>

const readers = new Map<string, RecordReader>()

/** Called once by each capability whose records hold files, e.g. `registerRecordReader('cases', …)`. */
export function registerRecordReader(capability: string, reader: RecordReader): void {
  readers.set(capability, reader)
}

export async function canReadRecord(city: City, actor: Actor, record: string, now: Date): Promise<boolean> {
  for (const reader of readers.values()) if (await reader(city, actor, record, now)) return true
  return false
}

/** What the event of the act says of each file; `sha256` is of the original bytes. */
export interface Attachment {
  referenceId: string
  sha256: string
  purpose: Purpose
  mediaType: string
  size: number
}

/**
 * Gives uploads to a record, within the transaction of the act that does so; in the order asked for.
 * Throws `file.upload-unknown` (also for another account's), `file.upload-incomplete`, `file.upload-attached`, `record.erased`.
 */
export async function attachFiles(
  db: Queryable,
  record: string,
  uploads: readonly { uploadId: string; purpose: Purpose }[],
  actor: Pick<Actor, 'accountId'>,
  now: Date,
): Promise<Attachment[]> {
  if (uploads.length === 0) return []
  const ids = uploads.map((upload) => upload.uploadId)
  const repeated = ids.find((id, at) => ids.indexOf(id) !== at)
  if (repeated) throw new Problem('file.upload-attached', { uploadId: repeated })
  const key = await db.maybe<{ erased: boolean }>(
    sql`select erased_at is not null as erased from record_key where record = ${record} for share`,
    'record-not-erased',
  )
  if (key?.erased) throw new Problem('record.erased')
  const taken = new Map((await takeUploads(db, actor.accountId, ids)).map((upload) => [upload.uploadId, upload]))
  if (taken.size < ids.length) {
    const states = await uploadStates(db, actor.accountId, ids)
    const uploadId = ids.find((id) => !taken.has(id))!
    const state = states.get(uploadId)
    if (state === 'receiving') throw new Problem('file.upload-incomplete', { uploadId })
    throw new Problem(state === 'attached' ? 'file.upload-attached' : 'file.upload-unknown', { uploadId })
  }
  const references = uploads.map(({ uploadId, purpose }) => ({ ...taken.get(uploadId)!, id: newId(), record, purpose }))
  await insertReferences(db, references, actor.accountId, now)
  return references.map(({ id, sha256, purpose, mediaType, size }) => ({
    referenceId: id,
    sha256,
    purpose,
    mediaType,
    size,
  }))
}
