/** What each act's form asks for, and in which order. A form without fields is only confirmed. */
import type { SentAct } from './shapes.ts'

export type FieldKind =
  | 'text'
  | 'reason'
  | 'files'
  | 'item'
  | 'lead'
  | 'lead-required'
  | 'department'
  | 'basis'
  | 'extension'
  | 'order-limit'
  | 'suspension'
  | 'decline-reason'
  | 'void-reason'
  | 'closing'
  | 'result'
  | 'parent'
  | 'split-item'
  | 'supervise-order'
  | 'call-order'

export const ACT_FIELDS: Record<SentAct, readonly FieldKind[]> = {
  'fix-on-the-spot': ['text', 'files'],
  withdraw: ['text'],
  ask: ['reason'],
  supplement: ['text', 'files'],
  assess: ['item', 'text'],
  decline: ['decline-reason', 'reason'],
  contest: ['reason', 'files'],
  merge: ['parent', 'text'],
  dispatch: ['lead', 'text'],
  accept: [],
  return: ['reason', 'basis', 'files'],
  arrive: ['text', 'files'],
  transfer: ['lead-required', 'reason'],
  'request-extension': ['extension', 'reason', 'files'],
  'grant-extension': ['text'],
  'refuse-extension': ['reason'],
  'request-suspension': ['suspension', 'reason', 'files'],
  'grant-suspension': ['text'],
  'refuse-suspension': ['reason'],
  resume: ['text'],
  submit: ['closing', 'text', 'files'],
  pass: ['text'],
  'send-back': ['reason'],
  'verify-pass': ['text', 'files'],
  'verify-fail': ['reason', 'files'],
  'record-call-back': ['result', 'text'],
  'request-reopen': ['reason', 'files'],
  reopen: ['reason'],
  'refuse-reopen': ['reason'],
  'request-void': ['reason'],
  void: ['void-reason', 'reason'],
  'refuse-void': ['reason'],
  retract: [],
  reclassify: ['item', 'reason'],
  assist: ['department', 'text'],
  split: ['split-item', 'reason'],
  supervise: ['order-limit', 'reason'],
  'answer-supervise': ['supervise-order', 'reason', 'files'],
  'lift-supervise': ['supervise-order', 'reason'],
  call: ['reason', 'files'],
  'answer-call': ['call-order', 'reason'],
  'open-consult': ['text'],
  'conclude-consult': ['reason', 'files'],
  note: ['reason', 'files'],
  follow: [],
  unfollow: [],
  unmask: [],
}

/** The purpose that a photo of this act has unless the sender says otherwise. */
export function purposeOf(act: SentAct): 'before' | 'after' | 'evidence' {
  if (act === 'submit' || act === 'fix-on-the-spot') return 'after'
  return 'evidence'
}

/** Done with one press: nothing to fill in, nothing that hurts. */
export const AT_ONCE: readonly SentAct[] = ['accept', 'follow', 'unfollow', 'retract']

/** Keys of the desk. Where several acts share a key, the first that is allowed is meant. */
export const ACT_KEYS: Record<string, readonly SentAct[]> = {
  a: ['assess', 'accept', 'answer-call', 'answer-supervise', 'grant-extension', 'grant-suspension'],
  d: ['dispatch', 'transfer'],
  r: ['return', 'ask', 'send-back', 'verify-fail', 'refuse-extension', 'refuse-suspension'],
  v: ['verify-pass', 'pass', 'record-call-back'],
  e: ['submit', 'supplement'],
  n: ['note'],
  f: ['follow', 'unfollow'],
}

export function keyOfAct(act: SentAct, allowed: ReadonlySet<string>): string | undefined {
  return Object.keys(ACT_KEYS).find((key) => ACT_KEYS[key]!.find((one) => allowed.has(one)) === act)
}
