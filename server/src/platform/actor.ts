/** The person behind a request, with the grants that hold now (own and substituted). */
import type { Grant, Power, Scope } from '@bihuan/domain/powers'
import { scopesFor } from '@bihuan/domain/powers'
import { Problem } from './problem.ts'

export interface Actor {
  accountId: string
  name: string
  sessionId: string
  grants: readonly Grant[]
  /** Departments and teams that the account is a member of, without their subtrees. */
  departmentIds: readonly string[]
  teamIds: readonly string[]
  /** Absent colleagues whose place the account takes now. */
  standsInFor: readonly string[]
}

/** The scopes under which the actor has the power, or 403. A record outside of them is 404. */
export function requirePower(actor: Actor, power: Power): Scope[] {
  const scopes = scopesFor(actor.grants, power)
  if (scopes.length === 0) throw new Problem('platform.forbidden', { power })
  return scopes
}
