/**
 * All bytes are there: what are they? A file that is what it may be moves to its place under its SHA-256; another is refused for
 * good. Can be done again from any point at which the process may have died.
 */
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { City } from '../../platform/city.ts'
import { Problem } from '../../platform/problem.ts'
import { lengthOf, moveDurably, openBlob, readWhole, sha256Of, writeWhole } from '../blob.ts'
import { copyKey, uploadKey, wrapFileKey } from '../file-keys.ts'
import {
  asDeclared,
  COPIES,
  isAccepted,
  MEDIA_TYPES,
  sameClass,
  type CopyName,
  type MediaType,
} from '../media-types.ts'
import { allOf, blobPath, copyPath, onDisk, partPath } from '../paths.ts'
import { developPicture, type Picture } from '../picture.ts'
import { removeGivenUp } from '../removal.ts'
import { sniff } from '../sniff.ts'
import { holdFile, insertFile } from '../store-files.ts'
import { deleteUpload, markComplete, markRefused, noteSha256, queueRemoval, type Upload } from '../store.ts'
import { isWhole } from '../structure.ts'
import { findFile } from '../views.ts'

/** Throws the problem by which the file is refused; it stays refused. Trouble of ours (disk, database) leaves all as it was. */
export async function completeUpload(city: City, upload: Upload, now: Date): Promise<void> {
  if (upload.state !== 'receiving') return
  const key = uploadKey(city, upload.id, upload.wrappedKey)
  const path = await whereBytesAre(city, upload)
  // Swept away while its last bytes came.
  if ((await lengthOf(onDisk(city, path))) !== upload.size) throw new Problem('file.upload-expired')
  const sha256 = await sha256Of(onDisk(city, path), key, upload.size)
  await noteSha256(city.db, upload.id, sha256)
  const blob = blobPath(sha256, upload.id)
  let found: Examined | null = null
  try {
    if (upload.declaredSha256 !== null && upload.declaredSha256 !== sha256) throw new Problem('file.checksum-mismatch')
    const known = await findFile(city.db, sha256)
    if (known && !sameClass(upload.declaredType, known.mediaType)) {
      throw new Problem('file.type-mismatch', { declared: upload.declaredType, found: known.mediaType })
    }
    if (!known) found = await examine(onDisk(city, path), key, upload.declaredType)
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 422) throw error
    const refusal = { code: error.code, params: error.params }
    await city.db.transaction(async (db) => {
      // Harmed on the way: the phone may send it again under the same id. Anything else would be the same again.
      if (error.code === 'file.checksum-mismatch') await deleteUpload(db, upload.account, upload.id, now)
      else await markRefused(db, upload.id, refusal, now)
    })
    await removeGivenUp(city)
    throw error
  }
  if (found?.picture) await writeCopies(city, blob, key, found.picture.copies)
  const stored = await store(city, upload, { sha256, key, path, blob, found }, now)
  // The same file was dropped by its last record between our look and our hold on it: then it is new again.
  if (!stored) return completeUpload(city, upload, now)
  await removeGivenUp(city)
}

/** At the place of its arrival, or already at its final one. */
async function whereBytesAre(city: City, upload: Upload): Promise<string> {
  const part = partPath(upload.id)
  if (upload.sha256 === null || (await lengthOf(onDisk(city, part))) === upload.size) return part
  return blobPath(upload.sha256, upload.id)
}

interface Examined {
  mediaType: MediaType
  picture: Picture | null
}

async function examine(path: string, key: Buffer, declared: MediaType): Promise<Examined> {
  const source = await openBlob(path, key)
  try {
    const found = asDeclared(declared, await sniff(source))
    if (!isAccepted(found)) throw new Problem('file.type-not-accepted', { found })
    if (!sameClass(declared, found)) throw new Problem('file.type-mismatch', { declared, found })
    if (!(await isWhole(source, found))) throw new Problem('file.corrupt', { type: found })
    const picture =
      MEDIA_TYPES[found].class === 'image' ? await developPicture(await readWhole(path, key), found) : null
    return { mediaType: found, picture }
  } finally {
    await source.close()
  }
}

async function writeCopies(city: City, blob: string, key: Buffer, copies: Picture['copies']): Promise<void> {
  await mkdir(dirname(onDisk(city, blob)), { recursive: true })
  for (const name of Object.keys(COPIES) as CopyName[])
    await writeWhole(onDisk(city, copyPath(blob, name)), copyKey(key, name), copies[name])
}

interface Ready {
  sha256: string
  key: Buffer
  path: string
  blob: string
  found: Examined | null
}

/** False where a file that was known has gone meanwhile. */
async function store(city: City, upload: Upload, ready: Ready, now: Date): Promise<boolean> {
  const { sha256, key, path, blob, found } = ready
  return city.db.transaction(async (db) => {
    const isNew =
      found !== null &&
      (await insertFile(db, {
        sha256,
        size: upload.size,
        mediaType: found.mediaType,
        blob,
        wrappedKey: wrapFileKey(city, sha256, key),
        width: found.picture?.width ?? null,
        height: found.picture?.height ?? null,
        takenAt: found.picture?.takenAt ?? null,
        takenWhere: found.picture?.position ?? null,
        createdAt: now,
      }))
    if (!isNew && !(await holdFile(db, sha256))) return false
    if (isNew && path !== blob) await moveDurably(onDisk(city, path), onDisk(city, blob))
    // An equal file serves both; ours goes.
    if (!isNew) await queueRemoval(db, [path, ...allOf(blob)], now)
    if (!(await markComplete(db, upload.id, sha256))) throw new Problem('platform.not-found')
    return true
  })
}
