import { queryOptions } from '@tanstack/react-query'
import { type AnswerOf, call } from '../platform/api.ts'

export type CaseView = AnswerOf<'GET /api/v1/cases/{id}'>

export const caseQuery = (id: string) =>
  queryOptions({
    queryKey: ['case', id],
    queryFn: ({ signal }) => call('GET /api/v1/cases/{id}', { params: { id }, signal }),
    staleTime: 5_000,
  })

/** Like `findLast`, which browsers of old phones (Chromium below 97) do not have. */
export function latest<T>(list: readonly T[], is: (one: T) => boolean): T | undefined {
  return [...list].reverse().find(is)
}
