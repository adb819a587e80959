/** When and where a step happened, as far as the history that the server gives says it. */
import type { CaseView } from './case-query.ts'

type Entry = CaseView['timeline'][number]

const MINUTE = 60_000

/** Written down a minute or more after it happened: then both times are told. */
export function recordedLater(entry: Pick<Entry, 'occurredAt' | 'recordedAt'>): boolean {
  return Date.parse(entry.recordedAt) - Date.parse(entry.occurredAt) >= MINUTE
}

/** A filing has the case's address and the grid of that day; what moved the case names the new grid; an arrival is so far from the place. */
export function whereOf(
  { seq, facts }: Pick<Entry, 'seq' | 'facts'>,
  view: Pick<CaseView, 'address' | 'region'>,
  fromPlace: (metres: number) => string,
): string {
  if (typeof facts['metres'] === 'number') return fromPlace(facts['metres'])
  const grid = typeof facts['grid'] === 'string' ? facts['grid'] : ''
  return seq === 1 ? [view.address, grid || view.region?.name].filter(Boolean).join(' · ') : grid
}
