/**
 * Who may check a closed case again: somebody else. One rule with finder, handler and verifier (docs/decisions/0001): barred is
 * whoever found, handled, reviewed or verified it, and whoever belonged to a department or team that handled it.
 */
import type { Case } from '../cases/case.ts'

/** Acts by which a person has had a hand in what is checked. */
export const INVOLVING = [
  'report',
  'fix-on-the-spot',
  'accept',
  'arrive',
  'submit',
  'pass',
  'send-back',
  'verify-pass',
  'verify-fail',
  'record-call-back',
] as const

export interface Involved {
  /** Accounts that did one of those acts. */
  persons: readonly string[]
  /** Departments and teams that handled: lead, assisting, the team; of what was fixed on the spot those of the fixer. */
  places: readonly string[]
}

export interface Candidate {
  id: string
  /** Departments and teams of the person at any time since the case was dispatched (or fixed), as a substitute too. */
  places: readonly string[]
  /** Absent colleagues whose place the person takes. */
  standsInFor: readonly string[]
}

export type Bar = 'had-a-hand' | 'belongs-to-handlers'

/** null: may check. */
export function barredFromChecking(involved: Involved, candidate: Candidate): Bar | null {
  if ([candidate.id, ...candidate.standsInFor].some((id) => involved.persons.includes(id))) return 'had-a-hand'
  return candidate.places.some((id) => involved.places.includes(id)) ? 'belongs-to-handlers' : null
}

/** `fixers`: departments and teams of whoever fixed it on the spot, then. */
export function handlingPlaces(caseFile: Case, fixers: readonly string[]): string[] {
  const { assignment, closing } = caseFile
  const handled = assignment ? [assignment.lead, ...assignment.assisting, assignment.teamId] : []
  const places = [...handled, ...(closing === 'fixed-on-the-spot' ? fixers : [])]
  return [...new Set(places.filter((id) => id !== null))]
}
