/** The routes whose body or answer is bytes. */
import type { FastifyInstance } from 'fastify'
import { Readable } from 'node:stream'
import { Problem } from '../platform/problem.ts'
import { appendUpload } from './commands/append-upload.ts'
import { createUpload } from './commands/create-upload.ts'
import { route } from './raw-route.ts'
import { sendCopy, sendOriginal } from './serve.ts'
import { bodyLength, byteHeader, requireTus, TUS_VERSION, uploadWish } from './tus.ts'
import { UnreadBodies } from './unread-bodies.ts'
import type { UploadTurns } from './upload-turns.ts'

export function registerByteRoutes(app: FastifyInstance, turns: UploadTurns): void {
  const unread = new UnreadBodies()
  app.addHook('preClose', async () => unread.cutOff())
  /** A body that was not wanted to its end must still be got rid of. */
  const withBody = async (body: unknown, work: () => Promise<void>) => {
    try {
      await work()
    } catch (error) {
      if (body instanceof Readable) unread.discard(body)
      throw error
    }
  }

  route(app, 'POST /api/v1/uploads', ({ city, now, actor, request, reply }) =>
    withBody(request.body, async () => {
      reply.header('tus-resumable', TUS_VERSION)
      requireTus(request)
      const upload = await createUpload(city, actor, uploadWish(request), now)
      reply.header('location', `/api/v1/uploads/${upload.id}`).header('upload-expires', upload.expiresAt.toUTCString())
      if (request.body instanceof Readable) {
        const piece = { offset: 0, bytes: request.body, length: bodyLength(request) }
        const offset = await turns.take(actor.accountId, upload.id, (signal) =>
          appendUpload(city, actor, upload.id, piece, now, signal),
        )
        reply.header('upload-offset', String(offset))
      }
      reply.code(201).send()
    }),
  )

  route(app, 'PATCH /api/v1/uploads/{uploadId}', ({ city, now, actor, request, reply, params }) =>
    withBody(request.body, async () => {
      reply.header('tus-resumable', TUS_VERSION)
      requireTus(request)
      // Another content type was parsed as what it said it is.
      if (!(request.body instanceof Readable)) throw new Problem('platform.media-type')
      const id = params['uploadId']!
      const piece = { offset: byteHeader(request, 'Upload-Offset'), bytes: request.body, length: bodyLength(request) }
      const offset = await turns.take(actor.accountId, id, (signal) =>
        appendUpload(city, actor, id, piece, now, signal),
      )
      reply.code(204).header('upload-offset', String(offset)).send()
    }),
  )

  route(app, 'GET /api/v1/files/{fileId}', sendOriginal)
  route(app, 'GET /api/v1/files/{fileId}/thumbnail', (call) => sendCopy(call, 'thumbnail'))
  route(app, 'GET /api/v1/files/{fileId}/display', (call) => sendCopy(call, 'display'))
}
