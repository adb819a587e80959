/**
 * Sums on their way to the table `tally`: differences are added up by day, then by the spans of days around it. What is open is summed
 * over all time alone (`now`), what is due both over all time and by day.
 */
import type { Delta } from '@bihuan/domain/cases/deltas'
import { SPANS, startOf, type Span } from '@bihuan/domain/cases/spans'
import {
  columnOf,
  DETAIL_COLUMNS,
  OPEN_COLUMNS,
  PLAIN_COLUMNS,
  STOCK_COLUMNS,
  WIDTH,
} from '@bihuan/domain/cases/tally-columns'
import { addSumsText, sumsText } from './tally-text.ts'

/** Stands for "no department yet", and for all of them together. */
export const NOBODY = '00000000-0000-0000-0000-000000000000'

export type CountedBy = 'all' | 'department' | 'item'

interface Kept {
  kinds: readonly CountedBy[]
  spans: readonly Span[]
}
const KEPT: Kept = { kinds: ['all', 'department', 'item'], spans: SPANS }
const KEPT_BELOW: Kept = { kinds: ['department'], spans: ['day', 'month', 'year'] }
/** With fewer regions above it: city, county, town. */
const WHOLE_DEPTH = 3

/**
 * What sums are kept of a region with so many above it. Of a community, where nearly every case is alone with its day, only those by
 * department (added up they are all of it) for few spans: they would be most of the table.
 */
export const keptAt = (depth: number): Kept => (depth < WHOLE_DEPTH ? KEPT : KEPT_BELOW)

/** The day that rows of `now` bear. */
export const NOW = '2000-01-01'

export interface TallyRow {
  regionId: string
  countedBy: CountedBy
  span: Span | 'now'
  start: string
  ofId: string
  counts: string
  /** Clocks and times; empty by item, and in rows of `now`. */
  detail: string
}

/** The key of a row in memory; in the order of the table's own key. */
export function keyOfRow(row: Omit<TallyRow, 'counts' | 'detail'>): string {
  return `${row.regionId} ${row.countedBy} ${row.span} ${row.start} ${row.ofId}`
}

export class TallySums {
  /** By region, kind, day and department or item. */
  private readonly days = new Map<string, Int32Array>()
  private readonly depths = new Map<string, number>()

  get size(): number {
    return this.days.size
  }

  add({ regions, ...what }: Delta): void {
    regions.forEach((region, depth) => this.addTo(region, depth, what))
  }

  /** In one region; `depth`: how many lie above it. */
  addTo(region: string, depth: number, { departmentId, itemId, counts }: Omit<Delta, 'regions'>): void {
    this.depths.set(region, depth)
    const { kinds } = keptAt(depth)
    const of = { all: NOBODY, department: departmentId ?? NOBODY, item: itemId }
    let day = ''
    let targets: Int32Array[] = []
    for (const [on, measure, n] of counts) {
      if (on !== day) {
        day = on
        targets = kinds.map((kind) => this.target(`${region} ${kind} day ${day} ${of[kind]}`))
      }
      const column = columnOf(measure)
      for (const target of targets) target[column]! += n
    }
  }

  private target(key: string): Int32Array {
    let sum = this.days.get(key)
    if (!sum) this.days.set(key, (sum = new Int32Array(WIDTH)))
    return sum
  }

  /** What is not nothing, for every span, in the order of the key; two writers so never wait for each other in a circle. */
  rows(): TallyRow[] {
    const sums = new Map<string, Int32Array>()
    for (const [key, values] of this.days) {
      const [region, countedBy, , day, of] = key.split(' ') as [string, string, string, string, string]
      addTo(sums, `${region} ${countedBy} now ${NOW} ${of}`, values, 0, STOCK_COLUMNS)
      for (const span of keptAt(this.depths.get(region)!).spans)
        addTo(sums, `${region} ${countedBy} ${span} ${startOf(span, day)} ${of}`, values, OPEN_COLUMNS, WIDTH)
    }
    return [...sums]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, values]) => rowOf(key, values))
      .filter(({ counts, detail }) => counts !== '' || detail !== '')
  }
}

function addTo(sums: Map<string, Int32Array>, key: string, values: Int32Array, from: number, to: number): void {
  let sum = sums.get(key)
  if (!sum) sums.set(key, (sum = new Int32Array(to)))
  for (let column = from; column < to; column++) sum[column]! += values[column]!
}

function rowOf(key: string, values: Int32Array): TallyRow {
  const [regionId, countedBy, span, start, ofId] = key.split(' ') as [
    string,
    CountedBy,
    TallyRow['span'],
    string,
    string,
  ]
  const detail = countedBy === 'item' ? '' : sumsText(values, DETAIL_COLUMNS)
  return { regionId, countedBy, span, start, ofId, counts: sumsText(values, PLAIN_COLUMNS), detail }
}

/** What a row holds, and what is added to it. */
export function added(row: TallyRow, held: Pick<TallyRow, 'counts' | 'detail'>): TallyRow {
  const sum = (columns: readonly number[], one: string, other: string) => {
    const values = new Int32Array(WIDTH)
    addSumsText(values, one)
    addSumsText(values, other)
    return sumsText(values, columns)
  }
  return {
    ...row,
    counts: sum(PLAIN_COLUMNS, row.counts, held.counts),
    detail: sum(DETAIL_COLUMNS, row.detail, held.detail),
  }
}
