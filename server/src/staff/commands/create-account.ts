/** A new account, with where it belongs and, from the installer's hand, what it may do. */
import type { Grant } from '@bihuan/domain/powers'
import type { City } from '../../platform/city.ts'
import { violatedUnique, type Queryable } from '../../platform/database.ts'
import { Problem } from '../../platform/problem.ts'
import { sealSecret } from '../credentials.ts'
import { accountCommitment, grantFact } from '../facts.ts'
import { accountByLogin, insertAccount, insertGrants, replaceMemberships, touch, type AccountRow } from '../store.ts'

export interface NewAccount {
  id: string
  /** Folded to lower case; unique. */
  login: string
  name: string
  /** See `hashPassword`. */
  passwordHash: string
  mustChangePassword: boolean
  departmentIds: readonly string[]
  teamIds: readonly string[]
  grants: readonly Grant[]
  /** A second factor that is enrolled already: demo and test accounts. */
  totpSecret?: Buffer
}

/** `actor`: an account id or `system`. Throws `staff.login-taken`. */
export async function createAccount(
  db: Queryable,
  city: City,
  now: Date,
  actor: string,
  given: NewAccount,
): Promise<AccountRow> {
  const login = given.login.toLowerCase()
  if (await accountByLogin(db, login)) throw new Problem('staff.login-taken', { login })
  const account = await insert(db, city, now, actor, { ...given, login })
  await replaceMemberships(db, given.id, given, now)
  await insertGrants(
    db,
    given.id,
    given.grants.map((grant) => ({ ...grant, validFrom: now, validTo: null })),
  )
  await touch(db, [given.id])
  return account
}

async function insert(db: Queryable, city: City, now: Date, actor: string, given: NewAccount): Promise<AccountRow> {
  const body = {
    commitment: accountCommitment(city, given),
    departmentIds: [...given.departmentIds],
    grants: given.grants.map(grantFact),
    teamIds: [...given.teamIds],
  }
  try {
    return await insertAccount(
      db,
      city.id,
      {
        id: given.id,
        login: given.login,
        name: given.name,
        password_hash: given.passwordHash,
        must_change_password: given.mustChangePassword,
        totp_secret: given.totpSecret ? sealSecret(city, given.id, given.totpSecret) : null,
        created_at: now,
      },
      { act: 'account.create', actor, occurredAt: now, recordedAt: now, body },
    )
  } catch (error) {
    // The id, which the caller chose, has a life already.
    if (['account_pkey', 'event_subject_seq'].includes(violatedUnique(error) ?? ''))
      throw new Problem('command.id-reused')
    // Two administrators chose the same login at once.
    if (violatedUnique(error) === 'account_login') throw new Problem('staff.login-taken', { login: given.login })
    throw error
  }
}
