/** The items that can be reported, kept on the phone so that a report needs no network to begin. */
import { queryOptions, useQuery } from '@tanstack/react-query'
import { type AnswerOf, call } from '../platform/api.ts'
import { ApiProblem } from '../platform/problem.ts'

export type ItemBrief = AnswerOf<'GET /api/v1/items'>['rows'][number]
export type Category = AnswerOf<'GET /api/v1/categories'>['rows'][number]
export interface Catalogue {
  items: ItemBrief[]
  categories: Category[]
}

export const catalogueQuery = queryOptions({
  queryKey: ['catalogue'],
  staleTime: 3_600_000,
  gcTime: Infinity,
  queryFn: async ({ signal }): Promise<Catalogue> => {
    const { database } = await import('../store/database.ts')
    try {
      const [items, categories] = await Promise.all([
        call('GET /api/v1/items', { query: {}, signal }),
        call('GET /api/v1/categories', { signal }),
      ])
      const value: Catalogue = { items: items.rows, categories: categories.rows }
      await database.kept.put({ key: 'catalogue', value, at: Date.now() })
      return value
    } catch (error) {
      const kept = error instanceof ApiProblem ? undefined : await database.kept.get('catalogue')
      if (kept) return kept.value as Catalogue
      throw error
    }
  },
})

export function useCatalogue() {
  return useQuery(catalogueQuery)
}
