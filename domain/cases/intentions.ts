/** What a person sends for each act: the texts already sealed, the files already attached. */
import type { Limit, Rectification } from '../item.ts'
import type { Place, Point } from '../place.ts'
import type { Checking, Sampling } from '../oversight/words.ts'
import type { Origin } from './entries.ts'
import type { TakenInAs } from './taking-in.ts'
import type { CallBack, Closing, FileRef, Source, TextRef } from './case.ts'

export interface Remark {
  text?: TextRef | null
  files?: FileRef[]
}

export interface Reporting extends Remark {
  number: string
  source: Source
  itemId: string
  conditionId?: string | null
  /** null: position unknown; `regionId` then says where as nearly as is known. */
  position: Point | null
  regionId?: string | null
  address?: TextRef | null
  contact?: TextRef[]
  dangerToLife?: boolean
  parentId?: string | null
}

export interface Dispatch extends Remark {
  /** Left out: the duty table decides. */
  lead?: string | null
  assisting?: string[]
  teamId?: string | null
}

export interface Intentions {
  report: Reporting
  'fix-on-the-spot': Remark & Partial<Reporting>
  'take-in': Omit<Reporting, 'source'> & {
    as: TakenInAs
    closedAt?: number | null
    lead?: string | null
    origin: Origin
  }
  withdraw: Remark
  ask: Remark
  supplement: Remark & { position?: Point }
  assess: Remark & { itemId: string; conditionId: string; rectification?: Rectification | null }
  decline: Remark & { reason: string }
  contest: Remark
  merge: Remark & { parentId: string }
  dispatch: Dispatch
  accept: Record<string, never>
  return: Remark & { basis: string }
  arrive: Remark & { position?: Point | null }
  transfer: Dispatch
  'request-extension': Remark & { limit: Limit }
  'grant-extension': Remark
  'refuse-extension': Remark
  'request-suspension': Remark & { until?: number | null; condition?: TextRef | null }
  'grant-suspension': Remark
  'refuse-suspension': Remark
  resume: Remark
  submit: Remark & { closing?: Closing }
  pass: Remark
  'send-back': Remark
  'verify-pass': Remark
  'verify-fail': Remark
  'record-call-back': Remark & { result: CallBack }
  'request-reopen': Remark
  reopen: Remark
  'refuse-reopen': Remark
  'request-void': Remark
  void: Remark & { reason: string }
  'refuse-void': Remark
  retract: Record<string, never>
  reclassify: Remark & { itemId: string; conditionId: string; rectification?: Rectification | null }
  assist: Remark & { departmentId: string }
  split: Remark & { childId: string }
  supervise: Remark & { limit: Limit; orderId: string }
  'answer-supervise': Remark & { orderId: string }
  'lift-supervise': Remark & { orderId: string }
  call: Remark & { callId: string }
  'answer-call': Remark & { callId: string }
  'open-consult': Remark
  'conclude-consult': Remark
  escalate: { clockId: string }
  sample: Sampling
  check: Remark & Checking & { by: string }
  /** The place that its position falls into now. */
  rezone: { place: Place }
  note: Remark
  follow: Record<string, never>
  unfollow: Record<string, never>
  unmask: { textId: string; reason: string }
}

export type Intention = { [A in keyof Intentions]: { act: A; body: Intentions[A] } }[keyof Intentions]
