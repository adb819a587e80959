/** What the story knows of its own cases, and what it did to them. */
import type { Place } from './jinhua-town.ts'

export interface Listed {
  n: number
  subject: string
  key: string
  place: Place
  at: number
  /** First closing; past the end where nothing would have closed it. */
  closedAt: number
  /** Ordered at the turn of the month; how it was answered. */
  supervised: { answeredAt: number; late: boolean } | null
}

export interface Sums {
  listed: Listed[]
  draws: string[]
  /** Orders given by each batch, as the product said. */
  batches: number[]
  /** By each month's checks. */
  reopened: number[]
  /** By case: what its checks found. Drawn in two months it is checked twice, and was as recorded if it was each time. */
  checks: Map<number, Set<'as-recorded' | 'data-wrong' | 'not-put-right'>>
}
