/** Trying on the years before, choosing, and the same choice on the year that judges. */
import { NEARBY } from '@bihuan/domain/cases/nearby'
import { Chance } from '../../stories/script.ts'
import { choose, rankings, tryAll, type RankingTried, type Tried } from './choosing.ts'
import type { Complaint } from './requests.ts'
import {
  askedOf,
  count,
  disturbed,
  elsewhere,
  offered,
  score,
  type Asked,
  type Candidate,
  type Score,
} from './scoring.ts'

export const TRIED_ON = [2011, 2012]
export const JUDGED_ON = [2013]
/** What the product offers by, as a candidate. */
export const OF_THE_PRODUCT: Candidate = { ...NEARBY, closedDays: 0 }

export const within =
  (years: readonly number[]) =>
  ({ year }: Complaint) =>
    years.includes(year)

export interface Choice {
  tried: Tried[]
  chosen: Tried
  rankings: RankingTried[]
}

/** Sees nothing of the years that judge: they are cut off before. */
export function chooseOn(complaints: readonly Complaint[]): Choice {
  const known = complaints.filter(({ year }) => year <= Math.max(...TRIED_ON))
  const chance = new Chance(311)
  const asked = (positions: Parameters<typeof askedOf>[1]) =>
    askedOf(known, positions).filter(({ complaint }) => within(TRIED_ON)(complaint))
  const recorded = asked(known.map(({ position }) => position))
  const phone = asked(disturbed(known, () => chance.share()))
  const tried = tryAll(recorded, phone)
  const chosen = choose(tried)
  return { tried, chosen, rankings: rankings(recorded, phone, chosen.candidate) }
}

/** Of some years: as counted from the product's answers; as worked out beside them; and what chance would find. */
export interface Judged {
  years: readonly number[]
  product: Score
  beside: Score
  /** Filings whose offers differ between the two. */
  differing: number
  elsewhere: Score
}

/** `answers`: for each complaint, what the product offered: places in the list. */
export function judge(
  complaints: readonly Complaint[],
  answers: (complaint: number) => readonly number[],
  asked: readonly Asked[],
  years: readonly number[],
): Judged {
  const sum = (): Score => ({ filings: 0, duplicates: 0, found: 0, any: 0, first: 0, falsely: 0, offers: 0 })
  const [product, beside] = [sum(), sum()]
  let differing = 0
  complaints.forEach((complaint, index) => {
    if (!within(years)(complaint)) return
    const answered = answers(index).map((other) => complaints[other]!.address)
    const expected = offered(asked[index]!, OF_THE_PRODUCT).map(({ address }) => address)
    count(product, complaint, answered)
    count(beside, complaint, expected)
    if (answered.join('|') !== expected.join('|')) differing += 1
  })
  const strange = elsewhere(complaints, (complaint) => complaint.duplicate && within(years)(complaint))
  return { years, product, beside, differing, elsewhere: score(strange, OF_THE_PRODUCT) }
}
