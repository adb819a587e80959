/** What an account may do at a moment: its own grants and those of the absent colleagues whose place it takes. */
import { EXCLUSIVE_ROLES, SECOND_FACTOR_ROLES, type Grant, type Role, type Scope } from '@bihuan/domain/powers'
import { sql, type Queryable } from '../platform/database.ts'

/** Half open; null is without end. */
interface Period {
  from: number
  to: number | null
}
export interface KnownGrant extends Grant, Period {
  accountId: string
}
interface KnownMembership extends Period {
  accountId: string
  departmentId: string | null
  teamId: string | null
}
interface KnownAbsence extends Period {
  /** Who is absent, and whose place is taken. */
  accountId: string
}

/** All that is known of an account, with its times: what holds at a moment is computed from it. */
export interface Known {
  version: number
  accountId: string
  login: string
  name: string
  active: boolean
  mustChangePassword: boolean
  secondFactor: boolean
  grants: KnownGrant[]
  memberships: KnownMembership[]
  standsIn: KnownAbsence[]
}

export interface HeldGrant extends Grant {
  validFrom: Date
  validTo: Date | null
  /** The absent account whose grant it is; null for one's own. */
  onBehalfOf: string | null
}

export interface Standing {
  grants: HeldGrant[]
  departmentIds: string[]
  teamIds: string[]
  standsInFor: string[]
  /** What must be done before anything else. */
  must: 'change-password' | 'enrol-second-factor' | null
  /** Nothing changes before this time. */
  until: number
  since: number
}

interface GrantJson {
  account_id: string
  role: Role
  scope: Scope['kind']
  region_id: string | null
  department_id: string | null
  grid_ids: string[] | null
  valid_from: string
  valid_to: string | null
}
const millis = (written: string) => Date.parse(written)
const millisOrNull = (written: string | null) => (written === null ? null : Date.parse(written))

function scopeOf(row: Pick<GrantJson, 'scope' | 'region_id' | 'department_id' | 'grid_ids'>): Scope {
  if (row.scope === 'region') return { kind: 'region', regionId: row.region_id! }
  if (row.scope === 'department') return { kind: 'department', departmentId: row.department_id! }
  if (row.scope === 'grids') return { kind: 'grids', gridIds: row.grid_ids! }
  return { kind: row.scope }
}

/** One statement, so that all of it is of one moment, with the version that this moment had. */
export async function readKnown(db: Queryable, accountId: string): Promise<Known | null> {
  const row = await db.maybe<{
    version: number
    login: string
    name: string
    status: string
    must_change_password: boolean
    second_factor: boolean
    grants: GrantJson[]
    memberships: {
      account_id: string
      department_id: string | null
      team_id: string | null
      valid_from: string
      valid_to: string | null
    }[]
    stands_in: { account_id: string; from_at: string; to_at: string }[]
  }>(
    sql`with stands_in as (
        select b.account_id, b.from_at, b.to_at from absence b join account o on o.id = b.account_id and o.status = 'active'
        where b.substitute_id = ${accountId}
      ), persons as (select ${accountId}::uuid as id union select account_id from stands_in)
      select v.version, a.login, a.name, a.status, a.must_change_password, a.totp_secret is not null as second_factor,
        coalesce((select jsonb_agg(to_jsonb(g) order by g.id) from role_grant g join persons p on p.id = g.account_id), '[]') as grants,
        coalesce((select jsonb_agg(to_jsonb(m) order by m.id) from membership m join persons p on p.id = m.account_id), '[]') as memberships,
        coalesce((select jsonb_agg(to_jsonb(s)) from stands_in s), '[]') as stands_in
      from account a, staff_version v where a.id = ${accountId}`,
    'staff-known',
  )
  if (!row) return null
  return {
    version: row.version,
    accountId,
    login: row.login,
    name: row.name,
    active: row.status === 'active',
    mustChangePassword: row.must_change_password,
    secondFactor: row.second_factor,
    grants: row.grants.map((grant) => ({
      accountId: grant.account_id,
      role: grant.role,
      scope: scopeOf(grant),
      from: millis(grant.valid_from),
      to: millisOrNull(grant.valid_to),
    })),
    memberships: row.memberships.map((membership) => ({
      accountId: membership.account_id,
      departmentId: membership.department_id,
      teamId: membership.team_id,
      from: millis(membership.valid_from),
      to: millisOrNull(membership.valid_to),
    })),
    standsIn: row.stands_in.map((absence) => ({
      accountId: absence.account_id,
      from: millis(absence.from_at),
      to: millis(absence.to_at),
    })),
  }
}

const holds = (period: Period, at: number) => period.from <= at && (period.to === null || at < period.to)

/**
 * What holds at a moment. A substitute takes over what is the absent person's own (not what that person holds for a third),
 * and never the exclusive roles. Who must have a second factor is asked of one's own grants.
 */
export function standingAt(known: Known, at: number): Standing {
  const standsInFor = [
    ...new Set(known.standsIn.filter((absence) => holds(absence, at)).map(({ accountId }) => accountId)),
  ]
  const isHeld = (row: Period & { accountId: string }) =>
    holds(row, at) && (row.accountId === known.accountId || standsInFor.includes(row.accountId))
  const grants = known.grants
    .filter((grant) => isHeld(grant) && (grant.accountId === known.accountId || !EXCLUSIVE_ROLES.includes(grant.role)))
    .map((grant) => ({
      role: grant.role,
      scope: grant.scope,
      validFrom: new Date(grant.from),
      validTo: grant.to === null ? null : new Date(grant.to),
      onBehalfOf: grant.accountId === known.accountId ? null : grant.accountId,
    }))
  const memberships = known.memberships.filter(isHeld)
  const unique = (ids: (string | null)[]) => [...new Set(ids.filter((id) => id !== null))]
  const needsFactor = grants.some((grant) => grant.onBehalfOf === null && SECOND_FACTOR_ROLES.includes(grant.role))
  const edges = [...known.grants, ...known.memberships, ...known.standsIn].flatMap(({ from, to }) =>
    to === null ? [from] : [from, to],
  )
  return {
    grants,
    departmentIds: unique(memberships.map(({ departmentId }) => departmentId)),
    teamIds: unique(memberships.map(({ teamId }) => teamId)),
    standsInFor,
    must: known.mustChangePassword
      ? 'change-password'
      : needsFactor && !known.secondFactor
        ? 'enrol-second-factor'
        : null,
    since: Math.max(-Infinity, ...edges.filter((edge) => edge <= at)),
    until: Math.min(Infinity, ...edges.filter((edge) => edge > at)),
  }
}
