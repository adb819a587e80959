/** Gives up an upload that no record holds. */
import type { Actor } from '../../platform/actor.ts'
import type { City } from '../../platform/city.ts'
import { Problem } from '../../platform/problem.ts'
import { removeGivenUp } from '../removal.ts'
import { dropUnneeded } from '../store-files.ts'
import { deleteUpload } from '../store.ts'

export async function dropUpload(city: City, actor: Actor, id: string, now: Date): Promise<void> {
  await city.db.transaction(async (db) => {
    const upload = await deleteUpload(db, actor.accountId, id, now)
    if (!upload) throw new Problem('platform.not-found')
    if (upload.state === 'complete') await dropUnneeded(db, [upload.sha256!], now)
  })
  await removeGivenUp(city)
}
