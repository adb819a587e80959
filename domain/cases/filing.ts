/** A case at its first entry. */
import type { Case } from './case.ts'
import { caseOf } from './document.ts'
import type { Entry, Filing } from './entries.ts'

export function file(body: Filing, entry: Entry): Case {
  return caseOf({
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
    procedure: body.procedure,
    limits: body.limits,
    officeId: body.officeId,
    officeLevel: body.officeLevel,
    holder: null,
    stepClockId: null,
    clocks: [],
    parentId: body.parentId,
    last: lastOf(entry),
  })
}

/** Acts by which the system carries on what a person has just done. */
const CARRIED_ON: readonly string[] = ['assess', 'dispatch', 'open-consult', 'sample']

export function lastOf(entry: Entry, before: Case | null = null): Case['last'] {
  const { seq, act, actor, occurredAt, recordedAt } = entry
  const last = before?.last
  const sameBreath = actor === 'system' && CARRIED_ON.includes(act) && last?.recordedAt === recordedAt
  return sameBreath ? { ...last, seq } : { since: seq, seq, act, actor, occurredAt, recordedAt }
}
