import type { Answered } from '../platform/call.ts'

export type Overview = Answered<'GET /api/v1/overview'>
export type Rate = Overview['rates'][number]
export type Row = Overview['byRegion'][number]

/** The list that holds exactly the records which a measure counts: the same period, the same place. */
export function recordsBehind(
  data: Pick<Overview, 'from' | 'to'>,
  measure: string,
  narrowed: Record<string, string>,
): Record<string, string> {
  return { ...narrowed, measure, from: data.from, to: data.to }
}
