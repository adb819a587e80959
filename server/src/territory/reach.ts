/** Whether a team lies within scopes: by its department, by its region, or by a grid that it serves. */
import type { Scope } from '@bihuan/domain/powers'
import type { Team } from '@bihuan/domain/place'
import type { Actor } from '../platform/actor.ts'
import { inScope } from '../platform/scope.ts'
import type { Territory } from './answers.ts'

export function teamInScope(held: Territory, team: Team, scopes: readonly Scope[], actor: Actor): boolean {
  const record = {
    ...held.ancestorsOf(team.regionId),
    gridId: null,
    leadDepartmentId: team.departmentId,
    finderId: null,
    holderId: null,
  }
  return (
    inScope(scopes, record, held.lookups, actor) ||
    team.gridIds.some((gridId) => inScope(scopes, { ...record, gridId }, held.lookups, actor))
  )
}
