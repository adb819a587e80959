/** Saved filters: a person's own, for lists. Not part of any case, and so without events. */
import type { Actor } from '../../platform/actor.ts'
import type { City } from '../../platform/city.ts'
import { Problem } from '../../platform/problem.ts'
import { deleteFilter, keepFilter } from '../store-filters.ts'

const MOST = 50

/** Sent again it changes nothing; over the limit, or under another's id, nothing is kept. */
export async function saveFilter(
  city: City,
  actor: Actor,
  filter: { id: string; name: string; filter: Record<string, string> },
): Promise<{ id: string }> {
  if (!(await keepFilter(city.db, actor.accountId, filter, MOST)))
    throw new Problem('case.filters-full', { most: MOST })
  return { id: filter.id }
}

export async function removeFilter(city: City, actor: Actor, id: string): Promise<void> {
  if (!(await deleteFilter(city.db, actor.accountId, id))) throw new Problem('platform.not-found')
}
