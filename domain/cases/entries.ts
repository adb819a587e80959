/** The entries of a case's history: what each act writes down. Bodies are complete, so that folding needs nothing else. */
import type { Level, Place, Point } from '../place.ts'
import type { Limit, Procedure, HandlingPlan, Rectification } from '../item.ts'
import type { Millis } from '../clocks.ts'
import type { Checking, Sampling } from '../oversight/words.ts'
import type { ReasonStep } from '../routing.ts'
import type { TakenInAs } from './taking-in.ts'
import type { CallBack, Closing, FileRef, Holder, ItemUse, Source, SuspensionTerms, TextRef } from './case.ts'

interface Remark {
  text?: TextRef | null
  files?: FileRef[]
}

/** What a case is filed with. */
export interface Filing extends Remark {
  number: string
  source: Source
  place: Place
  position: Point | null
  item: ItemUse
  conditionId: string | null
  procedure: Pick<Procedure, 'id' | 'version'>
  limits: Procedure['limits']
  officeId: string
  officeLevel: Level
  parentId: string | null
  address: TextRef | null
  /** Name and number of whom to ask. */
  contact: TextRef[]
}

/** Where a case that was taken in stood: in which file, in which row, under which number. */
export interface Origin {
  importId: string
  row: number
  number: string | null
}

export interface Dispatching extends Remark {
  lead: string
  assisting: string[]
  teamId: string | null
  level: Level
  dutyId: string | null
  why: ReasonStep[]
  /** Limits that start with it. `handle` null with `keepHandle` on a transfer: handle goes on. */
  limits: { accept: Limit | null; handle: Limit | null; arrive: Limit | null; plan: Limit | null }
}

export interface Bodies {
  report: Filing & { danger: Dispatching | null }
  'fix-on-the-spot': (Filing | Remark) & { level: Level }
  'take-in': Filing & {
    as: TakenInAs
    closedAt: Millis | null
    work: Dispatching | null
    whole: Limit | null
    origin: Origin
  }
  withdraw: Remark
  ask: Remark
  /** The office where the better position lies on another's desk. */
  supplement: Remark & { position?: Point; place?: Place; officeId?: string; officeLevel?: Level }
  assess: Remark & {
    item: ItemUse
    conditionId: string
    rectification: Rectification | null
    procedure: Pick<Procedure, 'id' | 'version'>
    limits: Procedure['limits']
    whole: Limit | null
  }
  decline: Remark & { reason: string }
  contest: Remark & { officeId: string; officeLevel: Level }
  merge: Remark & { parentId: string }
  dispatch: Dispatching
  accept: { plan: HandlingPlan | null }
  return: Remark & { basis: string; departmentId: string }
  arrive: Remark & { position: Point | null }
  transfer: Dispatching
  'request-extension': Remark & { limit: Limit }
  'grant-extension': Remark
  'refuse-extension': Remark
  'request-suspension': Remark & SuspensionTerms
  'grant-suspension': Remark
  'refuse-suspension': Remark
  resume: Remark
  submit: Remark & { closing: Closing; holder: Holder }
  pass: Remark & { holder: Holder }
  'send-back': Remark
  'verify-pass': Remark
  'verify-fail': Remark & { limit: Limit | null }
  'record-call-back': Remark & { result: CallBack }
  'request-reopen': Remark
  reopen: Remark & { whole: Limit | null }
  'refuse-reopen': Remark
  'request-void': Remark
  void: Remark & { reason: string }
  'refuse-void': Remark
  /** Restores the case as it was after entry `to`; `of` is the act undone. */
  retract: { of: string; to: number }
  reclassify: Remark & { item: ItemUse; conditionId: string; rectification: Rectification | null }
  assist: Remark & { departmentId: string }
  split: Remark & { childId: string }
  supervise: Remark & { orderId: string; limit: Limit }
  'answer-supervise': Remark & { orderId: string }
  'lift-supervise': Remark & { orderId: string }
  call: Remark & { callId: string; officeId: string; limit: Limit }
  'answer-call': Remark & { callId: string }
  'open-consult': Remark
  'conclude-consult': Remark
  escalate: { clockId: string; officeId: string | null }
  sample: Sampling
  check: Remark & Checking
  /** Where it lies now; office and holder only where it came onto another office's desk. */
  rezone: { place: Place; officeId?: string; officeLevel?: Level; holder?: Holder }
  note: Remark
  follow: Remark
  unfollow: Remark
  unmask: Remark & { textId: string; reason: string }
}

export type EntryAct = keyof Bodies

/** One entry, ready to be folded. `subject` is the case; `actor` is an account id, `system` or `citizen`. */
export type Entry = {
  [A in EntryAct]: {
    act: A
    subject: string
    actor: string
    occurredAt: Millis
    recordedAt: Millis
    seq: number
    body: Bodies[A]
  }
}[EntryAct]

/** An entry that an act makes; the writer numbers it. */
export type NewEntry = { [A in EntryAct]: { act: A; actor: string; body: Bodies[A] } }[EntryAct]

/** An entry as it stands in the history of its case. */
export function numbered(
  { act, actor, body }: NewEntry,
  subject: string,
  seq: number,
  occurredAt: Millis,
  recordedAt: Millis,
): Entry {
  return { act, actor, body, subject, seq, occurredAt, recordedAt } as Entry
}
