/**
 * A case as it is stored: without what nothing has happened to yet. Most members of most cases say nothing, and the document is
 * written anew, and read, with every act: what is left out is a quarter of a new one.
 */
import { fixed } from '../fixed.ts'
import type { Case } from './case.ts'

/** What a case begins with, whatever was reported (filing.ts). */
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

/** The case of a document, whole ones included: those that were stored before anything was left out. */
export function caseOf(document: CaseDocument): Case {
  return { ...(UNTOUCHED as Untouched), ...document }
}
