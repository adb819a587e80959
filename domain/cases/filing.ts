/**
 * A case at its first entry. What nothing has happened to stands in document.ts too, and a test holds the two together: made by spreading
 * that, a case is copied at each step twenty times as slowly or worse (measured).
 */
import type { Case } from './case.ts'
import type { Entry, Filing } from './entries.ts'

export function file(body: Filing, entry: Entry): Case {
  return {
    id: entry.subject,
    number: body.number,
    state: 'reported',
    source: body.source,
    finder: entry.actor,
    reportedAt: entry.occurredAt,
    recordedAt: entry.recordedAt,
    place: body.place,
    position: body.position,
    item: body.item,
    conditionId: body.conditionId,
    rectification: null,
    procedure: body.procedure,
    limits: body.limits,
    officeId: body.officeId,
    officeLevel: body.officeLevel,
    holder: null,
    stepClockId: null,
    clocks: [],
    assessedAt: null,
    assignment: null,
    returnedBy: [],
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
    supervises: [],
    calls: [],
    escalations: [],
    callBack: null,
    callBackAttempts: 0,
    handledAt: null,
    closedAt: null,
    closedLevel: null,
    parentId: body.parentId,
    childIds: [],
    followers: [],
    sampled: false,
    timeGap: false,
    last: lastOf(entry),
  }
}

/** Acts by which the system carries on what a person has just done. */
const CARRIED_ON: readonly string[] = ['assess', 'dispatch', 'open-consult', 'sample']

export function lastOf(entry: Entry, before: Case | null = null): Case['last'] {
  const { seq, act, actor, occurredAt, recordedAt } = entry
  const last = before?.last
  const sameBreath = actor === 'system' && CARRIED_ON.includes(act) && last?.recordedAt === recordedAt
  return sameBreath ? { ...last, seq } : { since: seq, seq, act, actor, occurredAt, recordedAt }
}
