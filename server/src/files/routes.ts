/** Uploads (tus), files, erasure. */
import type { FastifyInstance } from 'fastify'
import { Problem } from '../platform/problem.ts'
import { route } from '../platform/route.ts'
import { canReadRecord } from './answers.ts'
import { startClocks } from './clocks.ts'
import { isUnexamined, settledStanding, standing } from './commands/append-upload.ts'
import { dropUpload } from './commands/drop-upload.ts'
import { eraseRecord } from './commands/erase-record.ts'
import { openImportDoor } from './import-door.ts'
import { registerByteRoutes } from './routes-bytes.ts'
import { TUS_CONTENT_TYPE, TUS_OPTIONS, TUS_VERSION } from './tus.ts'
import { UploadTurns } from './upload-turns.ts'

export function registerFileRoutes(app: FastifyInstance): void {
  const turns = new UploadTurns()
  startClocks(app, turns)
  openImportDoor()
  // The bytes are taken from the connection as they come; nothing collects them.
  app.addContentTypeParser(TUS_CONTENT_TYPE, (_request, payload, done) => done(null, payload))
  app.options('/api/v1/uploads', { schema: { hide: true } }, async (_request, reply) =>
    reply.code(204).headers(TUS_OPTIONS).send(),
  )
  registerByteRoutes(app, turns)

  // HEAD is how a client learns where to go on: whatever is left of its earlier connection ends. GET only looks.
  route(app, 'GET /api/v1/uploads/{uploadId}', 'signed-in', async ({ city, now, actor, params, request, reply }) => {
    reply.header('tus-resumable', TUS_VERSION).header('cache-control', 'no-store')
    const id = params.uploadId.toLowerCase()
    const settle = () => settledStanding(city, actor, id, now)
    let found =
      request.method === 'HEAD' ? await turns.take(actor.accountId, id, settle) : await standing(city, actor, id, now)
    if (isUnexamined(found)) found = await turns.waitFor(actor.accountId, id, settle)
    const { upload, offset } = found
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
    const id = params.uploadId.toLowerCase()
    await turns.take(actor.accountId, id, () => dropUpload(city, actor, id, now))
    return undefined
  })

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
