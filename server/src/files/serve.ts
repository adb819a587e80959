/** Sends a file's bytes to whoever may read its record. */
import { pipeline, type Readable } from 'node:stream'
import type { Actor } from '../platform/actor.ts'
import type { City } from '../platform/city.ts'
import { Problem } from '../platform/problem.ts'
import { canReadRecord } from './answers.ts'
import { checkingSha256, lengthOf, readBlob, readWhole, writeWhole } from './blob.ts'
import { copyKey, fileKey } from './file-keys.ts'
import { MEDIA_TYPES, type CopyName } from './media-types.ts'
import { copyPath, onDisk } from './paths.ts'
import { remakeCopies } from './picture.ts'
import { parseRange } from './range.ts'
import type { RawCall } from './raw-route.ts'
import type { StoredFile } from './store-files.ts'
import { findOwnUpload, findReference } from './views.ts'

/** By the id of a reference, or of an own upload that no record holds. Outside of what one may read: 404. Erased: 410. */
async function readableFile(city: City, actor: Actor, id: string, now: Date): Promise<StoredFile> {
  const reference = await findReference(city.db, id)
  if (reference && (await canReadRecord(city, actor, reference.record, now))) {
    if (!reference.file) throw new Problem('file.erased')
    return reference.file
  }
  const upload = reference ? null : await findOwnUpload(city.db, actor.accountId, id)
  if (!upload) throw new Problem('platform.not-found')
  return upload
}

/** Headers that hold for all bytes: never run, never guessed, never kept without asking again (the record may be erased, or the reader lose it). */
function start(call: RawCall, type: string, etag: string, name: string): 'not-modified' | 'send' {
  call.reply
    .header('content-type', type)
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('cross-origin-resource-policy', 'same-origin')
    .header('cache-control', 'private, no-cache')
    .header('etag', etag)
  const known = call.request.headers['if-none-match']?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)
  return known ? 'not-modified' : 'send'
}

export async function sendOriginal(call: RawCall): Promise<void> {
  const { city, reply, request } = call
  const file = await readableFile(city, call.actor, call.params['fileId']!, call.now)
  const etag = `"${file.sha256}"`
  const path = onDisk(city, file.blob)
  const key = fileKey(city, file.sha256, file.wrappedKey)
  // If-Range with another tag means that the asker holds bytes of another file.
  const ifRange = request.headers['if-range']
  const range = ifRange !== undefined && ifRange !== etag ? 'whole' : parseRange(request.headers.range, file.size)
  if (range === 'unsatisfiable') {
    reply.header('content-range', `bytes */${file.size}`)
    throw new Problem('file.range', { size: file.size })
  }
  if ((await lengthOf(path)) !== file.size) {
    request.log.error({ sha256: file.sha256, blob: file.blob }, 'a stored file is missing or has another length')
    throw new Problem('file.damaged')
  }
  const name = `${call.params['fileId']}.${MEDIA_TYPES[file.mediaType].extension}`
  if (start(call, file.mediaType, etag, name) === 'not-modified') return void reply.code(304).send()
  reply.header('accept-ranges', 'bytes')
  if (range !== 'whole') {
    reply
      .code(206)
      .header('content-range', `bytes ${range.start}-${range.end - 1}/${file.size}`)
      .header('content-length', range.end - range.start)
    return void reply.send(readBlob(path, key, range.start, range.end))
  }
  reply.header('content-length', file.size)
  const checked: Readable = pipeline(readBlob(path, key, 0, file.size), checkingSha256(file.sha256), (error) => {
    if (error && !request.raw.destroyed)
      request.log.error({ err: error, blob: file.blob }, 'a stored file broke off while it was sent')
  })
  reply.send(checked)
}

export async function sendCopy(call: RawCall, name: CopyName): Promise<void> {
  const { city, reply } = call
  const file = await readableFile(city, call.actor, call.params['fileId']!, call.now)
  if (MEDIA_TYPES[file.mediaType].class !== 'image') throw new Problem('file.no-picture')
  if (
    start(call, 'image/webp', `"${file.sha256}-${name}"`, `${call.params['fileId']}-${name}.webp`) === 'not-modified'
  ) {
    return void reply.code(304).send()
  }
  reply.send(await copyOf(city, file, name))
}

/** The copy kept on disk; where it is lost, all are made again from the original. */
async function copyOf(city: City, file: StoredFile, name: CopyName): Promise<Buffer> {
  const key = fileKey(city, file.sha256, file.wrappedKey)
  const path = onDisk(city, copyPath(file.blob, name))
  if ((await lengthOf(path)) !== null) return readWhole(path, copyKey(key, name))
  if ((await lengthOf(onDisk(city, file.blob))) !== file.size) throw new Problem('file.damaged')
  const copies = await remakeCopies(await readWhole(onDisk(city, file.blob), key), file.mediaType)
  await writeWhole(path, copyKey(key, name), copies[name])
  return copies[name]
}
