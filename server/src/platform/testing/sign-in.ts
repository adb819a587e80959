/**
 * Signing in for tests: a person with one role, made by rows alone (no password is hashed, no event written), so that hundreds
 * of them cost nothing. The session never runs out, however far a test moves its clock, and the grants hold at any time.
 */
import type { Role, Scope } from '@bihuan/domain/powers'
import { sessionCache } from '../../staff/session-cache.ts'
import { insertSession } from '../../staff/session-store.ts'
import { insertGrants, touch } from '../../staff/store.ts'
import { hashToken, newToken } from '../../staff/token.ts'
import { sql } from '../database.ts'
import { newId } from '../id.ts'
import type { TestCity } from './city.ts'

export interface SignInOptions {
  /** The same person again, with another role: their grants add up. */
  accountId?: string
  name?: string
  departmentIds?: string[]
  teamIds?: string[]
}

export interface SignedIn {
  accountId: string
  headers: { authorization: string }
}

const SINCE = new Date('1990-01-01T00:00:00Z')
const FAR = new Date('2200-01-01T00:00:00Z')
// Not a secret that opens anything: it is never asked for, only stored where a second factor is the rule.
const FACTOR = Buffer.alloc(20)

export async function signInAs(
  { city }: TestCity,
  role: Role,
  scope: Scope,
  options: SignInOptions,
): Promise<SignedIn> {
  const accountId = options.accountId ?? newId()
  const token = newToken()
  const name = options.name ?? `${role} ${accountId.slice(-4)}`
  await city.db.transaction(async (db) => {
    await db.run(sql`insert into account (id, login, name, password_hash, totp_secret, created_at, seq, head_hash)
      values (${accountId}, ${`t${accountId}`}, ${name}, 'none', ${FACTOR}, ${SINCE}, 0, '') on conflict (id) do nothing`)
    await insertGrants(db, accountId, [{ role, scope, validFrom: SINCE, validTo: null }])
    for (const id of options.departmentIds ?? []) {
      await db.run(
        sql`insert into membership (id, account_id, department_id, valid_from) values (${newId()}, ${accountId}, ${id}, ${SINCE})`,
      )
    }
    for (const id of options.teamIds ?? []) {
      await db.run(
        sql`insert into membership (id, account_id, team_id, valid_from) values (${newId()}, ${accountId}, ${id}, ${SINCE})`,
      )
    }
    await insertSession(db, hashToken(token), {
      id: newId(),
      account_id: accountId,
      created_at: SINCE,
      last_seen_at: FAR,
      expires_at: FAR,
      address: '127.0.0.1',
      device: 'test',
    })
    await touch(db, [accountId])
  })
  await sessionCache(city).changed()
  return { accountId, headers: { authorization: `Bearer ${token}` } }
}
