/**
 * Who may do what: the one table of role × power, and where a power reaches.
 *
 * A power is either a case act (see acts.ts) or one of the other powers below. A grant joins a role with a scope; a person
 * may hold several. The rules that look at one case (verifier never handler, finder never declines) are not here but in
 * the lifecycle: this table says what a role may do at all.
 */
import type { Act } from './acts.ts'

export const ROLES = [
  'grid-worker',
  'assessor',
  'dispatcher',
  'handler',
  'department-reviewer',
  'verifier',
  'caller',
  'supervisor',
  'leader',
  'auditor',
  'security-officer',
  'administrator',
] as const
export type Role = (typeof ROLES)[number]

/** What may be done beside the acts on a case. */
export const OTHER_POWERS = [
  'case.read',
  'case.list',
  'spot-check.draw',
  'spot-check.check',
  'oversight.read',
  'overview.read',
  'territory.read',
  'territory.manage',
  'roster.plan',
  'roster.phone',
  'catalogue.read',
  'catalogue.manage',
  'duty.report',
  'duty.manage',
  'duty.propose',
  'audit.read',
  'audit.verify',
  'audit.seal',
  'record.erase',
  'account.read',
  'account.manage',
  'role.grant',
  'session.revoke',
  'calendar.publish',
  'absence.declare',
  'absence.manage',
] as const
export type OtherPower = (typeof OTHER_POWERS)[number]
export type Power = Act | OtherPower

/**
 * Where a grant reaches. Region and department cover their subtrees; `own` covers what the person reported or holds.
 * `city` is the whole city and is never implied by a role.
 */
export type Scope =
  | { kind: 'city' }
  | { kind: 'region'; regionId: string }
  | { kind: 'department'; departmentId: string }
  | { kind: 'grids'; gridIds: string[] }
  | { kind: 'own' }

export interface Grant {
  role: Role
  scope: Scope
}

/** Roles whose powers exclude each other (separation of the three administrators, GB/T 22239 level 3). */
export const EXCLUSIVE_ROLES: readonly Role[] = ['administrator', 'auditor', 'security-officer']

/** Roles that must use a second factor. */
export const SECOND_FACTOR_ROLES: readonly Role[] = EXCLUSIVE_ROLES

const READ: readonly Power[] = ['case.read', 'case.list', 'follow', 'unfollow', 'territory.read', 'catalogue.read']

/** Anybody who works here may report what he finds, and so must be able to go on with it when it comes back to him. */
const FIND: readonly Power[] = ['report', 'withdraw', 'supplement', 'contest', 'request-reopen']

/** Whoever may take a case on must be able to do all that a holder is asked for: a team of grid workers holds cases too. */
const HOLD: readonly Power[] = [
  'accept',
  'return',
  'arrive',
  'submit',
  'request-extension',
  'request-suspension',
  'resume',
  'answer-supervise',
]

/** The matrix. A `Record` without `Partial`: a role without its row does not compile. */
// prettier-ignore
export const POWERS: Record<Role, readonly Power[]> = {
  'grid-worker': [
    ...READ, ...FIND, ...HOLD, 'fix-on-the-spot', 'verify-pass', 'verify-fail', 'call', 'note', 'retract', 'absence.declare',
    'spot-check.check',
  ],
  assessor: [
    ...READ, ...FIND, 'ask', 'assess', 'decline', 'merge', 'reclassify', 'note', 'call', 'answer-call', 'retract', 'split',
    'overview.read', 'absence.declare', 'roster.phone',
  ],
  dispatcher: [
    ...READ, ...FIND, 'merge', 'dispatch', 'transfer', 'grant-extension', 'refuse-extension', 'grant-suspension', 'refuse-suspension',
    'resume', 'void', 'request-void', 'assist', 'split', 'open-consult', 'conclude-consult', 'call', 'answer-call', 'note', 'retract', 'reclassify',
    'overview.read', 'duty.report', 'duty.propose', 'absence.declare', 'roster.plan', 'roster.phone',
  ],
  handler: [
    ...READ, ...FIND, ...HOLD, 'fix-on-the-spot', 'call', 'note', 'retract', 'absence.declare',
  ],
  'department-reviewer': [...READ, ...FIND, 'pass', 'send-back', 'note', 'call', 'answer-call', 'answer-supervise', 'retract', 'overview.read', 'absence.declare'],
  verifier: [...READ, ...FIND, 'verify-pass', 'verify-fail', 'spot-check.check', 'note', 'call', 'retract', 'absence.declare'],
  caller: [...READ, ...FIND, 'record-call-back', 'unmask', 'note', 'retract', 'absence.declare', 'roster.phone'],
  supervisor: [
    ...READ, ...FIND, 'reopen', 'refuse-reopen', 'refuse-void', 'void', 'supervise', 'lift-supervise', 'open-consult', 'conclude-consult', 'call',
    'answer-call', 'note', 'retract', 'unmask', 'spot-check.draw', 'oversight.read', 'overview.read', 'duty.report', 'duty.propose', 'absence.declare',
    'absence.manage', 'roster.plan', 'roster.phone',
  ],
  leader: [...READ, ...FIND, 'supervise', 'lift-supervise', 'answer-call', 'note', 'oversight.read', 'overview.read', 'duty.report', 'retract', 'absence.declare', 'roster.phone'],
  auditor: ['audit.read', 'audit.verify', 'audit.seal', 'account.read', 'case.read', 'case.list', 'territory.read', 'catalogue.read', 'oversight.read', 'overview.read'],
  'security-officer': ['role.grant', 'session.revoke', 'account.read', 'record.erase', 'territory.read'],
  administrator: [
    'account.manage', 'account.read', 'calendar.publish', 'territory.read', 'catalogue.read', 'duty.report', 'territory.manage', 'catalogue.manage',
    'duty.manage', 'roster.plan',
  ],
}

/** The scopes under which these grants give this power; empty when they do not give it at all. */
export function scopesFor(grants: readonly Grant[], power: Power): Scope[] {
  return grants.filter((grant) => POWERS[grant.role].includes(power)).map((grant) => grant.scope)
}

/** Roles that may not stand together, or null. */
export function exclusiveConflict(roles: readonly Role[]): [Role, Role] | null {
  const held = EXCLUSIVE_ROLES.filter((role) => roles.includes(role))
  return held.length > 1 ? [held[0]!, held[1]!] : null
}
