/** What a person may do on one case: the powers of those grants whose scope holds it. */
import type { Act } from '@bihuan/domain/acts'
import { ACTS } from '@bihuan/domain/acts'
import type { Actor as ActingPerson } from '@bihuan/domain/cases/guard'
import type { Case } from '@bihuan/domain/cases/case'
import { POWERS, type Power, type Role } from '@bihuan/domain/powers'
import type { Actor } from '../platform/actor.ts'
import type { City } from '../platform/city.ts'
import { raw, type Queryable } from '../platform/database.ts'
import { inScope, placeColumns, scopePredicate, type ScopeColumns, type ScopedRecord } from '../platform/scope.ts'
import type { Scope } from '@bihuan/domain/powers'
import { placesSince } from '../staff/answers.ts'
import { territory } from '../territory/answers.ts'

const KNOWN_ACTS = new Set<string>(ACTS)

export function scopedRecord(caseFile: Case): ScopedRecord {
  const { place, assignment, holder } = caseFile
  return {
    ...place,
    leadDepartmentId: assignment?.lead ?? null,
    assistDepartmentIds: assignment?.assisting ?? [],
    officeId: caseFile.officeId,
    finderId: caseFile.finder,
    holderId: holder?.id ?? null,
  }
}

export function caseColumns(alias: string): ScopeColumns {
  const column = (name: string) => raw(`${alias}.${name}`)
  return {
    ...placeColumns(alias),
    leadDepartment: column('lead_department_id'),
    assistDepartments: column('assist_department_ids'),
    office: column('office_id'),
    finder: column('finder'),
    holderId: column('holder_id'),
  }
}

/** `where` for lists: the cases that these scopes hold. */
export function casesInScope(city: City, actor: Actor, scopes: readonly Scope[]) {
  return scopePredicate(scopes, caseColumns('c'), territory(city).lookups, actor)
}

/** Every power that the person has over this case; without `case.read` the case does not exist for them. */
export function powersOver(city: City, actor: Actor, caseFile: Case): Set<Power> {
  const record = scopedRecord(caseFile)
  const { lookups } = territory(city)
  const powers = new Set<Power>()
  for (const grant of actor.grants) {
    if (inScope([grant.scope], record, lookups, actor)) for (const power of POWERS[grant.role]) powers.add(power)
    else if (calledOffice(actor, caseFile)) give(powers, grant.role, ANSWERING)
    else if (caseFile.followers.includes(actor.accountId)) give(powers, grant.role, FOLLOWING)
  }
  return powers
}

/** What being called lends beyond one's scope, and what following does (a reporter whose case was merged into one elsewhere). */
const ANSWERING: readonly Power[] = ['case.read', 'answer-call', 'note', 'follow', 'unfollow', 'retract']
const FOLLOWING: readonly Power[] = ['case.read', 'unfollow']

function give(powers: Set<Power>, role: Role, lent: readonly Power[]): void {
  for (const power of lent) if (POWERS[role].includes(power)) powers.add(power)
}

/**
 * Whether a case about a person in need (confidential item) is open to this reader: those who handle it, its office, its finder.
 * Others in scope see that there is one, and where it stands. Rule: docs/decisions/0007-personal-data.md.
 */
export function mayReadContent(actor: Actor, caseFile: Case): boolean {
  if (!caseFile.item.confidential) return true
  const { assignment, holder, finder, officeId } = caseFile
  const departments = [officeId, ...(assignment ? [assignment.lead, ...assignment.assisting] : [])]
  const persons = [actor.accountId, ...actor.standsInFor]
  return (
    persons.includes(finder) ||
    (holder !== null && [...persons, ...actor.teamIds, ...actor.departmentIds].includes(holder.id)) ||
    departments.some((id) => actor.departmentIds.includes(id)) ||
    (assignment?.teamId != null && actor.teamIds.includes(assignment.teamId))
  )
}

/** A call makes the case known to the members of the office called, until it is answered. */
function calledOffice(actor: Actor, caseFile: Case): boolean {
  return caseFile.calls.some((call) => call.settledAt === null && actor.departmentIds.includes(call.officeId!))
}

export function actingPerson(
  actor: Actor,
  powers: ReadonlySet<Power>,
  since: ActingPerson['sinceDispatch'],
): ActingPerson {
  const acts = new Set<Act>([...powers].filter((power): power is Act => KNOWN_ACTS.has(power)))
  return {
    id: actor.accountId,
    powers: acts,
    departmentIds: actor.departmentIds,
    teamIds: actor.teamIds,
    standsInFor: actor.standsInFor,
    sinceDispatch: since,
  }
}

/** Departments and teams that an account belonged to at any time since the last dispatch, as a substitute too. 采办分离 asks for it. */
export async function membershipsSince(
  db: Queryable,
  accountId: string,
  since: number | null,
  now: Date,
): Promise<ActingPerson['sinceDispatch']> {
  const places = [...(await placesSince(db, accountId, new Date(since ?? 0), now))]
  // Ids are unique over both kinds.
  return { departmentIds: places, teamIds: places }
}
