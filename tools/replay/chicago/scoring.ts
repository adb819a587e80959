/**
 * How well offers would have found the duplicates. The file does not name what a duplicate repeats, so a find is defined twice:
 * `found`: among at most five offers is an earlier request of the same street address (a text that the offer knows nothing of);
 * `any`: there was an offer at all. Who is offered what is decided by the product's own rule (domain/cases/nearby.ts).
 */
import { metresBetween, offersOf, type NearbyRule, type Ranking } from '@bihuan/domain/cases/nearby'
import type { Point } from '@bihuan/domain/place'
import { DAY, type Complaint } from './requests.ts'

export interface Candidate extends NearbyRule {
  /** What was closed so many days ago is still offered; 0: open ones only. */
  closedDays: number
}

interface Pair {
  metres: number
  sameItem: boolean
  reportedAt: number
  endAt: number
  address: string
}
/** A filing, and every request that any candidate might offer to it. */
export interface Asked {
  complaint: Complaint
  around: Pair[]
}

export const WIDEST = { metres: 250, closedDays: 30 } as const
/** Degrees; wider than the widest radius in both directions at the latitude of the city. */
const CELL = 0.004

/** `positions`: one for each complaint, as the offers see them; null: none. */
export function askedOf(complaints: readonly Complaint[], positions: readonly (Point | null)[]): Asked[] {
  const cells = new Map<string, number[]>()
  return complaints.map((complaint, index) => {
    const position = positions[index]!
    if (position === null) return { complaint, around: [] }
    const around = pairsAt(complaint, position, complaints, positions, cells)
    const own = cellOf(position).join()
    if (!cells.has(own)) cells.set(own, [])
    cells.get(own)!.push(index)
    return { complaint, around }
  })
}

/** The same filings, each asked at the place of another one, half the list away: what offers find by chance. */
export function elsewhere(complaints: readonly Complaint[], which: (complaint: Complaint) => boolean): Asked[] {
  const half = Math.floor(complaints.length / 2)
  const cells = new Map<string, number[]>()
  const positions = complaints.map(({ position }) => position)
  return complaints.flatMap((complaint, index) => {
    const strange = positions[(index + half) % complaints.length] ?? null
    const asked =
      strange && which(complaint)
        ? [{ complaint, around: pairsAt(complaint, strange, complaints, positions, cells) }]
        : []
    const own = positions[index]
    if (own) {
      const cell = cellOf(own).join()
      if (!cells.has(cell)) cells.set(cell, [])
      cells.get(cell)!.push(index)
    }
    return asked
  })
}

const cellOf = ({ longitude, latitude }: Point) => [Math.floor(longitude / CELL), Math.floor(latitude / CELL)] as const

function pairsAt(
  asking: Complaint,
  position: Point,
  complaints: readonly Complaint[],
  positions: readonly (Point | null)[],
  cells: ReadonlyMap<string, number[]>,
): Pair[] {
  const [x, y] = cellOf(position)
  const found: Pair[] = []
  for (let column = x - 1; column <= x + 1; column++)
    for (let row = y - 1; row <= y + 1; row++)
      for (const other of cells.get(`${column},${row}`) ?? []) {
        const { nature, filedAt, endAt, address } = complaints[other]!
        if (endAt !== null && endAt <= asking.filedAt - WIDEST.closedDays * DAY) continue
        const metres = metresBetween(position, positions[other]!)
        if (metres > WIDEST.metres) continue
        const sameItem = nature === asking.nature
        found.push({ metres, sameItem, reportedAt: filedAt, endAt: endAt ?? Infinity, address })
      }
  return found
}

export interface Score {
  filings: number
  duplicates: number
  /** Duplicates among whose offers is one of the same address; with an offer at all. */
  found: number
  any: number
  /** The first offer is of the same address. */
  first: number
  /** Others with an offer. */
  falsely: number
  offers: number
}

export function offered(
  { complaint, around }: Asked,
  { closedDays, ...rule }: Candidate,
  ranking?: Ranking,
): readonly Pair[] {
  const since = complaint.filedAt - closedDays * DAY
  const open = around.filter(({ endAt }) => endAt > since)
  return offersOf(open, rule, complaint.filedAt, ranking)
}

export function score(asked: readonly Asked[], candidate: Candidate, ranking?: Ranking): Score {
  const sum: Score = { filings: 0, duplicates: 0, found: 0, any: 0, first: 0, falsely: 0, offers: 0 }
  for (const each of asked)
    count(
      sum,
      each.complaint,
      offered(each, candidate, ranking).map(({ address }) => address),
    )
  return sum
}

/** `addresses`: of the offers, in their order. */
export function count(sum: Score, { duplicate, address }: Complaint, addresses: readonly string[]): void {
  sum.filings += 1
  sum.offers += addresses.length
  if (!duplicate) {
    sum.falsely += Number(addresses.length > 0)
    return
  }
  sum.duplicates += 1
  sum.any += Number(addresses.length > 0)
  sum.found += Number(addresses.includes(address))
  sum.first += Number(addresses[0] === address)
}

export const recall = ({ found, duplicates }: Score) => found / duplicates
/** Of the filings to which something was offered, so many were duplicates. */
export const precision = ({ any, falsely }: Score) => any / (any + falsely)
export const falseRate = ({ falsely, filings, duplicates }: Score) => falsely / (filings - duplicates)

/** Positions of these requests are those of their addresses, equal to the centimetre. A telephone is not so exact. */
export const PHONE_ERROR = 15

/** Each position moved by a telephone's error: normal, `PHONE_ERROR` metres along each axis. `share`: a number below one, the next each time. */
export function disturbed(complaints: readonly Complaint[], share: () => number): (Point | null)[] {
  return complaints.map(({ position }) => {
    if (position === null) return null
    const length = PHONE_ERROR * Math.sqrt(-2 * Math.log(1 - share()))
    const angle = 2 * Math.PI * share()
    const degrees = length / 111_320
    return {
      longitude: position.longitude + (degrees * Math.cos(angle)) / Math.cos((position.latitude * Math.PI) / 180),
      latitude: position.latitude + degrees * Math.sin(angle),
    }
  })
}
