/**
 * The one table of the lifecycle: for each act, what it makes of a case in each state.
 * Columns: not there yet, then the states in their order. A tuple of fixed length: a missing cell does not compile.
 * `no`: not allowed. `stay`: allowed, the state remains. Two states: the case's own facts decide (see the comment of the row).
 */
import type { Act, State } from '../acts.ts'
import { STATES } from '../acts.ts'

export type From = 'none' | State
export const FROM: readonly From[] = ['none', ...STATES]

const no = null
const stay = 'stay'
export type Cell = null | 'stay' | readonly State[]
type Row = readonly [
  none: Cell,
  reported: Cell,
  assessed: Cell,
  dispatched: Cell,
  accepted: Cell,
  reviewing: Cell,
  handled: Cell,
  callingBack: Cell,
  closed: Cell,
  voided: Cell,
  merged: Cell,
]

const REPORTED = ['reported'] as const
const ASSESSED = ['assessed'] as const
const DISPATCHED = ['dispatched'] as const
const ACCEPTED = ['accepted'] as const
const HANDLED = ['handled'] as const
const CLOSED = ['closed'] as const
const VOID = ['void'] as const
const MERGED = ['merged'] as const

// prettier-ignore
export const TRANSITIONS: Record<Act, Row> = {
  // act                    none                       reported   assessed    dispatched  accepted  reviewing  handled  calling-back closed   void      merged
  /** Danger to life is accepted by the nearest team at once. */
  report:               [['reported', 'accepted'],   no,        no,         no,         no,       no,        no,      no,          no,      no,       no],
  'fix-on-the-spot':    [CLOSED,                     CLOSED,    no,         no,         no,       no,        no,      no,          no,      no,       no],
  /** As an old system told it: open with the office or with a department, or ended. */
  'take-in':            [['reported', 'accepted', 'closed', 'void'], no, no,     no,         no,       no,        no,      no,          no,      no,       no],
  withdraw:             [no,                         VOID,      no,         no,         no,       no,        no,      no,          no,      no,       no],
  ask:                  [no,                         stay,      no,         no,         no,       no,        no,      no,          no,      no,       no],
  supplement:           [no,                         stay,      no,         no,         no,       no,        no,      no,          no,      no,       no],
  /** After acceptance only for danger to life, which acts first and is assessed afterwards. */
  assess:               [no,                         ASSESSED,  no,         no,         stay,     stay,      stay,    no,          no,      no,       no],
  decline:              [no,                         VOID,      no,         no,         no,       no,        no,      no,          no,      no,       no],
  contest:              [no,                         no,        no,         no,         no,       no,        no,      no,          no,      REPORTED, no],
  merge:                [no,                         MERGED,    MERGED,     MERGED,     MERGED,   MERGED,    MERGED,  MERGED,      no,      no,       no],
  dispatch:             [no,                         no,        DISPATCHED, no,         no,       no,        no,      no,          no,      no,       no],
  accept:               [no,                         no,        no,         ACCEPTED,   no,       no,        no,      no,          no,      no,       no],
  return:               [no,                         no,        no,         ASSESSED,   no,       no,        no,      no,          no,      no,       no],
  arrive:               [no,                         no,        no,         no,         stay,     no,        no,      no,          no,      no,       no],
  transfer:             [no,                         no,        no,         no,         DISPATCHED, no,      no,      no,          no,      no,       no],
  'request-extension':  [no,                         no,        no,         no,         stay,     no,        no,      no,          no,      no,       no],
  'grant-extension':    [no,                         no,        no,         no,         stay,     no,        no,      no,          no,      no,       no],
  'refuse-extension':   [no,                         no,        no,         no,         stay,     no,        no,      no,          no,      no,       no],
  'request-suspension': [no,                         no,        no,         no,         stay,     no,        no,      no,          no,      no,       no],
  'grant-suspension':   [no,                         no,        no,         no,         stay,     no,        no,      no,          no,      no,       no],
  'refuse-suspension':  [no,                         no,        no,         no,         stay,     no,        no,      no,          no,      no,       no],
  resume:               [no,                         no,        no,         no,         stay,     no,        no,      no,          no,      no,       no],
  /** Reviewed first where the item asks for it. */
  submit:               [no,                         no,        no,         no,         ['reviewing', 'handled'], no, no, no,      no,      no,       no],
  pass:                 [no,                         no,        no,         no,         no,       HANDLED,   no,      no,          no,      no,       no],
  'send-back':          [no,                         no,        no,         no,         no,       ACCEPTED,  no,      no,          no,      no,       no],
  /** Called back first where the item asks for it. */
  'verify-pass':        [no,                         no,        no,         no,         no,       no,        ['calling-back', 'closed'], no, no, no,  no],
  'verify-fail':        [no,                         no,        no,         no,         no,       no,        ACCEPTED, no,         no,      no,       no],
  /** Not reached: tried again, and closed after the third attempt. */
  'record-call-back':   [no,                         no,        no,         no,         no,       no,        no,      ['closed', 'calling-back'], no, no, no],
  'request-reopen':     [no,                         no,        no,         no,         no,       no,        no,      no,          stay,    no,       no],
  reopen:               [no,                         no,        no,         no,         no,       no,        no,      no,          ASSESSED, no,      no],
  'refuse-reopen':      [no,                         no,        no,         no,         no,       no,        no,      no,          stay,    no,       no],
  'request-void':       [no,                         no,        no,         stay,       stay,     stay,      stay,    stay,        no,      no,       no],
  void:                 [no,                         VOID,      VOID,       VOID,       VOID,     VOID,      VOID,    VOID,        no,      no,       no],
  'refuse-void':        [no,                         no,        no,         stay,       stay,     stay,      stay,    stay,        no,      no,       no],
  /** Back to whatever it was before the act undone. */
  retract:              [no,                         STATES,    STATES,     STATES,     STATES,   STATES,    STATES,  STATES,      STATES,  STATES,   STATES],
  reclassify:           [no,                         no,        stay,       stay,       stay,     stay,      stay,    no,          no,      no,       no],
  assist:               [no,                         no,        no,         stay,       stay,     no,        no,      no,          no,      no,       no],
  split:                [no,                         no,        stay,       stay,       stay,     no,        no,      no,          no,      no,       no],
  supervise:            [no,                         stay,      stay,       stay,       stay,     stay,      stay,    stay,        no,      no,       no],
  'answer-supervise':   [no,                         stay,      stay,       stay,       stay,     stay,      stay,    stay,        no,      no,       no],
  'lift-supervise':     [no,                         stay,      stay,       stay,       stay,     stay,      stay,    stay,        no,      no,       no],
  call:                 [no,                         stay,      stay,       stay,       stay,     stay,      stay,    stay,        no,      no,       no],
  'answer-call':        [no,                         stay,      stay,       stay,       stay,     stay,      stay,    stay,        no,      no,       no],
  'open-consult':       [no,                         no,        stay,       no,         no,       no,        no,      no,          no,      no,       no],
  'conclude-consult':   [no,                         no,        stay,       no,         no,       no,        no,      no,          no,      no,       no],
  escalate:             [no,                         stay,      stay,       stay,       stay,     stay,      stay,    stay,        no,      no,       no],
  sample:               [no,                         no,        no,         no,         no,       no,        no,      no,          stay,    no,       no],
  /** The grids under the case's position changed: it follows. */
  /** What a spot check found; where it was not put right, a reopening follows. */
  check:                [no,                         stay,      stay,       stay,       stay,     stay,      stay,    stay,        stay,    stay,     stay],
  rezone:               [no,                         stay,      stay,       stay,       stay,     stay,      stay,    stay,        no,      no,       no],
  note:                 [no,                         stay,      stay,       stay,       stay,     stay,      stay,    stay,        stay,    stay,     stay],
  follow:               [no,                         stay,      stay,       stay,       stay,     stay,      stay,    stay,        stay,    stay,     stay],
  unfollow:             [no,                         stay,      stay,       stay,       stay,     stay,      stay,    stay,        stay,    stay,     stay],
  /** A contact was read in clear: who, and why. */
  unmask:               [no,                         stay,      stay,       stay,       stay,     stay,      stay,    stay,        stay,    stay,     stay],
}

export function cell(act: Act, from: From): Cell {
  return TRANSITIONS[act][FROM.indexOf(from)]!
}

/** Whether the table lets the act lead from one state to the other. */
export function leads(act: Act, from: From, to: State): boolean {
  const target = cell(act, from)
  if (target === null) return false
  return target === stay ? from === to : target.includes(to)
}
