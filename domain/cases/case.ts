/** A case as its history tells it: the fold of its events, and nothing that they do not say. */
import type { State } from '../acts.ts'
import type { ClockFacts, Millis } from '../clocks.ts'
import type { HandlingPlan, Limit, Procedure, Rectification, Severity, Words } from '../item.ts'
import type { Level, Place, Point } from '../place.ts'
import type { Checking } from '../oversight/words.ts'
import type { ReasonStep } from '../routing.ts'

export const SOURCES = ['grid-worker', 'desk', 'citizen', 'department', 'replay', 'import'] as const
export type Source = (typeof SOURCES)[number]

/** 责任方: whoever has the ball now. */
export interface Holder {
  kind: 'person' | 'team' | 'department'
  id: string
}

/** The item as it was when the case was filed or assessed under it. */
export interface ItemUse {
  id: string
  version: number
  categoryId: string
  name: Words
  hazard: boolean
  severity: Severity
  needsAfterEvidence: boolean
  needsReview: boolean
  needsCallBack: boolean
  reworkLimit: Limit | null
  confidential: boolean
}

/** Who is to put it right, and why they. */
export interface Assignment {
  lead: string
  assisting: string[]
  teamId: string | null
  level: Level
  dutyId: string | null
  why: ReasonStep[]
  at: Millis
  by: string
}

/** Something asked for that somebody else must grant. At most one of a kind is open. */
export interface Request {
  by: string
  at: Millis
  reason: TextRef | null
}
export interface SuspensionTerms {
  /** Resumes by itself then; null with a condition. */
  until: Millis | null
  condition: TextRef | null
}

/** A sealed text: where it lies, and the keyed commitment that the event holds in its stead. */
export interface TextRef {
  textId: string
  commitment: string
}

export interface FileRef {
  referenceId: string
  sha256: string
  purpose: 'before' | 'after' | 'evidence' | 'document'
  mediaType: string
  size: number
}

/** A leader's order 督办 or a level's call 呼叫 on the case, with a clock of its own. */
export interface Order {
  id: string
  clockId: string
  by: string
  /** Office that must answer (call), or null: the holder must (supervise). */
  officeId: string | null
  at: Millis
  settledAt: Millis | null
}

/** What somebody else found who looked again at a closed case. */
export interface Check extends Checking {
  by: string
  at: Millis
}

export const CLOSINGS = [
  'put-right',
  'fixed-on-the-spot',
  'duplicate-without-parent',
  'nothing-found',
  'not-ours-to-fix',
] as const
/** How a closed case ended. */
export type Closing = (typeof CLOSINGS)[number]

export const CALL_BACKS = ['satisfied', 'dissatisfied', 'unreached'] as const
export type CallBack = (typeof CALL_BACKS)[number]

export interface Case {
  id: string
  number: string
  state: State
  source: Source
  /** Account id, or `citizen`. */
  finder: string
  /** When it was found (claimed) and when the server took it. */
  reportedAt: Millis
  recordedAt: Millis
  place: Place
  /** null: position unknown. */
  position: Point | null
  item: ItemUse
  conditionId: string | null
  rectification: Rectification | null
  procedure: Pick<Procedure, 'id' | 'version'>
  /** Limits of the procedure as of filing or assessment. */
  limits: Procedure['limits']
  /** The command office whose desk it is on: assesses, dispatches, verifies. */
  officeId: string
  officeLevel: Level
  holder: Holder | null
  /** Id of the step clock; null in an end state. */
  stepClockId: string | null
  clocks: ClockFacts[]
  assessedAt: Millis | null
  assignment: Assignment | null
  /** Departments that returned it. */
  returnedBy: string[]
  dispatches: number
  arrivedAt: Millis | null
  plan: HandlingPlan | null
  submittedBy: string | null
  closing: Closing | null
  reworks: number
  verifications: number
  reopens: number
  extensions: number
  extensionRequest: (Request & { limit: Limit }) | null
  suspensionRequest: (Request & SuspensionTerms) | null
  suspension: (SuspensionTerms & { since: Millis }) | null
  suspensions: number
  voidRequest: Request | null
  reopenRequest: (Request & { dissatisfied: boolean }) | null
  asked: { by: string; at: Millis } | null
  declined: boolean
  contested: boolean
  consult: 'none' | 'open' | 'concluded'
  supervises: Order[]
  calls: Order[]
  /** Clocks whose running out was told upward, with the office told. */
  escalations: { clockId: string; officeId: string | null; at: Millis }[]
  callBack: CallBack | null
  callBackAttempts: number
  handledAt: Millis | null
  closedAt: Millis | null
  /** Level at which it was handled, for 就地化解率. */
  closedLevel: Level | null
  parentId: string | null
  childIds: string[]
  followers: string[]
  sampled: boolean
  /** What spot checks found, oldest first; left out while there was none. */
  checks?: Check[]
  /** Any step whose claimed and recorded time lie more than ten minutes apart. */
  timeGap: boolean
  /** The last thing done, for undoing it. What the system did in the same breath belongs to it: `since` is its first entry, `seq` its last. */
  last: { since: number; seq: number; act: string; actor: string; occurredAt: Millis; recordedAt: Millis }
}

export function clockById(caseFile: Case, id: string): ClockFacts {
  const clock = caseFile.clocks.find((candidate) => candidate.id === id)
  if (!clock) throw new Error(`case ${caseFile.id} has no clock ${id}`)
  return clock
}
