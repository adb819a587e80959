/** What other capabilities may ask of staff, and the one way for the installer and the demo maker to make an account. */
import type { Grant, Role } from '@bihuan/domain/powers'
import type { City } from '../platform/city.ts'
import { sql, type Queryable } from '../platform/database.ts'
import { newId } from '../platform/id.ts'
import { wakeSequencer } from '../platform/sequencer.ts'
import { createAccount as create } from './commands/create-account.ts'
import { hashPassword } from './password.ts'
import { sessionCache } from './session-cache.ts'
import { readKnown, standingAt } from './standing.ts'

export { hashPassword, newOneTimePassword } from './password.ts'

export interface Person {
  id: string
  name: string
}

/** Active members of a department or team at this time, by name; without the subtree. */
export async function membersOf(db: Queryable, placeId: string, now: Date): Promise<Person[]> {
  return db.rows<Person>(sql`select a.id, a.name from account a join membership m on m.account_id = a.id
    where (m.department_id = ${placeId} or m.team_id = ${placeId}) and a.status = 'active'
      and m.valid_from <= ${now} and (m.valid_to is null or m.valid_to > ${now})
    group by a.id order by a.name, a.id`)
}

/** Names by id; an id that is no account's is not in the map. */
export async function accountNames(db: Queryable, ids: readonly string[]): Promise<Map<string, string>> {
  const known = ids.filter((id) => /^[0-9a-f-]{36}$/i.test(id))
  if (known.length === 0) return new Map()
  const rows = await db.rows<Person>(
    sql`select id, name from account where id = any(${[...new Set(known)]}::uuid[])`,
    'account-names',
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Null where there is no such account. */
export async function accountName(db: Queryable, id: string): Promise<string | null> {
  return (await accountNames(db, [id])).get(id) ?? null
}

export interface ActorFacts {
  accountId: string
  name: string
  active: boolean
  grants: readonly Grant[]
  departmentIds: string[]
  teamIds: string[]
  /** Absent colleagues whose place the account takes now. */
  standsInFor: string[]
}

/** Somebody who is not asking himself: a holder, a proposed verifier. Null where there is no such account. */
export async function actorFacts(db: Queryable, accountId: string, now: Date): Promise<ActorFacts | null> {
  const known = await readKnown(db, accountId)
  if (!known) return null
  const { grants, departmentIds, teamIds, standsInFor } = standingAt(known, now.getTime())
  return { accountId, name: known.name, active: known.active, grants, departmentIds, teamIds, standsInFor }
}

/**
 * Every department and team that the account belonged to at any time since then, also as a substitute: who verifies must
 * not have been with those who handled (docs/decisions, finder, handler, verifier).
 */
export async function placesSince(db: Queryable, accountId: string, since: Date, now: Date): Promise<Set<string>> {
  const rows = await db.rows<{ place: string }>(
    sql`
    select coalesce(m.department_id, m.team_id)::text as place from membership m
    where m.account_id = ${accountId} and m.valid_from <= ${now} and (m.valid_to is null or m.valid_to > ${since})
    union
    select coalesce(m.department_id, m.team_id)::text from absence b join membership m on m.account_id = b.account_id
    where b.substitute_id = ${accountId} and b.from_at <= ${now} and b.to_at > ${since}
      and m.valid_from <= ${now} and (m.valid_to is null or m.valid_to > ${since})`,
    'places-since',
  )
  return new Set(rows.map(({ place }) => place))
}

export interface AccountToMake {
  id?: string
  login: string
  name: string
  /** Either a password, or a hash made before (`hashPassword`): a hundred demo people share one. */
  password?: string
  passwordHash?: string
  mustChangePassword?: boolean
  grants?: readonly { role: Role; scope: Grant['scope'] }[]
  departmentIds?: readonly string[]
  teamIds?: readonly string[]
  /** A second factor that is enrolled already: demo and test accounts. 20 bytes. */
  totpSecret?: Buffer
}

/** Makes an account by the system's hand; grants and memberships hold from `from`. Gives its id. Throws `staff.login-taken`. */
export async function createAccount(city: City, from: Date, given: AccountToMake): Promise<string> {
  const passwordHash = given.passwordHash ?? (await hashPassword(given.password!))
  const account = await city.db.transaction((db) =>
    create(db, city, from, 'system', {
      id: given.id ?? newId(),
      login: given.login,
      name: given.name,
      passwordHash,
      mustChangePassword: given.mustChangePassword ?? false,
      departmentIds: given.departmentIds ?? [],
      teamIds: given.teamIds ?? [],
      grants: given.grants ?? [],
      ...(given.totpSecret ? { totpSecret: given.totpSecret } : {}),
    }),
  )
  await sessionCache(city).changed()
  wakeSequencer(city)
  return account.id
}
