import { queryOptions } from '@tanstack/react-query'
import { type AnswerOf, call } from '../platform/api.ts'

export type CaseView = AnswerOf<'GET /api/v1/cases/{id}'>

export const caseQuery = (id: string) =>
  queryOptions({
    queryKey: ['case', id],
    queryFn: ({ signal }) => call('GET /api/v1/cases/{id}', { params: { id }, signal }),
    staleTime: 5_000,
  })
