/** Uploads (tus), files, erasure. */
import type { FastifyInstance } from 'fastify'
import type { Readable } from 'node:stream'
import { route } from '../platform/route.ts'
import { startClocks } from './clocks.ts'
import { appendUpload, livingUpload, progress } from './commands/append-upload.ts'
import { completeUpload } from './commands/complete-upload.ts'
import { createUpload } from './commands/create-upload.ts'
import { dropUpload } from './commands/drop-upload.ts'
import { eraseRecord } from './commands/erase-record.ts'
import { Problem } from '../platform/problem.ts'
import { canReadRecord } from './answers.ts'
import { rawRoute } from './raw-route.ts'
import { sendCopy, sendOriginal } from './serve.ts'
import { bodyLength, byteHeader, requireTus, TUS_CONTENT_TYPE, TUS_OPTIONS, TUS_VERSION, uploadWish } from './tus.ts'
import { UploadTurns } from './upload-turns.ts'

export function registerFileRoutes(app: FastifyInstance): void {
  const turns = new UploadTurns()
  startClocks(app, turns)
  // The bytes are taken from the connection as they come; nothing collects them.
  app.addContentTypeParser(TUS_CONTENT_TYPE, (_request, payload, done) => done(null, payload))
  app.options('/api/v1/uploads', { schema: { hide: true } }, async (_request, reply) =>
    reply.code(204).headers(TUS_OPTIONS).send(),
  )

  rawRoute(app, 'POST /api/v1/uploads', async ({ city, now, actor, request, reply }) => {
    reply.header('tus-resumable', TUS_VERSION)
    requireTus(request)
    const upload = await createUpload(city, actor, uploadWish(request), now)
    reply.header('location', `/api/v1/uploads/${upload.id}`).header('upload-expires', upload.expiresAt.toUTCString())
    if (request.headers['content-type'] === TUS_CONTENT_TYPE) {
      const piece = { offset: 0, bytes: request.body as Readable, length: bodyLength(request) }
      const offset = await turns.take(actor.accountId, upload.id, (signal) =>
        appendUpload(city, actor, upload.id, piece, now, signal),
      )
      reply.header('upload-offset', String(offset))
    }
    reply.code(201).send()
  })

  rawRoute(app, 'PATCH /api/v1/uploads/{uploadId}', async ({ city, now, actor, request, reply, params }) => {
    reply.header('tus-resumable', TUS_VERSION)
    requireTus(request)
    const id = params['uploadId']!
    const piece = {
      offset: byteHeader(request, 'Upload-Offset'),
      bytes: request.body as Readable,
      length: bodyLength(request),
    }
    const offset = await turns.take(actor.accountId, id, (signal) => appendUpload(city, actor, id, piece, now, signal))
    reply.code(204).header('upload-offset', String(offset)).send()
  })

  // HEAD, by which a client learns where to go on, is answered by the same handler without its body.
  route(app, 'GET /api/v1/uploads/{uploadId}', 'signed-in', async ({ city, now, actor, params, reply }) => {
    reply.header('tus-resumable', TUS_VERSION).header('cache-control', 'no-store')
    const { upload, offset } = await turns.take(actor.accountId, params.uploadId, async () => {
      const found = await livingUpload(city, actor, params.uploadId, now)
      const received = await progress(city, found)
      if (found.state === 'receiving' && received === found.size) {
        await completeUpload(city, found, now)
        return { upload: await livingUpload(city, actor, params.uploadId, now), offset: received }
      }
      return { upload: found, offset: received }
    })
    reply.header('upload-offset', String(offset)).header('upload-length', String(upload.size))
    return {
      id: upload.id,
      state: upload.state as 'receiving' | 'complete' | 'attached',
      offset,
      size: upload.size,
      mediaType: upload.declaredType,
      sha256: upload.sha256,
      expiresAt: upload.expiresAt.toISOString(),
    }
  })

  route(app, 'DELETE /api/v1/uploads/{uploadId}', 'signed-in', async ({ city, now, actor, params, reply }) => {
    reply.header('tus-resumable', TUS_VERSION)
    await turns.take(actor.accountId, params.uploadId, () => dropUpload(city, actor, params.uploadId, now))
    return undefined
  })

  rawRoute(app, 'GET /api/v1/files/{fileId}', sendOriginal)
  rawRoute(app, 'GET /api/v1/files/{fileId}/thumbnail', (call) => sendCopy(call, 'thumbnail'))
  rawRoute(app, 'GET /api/v1/files/{fileId}/display', (call) => sendCopy(call, 'display'))

  // Whoever may erase in the whole city may do so unseen; with a narrower scope only what one may read.
  route(
    app,
    'POST /api/v1/records/{recordId}/erase',
    'record.erase',
    async ({ city, now, actor, scopes, params, body }) => {
      const everywhere = scopes.some((scope) => scope.kind === 'city')
      if (!everywhere && !(await canReadRecord(city, actor, params.recordId, now)))
        throw new Problem('platform.not-found')
      return eraseRecord(city, actor, params.recordId, body, now)
    },
  )
}
