/** Which radius, days and order: tried on the years before the one that judges. */
import type { Ranking } from '@bihuan/domain/cases/nearby'
import { falseRate, precision, recall, score, type Asked, type Candidate, type Score } from './scoring.ts'

export interface Tried {
  candidate: Candidate
  /** With positions as they are on record, and with a telephone's error on each. */
  recorded: Score
  phone: Score
}

const METRES = [25, 50, 75, 100, 150, 250]
/** For other items of the category; 0: none. */
const KIN = [0, 25, 50, 75, 100, 250]
const DAYS = [14, 30, 90, null]
const CLOSED_DAYS = [0, 7, 30]

export function candidates(): Candidate[] {
  return METRES.flatMap((metres) =>
    KIN.filter((kinMetres) => kinMetres <= metres).flatMap((kinMetres) =>
      DAYS.flatMap((days) => CLOSED_DAYS.map((closedDays) => ({ metres, kinMetres, days, closedDays }))),
    ),
  )
}

export function tryAll(recorded: readonly Asked[], phone: readonly Asked[]): Tried[] {
  return candidates().map((candidate) => ({
    candidate,
    recorded: score(recorded, candidate),
    phone: score(phone, candidate),
  }))
}

/** What is asked of the choice: so many found, also by telephone. */
export const ENOUGH = 0.9
/** Differences of precision below this count for nothing. */
const ALIKE = 0.01

/**
 * Of those that find enough both ways, the most precise. Alike are those within a hundredth of it; of these the one that forgets last (an open
 * matter stays the same however old it is), then the one that needs the smaller circle.
 */
export function choose(tried: readonly Tried[]): Tried {
  const enough = tried.filter(({ recorded, phone }) => recall(recorded) >= ENOUGH && recall(phone) >= ENOUGH)
  if (enough.length === 0) throw new Error(`no candidate finds ${ENOUGH} of the duplicates`)
  const best = Math.max(...enough.map(({ phone }) => precision(phone)))
  const span = ({ candidate: { days } }: Tried) => days ?? Infinity
  const alike = enough.filter(({ phone }) => precision(phone) >= best - ALIKE)
  return alike.toSorted(
    (a, b) =>
      (span(a) === span(b) ? 0 : span(b) - span(a)) ||
      a.candidate.metres - b.candidate.metres ||
      a.candidate.kinMetres - b.candidate.kinMetres,
  )[0]!
}

export const RANKINGS = ['item-then-distance', 'distance', 'newest'] as const satisfies readonly Ranking[]

export interface RankingTried {
  ranking: Ranking
  recorded: Score
  phone: Score
}

export function rankings(recorded: readonly Asked[], phone: readonly Asked[], candidate: Candidate): RankingTried[] {
  return RANKINGS.map((ranking) => ({
    ranking,
    recorded: score(recorded, candidate, ranking),
    phone: score(phone, candidate, ranking),
  }))
}

const percent = (share: number) => (share * 100).toFixed(1)

/** For a table: what was tried, in the order of precision; those that find too little last. */
export function triedRows(tried: readonly Tried[], most: number): (string | number)[][] {
  const rank = ({ recorded, phone }: Tried) =>
    Math.min(recall(recorded), recall(phone)) >= ENOUGH ? precision(phone) : precision(phone) - 1
  return tried
    .toSorted((a, b) => rank(b) - rank(a))
    .slice(0, most)
    .map(({ candidate: { metres, kinMetres, days, closedDays }, recorded, phone }) => [
      metres,
      kinMetres || '–',
      days ?? '∞',
      closedDays,
      percent(recall(recorded)),
      percent(precision(recorded)),
      percent(recall(phone)),
      percent(precision(phone)),
      percent(falseRate(phone)),
    ])
}
