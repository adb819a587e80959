/** One's own password. The other sessions end: whoever else knew the old one is out. */
import type { City } from '../../platform/city.ts'
import { Problem } from '../../platform/problem.ts'
import { wakeSequencer } from '../../platform/sequencer.ts'
import { requirePassword } from '../credentials.ts'
import { checkNewPassword, hashPassword, verifyPassword } from '../password.ts'
import { securityClock, sessionCache } from '../session-cache.ts'
import { accountById, lockAccount, saveAccount, touch } from '../store.ts'
import { endAllSessions } from './end-session.ts'

export async function changePassword(
  city: City,
  now: Date,
  who: { accountId: string; sessionId: string },
  given: { current: string; next: string },
): Promise<void> {
  const account = (await accountById(city.db, who.accountId))!
  await requirePassword(city, account, given.current, securityClock(city).now())
  checkNewPassword(given.next, account.login)
  if (await verifyPassword(account.password_hash, given.next)) throw new Problem('staff.password-unchanged')
  const passwordHash = await hashPassword(given.next)
  await city.db.transaction(async (db) => {
    const held = (await lockAccount(db, who.accountId))!
    if (held.password_hash !== account.password_hash) throw new Problem('staff.password-wrong')
    await endAllSessions(db, city, held.id, who.sessionId)
    await saveAccount(db, city.id, held, { password_hash: passwordHash, must_change_password: false }, [
      { act: 'account.change-password', actor: held.id, occurredAt: now, recordedAt: now, body: {} },
    ])
    await touch(db, [held.id])
  })
  await sessionCache(city).changed()
  wakeSequencer(city)
}
