/** What an account may do. Decided by the security officer, never for himself, and never beyond his own scope. */
import { exclusiveConflict, EXCLUSIVE_ROLES, type Grant, type Scope } from '@bihuan/domain/powers'
import type { City } from '../../platform/city.ts'
import type { Queryable } from '../../platform/database.ts'
import { Problem } from '../../platform/problem.ts'
import { territory } from '../../territory/answers.ts'
import { grantFact } from '../facts.ts'
import { covers, requireKnown } from '../reach.ts'
import { lockAccount, replaceGrants, saveAccount, touch, type NewGrant } from '../store.ts'
import { requireAnotherOfRole, standingGrants } from '../views.ts'

/** `scopes`: those under which the actor may grant. Throws `staff.exclusive-roles`, `staff.grant-window`, `staff.not-oneself`, `staff.beyond-your-scope`, `staff.last-of-role`. */
export async function setGrants(
  db: Queryable,
  city: City,
  now: Date,
  actor: { accountId: string; scopes: readonly Scope[] },
  id: string,
  grants: readonly NewGrant[],
): Promise<void> {
  if (id === actor.accountId) throw new Problem('staff.not-oneself')
  const account = await lockAccount(db, id)
  if (!account) throw new Problem('platform.not-found')
  if (grants.some(({ validFrom, validTo }) => validTo !== null && (validTo <= validFrom || validTo <= now))) {
    throw new Problem('staff.grant-window')
  }
  const conflict = exclusiveConflict(grants.map(({ role }) => role))
  if (conflict) throw new Problem('staff.exclusive-roles', { first: conflict[0], second: conflict[1] })
  const land = () => territory(city)
  for (const { scope } of grants) requireKnown(scope, land)

  const before = await standingGrants(db, id, now)
  const same = (one: Grant, other: Grant) =>
    one.role === other.role && JSON.stringify(one.scope) === JSON.stringify(other.scope)
  const isIn = (list: readonly Grant[]) => (grant: Grant) => list.some((other) => same(grant, other))
  const changed = [...grants.filter((grant) => !isIn(before)(grant)), ...before.filter((grant) => !isIn(grants)(grant))]
  if (!changed.every(({ scope }) => covers(actor.scopes, scope, land))) throw new Problem('staff.beyond-your-scope')
  const kept = grants.map(({ role }) => role)
  for (const { role } of before) {
    if (EXCLUSIVE_ROLES.includes(role) && !kept.includes(role)) await requireAnotherOfRole(db, role, id, now)
  }

  await replaceGrants(db, id, grants, now)
  const body = { after: grants.map(grantFact), before: before.map(({ role, scope }) => grantFact({ role, scope })) }
  await saveAccount(db, city.id, account, {}, [
    { act: 'account.set-grants', actor: actor.accountId, occurredAt: now, recordedAt: now, body },
  ])
  await touch(db, [id])
}
