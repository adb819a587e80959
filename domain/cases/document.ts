/**
 * A case as it is stored: without what nothing has happened to yet. Most members of most cases say nothing, and the document is
 * written anew, and read, with every act: what is left out is a quarter of a new one.
 */
import { fixed } from '../fixed.ts'
import type { Case } from './case.ts'

/** What a case begins with, whatever was reported. */
export const UNTOUCHED = {
  rectification: null,
  assessedAt: null,
  assignment: null,
  returnedBy: fixed([]),
  dispatches: 0,
  arrivedAt: null,
  plan: null,
  submittedBy: null,
  closing: null,
  reworks: 0,
  verifications: 0,
  reopens: 0,
  extensions: 0,
  extensionRequest: null,
  suspensionRequest: null,
  suspension: null,
  suspensions: 0,
  voidRequest: null,
  reopenRequest: null,
  asked: null,
  declined: false,
  contested: false,
  consult: 'none',
  supervises: fixed([]),
  calls: fixed([]),
  escalations: fixed([]),
  callBack: null,
  callBackAttempts: 0,
  handledAt: null,
  closedAt: null,
  closedLevel: null,
  childIds: fixed([]),
  followers: fixed([]),
  sampled: false,
  timeGap: false,
} satisfies Partial<Case>

export type Untouched = Pick<Case, keyof typeof UNTOUCHED>
export type CaseDocument = Omit<Case, keyof Untouched> & Partial<Untouched>

const NAMES = Object.keys(UNTOUCHED) as (keyof Untouched)[]

export function documentOf(c: Case): CaseDocument {
  // Every other member of a case by name: one that is forgotten does not compile.
  const document: Record<Exclude<keyof Case, keyof Untouched>, unknown> = {
    id: c.id,
    number: c.number,
    state: c.state,
    source: c.source,
    finder: c.finder,
    reportedAt: c.reportedAt,
    recordedAt: c.recordedAt,
    place: c.place,
    position: c.position,
    item: c.item,
    conditionId: c.conditionId,
    procedure: c.procedure,
    limits: c.limits,
    officeId: c.officeId,
    officeLevel: c.officeLevel,
    holder: c.holder,
    stepClockId: c.stepClockId,
    clocks: c.clocks,
    parentId: c.parentId,
    checks: c.checks,
    last: c.last,
  }
  for (const name of NAMES) {
    const value = c[name]
    const same = Array.isArray(value) ? value.length === 0 : value === UNTOUCHED[name]
    if (!same) Object.assign(document, { [name]: value })
  }
  return document as CaseDocument
}

/**
 * The case of a document, whole ones included: those that were stored before anything was left out. Member by member, for the engine
 * keeps an object made by spreading as a dictionary: opened and copied three times, that costs fifteen times as much (measured).
 */
export function caseOf(d: CaseDocument): Case {
  const c: Case = {
    id: d.id,
    number: d.number,
    state: d.state,
    source: d.source,
    finder: d.finder,
    reportedAt: d.reportedAt,
    recordedAt: d.recordedAt,
    place: d.place,
    position: d.position,
    item: d.item,
    conditionId: d.conditionId,
    rectification: d.rectification ?? UNTOUCHED.rectification,
    procedure: d.procedure,
    limits: d.limits,
    officeId: d.officeId,
    officeLevel: d.officeLevel,
    holder: d.holder,
    stepClockId: d.stepClockId,
    clocks: d.clocks,
    assessedAt: d.assessedAt ?? UNTOUCHED.assessedAt,
    assignment: d.assignment ?? UNTOUCHED.assignment,
    returnedBy: d.returnedBy ?? UNTOUCHED.returnedBy,
    dispatches: d.dispatches ?? UNTOUCHED.dispatches,
    arrivedAt: d.arrivedAt ?? UNTOUCHED.arrivedAt,
    plan: d.plan ?? UNTOUCHED.plan,
    submittedBy: d.submittedBy ?? UNTOUCHED.submittedBy,
    closing: d.closing ?? UNTOUCHED.closing,
    reworks: d.reworks ?? UNTOUCHED.reworks,
    verifications: d.verifications ?? UNTOUCHED.verifications,
    reopens: d.reopens ?? UNTOUCHED.reopens,
    extensions: d.extensions ?? UNTOUCHED.extensions,
    extensionRequest: d.extensionRequest ?? UNTOUCHED.extensionRequest,
    suspensionRequest: d.suspensionRequest ?? UNTOUCHED.suspensionRequest,
    suspension: d.suspension ?? UNTOUCHED.suspension,
    suspensions: d.suspensions ?? UNTOUCHED.suspensions,
    voidRequest: d.voidRequest ?? UNTOUCHED.voidRequest,
    reopenRequest: d.reopenRequest ?? UNTOUCHED.reopenRequest,
    asked: d.asked ?? UNTOUCHED.asked,
    declined: d.declined ?? UNTOUCHED.declined,
    contested: d.contested ?? UNTOUCHED.contested,
    consult: d.consult ?? UNTOUCHED.consult,
    supervises: d.supervises ?? UNTOUCHED.supervises,
    calls: d.calls ?? UNTOUCHED.calls,
    escalations: d.escalations ?? UNTOUCHED.escalations,
    callBack: d.callBack ?? UNTOUCHED.callBack,
    callBackAttempts: d.callBackAttempts ?? UNTOUCHED.callBackAttempts,
    handledAt: d.handledAt ?? UNTOUCHED.handledAt,
    closedAt: d.closedAt ?? UNTOUCHED.closedAt,
    closedLevel: d.closedLevel ?? UNTOUCHED.closedLevel,
    parentId: d.parentId,
    childIds: d.childIds ?? UNTOUCHED.childIds,
    followers: d.followers ?? UNTOUCHED.followers,
    sampled: d.sampled ?? UNTOUCHED.sampled,
    timeGap: d.timeGap ?? UNTOUCHED.timeGap,
    last: d.last,
  }
  if (d.checks !== undefined) c.checks = d.checks
  return c
}
