/** What screens and commands read of accounts. */
import { EXCLUSIVE_ROLES, type Role } from '@bihuan/domain/powers'
import { empty, join, sql, type Queryable, type Sql } from '../platform/database.ts'
import { Problem } from '../platform/problem.ts'
import { IDLE_MS } from './session-cache.ts'
import { readKnown, standingAt, type HeldGrant } from './standing.ts'

export interface AccountItem {
  id: string
  login: string
  name: string
  status: 'active' | 'disabled'
  roles: Role[]
  departmentIds: string[]
  teamIds: string[]
  secondFactor: boolean
  locked: boolean
}
export interface AccountDetail extends AccountItem {
  version: number
  createdAt: string
  mustChangePassword: boolean
  grants: {
    role: Role
    scope: HeldGrant['scope']
    validFrom: string
    validTo: string | null
    onBehalfOf: string | null
  }[]
}

const columns = (
  now: Date,
  present: Date,
): Sql => sql`a.id, a.login, a.name, a.status, a.totp_secret is not null as "secondFactor",
  coalesce(a.locked_until > ${present}, false) as locked,
  array(select distinct g.role from role_grant g where g.account_id = a.id and g.valid_from <= ${now}
    and (g.valid_to is null or g.valid_to > ${now}) order by g.role) as roles,
  array(select m.department_id::text from membership m where m.account_id = a.id and m.valid_to is null and m.department_id is not null
    order by m.id) as "departmentIds",
  array(select m.team_id::text from membership m where m.account_id = a.id and m.valid_to is null and m.team_id is not null
    order by m.id) as "teamIds"`

export interface AccountFilter {
  q?: string
  role?: Role
  departmentId?: string
  status?: 'active' | 'disabled'
  limit: number
  next?: string
}

const literally = (typed: string) => `%${typed.trim().replace(/[\\%_]/g, '\\$&')}%`

/** By login, which never changes. `within`: a condition on the alias `a` (see reach.ts). */
export async function listAccounts(db: Queryable, within: Sql, filter: AccountFilter, now: Date, present: Date) {
  const after = filter.next === undefined ? null : Buffer.from(filter.next, 'base64url').toString('utf8')
  if (after !== null && !/^[a-z0-9._-]{2,40}$/.test(after)) throw new Problem('platform.cursor-invalid')
  const conditions = [
    within,
    filter.q?.trim()
      ? sql`(a.name ilike ${literally(filter.q)} or a.login like ${literally(filter.q.toLowerCase())})`
      : null,
    filter.status ? sql`a.status = ${filter.status}` : null,
    filter.role
      ? sql`exists (select 1 from role_grant g where g.account_id = a.id and g.role = ${filter.role} and g.valid_from <= ${now}
          and (g.valid_to is null or g.valid_to > ${now}))`
      : null,
    filter.departmentId
      ? sql`exists (select 1 from membership m where m.account_id = a.id and m.department_id = ${filter.departmentId} and m.valid_to is null)`
      : null,
    after === null ? null : sql`a.login > ${after}`,
  ].filter((condition) => condition !== null)
  const rows = await db.rows<AccountItem>(
    sql`select ${columns(now, present)} from account a where ${join(conditions, ' and ')} order by a.login limit ${filter.limit + 1}`,
  )
  const shown = rows.slice(0, filter.limit)
  const last = shown.at(-1)
  return {
    rows: shown,
    next: rows.length > shown.length && last ? Buffer.from(last.login).toString('base64url') : null,
  }
}

/** With the grants that stand or are to come. Null where there is none within. */
export async function accountDetail(
  db: Queryable,
  id: string,
  within: Sql,
  now: Date,
  present: Date,
): Promise<AccountDetail | null> {
  const row = await db.maybe<AccountItem & { version: number; created_at: Date; must_change_password: boolean }>(
    sql`select ${columns(now, present)}, a.changed_in as version, a.created_at, a.must_change_password
      from account a where a.id = ${id} and ${within}`,
  )
  if (!row) return null
  const { created_at, must_change_password, ...rest } = row
  const known = (await readKnown(db, id))!
  const own = known.grants.filter(({ accountId, to }) => accountId === id && (to === null || to > now.getTime()))
  return {
    ...rest,
    createdAt: created_at.toISOString(),
    mustChangePassword: must_change_password,
    grants: own.map(({ role, scope, from, to }) => ({
      role,
      scope,
      validFrom: new Date(from).toISOString(),
      validTo: to === null ? null : new Date(to).toISOString(),
      onBehalfOf: null,
    })),
  }
}

/** `within`: a condition on the alias `a` (see reach.ts). */
export async function accountIsWithin(db: Queryable, id: string, within: Sql): Promise<boolean> {
  return (await db.rows(sql`select 1 from account a where a.id = ${id} and ${within}`)).length > 0
}

/** What an act may expect: raised by every change of the account, not by signing in. */
export async function accountVersion(db: Queryable, id: string): Promise<number> {
  return (await db.maybe<{ version: number }>(
    sql`select changed_in as version from account where id = ${id} for update`,
  ))!.version
}

/** One's own grants that stand now. */
export async function standingGrants(db: Queryable, id: string, now: Date): Promise<HeldGrant[]> {
  const known = await readKnown(db, id)
  return known ? standingAt(known, now.getTime()).grants.filter(({ onBehalfOf }) => onBehalfOf === null) : []
}

/** The exclusive roles that stand now. */
export async function standingRoles(db: Queryable, id: string, now: Date): Promise<Role[]> {
  const roles = (await standingGrants(db, id, now)).map(({ role }) => role)
  return EXCLUSIVE_ROLES.filter((role) => roles.includes(role))
}

/** 409 where nobody else holds the role: a city without an administrator or security officer cannot be mended from inside. */
export async function requireAnotherOfRole(db: Queryable, role: Role, than: string, now: Date): Promise<void> {
  // Two who give up the last two offices at once: the later one waits here and then sees.
  await db.run(sql`select version from staff_version for update`)
  const other = await db.rows(sql`select 1 from role_grant g join account a on a.id = g.account_id
    where g.role = ${role} and g.scope = 'city' and a.id <> ${than} and a.status = 'active' and g.valid_from <= ${now} and g.valid_to is null limit 1`)
  if (other.length === 0) throw new Problem('staff.last-of-role', { role })
}

/** Whose session it is; null when it was ended or never was. */
export async function sessionOwner(db: Queryable, id: string): Promise<string | null> {
  const row = await db.maybe<{ account_id: string }>(
    sql`select account_id from session where id = ${id} and revoked_at is null`,
  )
  return row?.account_id ?? null
}

export async function liveSessions(db: Queryable, accountId: string, current: string, present: Date) {
  const rows = await db.rows<{
    id: string
    created_at: Date
    last_seen_at: Date
    expires_at: Date
    address: string
    device: string
  }>(
    sql`select id, created_at, last_seen_at, expires_at, address, device from session
      where account_id = ${accountId} and revoked_at is null and expires_at > ${present}
        and last_seen_at > ${new Date(present.getTime() - IDLE_MS)} order by created_at desc limit 200`,
  )
  return rows.map((row) => ({
    id: row.id,
    accountId,
    createdAt: row.created_at.toISOString(),
    lastSeenAt: row.last_seen_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    address: row.address,
    device: row.device,
    current: row.id === current,
  }))
}

/** Running or to come. `which`: a condition on the aliases `b` (absence) and `a` (the absent account). */
export async function listAbsences(db: Queryable, which: Sql, now: Date | null) {
  const rows = await db.rows<{
    id: string
    accountId: string
    accountName: string
    substituteId: string | null
    substituteName: string | null
    from_at: Date
    to_at: Date
  }>(sql`select b.id, b.account_id as "accountId", a.name as "accountName", b.substitute_id as "substituteId", s.name as "substituteName",
      b.from_at, b.to_at
    from absence b join account a on a.id = b.account_id left join account s on s.id = b.substitute_id
    where ${which} ${now ? sql`and b.to_at > ${now}` : empty} order by b.from_at, b.id limit 200`)
  return rows.map(({ from_at, to_at, ...row }) => ({ ...row, from: from_at.toISOString(), to: to_at.toISOString() }))
}

/** Active members of the same departments and teams, oneself left out. */
export async function listColleagues(
  db: Queryable,
  who: { accountId: string; departmentIds: readonly string[]; teamIds: readonly string[] },
  q: string,
): Promise<{ id: string; name: string }[]> {
  return db.rows(sql`select a.id, a.name from account a where a.status = 'active' and a.id <> ${who.accountId}
    and (a.name ilike ${literally(q)} or a.login like ${literally(q.toLowerCase())})
    and exists (select 1 from membership m where m.account_id = a.id and m.valid_to is null
      and (m.department_id = any(${[...who.departmentIds]}::uuid[]) or m.team_id = any(${[...who.teamIds]}::uuid[])))
    order by a.name, a.id limit 50`)
}
