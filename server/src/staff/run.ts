/** Staff's commands: once per id, in one transaction with their answer; afterwards every process hears of it. */
import type { City } from '../platform/city.ts'
import { commandKey, insertAnswer, once } from '../platform/command.ts'
import type { Queryable } from '../platform/database.ts'
import { wakeSequencer } from '../platform/sequencer.ts'
import { sessionCache } from './session-cache.ts'

export interface StaffCommand {
  commandId: string
  /** The account, or the absence. */
  subject: string
  act: string
  body: unknown
}

/** The answer is stored for repeats: what `work` gives must hold no secret. */
export async function runCommand<T>(
  city: City,
  actor: { accountId: string },
  command: StaffCommand,
  now: Date,
  work: (db: Queryable) => Promise<T>,
): Promise<T> {
  const key = commandKey(actor.accountId, command)
  const answer = await once(city.db, key, now, () =>
    city.db.transaction(async (db) => {
      const result = await work(db)
      await db.run(insertAnswer(key, 200, result, now))
      return result
    }),
  )
  await sessionCache(city).changed()
  wakeSequencer(city)
  return answer
}
