import { useGet } from '../platform/query.ts'
import type { CasePage } from './shapes.ts'

/** Open cases of the same kind near this one; none is asked for where the position is unknown. */
export function useNearby(page: Pick<CasePage, 'id' | 'item' | 'position'>) {
  const { longitude = 0, latitude = 0 } = page.position ?? {}
  return useGet(
    'GET /api/v1/cases/nearby',
    { query: { itemId: page.item.id, longitude, latitude, excludeId: page.id } },
    { enabled: page.position !== null },
  )
}
