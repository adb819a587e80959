/** What lists and workers need of a case's clocks: a projection of its facts, worked out anew at every act. */
import { readClock, type Calendar, type Millis } from '../clocks.ts'
import type { Case } from './case.ts'

export interface Projection {
  /** Of the step. Null: no limit, or paused, or ended. */
  dueAt: Millis | null
  warnAt: Millis | null
  wholeDueAt: Millis | null
  /** When the system must look: the next clock to tell upward, or the end of a suspension. */
  wakeAt: Millis | null
  provisional: boolean
  /** Ended after its due time as a whole. */
  late: boolean
}

export function project(caseFile: Case, calendar: Calendar, now: Millis): Projection {
  const told = new Set(caseFile.escalations.map((escalation) => escalation.clockId))
  let dueAt: Millis | null = null
  let warnAt: Millis | null = null
  let wholeDueAt: Millis | null = null
  let wakeAt: Millis | null = caseFile.suspension?.until ?? null
  let provisional = false
  let late = false
  for (const clock of caseFile.clocks) {
    if (clock.stoppedAt !== null && clock.kind !== 'whole') continue
    const reading = readClock(clock, calendar, now)
    if (clock.kind === 'whole') {
      wholeDueAt = reading.dueAt
      late = reading.outcome === 'broken'
      // Also of an ended case: its being late or not may change when the year is published.
      provisional = reading.provisional
    }
    if (clock.stoppedAt !== null) continue
    if (clock.id === caseFile.stepClockId) ({ dueAt, warnAt } = reading)
    provisional ||= reading.provisional
    if (reading.dueAt !== null && !told.has(clock.id))
      wakeAt = wakeAt === null ? reading.dueAt : Math.min(wakeAt, reading.dueAt)
  }
  return { dueAt, warnAt, wholeDueAt, wakeAt, provisional, late: caseFile.state === 'closed' && late }
}

export const REQUESTS = ['extension', 'suspension', 'void', 'reopen', 'supplement', 'consult', 'call'] as const
export type RequestKind = (typeof REQUESTS)[number]

/** What waits for somebody's decision or answer. */
export function openRequests(caseFile: Case): RequestKind[] {
  const open: [RequestKind, boolean][] = [
    ['extension', caseFile.extensionRequest !== null],
    ['suspension', caseFile.suspensionRequest !== null],
    ['void', caseFile.voidRequest !== null],
    ['reopen', caseFile.reopenRequest !== null],
    ['supplement', caseFile.asked !== null],
    ['consult', caseFile.consult === 'open'],
    ['call', caseFile.calls.some((call) => call.settledAt === null)],
  ]
  return open.filter(([, is]) => is).map(([kind]) => kind)
}
