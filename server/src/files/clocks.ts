/** What files do by the clock: expired uploads go, given-up bytes go, and what a crash left unexamined is examined. */
import type { FastifyInstance } from 'fastify'
import type { City } from '../platform/city.ts'
import { Problem } from '../platform/problem.ts'
import { registerTimer } from '../platform/timers.ts'
import { completeUpload } from './commands/complete-upload.ts'
import { lengthOf } from './blob.ts'
import { onDisk, partPath } from './paths.ts'
import { removeGivenUp } from './removal.ts'
import { dropUnneeded } from './store-files.ts'
import { deleteExpired, findUpload } from './store.ts'
import type { UploadTurns } from './upload-turns.ts'
import { receivingUploads } from './views.ts'

/** Deletes an upload whose time is over, with the file that nothing else needs. */
export async function expireUpload(city: City, id: string, now: Date): Promise<void> {
  await city.db.transaction(async (db) => {
    const upload = await deleteExpired(db, id, now)
    if (upload?.state === 'complete') await dropUnneeded(db, [upload.sha256!], now)
  })
  await removeGivenUp(city)
}

/** After a start: uploads that have all their bytes and were not examined. Their senders may never ask again. */
export async function finishInterrupted(city: City, turns: UploadTurns): Promise<number> {
  let finished = 0
  for (const { id, account, size, moved } of await receivingUploads(city.db)) {
    if ((await lengthOf(onDisk(city, partPath(id)))) !== size && !moved) continue
    // Whoever is at it now must not be disturbed.
    await turns.waitFor(account, id, async () => {
      const upload = await findUpload(city.db, account, id)
      if (upload?.state !== 'receiving') return
      try {
        await completeUpload(city, upload, city.clock.now())
      } catch (error) {
        // Refused: its sender is told when it asks.
        if (!(error instanceof Problem)) throw error
      }
      finished += 1
    })
  }
  return finished
}

export function startClocks(app: FastifyInstance, turns: UploadTurns): void {
  registerTimer('upload-expiry', (city, timer, now) => expireUpload(city, timer.subject!, now))
  registerTimer('file-removal', async (city) => {
    while ((await removeGivenUp(city)) > 0);
  })
  let finishing: Promise<unknown> = Promise.resolve()
  app.addHook('onListen', async () => {
    finishing = finishInterrupted(app.city, turns).catch((error: unknown) =>
      app.log.error({ err: error }, 'uploads that were interrupted could not be finished'),
    )
  })
  app.addHook('preClose', () => turns.interruptAll())
  app.addHook('onClose', async () => {
    await finishing
  })
}
