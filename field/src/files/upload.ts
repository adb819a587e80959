/**
 * Resumable upload (tus). The photo's own id names the upload, so that beginning again is the same upload; its address is kept beside
 * the bytes, so that a killed tab goes on where it stopped.
 */
import type { ProblemBody } from '@bihuan/contract/problem'
import type { DetailedError } from 'tus-js-client'
import { call } from '../platform/api.ts'
import { ApiProblem, NoConnection, StrangeAnswer } from '../platform/problem.ts'
import { database, type Photo } from '../store/database.ts'

const running = new Map<string, Promise<void>>()
/** Small enough that a cut costs little, large enough that headers do not matter. */
const CHUNK_BYTES = 1 << 20
const SURELY_KEPT_MS = 3_600_000
const WHOLE_HASH_BYTES = 40 << 20

/** In the background; a failure is no matter here, because sending asks again. */
export function beginUpload(id: string): void {
  upload(id).catch((error: unknown) => console.info('the upload goes on when the act is sent', error))
}

/** Resolves when all are with the server. `onProgress` is called as bytes go. */
export async function uploadPhotos(ids: readonly string[], onProgress: () => void): Promise<void> {
  for (const id of ids) {
    const watch = setInterval(onProgress, 15_000)
    try {
      await upload(id)
    } finally {
      clearInterval(watch)
    }
  }
}

function upload(id: string): Promise<void> {
  const known = running.get(id)
  if (known) return known
  const promise = run(id).finally(() => running.delete(id))
  running.set(id, promise)
  return promise
}

async function run(id: string): Promise<void> {
  const photo = await database.photos.get(id)
  // Gone: the person deleted it, or it arrived long ago; the server says so if the act still names it.
  if (!photo || (photo.uploadedAt !== null && (await stillThere(photo)))) return
  const { Upload } = await import('tus-js-client')
  const sha256 = await digest(photo.original)
  await new Promise<void>((resolve, reject) => {
    const transfer = new Upload(photo.original, {
      endpoint: '/api/v1/uploads',
      uploadUrl: photo.uploadUrl,
      chunkSize: CHUNK_BYTES,
      retryDelays: [0, 1000, 4000],
      storeFingerprintForResuming: false,
      metadata: {
        id,
        filetype: photo.original.type || 'image/jpeg',
        filename: photo.name,
        ...(sha256 ? { sha256 } : {}),
      },
      onUploadUrlAvailable: () => void keep(id, { uploadUrl: transfer.url }),
      onChunkComplete: (_size, accepted) => void keep(id, { sentBytes: accepted }),
      onSuccess: () => resolve(keep(id, { uploadedAt: Date.now(), sentBytes: photo.original.size })),
      onError: (error) => reject(asProblem(error)),
    })
    transfer.start()
  })
}

/** The server keeps an upload that no act has named for a day or so; a draft may lie on the phone for longer. */
async function stillThere(photo: Photo): Promise<boolean> {
  if (Date.now() - (photo.uploadedAt ?? 0) < SURELY_KEPT_MS) return true
  try {
    await call('GET /api/v1/uploads/{uploadId}', { params: { uploadId: photo.id } })
    return true
  } catch (error) {
    if (!(error instanceof ApiProblem) || (error.status !== 404 && error.status !== 410)) throw error
    photo.uploadUrl = null
    await keep(photo.id, { uploadedAt: null, uploadUrl: null, sentBytes: 0 })
    return false
  }
}

async function keep(id: string, change: Partial<Photo>): Promise<void> {
  await database.photos.update(id, change)
}

/** Hex of SHA-256, by which the server checks that nothing was changed on the way. Not to be had without TLS: then null. */
async function digest(blob: Blob): Promise<string | null> {
  if (!crypto.subtle || blob.size > WHOLE_HASH_BYTES) return null
  const hash = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer())
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function asProblem(error: Error | DetailedError): Error {
  const response = 'originalResponse' in error ? error.originalResponse : null
  if (!response) return new NoConnection(error)
  try {
    const body = JSON.parse(response.getBody()) as ProblemBody
    if (body.code && body.detail) return new ApiProblem(body)
  } catch (parse) {
    console.info('the answer to an upload is no problem of ours', parse)
  }
  return new StrangeAnswer(response.getStatus())
}
