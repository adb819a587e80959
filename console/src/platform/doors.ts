/** The doors of the navigation and who sees them. A door says only that a room exists; what may be done in it the server decides. */
import type { Power } from '@bihuan/domain/powers'
import type { platformWords } from './locale.ts'

export interface Door {
  to:
    | '/'
    | '/cases'
    | '/report'
    | '/overview'
    | '/map'
    | '/checks'
    | '/oversight'
    | '/duties'
    | '/territory'
    | '/catalogue'
    | '/audit'
    | '/accounts'
    | '/calendar'
    | '/erasure'
  word: keyof (typeof platformWords)['zh']['nav']
  /** Any of these opens it. */
  powers: readonly Power[]
  /** After "g". */
  key: string
}

/** Whose work waits at a desk; an auditor reads cases but has none waiting. */
const DESK_WORK: readonly Power[] = [
  'assess',
  'dispatch',
  'accept',
  'submit',
  'pass',
  'verify-pass',
  'record-call-back',
  'grant-extension',
  'reopen',
  'supervise',
  'answer-supervise',
  'answer-call',
  'supplement',
]

export const DOORS: readonly Door[] = [
  { to: '/', word: 'desk', powers: DESK_WORK, key: 'd' },
  { to: '/cases', word: 'cases', powers: ['case.list'], key: 'c' },
  { to: '/report', word: 'report', powers: ['report'], key: 'n' },
  { to: '/overview', word: 'overview', powers: ['overview.read'], key: 'o' },
  { to: '/map', word: 'map', powers: ['overview.read'], key: 'm' },
  { to: '/checks', word: 'checks', powers: ['spot-check.check'], key: 'r' },
  { to: '/oversight', word: 'oversight', powers: ['oversight.read'], key: 'v' },
  { to: '/duties', word: 'duties', powers: ['duty.report'], key: 't' },
  { to: '/territory', word: 'territory', powers: ['territory.manage', 'roster.plan'], key: 'y' },
  { to: '/catalogue', word: 'catalogue', powers: ['catalogue.manage', 'duty.report'], key: 'i' },
  { to: '/audit', word: 'audit', powers: ['audit.read'], key: 'l' },
  { to: '/accounts', word: 'accounts', powers: ['account.read'], key: 'u' },
  { to: '/calendar', word: 'calendar', powers: ['calendar.publish'], key: 'k' },
  { to: '/erasure', word: 'erasure', powers: ['record.erase'], key: 'e' },
]

export function doorsFor(abilities: readonly Power[]): Door[] {
  return DOORS.filter((door) => door.powers.some((power) => abilities.includes(power)))
}
