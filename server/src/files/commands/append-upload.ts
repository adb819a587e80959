/** Takes bytes behind those that are there; with the last one the upload is completed. */
import type { Readable } from 'node:stream'
import type { Actor } from '../../platform/actor.ts'
import type { City } from '../../platform/city.ts'
import { Problem } from '../../platform/problem.ts'
import { append, createEmpty, lengthOf } from '../blob.ts'
import { uploadKey } from '../file-keys.ts'
import { onDisk, partPath } from '../paths.ts'
import { findUpload, type Upload } from '../store.ts'
import { completeUpload } from './complete-upload.ts'

export interface Piece {
  /** Where the sender believes to be. */
  offset: number
  bytes: Readable
  /** As announced, or null when the length of the body is not known beforehand. */
  length: number | null
}

/** The upload of this account that still lives. Throws 404, 410 when expired, and the problem by which it was refused. */
export async function livingUpload(city: City, actor: Actor, id: string, now: Date): Promise<Upload> {
  const upload = await findUpload(city.db, actor.accountId, id)
  if (!upload) throw new Problem('platform.not-found')
  if (upload.refusal) throw new Problem(upload.refusal.code, upload.refusal.params)
  if (upload.state === 'receiving' && upload.expiresAt <= now) throw new Problem('file.upload-expired')
  return upload
}

/** Bytes received and synced; a process that died between the last byte and the examination left the examination to be done. */
async function progress(city: City, upload: Upload): Promise<number> {
  if (upload.state !== 'receiving' || upload.sha256 !== null) return upload.size
  return (await lengthOf(onDisk(city, partPath(upload.id)))) ?? 0
}

export interface Standing {
  upload: Upload
  offset: number
}

/** How far the upload has come. */
export async function standing(city: City, actor: Actor, id: string, now: Date): Promise<Standing> {
  const upload = await livingUpload(city, actor, id, now)
  return { upload, offset: await progress(city, upload) }
}

/** All bytes are there and were not examined: the process died, or is about to. */
export function isUnexamined({ upload, offset }: Standing): boolean {
  return upload.state === 'receiving' && offset === upload.size
}

/** The same, but what is unexamined is examined first. The caller holds the upload's turn. */
export async function settledStanding(city: City, actor: Actor, id: string, now: Date): Promise<Standing> {
  const before = await standing(city, actor, id, now)
  if (!isUnexamined(before)) return before
  await completeUpload(city, before.upload, now)
  return standing(city, actor, id, now)
}

/** Returns the new offset. What was received before a failure is kept. The caller holds the upload's turn. */
export async function appendUpload(
  city: City,
  actor: Actor,
  id: string,
  piece: Piece,
  now: Date,
  signal: AbortSignal,
): Promise<number> {
  const upload = await livingUpload(city, actor, id, now)
  const offset = await progress(city, upload)
  if (piece.offset !== offset) throw new Problem('file.upload-offset', { offset })
  if (piece.length !== null && piece.length > upload.size - offset) throw new Problem('file.more-than-declared')
  let end = offset
  if (offset < upload.size) {
    const path = onDisk(city, partPath(id))
    if (offset === 0) await createEmpty(path)
    const key = uploadKey(city, id, upload.wrappedKey)
    end = await append(path, key, offset, interruptible(piece.bytes, signal), upload.size - offset)
  }
  if (end === upload.size) await completeUpload(city, upload, now)
  return end
}

/** A connection that breaks, or that a newer one replaces, is the sender's matter and not a fault of ours. */
async function* interruptible(bytes: Readable, signal: AbortSignal): AsyncGenerator<Buffer> {
  const stop = () => bytes.destroy()
  signal.addEventListener('abort', stop, { once: true })
  // Told to stop while still waiting for the turn or the database.
  if (signal.aborted) stop()
  try {
    // When the writing fails the connection must stay open, for the answer that says so.
    for await (const chunk of bytes.iterator({ destroyOnReturn: false })) yield chunk as Buffer
  } catch {
    throw new Problem('file.upload-interrupted')
  } finally {
    signal.removeEventListener('abort', stop)
  }
  if (signal.aborted) throw new Problem('file.upload-interrupted')
}
