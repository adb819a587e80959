/** Sums of a period and the stocks of now, from the rows of `tally`: few rows for any period, added up here. */
import { cellsOf, type Span } from '@bihuan/domain/cases/spans'
import { columnOf, COUNT_COLUMNS, OPEN_COLUMNS, STOCK_COLUMNS, TIME_COLUMNS } from '@bihuan/domain/cases/tally-columns'
import { sql, type Queryable } from '../platform/database.ts'
import type { Counts } from './overview-rates.ts'
import { keptAt, NOW, type CountedBy, type TallyRow } from './tally-sums.ts'
import { addSumsText } from './tally-text.ts'

/** No case is older (a device's clock that was reset says 1970); no calendar reaches further. */
const EARLIEST = '2000-01-01'
const LATEST = '2200-01-01'

export class Sums {
  readonly counts = new Float64Array(COUNT_COLUMNS.length)
  readonly times = new Float64Array(TIME_COLUMNS.length)

  /** Measures of the period that are not nothing. */
  period(): Counts {
    return { ...named(COUNT_COLUMNS, this.counts, STOCK_COLUMNS), ...named(TIME_COLUMNS, this.times, 0) }
  }
  /** Of what is open: over all time, less what falls due from today on. */
  readonly stocks = new Float64Array(STOCK_COLUMNS)

  stock(measure: (typeof COUNT_COLUMNS)[number]): number {
    return this.stocks[COUNT_COLUMNS.indexOf(measure)]!
  }
  /** Of what is open, what was due before today. */
  pastDue(measure: 'due-step' | 'due-whole'): number {
    return this.stock(measure)
  }
  get open(): number {
    let sum = 0
    for (let column = 0; column < OPEN_COLUMNS; column++)
      if (isState(COUNT_COLUMNS[column]!)) sum += this.stocks[column]!
    return sum
  }
  byState(): Counts {
    const states = COUNT_COLUMNS.slice(0, OPEN_COLUMNS).filter(isState)
    const counts = states.map((measure) => [measure.slice('open-'.length), this.stock(measure)] as const)
    return Object.fromEntries(counts.filter(([, n]) => n !== 0))
  }
}

const isState = (measure: string) => measure !== 'open-danger' && measure !== 'open-suspended'

function named(columns: readonly string[], values: Float64Array, from: number): Counts {
  const counts: Counts = {}
  for (let column = from; column < values.length; column++)
    if (values[column] !== 0) counts[columns[column]!] = values[column]!
  return counts
}

export interface Asked {
  regionId: string
  /** How many regions lie above it. */
  depth: number
  children: readonly string[]
  from: string
  to: string
  today: string
  /** Only what these departments lead; null for all. */
  departments: readonly string[] | null
}

export interface Read {
  own: Sums
  byRegion: Map<string, Sums>
  byDepartment: Map<string, Sums>
  byItem: Map<string, Sums>
}

interface Cell {
  span: TallyRow['span']
  start: string
  /** The last start that it holds. */
  until: string
  inPeriod: boolean
  /** Whether what falls due in it is still to come. */
  ahead: boolean
}

const later = (a: string, b: string) => (a > b ? a : b)
const earlier = (a: string, b: string) => (a < b ? a : b)

function cellsFor({ from, to, today }: Asked, spans: readonly Span[]): Cell[] {
  const cells = new Map<string, Cell>()
  const cell = (span: Cell['span'], start: string): Cell => {
    const key = `${span} ${start}`
    const known = cells.get(key) ?? { span, start, until: start, inPeriod: false, ahead: false }
    cells.set(key, known)
    return known
  }
  cell('now', NOW)
  for (const { span, start } of cellsOf(later(from, EARLIEST), earlier(to, LATEST), spans))
    cell(span, start).inPeriod = true
  for (const { span, start } of cellsOf(today, `${today.slice(0, 4)}-12-31`, spans)) cell(span, start).ahead = true
  // The years to come are one look at the index. Where a period reaches so far, it has them in cells of its own.
  const [first, last] = [`${Number(today.slice(0, 4)) + 1}-01-01`, LATEST]
  cells.set('years ahead', { span: 'year', start: first, until: last, inPeriod: false, ahead: true })
  return [...cells.values()]
}

interface Row {
  region_id: string
  counted_by: CountedBy
  of_id: string
  counts: string
  times: string | null
}

/** By which rows all of a region is summed: where only some departments count, or no sums of all are kept, it is made of theirs. */
const wholeOf = (depth: number, departments: Asked['departments']): CountedBy =>
  departments || !keptAt(depth).kinds.includes('all') ? 'department' : 'all'

export async function readSums(db: Queryable, asked: Asked): Promise<Read> {
  const { regionId, depth, children, departments } = asked
  const own = wholeOf(depth, departments)
  const kinds = departments ? (['department'] as const) : keptAt(depth).kinds
  const read: Read = { own: new Sums(), byRegion: new Map(), byDepartment: new Map(), byItem: new Map() }
  await readInto(db, asked, depth, [regionId], kinds, own, (row) => {
    if (row.counted_by === 'item') return [of(read.byItem, row.of_id)]
    if (row.counted_by === 'all') return [read.own]
    const department = of(read.byDepartment, row.of_id)
    return own === 'department' ? [department, read.own] : [department]
  })
  await readInto(db, asked, depth + 1, children, [wholeOf(depth + 1, departments)], null, (row) => [
    of(read.byRegion, row.region_id),
  ])
  return read
}

function of(map: Map<string, Sums>, key: string): Sums {
  let sums = map.get(key)
  if (!sums) map.set(key, (sums = new Sums()))
  return sums
}

/** Adds the rows of regions of one depth to the sums that `targets` names for each; how long things took only of rows of the kind `timed`. */
async function readInto(
  db: Queryable,
  asked: Asked,
  depth: number,
  regions: readonly string[],
  kinds: readonly CountedBy[],
  timed: CountedBy | null,
  targets: (row: Row) => Sums[],
): Promise<void> {
  const { departments } = asked
  const cells = cellsFor(asked, keptAt(depth).spans)
  const rows = await db.rows<Row>(
    // One row for a region, department or item: its sums one after the other, each behind the number of its cell.
    sql`with cells as materialized (
        select * from unnest(${cells.map(({ span }) => span)}::text[], ${cells.map(({ start }) => start)}::date[], ${cells.map(({ until }) => until)}::date[],
          ${cells.map(({ inPeriod }) => inPeriod)}::boolean[]) with ordinality as c (span, start, until, in_period, number)
      ), wanted as materialized (
        select region_id, counted_by from unnest(${[...regions]}::uuid[]) as r (region_id) cross join unnest(${[...kinds]}::text[]) as k (counted_by)
      )
      select w.region_id, w.counted_by, t.of_id, string_agg(c.number::text || '{' || t.counts || '}', '') as counts,
        string_agg(c.number::text || '{' || t.times || '}', '') filter (where c.in_period and w.counted_by = ${timed}::text and t.times <> '') as times
      from wanted w cross join cells c cross join lateral (
        select of_id, counts, times from tally t where t.region_id = w.region_id and t.counted_by = w.counted_by and t.span = c.span
          and t.start between c.start and c.until and (${departments === null} or t.of_id = any(${departments ? [...departments] : []}::uuid[])) offset 0
      ) t group by w.region_id, w.counted_by, t.of_id`,
    'overview-tallies',
  )
  for (const row of rows) {
    const own = targets(row)
    for (const sums of own) {
      eachCell(cells, row.counts, (cell, at) => addCell(sums, cell, row.counts, at))
      if (row.times !== null) eachCell(cells, row.times, (_, at) => addSumsText(sums.times, row.times!, { at }))
    }
  }
}

/** `12{11:3}13{9:1 10:1}`: the sums of the twelfth and the thirteenth cell. `read` is told where they begin, and gives where they end. */
function eachCell(cells: readonly Cell[], text: string, read: (cell: Cell, at: number) => number): void {
  for (let at = 0; at < text.length; at++) {
    const brace = text.indexOf('{', at)
    at = read(cells[Number(text.slice(at, brace)) - 1]!, brace + 1)
  }
}

function addCell(sums: Sums, cell: Cell, text: string, at: number): number {
  if (cell.span === 'now') return addSumsText(sums.stocks, text, { at })
  if (cell.ahead) {
    const end = addSumsText(sums.stocks, text, { at, from: OPEN_COLUMNS, to: STOCK_COLUMNS, factor: -1 })
    if (!cell.inPeriod) return end
  }
  return addSumsText(sums.counts, text, { at, from: STOCK_COLUMNS })
}

/** What was reported and closed on each day of the period. */
export async function readDays(
  db: Queryable,
  { regionId, depth, from, to, departments }: Asked,
): Promise<{ day: string; reported: number; closed: number; late: number }[]> {
  const rows = await db.rows<{ day: string; counts: string }>(
    sql`select start as day, string_agg(counts, ' ') as counts from tally
      where region_id = ${regionId} and counted_by = ${wholeOf(depth, departments)} and span = 'day' and start between ${from}::date and ${to}::date
        and (${departments === null} or of_id = any(${departments ? [...departments] : []}::uuid[]))
      group by start order by start`,
    'overview-days',
  )
  const [reported, closed, late] = ['reported', 'closed', 'closed-late'].map((measure) => columnOf(measure)) as [
    number,
    number,
    number,
  ]
  return rows.flatMap(({ day, counts }) => {
    const sums = new Float64Array(COUNT_COLUMNS.length)
    addSumsText(sums, counts)
    const own = { day, reported: sums[reported]!, closed: sums[closed]!, late: sums[late]! }
    return own.reported !== 0 || own.closed !== 0 ? [own] : []
  })
}
