/** Scopes against the territory: what they cover, and which accounts lie in them. */
import type { Scope } from '@bihuan/domain/powers'
import type { City } from '../platform/city.ts'
import { join, sql, type Sql } from '../platform/database.ts'
import { Problem } from '../platform/problem.ts'
import type { Owner } from '../platform/scope.ts'
import { territory, type Territory } from '../territory/answers.ts'

/** Whether the one scope lies within the others: nobody gives what he does not have. */
export function covers(outer: readonly Scope[], inner: Scope, land: () => Territory): boolean {
  if (inner.kind === 'own') return outer.length > 0
  return outer.some((scope) => {
    if (scope.kind === 'city') return true
    if (inner.kind === 'city') return false
    if (scope.kind === 'region') {
      if (inner.kind === 'region') return land().isWithin(inner.regionId, scope.regionId)
      if (inner.kind === 'department')
        return within(land(), land().department(inner.departmentId)?.regionId, scope.regionId)
      return inner.gridIds.every((id) => within(land(), land().grid(id)?.communityId, scope.regionId))
    }
    if (scope.kind === 'department') {
      return inner.kind === 'department' && land().departmentSubtree(scope.departmentId).includes(inner.departmentId)
    }
    return scope.kind === 'grids' && inner.kind === 'grids' && inner.gridIds.every((id) => scope.gridIds.includes(id))
  })
}

function within(land: Territory, regionId: string | undefined, ancestorId: string): boolean {
  return regionId !== undefined && land.isWithin(regionId, ancestorId)
}

/** 422 where a scope names what there is not. */
export function requireKnown(scope: Scope, land: () => Territory): void {
  const unknown = (id: string) => new Problem('staff.place-unknown', { id })
  if (scope.kind === 'region' && !land().region(scope.regionId)) throw unknown(scope.regionId)
  if (scope.kind === 'department' && !land().department(scope.departmentId)) throw unknown(scope.departmentId)
  if (scope.kind === 'grids') for (const id of scope.gridIds) if (!land().grid(id)) throw unknown(id)
}

type Places = { departmentIds: readonly string[]; teamIds: readonly string[] }

/** 422 where a new place does not exist, 403 where a place that is added or taken away lies outside of the scopes. */
export function requireAssignable(city: City, scopes: readonly Scope[], before: Places, after: Places): void {
  const land = () => territory(city)
  const changed = (one: readonly string[], other: readonly string[]) => one.filter((id) => !other.includes(id))
  for (const id of changed(after.departmentIds, before.departmentIds)) {
    if (!land().department(id)) throw new Problem('staff.place-unknown', { id })
  }
  for (const id of changed(after.teamIds, before.teamIds))
    if (!land().team(id)) throw new Problem('staff.place-unknown', { id })
  const departments = [
    ...changed(after.departmentIds, before.departmentIds),
    ...changed(before.departmentIds, after.departmentIds),
  ]
  const teams = [...changed(after.teamIds, before.teamIds), ...changed(before.teamIds, after.teamIds)]
  const reached = [
    ...departments.map((departmentId): Scope[] => [{ kind: 'department', departmentId }]),
    ...teams.map((id) => placesOfTeam(land(), id)),
  ]
  if (!reached.every((places) => places.some((place) => covers(scopes, place, land))))
    throw new Problem('staff.beyond-your-scope')
}

/** A team is within reach by its region or by its department. */
function placesOfTeam(land: Territory, id: string): Scope[] {
  const team = land.team(id)
  if (!team) return [{ kind: 'city' }]
  return [
    { kind: 'region', regionId: team.regionId },
    { kind: 'department', departmentId: team.departmentId },
  ]
}

/** 403 where the account holds more than the scopes reach: whoever resets its password could become it. */
export function requireBelow(city: City, scopes: readonly Scope[], grants: readonly { scope: Scope }[]): void {
  if (!grants.every(({ scope }) => covers(scopes, scope, () => territory(city))))
    throw new Problem('staff.beyond-your-scope')
}

/**
 * Which accounts lie in these scopes: those that belong to a department or team there, and oneself under `own`.
 * A condition on the alias `a` of the table account.
 */
export function accountPredicate(city: City, scopes: readonly Scope[], owner: Owner): Sql {
  if (scopes.some(({ kind }) => kind === 'city')) return sql`true`
  const land = () => territory(city)
  const departments = new Set<string>()
  const teams = new Set<string>()
  for (const scope of scopes) {
    if (scope.kind === 'region') {
      const regions = land().lookups.regions(scope.regionId)
      const lies = (regionId: string) => regions.some(({ id }) => land().isWithin(regionId, id))
      for (const department of land().departments()) if (lies(department.regionId)) departments.add(department.id)
      for (const team of land().teams()) if (lies(team.regionId)) teams.add(team.id)
    } else if (scope.kind === 'department') {
      for (const id of land().departmentSubtree(scope.departmentId)) {
        departments.add(id)
        for (const team of land().teamsOf(id)) teams.add(team.id)
      }
    }
  }
  const parts = [
    sql`exists (select 1 from membership m where m.account_id = a.id and m.valid_to is null
      and (m.department_id = any(${[...departments]}::uuid[]) or m.team_id = any(${[...teams]}::uuid[])))`,
    ...(scopes.some(({ kind }) => kind === 'own') ? [sql`a.id = ${owner.accountId}`] : []),
  ]
  return join(parts, ' or ', '(', ')')
}
