/**
 * The words of a case's life: its states and the acts that people, and the system, may do on it.
 * Terms and actors: docs/decisions/0002-lifecycle.md and GLOSSARY.md.
 */

export const STATES = [
  'reported',
  'assessed',
  'dispatched',
  'accepted',
  'reviewing',
  'handled',
  'calling-back',
  'closed',
  'void',
  'merged',
] as const
export type State = (typeof STATES)[number]

export const END_STATES = ['closed', 'void', 'merged'] as const satisfies readonly State[]
export const OPEN_STATES = STATES.filter((state) => !(END_STATES as readonly State[]).includes(state))

export function isOpen(state: State): boolean {
  return OPEN_STATES.includes(state)
}

export const ACTS = [
  // the way from report to close
  'report',
  'fix-on-the-spot',
  'take-in',
  'withdraw',
  'ask',
  'supplement',
  'assess',
  'decline',
  'contest',
  'merge',
  'dispatch',
  'accept',
  'return',
  'arrive',
  'transfer',
  'request-extension',
  'grant-extension',
  'refuse-extension',
  'request-suspension',
  'grant-suspension',
  'refuse-suspension',
  'resume',
  'submit',
  'pass',
  'send-back',
  'verify-pass',
  'verify-fail',
  'record-call-back',
  'request-reopen',
  'reopen',
  'refuse-reopen',
  'request-void',
  'void',
  'refuse-void',
  'retract',
  // overlays: they change no state
  'reclassify',
  'assist',
  'split',
  'supervise',
  'answer-supervise',
  'lift-supervise',
  'call',
  'answer-call',
  'open-consult',
  'conclude-consult',
  'escalate',
  'sample',
  'check',
  'rezone',
  'note',
  'follow',
  'unfollow',
  'unmask',
] as const
export type Act = (typeof ACTS)[number]

/** Acts that only the system does: a clock that ran out, a draw for spot checks, a grid that was drawn anew, a case of an old system. */
export const SYSTEM_ACTS = ['take-in', 'escalate', 'sample', 'check', 'rezone'] as const satisfies readonly Act[]
