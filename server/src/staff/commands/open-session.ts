/** Signing in. An unknown login costs the same time and gets the same answers as a wrong password. */
import type { EventAct } from '@bihuan/contract/audit-acts'
import type { City } from '../../platform/city.ts'
import type { NewEvent } from '../../platform/events.ts'
import { newId } from '../../platform/id.ts'
import { Problem } from '../../platform/problem.ts'
import { wakeSequencer } from '../../platform/sequencer.ts'
import { checkPassword, takeCode } from '../credentials.ts'
import { Guesses } from '../guesses.ts'
import { verifyNothing } from '../password.ts'
import { ABSOLUTE_MS, securityClock } from '../session-cache.ts'
import { deleteOldSessions, insertSession } from '../session-store.ts'
import { accountByLogin, giveBackAttempt, lockAccount, saveAccount, type AccountRow } from '../store.ts'
import { hashToken, newToken } from '../token.ts'

/** A whole office, or all that stands behind one proxy, shares an address. */
const FAILURES_PER_ADDRESS = 100
const FAILURES_OF_STRANGERS = 5
const KEPT_AFTER_MS = 30 * 24 * 3_600_000

export interface SignIn {
  login: string
  password: string
  code?: string
  address: string
  device: string
}
export interface Opened {
  accountId: string
  token: string
  expiresAt: Date
}
type Refusal = 'password' | 'code' | 'disabled'

const guesses = new WeakMap<City, { addresses: Guesses; strangers: Guesses }>()
function guessesOf(city: City) {
  let held = guesses.get(city)
  if (!held)
    guesses.set(
      city,
      (held = { addresses: new Guesses(FAILURES_PER_ADDRESS), strangers: new Guesses(FAILURES_OF_STRANGERS) }),
    )
  return held
}

/** Throws `staff.sign-in-refused`, `staff.code-required`, `staff.locked`. `now`: the time of the request, for the event. */
export async function openSession(city: City, now: Date, given: SignIn): Promise<Opened> {
  const present = securityClock(city).now()
  const { addresses, strangers } = guessesOf(city)
  refuseWhile(addresses.minutesBlocked(given.address, present))
  const login = given.login.trim().toLowerCase()
  const account = await accountByLogin(city.db, login)
  if (!account) {
    refuseWhile(strangers.minutesBlocked(login, present))
    strangers.failed(login, present)
    addresses.failed(given.address, present)
    await verifyNothing(given.password)
    throw new Problem('staff.sign-in-refused')
  }
  const { right, locks } = await checkPassword(city, account, given.password, present)
  const refusal: Refusal | Opened = !right
    ? 'password'
    : account.totp_secret && !given.code
      ? await askForCode(city, account)
      : await enter(city, account.id, account.password_hash, now, present, given)
  if (typeof refusal === 'object') return refusal
  addresses.failed(given.address, present)
  await recordRefusal(city, account.id, now, { address: given.address, locks, reason: refusal })
  throw new Problem('staff.sign-in-refused')
}

function refuseWhile(minutes: number): void {
  if (minutes > 0) throw new Problem('staff.locked', { minutes })
}

/** The password was right, so nothing was guessed. An account that is switched off is not asked for more. */
async function askForCode(city: City, account: AccountRow): Promise<'disabled'> {
  await giveBackAttempt(city.db, account.id)
  if (account.status === 'active') throw new Problem('staff.code-required')
  return 'disabled'
}

async function enter(
  city: City,
  id: string,
  checkedHash: string,
  now: Date,
  present: Date,
  given: SignIn,
): Promise<Refusal | Opened> {
  const token = newToken()
  const expiresAt = new Date(present.getTime() + ABSOLUTE_MS)
  const refusal = await city.db.transaction(async (db): Promise<Refusal | null> => {
    const account = (await lockAccount(db, id))!
    if (account.status !== 'active') return 'disabled'
    // Changed while this one was being checked.
    if (account.password_hash !== checkedHash) return 'password'
    const step = await takeCode(db, city, account, given.code ?? '', present)
    if (step === null) return 'code'
    const sessionId = newId()
    await deleteOldSessions(db, id, new Date(present.getTime() - KEPT_AFTER_MS))
    await insertSession(db, hashToken(token), {
      id: sessionId,
      account_id: id,
      created_at: present,
      last_seen_at: present,
      expires_at: expiresAt,
      address: given.address,
      device: given.device,
    })
    const event = eventOf('account.sign-in', id, now, { address: given.address, sessionId })
    await saveAccount(db, city.id, account, { failed_attempts: 0, locked_until: null, totp_last_step: step }, [event])
    return null
  })
  if (refusal !== null) return refusal
  wakeSequencer(city)
  return { accountId: id, token, expiresAt }
}

async function recordRefusal(
  city: City,
  id: string,
  now: Date,
  body: { address: string; locks: boolean; reason: Refusal },
): Promise<void> {
  await city.db.transaction(async (db) => {
    const account = (await lockAccount(db, id))!
    await saveAccount(db, city.id, account, {}, [eventOf('account.refuse-sign-in', 'system', now, body)])
  })
  wakeSequencer(city)
}

function eventOf(act: EventAct, actor: string, now: Date, body: unknown): NewEvent {
  return { act, actor, occurredAt: now, recordedAt: now, body }
}
