/** Signing out, and ending sessions of one's own or of others. Ending what has ended changes nothing and leaves no event. */
import type { City } from '../../platform/city.ts'
import { wakeSequencer } from '../../platform/sequencer.ts'
import type { Queryable } from '../../platform/database.ts'
import { securityClock, sessionCache } from '../session-cache.ts'
import { revokeSession, revokeSessions } from '../session-store.ts'
import { lockAccount, saveAccount, touch } from '../store.ts'

/** `accountId`: whose session it is. */
export async function endSession(
  city: City,
  now: Date,
  actor: string,
  accountId: string,
  sessionId: string,
): Promise<void> {
  const ended = await city.db.transaction(async (db) => {
    const account = (await lockAccount(db, accountId))!
    if ((await revokeSession(db, sessionId, securityClock(city).now())) === 0) return false
    const body = { all: false, sessionId }
    await saveAccount(db, city.id, account, {}, [
      { act: 'account.end-session', actor, occurredAt: now, recordedAt: now, body },
    ])
    await touch(db, [accountId])
    return true
  })
  if (!ended) return
  await sessionCache(city).changed()
  wakeSequencer(city)
}

/** Within a transaction that holds the account; the caller tells the cache. Gives the number ended. */
export async function endAllSessions(
  db: Queryable,
  city: City,
  accountId: string,
  spared: string | null,
): Promise<number> {
  return revokeSessions(db, accountId, securityClock(city).now(), spared)
}

/** All sessions of an account. */
export async function endSessionsOf(
  db: Queryable,
  city: City,
  now: Date,
  actor: string,
  accountId: string,
): Promise<number> {
  const account = (await lockAccount(db, accountId))!
  const ended = await endAllSessions(db, city, accountId, null)
  const body = { all: true, ended }
  await saveAccount(db, city.id, account, {}, [
    { act: 'account.end-session', actor, occurredAt: now, recordedAt: now, body },
  ])
  await touch(db, [accountId])
  return ended
}
