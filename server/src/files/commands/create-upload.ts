/** Begins an upload: says no to what could never be accepted before a byte is sent. */
import { mkdir, statfs } from 'node:fs/promises'
import { scopesFor, type Power } from '@bihuan/domain/powers'
import type { Actor } from '../../platform/actor.ts'
import type { City } from '../../platform/city.ts'
import { Problem } from '../../platform/problem.ts'
import { createEmpty } from '../blob.ts'
import { newUploadKey } from '../file-keys.ts'
import { PENDING_BYTES, PENDING_UPLOADS, RESERVED_DISK_BYTES, UPLOAD_DAYS } from '../limits.ts'
import { declaredType, isAccepted, MAX_BYTES, MEDIA_TYPES } from '../media-types.ts'
import { onDisk, partPath } from '../paths.ts'
import { findUpload, insertUpload, lockAccount, pending, type Upload } from '../store.ts'

const MB = 1024 * 1024

export interface UploadWish {
  id: string
  size: number
  filetype: string
  /** Hex, or null: then the bytes are believed. */
  sha256: string | null
}

const IMPORTING: readonly Power[] = ['territory.manage', 'catalogue.manage', 'duty.manage']
const mayImport = (actor: Actor) => IMPORTING.some((power) => scopesFor(actor.grants, power).length > 0)

/** The same id, type and size again is the same upload. */
export async function createUpload(city: City, actor: Actor, wish: UploadWish, now: Date): Promise<Upload> {
  const type = declaredType(wish.filetype)
  if (!isAccepted(type)) throw new Problem('file.type-not-accepted', { found: type.slice(0, 100) })
  if (MEDIA_TYPES[type].class === 'import' && !mayImport(actor)) throw new Problem('file.import-not-allowed')
  if (wish.size === 0) throw new Problem('file.empty')
  const limit = MAX_BYTES[MEDIA_TYPES[type].class]
  if (wish.size > limit) throw new Problem('file.too-large', { megabytes: limit / MB })

  const upload = {
    id: wish.id,
    account: actor.accountId,
    declaredType: type,
    declaredSha256: wish.sha256,
    size: wish.size,
    wrappedKey: newUploadKey(city, wish.id),
    createdAt: now,
    expiresAt: new Date(now.getTime() + UPLOAD_DAYS * 24 * 3_600_000),
  }
  const before = await findUpload(city.db, actor.accountId, wish.id)
  if (before) return sameUpload(before, wish, type)
  await requireSpace(city, wish.size)
  const created = await city.db.transaction(async (db) => {
    await lockAccount(db, actor.accountId)
    const held = await pending(db, actor.accountId)
    if (held.count >= PENDING_UPLOADS || held.bytes + wish.size > PENDING_BYTES) {
      throw new Problem('file.too-many-pending', { count: PENDING_UPLOADS, megabytes: PENDING_BYTES / MB })
    }
    return insertUpload(db, upload)
  })
  if (!created) {
    // Two requests of the same phone at once, or somebody else's id.
    const winner = await findUpload(city.db, actor.accountId, wish.id)
    if (!winner) throw new Problem('file.upload-id-taken')
    return sameUpload(winner, wish, type)
  }
  await createEmpty(onDisk(city, partPath(upload.id)))
  return { ...upload, state: 'receiving', sha256: null, refusal: null }
}

function sameUpload(upload: Upload, wish: UploadWish, type: string): Upload {
  if (upload.size !== wish.size || upload.declaredType !== type || upload.declaredSha256 !== wish.sha256)
    throw new Problem('file.upload-id-taken')
  if (upload.refusal) throw new Problem(upload.refusal.code, upload.refusal.params)
  return upload
}

async function requireSpace(city: City, size: number): Promise<void> {
  await mkdir(city.filesDir, { recursive: true })
  const disk = await statfs(city.filesDir)
  if (disk.bavail * disk.bsize < size + RESERVED_DISK_BYTES) throw new Problem('platform.disk-full')
}
