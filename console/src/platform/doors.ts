/** The doors of the navigation and who sees them. A door says only that a room exists; what may be done in it the server decides. */
import type { Power } from '@bihuan/domain/powers'
import type { platformWords } from './locale.ts'

export interface Door {
  to: '/' | '/cases' | '/report' | '/overview' | '/audit' | '/accounts'
  word: keyof (typeof platformWords)['zh']['nav']
  power: Power
  /** After "g". */
  key: string
}

export const DOORS: readonly Door[] = [
  { to: '/', word: 'desk', power: 'case.list', key: 'd' },
  { to: '/cases', word: 'cases', power: 'case.list', key: 'c' },
  { to: '/report', word: 'report', power: 'report', key: 'n' },
  { to: '/overview', word: 'overview', power: 'overview.read', key: 'o' },
  { to: '/audit', word: 'audit', power: 'audit.read', key: 'l' },
  { to: '/accounts', word: 'accounts', power: 'account.read', key: 'u' },
]

export function doorsFor(abilities: readonly Power[]): Door[] {
  return DOORS.filter((door) => abilities.includes(door.power))
}
