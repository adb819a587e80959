/** When and where a step happened, as far as the history that the server gives says it. */
import type { CaseView } from './case-query.ts'

type Entry = CaseView['timeline'][number]

const MINUTE = 60_000
/** The acts that move a case to another place. */
const MOVING: readonly Entry['act'][] = ['supplement', 'rezone']

/** Written down a minute or more after it happened: then both times are told. */
export function recordedLater(entry: Pick<Entry, 'occurredAt' | 'recordedAt'>): boolean {
  return Date.parse(entry.recordedAt) - Date.parse(entry.occurredAt) >= MINUTE
}

/** The filing has the case's address, and its grid while nothing has moved it since; a rezoning names the new grid. */
export function whereOf(
  entry: Pick<Entry, 'seq' | 'facts'>,
  view: Pick<CaseView, 'address' | 'grid' | 'region'> & { timeline: readonly Pick<Entry, 'act'>[] },
): string {
  if (entry.seq !== 1) return typeof entry.facts['grid'] === 'string' ? entry.facts['grid'] : ''
  const moved = view.timeline.some((one) => MOVING.includes(one.act))
  return [view.address, moved ? null : (view.grid?.name ?? view.region?.name)].filter(Boolean).join(' · ')
}
