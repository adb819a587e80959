/** What proves a person: shared by signing in, changing the password and enrolling a second factor. */
import type { City } from '../platform/city.ts'
import type { Queryable } from '../platform/database.ts'
import { Problem } from '../platform/problem.ts'
import { deriveKey, openBytes, sealBytes } from '../platform/secrets.ts'
import { verifyPassword } from './password.ts'
import { giveBackAttempt, takeAttempt, useRecoveryCode, type AccountRow } from './store.ts'
import { matchingStep, recoveryCodeHash } from './totp.ts'

export const ATTEMPTS = 5
export const LOCK_MS = 15 * 60_000

export function locked(until: Date, now: Date): Problem {
  return new Problem('staff.locked', { minutes: Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 60_000)) })
}

/**
 * Costs one attempt when wrong. Says whether the account was locked by this one; on success the attempt stays taken until
 * `giveBackAttempt` or a completed sign-in. Throws `staff.locked` when no attempt is left.
 */
export async function checkPassword(
  city: City,
  account: AccountRow,
  password: string,
  now: Date,
): Promise<{ right: boolean; locks: boolean }> {
  const until = new Date(now.getTime() + LOCK_MS)
  const attempt = await takeAttempt(city.db, account.id, now, ATTEMPTS, until)
  if (attempt === null) throw locked(account.locked_until ?? until, now)
  const right = await verifyPassword(account.password_hash, password)
  return { right, locks: !right && attempt >= ATTEMPTS }
}

/** For somebody who is signed in already: 422 where the password is wrong. */
export async function requirePassword(city: City, account: AccountRow, password: string, now: Date): Promise<void> {
  const { right } = await checkPassword(city, account, password, now)
  if (!right) throw new Problem('staff.password-wrong')
  await giveBackAttempt(city.db, account.id)
}

const aad = (accountId: string) => `totp:${accountId}`

export function sealSecret(city: City, accountId: string, secret: Buffer): Buffer {
  return sealBytes(deriveKey(city.masterKey, 'totp'), secret, aad(accountId))
}

export function openSecret(city: City, accountId: string, sealed: Buffer): Buffer {
  return openBytes(deriveKey(city.masterKey, 'totp'), sealed, aad(accountId))
}

/**
 * A code of the app or a recovery code. Gives the step to remember so that no code works twice; null when the code is wrong.
 * The account is to be locked by the transaction.
 */
export async function takeCode(
  db: Queryable,
  city: City,
  account: AccountRow,
  code: string,
  now: Date,
): Promise<number | null> {
  if (!account.totp_secret) return account.totp_last_step
  const step = matchingStep(openSecret(city, account.id, account.totp_secret), code, now, account.totp_last_step)
  if (step !== null) return step
  return (await useRecoveryCode(db, account.id, recoveryCodeHash(code), now)) ? account.totp_last_step : null
}
