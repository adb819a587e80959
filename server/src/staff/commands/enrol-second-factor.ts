/** A second factor in two steps: a secret is shown, then its first code proves that it arrived. */
import QRCode from 'qrcode'
import type { City } from '../../platform/city.ts'
import { Problem } from '../../platform/problem.ts'
import { wakeSequencer } from '../../platform/sequencer.ts'
import { openSecret, requirePassword, sealSecret, takeCode } from '../credentials.ts'
import { securityClock, sessionCache } from '../session-cache.ts'
import { accountById, lockAccount, replaceRecoveryCodes, saveAccount, touch } from '../store.ts'
import { base32, matchingStep, newRecoveryCodes, newSecret, otpauthUri, recoveryCodeHash } from '../totp.ts'
import { endAllSessions } from './end-session.ts'

export interface Enrolment {
  secret: string
  uri: string
  /** SVG. */
  qr: string
}

/** With a factor in use already its code is asked for as well: a stolen session must not replace it. */
export async function startSecondFactor(
  city: City,
  now: Date,
  accountId: string,
  given: { password: string; code?: string },
): Promise<Enrolment> {
  const present = securityClock(city).now()
  const account = (await accountById(city.db, accountId))!
  await requirePassword(city, account, given.password, present)
  const secret = newSecret()
  await city.db.transaction(async (db) => {
    const held = (await lockAccount(db, accountId))!
    const step = await takeCode(db, city, held, given.code ?? '', present)
    if (step === null) throw new Problem('staff.code-wrong')
    await saveAccount(db, city.id, held, { totp_pending: sealSecret(city, accountId, secret), totp_last_step: step }, [
      { act: 'account.start-second-factor', actor: accountId, occurredAt: now, recordedAt: now, body: {} },
    ])
  })
  wakeSequencer(city)
  const uri = otpauthUri(secret, `闭环 ${city.name}`, account.login)
  return {
    secret: base32(secret),
    uri,
    qr: await QRCode.toString(uri, { type: 'svg', errorCorrectionLevel: 'M', margin: 1 }),
  }
}

/** Gives the recovery codes; they are not to be had again. */
export async function confirmSecondFactor(
  city: City,
  now: Date,
  who: { accountId: string; sessionId: string },
  code: string,
): Promise<string[]> {
  const codes = newRecoveryCodes()
  await city.db.transaction(async (db) => {
    const account = (await lockAccount(db, who.accountId))!
    if (!account.totp_pending) throw new Problem('staff.no-enrolment')
    const secret = openSecret(city, account.id, account.totp_pending)
    const step = matchingStep(secret, code, securityClock(city).now(), 0)
    if (step === null) throw new Problem('staff.code-wrong')
    await replaceRecoveryCodes(db, account.id, codes.map(recoveryCodeHash))
    await endAllSessions(db, city, account.id, who.sessionId)
    await saveAccount(
      db,
      city.id,
      account,
      { totp_secret: account.totp_pending, totp_pending: null, totp_last_step: step },
      [{ act: 'account.enrol-second-factor', actor: account.id, occurredAt: now, recordedAt: now, body: {} }],
    )
    await touch(db, [account.id])
  })
  await sessionCache(city).changed()
  wakeSequencer(city)
  return codes
}
