/** The only writer of account, role_grant, membership, absence, recovery_code and staff_version. Sessions: session-store.ts. */
import type { Grant } from '@bihuan/domain/powers'
import { join, raw, sql, type Queryable, type Sql } from '../platform/database.ts'
import { buildEvents, headAfter, type NewEvent } from '../platform/events.ts'
import { insertEvents } from '../platform/event-store.ts'
import { newId } from '../platform/id.ts'
import { Problem } from '../platform/problem.ts'

export interface AccountRow {
  id: string
  login: string
  name: string
  status: 'active' | 'disabled'
  password_hash: string
  must_change_password: boolean
  failed_attempts: number
  locked_until: Date | null
  totp_secret: Buffer | null
  totp_pending: Buffer | null
  totp_last_step: number
  created_at: Date
  seq: number
  head_hash: string
}
type Changes = Partial<Omit<AccountRow, 'id' | 'login' | 'created_at' | 'seq' | 'head_hash'>>

export async function accountByLogin(db: Queryable, login: string): Promise<AccountRow | null> {
  return db.maybe<AccountRow>(sql`select * from account where login = ${login}`, 'account-by-login')
}

export async function accountById(db: Queryable, id: string): Promise<AccountRow | null> {
  return db.maybe<AccountRow>(sql`select * from account where id = ${id}`)
}

/** Locked until the transaction ends; null when there is none. */
export async function lockAccount(db: Queryable, id: string): Promise<AccountRow | null> {
  return db.maybe<AccountRow>(sql`select * from account where id = ${id} for update`)
}

async function enter(
  db: Queryable,
  cityId: string,
  account: Pick<AccountRow, 'id' | 'seq' | 'head_hash'>,
  events: readonly NewEvent[],
) {
  const head = { subject: account.id, seq: account.seq, hash: account.head_hash }
  const rows = buildEvents(cityId, head, events)
  await insertEvents(db, rows)
  const { seq, hash } = headAfter(head, rows)
  return { seq, head_hash: hash }
}

export async function insertAccount(
  db: Queryable,
  cityId: string,
  row: Pick<
    AccountRow,
    'id' | 'login' | 'name' | 'password_hash' | 'must_change_password' | 'totp_secret' | 'created_at'
  >,
  event: NewEvent,
): Promise<AccountRow> {
  const head = await enter(db, cityId, { id: row.id, seq: 0, head_hash: '' }, [event])
  const account = await db.maybe<AccountRow>(sql`
    insert into account (id, login, name, password_hash, must_change_password, totp_secret, created_at, seq, head_hash)
    values (${row.id}, ${row.login}, ${row.name}, ${row.password_hash}, ${row.must_change_password}, ${row.totp_secret},
      ${row.created_at}, ${head.seq}, ${head.head_hash})
    returning *`)
  return account!
}

/** Changes columns and appends the events that say so; gives the account as it is then. The account is to be locked. */
export async function saveAccount(
  db: Queryable,
  cityId: string,
  account: AccountRow,
  changes: Changes,
  events: readonly NewEvent[],
): Promise<AccountRow> {
  const head = await enter(db, cityId, account, events)
  const next = { ...account, ...changes, ...head }
  const columns = (Object.keys({ ...changes, ...head }) as (keyof AccountRow)[]).map(
    (column): Sql => sql`${raw(column)} = ${next[column]}`,
  )
  const saved = await db.run(
    sql`update account set ${join(columns, ', ')} where id = ${account.id} and seq = ${account.seq}`,
  )
  if (saved !== 1) throw new Problem('command.version-conflict', { version: account.seq })
  return next
}

/** Tells every process to look at these accounts anew. Its lock is held to the end: call it late in the transaction. */
export async function touch(db: Queryable, accountIds: readonly string[]): Promise<void> {
  await db.run(sql`with raised as (update staff_version set version = version + 1 returning version)
    update account set changed_in = raised.version from raised where id = any(${[...accountIds]}::uuid[])`)
}

/**
 * Takes one of the attempts before the password is checked, so that guesses sent at once count each. Null when none is left.
 * The attempt that fills the measure already locks; success unlocks again.
 */
export async function takeAttempt(
  db: Queryable,
  id: string,
  now: Date,
  attempts: number,
  lockedUntil: Date,
): Promise<number | null> {
  const row = await db.maybe<{ failed_attempts: number }>(sql`
    update account set
      failed_attempts = case when locked_until is null then failed_attempts + 1 else 1 end,
      locked_until = case when locked_until is null and failed_attempts + 1 >= ${attempts}::int then ${lockedUntil}::timestamptz end
    where id = ${id} and (locked_until is null or locked_until <= ${now})
    returning failed_attempts`)
  return row?.failed_attempts ?? null
}

export async function giveBackAttempt(db: Queryable, id: string): Promise<void> {
  await db.run(
    sql`update account set failed_attempts = greatest(failed_attempts - 1, 0), locked_until = null where id = ${id}`,
  )
}

export interface NewGrant extends Grant {
  validFrom: Date
  validTo: Date | null
}

/** Ends what stands, takes back what was to come, and begins what is in the list. */
export async function replaceGrants(
  db: Queryable,
  accountId: string,
  grants: readonly NewGrant[],
  now: Date,
): Promise<void> {
  await db.run(sql`delete from role_grant where account_id = ${accountId} and valid_from > ${now}`)
  await db.run(
    sql`update role_grant set valid_to = greatest(valid_from, ${now}) where account_id = ${accountId} and (valid_to is null or valid_to > ${now})`,
  )
  await insertGrants(db, accountId, grants)
}

export async function insertGrants(db: Queryable, accountId: string, grants: readonly NewGrant[]): Promise<void> {
  for (const { role, scope, validFrom, validTo } of grants) {
    const regionId = scope.kind === 'region' ? scope.regionId : null
    const departmentId = scope.kind === 'department' ? scope.departmentId : null
    const gridIds = scope.kind === 'grids' ? scope.gridIds : null
    await db.run(sql`insert into role_grant (id, account_id, role, scope, region_id, department_id, grid_ids, valid_from, valid_to)
      values (${newId()}, ${accountId}, ${role}, ${scope.kind}, ${regionId}, ${departmentId}, ${gridIds}, ${validFrom}, ${validTo})`)
  }
}

export interface Belonging {
  departmentIds: readonly string[]
  teamIds: readonly string[]
}

/** Ends memberships that are not wanted any more and begins new ones; those that go on keep their beginning. */
export async function replaceMemberships(
  db: Queryable,
  accountId: string,
  wanted: Belonging,
  now: Date,
): Promise<void> {
  const departmentIds = [...new Set(wanted.departmentIds)]
  const teamIds = [...new Set(wanted.teamIds)]
  await db.run(sql`update membership set valid_to = greatest(valid_from, ${now}) where account_id = ${accountId} and valid_to is null
    and not (coalesce(department_id = any(${departmentIds}::uuid[]), false) or coalesce(team_id = any(${teamIds}::uuid[]), false))`)
  const standing = await db.rows<{ place: string }>(
    sql`select coalesce(department_id, team_id) as place from membership where account_id = ${accountId} and valid_to is null`,
  )
  const isNew = (id: string) => !standing.some(({ place }) => place === id)
  const rows = [
    ...departmentIds.filter(isNew).map((id) => ({ department: id, team: null })),
    ...teamIds.filter(isNew).map((id) => ({ department: null, team: id })),
  ]
  for (const { department, team } of rows) {
    await db.run(sql`insert into membership (id, account_id, department_id, team_id, valid_from)
      values (${newId()}, ${accountId}, ${department}, ${team}, ${now})`)
  }
}

export interface AbsenceRow {
  id: string
  account_id: string
  substitute_id: string | null
  from_at: Date
  to_at: Date
  declared_by: string
  declared_at: Date
}

export async function insertAbsence(db: Queryable, row: AbsenceRow): Promise<void> {
  await db.run(sql`insert into absence (id, account_id, substitute_id, from_at, to_at, declared_by, declared_at)
    values (${row.id}, ${row.account_id}, ${row.substitute_id}, ${row.from_at}, ${row.to_at}, ${row.declared_by}, ${row.declared_at})`)
}

export async function absenceById(db: Queryable, id: string): Promise<AbsenceRow | null> {
  return db.maybe<AbsenceRow>(sql`select * from absence where id = ${id}`)
}

export async function endAbsence(db: Queryable, id: string, at: Date): Promise<void> {
  await db.run(sql`update absence set to_at = greatest(from_at, ${at}) where id = ${id}`)
}

export async function replaceRecoveryCodes(db: Queryable, accountId: string, hashes: readonly Buffer[]): Promise<void> {
  await db.run(sql`delete from recovery_code where account_id = ${accountId}`)
  for (const hash of hashes)
    await db.run(sql`insert into recovery_code (account_id, code_hash) values (${accountId}, ${hash})`)
}

/** True once for each code. */
export async function useRecoveryCode(db: Queryable, accountId: string, hash: Buffer, now: Date): Promise<boolean> {
  const used = await db.run(
    sql`update recovery_code set used_at = ${now} where account_id = ${accountId} and code_hash = ${hash} and used_at is null`,
  )
  return used === 1
}
