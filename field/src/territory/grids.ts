import { useQuery } from '@tanstack/react-query'
import { call } from '../platform/api.ts'
import { boxAround, type Point } from './geometry.ts'

const A_DAY = 86_400_000

/** Grids around a point; they change rarely and are asked for once a day and box. */
export function useGridsAround(point: Point | null) {
  const box = point && boxAround(point)
  return useQuery({
    queryKey: ['grids', box],
    enabled: box !== null,
    queryFn: ({ signal }) => call('GET /api/v1/grids', { query: { bbox: box!, limit: 400 }, signal }),
    staleTime: A_DAY,
    gcTime: A_DAY,
    placeholderData: (before) => before,
  })
}

/** In which grid a point lies, and under which regions. */
export function useLocated(point: Point | null) {
  const rounded = point && {
    longitude: Number(point.longitude.toFixed(5)),
    latitude: Number(point.latitude.toFixed(5)),
  }
  return useQuery({
    queryKey: ['locate', rounded],
    enabled: rounded !== null,
    queryFn: ({ signal }) => call('GET /api/v1/locate', { query: rounded!, signal }),
    staleTime: A_DAY,
    placeholderData: (before) => before,
  })
}
