/**
 * What lies on the desks of the demo's town when somebody first looks: enough for each role to do, and young enough that most of
 * it is still in time. Each wish is a case that is reported in the last hours and goes its way until it waits for that act.
 */
import type { Act } from '@bihuan/domain/acts'

export interface Wish {
  /** The case stays where this is the next step. */
  stop: Act
  /** Items to choose from, by code. */
  items: readonly string[]
  /** Code of the department that it is dispatched to; left out: the duty table decides. */
  lead?: string
  /** Reported at the office's desk for a citizen, so that the office verifies it. */
  atDesk?: boolean
  /** In the first community of the town, whose grid worker's phone the demo opens. */
  first?: boolean
}

interface Want extends Wish {
  n: number
  /** Reported so many minutes ago, at most. */
  within: number
}

/** `town`: code of the town whose desks are shown. */
export function wishesOf(town: string): Want[] {
  const local = (code: string) => `${code}-${town}`
  return [
    {
      stop: 'assess',
      n: 14,
      within: 14,
      items: ['0103', '0402', '1304', '1503', '1704', '0705', '1804', '1308', '1702'],
    },
    { stop: 'dispatch', n: 13, within: 26, items: ['1705', '0602', '0504', '1409', '0405', '1002', '0502'] },
    { stop: 'accept', n: 4, within: 40, items: ['1302', '0603', '1403', '1405'], lead: local('enforcement') },
    { stop: 'accept', n: 3, within: 40, items: ['0104', '0106', '0404'], lead: local('fire') },
    { stop: 'accept', n: 3, within: 40, items: ['0103', '0105'], lead: 'fire' },
    { stop: 'submit', n: 4, within: 120, items: ['1402', '1407', '0603', '1406'], lead: local('enforcement') },
    { stop: 'submit', n: 3, within: 120, items: ['0104', '0404'], lead: local('fire') },
    { stop: 'submit', n: 3, within: 120, items: ['0103', '0105'], lead: 'fire' },
    { stop: 'pass', n: 3, within: 150, items: ['0602', '0502', '1001'], lead: local('enforcement') },
    { stop: 'pass', n: 3, within: 150, items: ['0105', '0405'], lead: 'fire' },
    { stop: 'verify-pass', n: 7, within: 110, items: ['1302', '1405', '0106', '0404', '1304', '1801'], atDesk: true },
    { stop: 'verify-pass', n: 3, within: 100, items: ['1302', '0106', '1801', '0203'], first: true },
    { stop: 'record-call-back', n: 4, within: 170, items: ['1702', '1704', '0902', '1308'] },
  ]
}
