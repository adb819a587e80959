/**
 * Whether an act may be done on a case now, by this person: everything that does not depend on what the act says.
 * The same answer decides a command and draws a button (abilities.ts). Rules: docs/decisions/0002-lifecycle.md.
 */
import type { Act, State } from '../acts.ts'
import { SYSTEM_ACTS } from '../acts.ts'
import { readClock, type Calendar, type Millis } from '../clocks.ts'
import type { Case } from './case.ts'
import { cell } from './transitions.ts'

/** Why an act is refused; the contract holds a sentence for each. */
export type RefusalCode =
  | 'case.transition-not-allowed'
  | 'case.not-your-role'
  | 'case.only-the-finder'
  | 'case.only-the-lead'
  | 'case.finder-may-not'
  | 'case.handler-may-not-verify'
  | 'case.reviewer-submitted-it'
  | 'case.own-request'
  | 'case.withdraw-too-late'
  | 'case.somebody-acted'
  | 'case.already-asked'
  | 'case.nothing-asked'
  | 'case.already-assessed'
  | 'case.not-assessed'
  | 'case.not-declined'
  | 'case.already-contested'
  | 'case.consult-open'
  | 'case.no-consult'
  | 'case.returned-before'
  | 'case.return-after-consult'
  | 'case.already-arrived'
  | 'case.suspended'
  | 'case.not-suspended'
  | 'case.request-open'
  | 'case.no-request'
  | 'case.extensions-used-up'
  | 'case.extension-too-late'
  | 'case.nothing-to-extend'
  | 'case.reopen-too-late'
  | 'case.void-needs-request'
  | 'case.void-needs-supervisor'
  | 'case.undo-not-yours'
  | 'case.undo-too-late'
  | 'case.undo-impossible'
  | 'case.no-order'
  | 'case.no-call'
  | 'case.not-the-office-called'
  | 'case.not-overdue'
  | 'case.already-following'
  | 'case.not-following'
  | 'case.ended-when'
  | 'case.item-unknown'
  | 'case.condition-unknown'
  | 'case.department-unknown'
  | 'case.department-not-in-duty'
  | 'case.team-not-of-lead'
  | 'case.place-unknown'
  | 'case.outside-city'
  | 'case.no-team-near'
  | 'case.no-office-above'
  | 'case.before-evidence-missing'
  | 'case.after-evidence-missing'
  | 'case.reason-missing'
  | 'case.extension-too-long'
  | 'case.suspension-terms'
  | 'case.parent-invalid'
  | 'case.already-assisting'

export interface Refusal {
  code: RefusalCode
  params: Record<string, string | number>
}
export function refuse(code: RefusalCode, params: Refusal['params'] = {}): Refusal {
  return { code, params }
}

/** What the rules must know of the person who acts. */
export interface Actor {
  /** Account id, or `system`. */
  id: string
  /** Acts that the person's roles allow within a scope that holds this case. */
  powers: ReadonlySet<Act>
  departmentIds: readonly string[]
  teamIds: readonly string[]
  /** Absent colleagues whose place the person takes now. */
  standsInFor: readonly string[]
  /** Departments and teams that the person belonged to at any time since the last dispatch, the present ones included. */
  sinceDispatch: { departmentIds: readonly string[]; teamIds: readonly string[] }
}

export const SYSTEM: Actor = {
  id: 'system',
  powers: new Set(),
  departmentIds: [],
  teamIds: [],
  standsInFor: [],
  sinceDispatch: { departmentIds: [], teamIds: [] },
}

/** `at`: when the act happened; `now`: the server's time. */
export interface Moment {
  at: Millis
  now: Millis
  calendar: Calendar
  /** The id that a case will have which is filed now, where it is known. */
  subject?: string
}

export const WITHDRAW_WITHIN: Millis = 10 * 60_000
export const UNDO_WITHIN: Millis = 10_000
export const REOPEN_WITHIN: Millis = 30 * 86_400_000
export const MAX_EXTENSIONS = 2
export const RETURNS_BEFORE_CONSULT = 3

/** Acts of the system that a person may not do, and steps that cannot be taken back by undoing. */
const NOT_UNDONE: readonly string[] = [
  'report',
  'take-in',
  'withdraw',
  'retract',
  'escalate',
  'sample',
  'check',
  'rezone',
  'split',
  'fix-on-the-spot',
  'merge',
]
const AFTER_DISPATCH: readonly State[] = ['dispatched', 'accepted', 'reviewing', 'handled', 'calling-back']

export function isLead(caseFile: Case, actor: Pick<Actor, 'departmentIds' | 'teamIds'>): boolean {
  const { assignment } = caseFile
  if (!assignment) return false
  return (
    actor.departmentIds.includes(assignment.lead) ||
    (assignment.teamId !== null && actor.teamIds.includes(assignment.teamId))
  )
}

/** 采办分离: a member, now or since the last dispatch, of a department or team that handled. */
export function handledIt(caseFile: Case, since: Actor['sinceDispatch']): boolean {
  const { assignment } = caseFile
  if (!assignment) return false
  const departments = [assignment.lead, ...assignment.assisting]
  return (
    departments.some((id) => since.departmentIds.includes(id)) ||
    (assignment.teamId !== null && since.teamIds.includes(assignment.teamId))
  )
}

/** null: it may be done. */
export function guard(caseFile: Case, act: Act, actor: Actor, moment: Moment): Refusal | null {
  const bySystem = actor.id === 'system'
  if (!bySystem && (!actor.powers.has(act) || (SYSTEM_ACTS as readonly Act[]).includes(act)))
    return refuse('case.not-your-role', { act })
  if (cell(act, caseFile.state) === null) return refuse('case.transition-not-allowed', { act, state: caseFile.state })
  return special(caseFile, act, actor, moment, bySystem)
}

function special(
  caseFile: Case,
  act: Act,
  actor: Actor,
  { at, now, calendar }: Moment,
  bySystem: boolean,
): Refusal | null {
  const finder = caseFile.finder === actor.id || actor.standsInFor.includes(caseFile.finder)
  const lead = bySystem || isLead(caseFile, actor)
  const suspended = caseFile.suspension !== null
  switch (act) {
    case 'withdraw':
      if (!finder) return refuse('case.only-the-finder')
      if (caseFile.last.seq !== 1) return refuse('case.somebody-acted')
      return now - caseFile.recordedAt > WITHDRAW_WITHIN ? refuse('case.withdraw-too-late') : null
    case 'ask':
      return caseFile.asked ? refuse('case.already-asked') : null
    case 'supplement':
      if (!caseFile.asked) return refuse('case.nothing-asked')
      return caseFile.holder?.kind === 'person' && !finder ? refuse('case.only-the-finder') : null
    case 'assess':
      return caseFile.state !== 'reported' && caseFile.assessedAt !== null ? refuse('case.already-assessed') : null
    case 'decline':
      return finder ? refuse('case.finder-may-not', { act }) : null
    case 'contest':
      if (!caseFile.declined) return refuse('case.not-declined')
      if (!finder) return refuse('case.only-the-finder')
      return caseFile.contested ? refuse('case.already-contested') : null
    case 'dispatch':
      return caseFile.consult === 'open' ? refuse('case.consult-open') : null
    case 'accept':
      return lead ? null : refuse('case.only-the-lead')
    case 'return':
      if (!lead) return refuse('case.only-the-lead')
      if (caseFile.returnedBy.includes(caseFile.assignment!.lead)) return refuse('case.returned-before')
      return caseFile.consult === 'concluded' ? refuse('case.return-after-consult') : null
    case 'arrive':
      if (!handledIt(caseFile, actor)) return refuse('case.only-the-lead')
      if (caseFile.arrivedAt !== null) return refuse('case.already-arrived')
      return suspended ? refuse('case.suspended') : null
    case 'transfer':
      return suspended ? refuse('case.suspended') : null
    case 'request-extension': {
      if (!lead) return refuse('case.only-the-lead')
      if (suspended) return refuse('case.suspended')
      if (caseFile.extensionRequest) return refuse('case.request-open')
      if (caseFile.extensions >= MAX_EXTENSIONS) return refuse('case.extensions-used-up', { most: MAX_EXTENSIONS })
      const clock = caseFile.clocks.findLast((candidate) => candidate.kind === 'handle')
      const { dueAt } = clock ? readClock(clock, calendar, now) : { dueAt: null }
      if (dueAt === null) return refuse('case.nothing-to-extend')
      return at > dueAt ? refuse('case.extension-too-late') : null
    }
    case 'grant-extension':
    case 'refuse-extension':
      if (!caseFile.extensionRequest) return refuse('case.no-request')
      return caseFile.extensionRequest.by === actor.id ? refuse('case.own-request') : null
    case 'request-suspension':
      if (!lead) return refuse('case.only-the-lead')
      if (suspended) return refuse('case.suspended')
      return caseFile.suspensionRequest ? refuse('case.request-open') : null
    case 'grant-suspension':
    case 'refuse-suspension':
      if (!caseFile.suspensionRequest) return refuse('case.no-request')
      return caseFile.suspensionRequest.by === actor.id ? refuse('case.own-request') : null
    case 'resume':
      if (!suspended) return refuse('case.not-suspended')
      return lead || actor.powers.has('grant-suspension') ? null : refuse('case.only-the-lead')
    case 'submit':
      if (!lead) return refuse('case.only-the-lead')
      return suspended ? refuse('case.suspended') : null
    case 'pass':
      if (!lead) return refuse('case.only-the-lead')
      return caseFile.submittedBy === actor.id ? refuse('case.reviewer-submitted-it') : null
    case 'send-back':
      return lead ? null : refuse('case.only-the-lead')
    case 'verify-pass':
    case 'verify-fail':
      if (handledIt(caseFile, actor.sinceDispatch) || caseFile.submittedBy === actor.id)
        return refuse('case.handler-may-not-verify')
      return act === 'verify-pass' && caseFile.assessedAt === null ? refuse('case.not-assessed') : null
    case 'request-reopen':
      if (now - caseFile.closedAt! > REOPEN_WITHIN) return refuse('case.reopen-too-late')
      return caseFile.reopenRequest ? refuse('case.request-open') : null
    case 'reopen':
      return now - caseFile.closedAt! > REOPEN_WITHIN ? refuse('case.reopen-too-late') : null
    case 'refuse-reopen':
      return caseFile.reopenRequest ? null : refuse('case.no-request')
    case 'request-void':
      if (finder) return refuse('case.finder-may-not', { act })
      return caseFile.voidRequest ? refuse('case.request-open') : null
    case 'void':
      if (finder) return refuse('case.finder-may-not', { act })
      if (!AFTER_DISPATCH.includes(caseFile.state)) return null
      if (!caseFile.voidRequest) return refuse('case.void-needs-request')
      if (!actor.powers.has('refuse-void')) return refuse('case.void-needs-supervisor')
      return caseFile.voidRequest.by === actor.id ? refuse('case.own-request') : null
    case 'refuse-void':
      if (!caseFile.voidRequest) return refuse('case.no-request')
      return caseFile.voidRequest.by === actor.id ? refuse('case.own-request') : null
    case 'retract':
      if (caseFile.last.actor !== actor.id) return refuse('case.undo-not-yours')
      if (NOT_UNDONE.includes(caseFile.last.act)) return refuse('case.undo-impossible', { act: caseFile.last.act })
      return now - caseFile.last.recordedAt > UNDO_WITHIN ? refuse('case.undo-too-late') : null
    case 'reclassify':
      return caseFile.assessedAt === null ? refuse('case.not-assessed') : null
    case 'answer-supervise':
      if (!caseFile.supervises.some((order) => order.settledAt === null)) return refuse('case.no-order')
      return caseFile.assignment && !lead && !actor.departmentIds.includes(caseFile.officeId)
        ? refuse('case.only-the-lead')
        : null
    case 'lift-supervise':
      return caseFile.supervises.some((order) => order.settledAt === null) ? null : refuse('case.no-order')
    case 'answer-call': {
      const open = caseFile.calls.filter((call) => call.settledAt === null)
      if (open.length === 0) return refuse('case.no-call')
      return open.some((call) => actor.departmentIds.includes(call.officeId!))
        ? null
        : refuse('case.not-the-office-called')
    }
    case 'open-consult':
      return caseFile.consult === 'open' ? refuse('case.consult-open') : null
    case 'conclude-consult':
      return caseFile.consult === 'open' ? null : refuse('case.no-consult')
    case 'follow':
      return caseFile.followers.includes(actor.id) ? refuse('case.already-following') : null
    case 'unfollow':
      return caseFile.followers.includes(actor.id) ? null : refuse('case.not-following')
    default:
      return null
  }
}
