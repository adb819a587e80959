/** Sums of a period and the stocks of now, from the rows of `tally`: few rows for any period, added up here. */
import { cellsOf, dayBefore, type Span } from '@bihuan/domain/cases/spans'
import { COUNT_COLUMNS, STOCK_COLUMNS, TIME_COLUMNS } from '@bihuan/domain/cases/tally-columns'
import { sql, type Queryable } from '../platform/database.ts'
import type { Counts } from './overview-rates.ts'
import { keptAt, type CountedBy } from './tally-sums.ts'

/** Columns of what is due: the last of the stocks. Today's are counted to the minute elsewhere. */
const DUE_COLUMNS = 2
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
  /** What is open now, and what was due before today. */
  stock(measure: (typeof COUNT_COLUMNS)[number]): number {
    return this.counts[COUNT_COLUMNS.indexOf(measure)]!
  }
  get open(): number {
    let sum = 0
    for (let column = 0; column < STOCK_COLUMNS; column++)
      if (isState(COUNT_COLUMNS[column]!)) sum += this.counts[column]!
    return sum
  }
  byState(): Counts {
    const states = COUNT_COLUMNS.slice(0, STOCK_COLUMNS).filter(isState)
    const counts = states.map((measure) => [measure.slice('open-'.length), this.stock(measure)] as const)
    return Object.fromEntries(counts.filter(([, n]) => n !== 0))
  }
}

const isState = (measure: string) =>
  measure.startsWith('open-') && measure !== 'open-danger' && measure !== 'open-suspended'

function named(columns: readonly string[], values: Float64Array, from: number): Counts {
  const counts: Counts = {}
  for (let column = from; column < values.length; column++)
    if (values[column] !== 0) counts[columns[column]!] = values[column]!
  return counts
}

/** Adds `{1,,-2}`, where nothing stands for a nought, from one column up to another. A parser of arrays would cost more than the query. */
export function addArray(sums: Float64Array, text: string, from: number, to: number): void {
  let column = 0
  let value = 0
  let sign = 1
  for (let at = 1; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code >= 48) {
      if (code <= 57) value = value * 10 + code - 48
      else {
        // The closing bracket.
        if (column >= from && column < to) sums[column]! += sign * value
        return
      }
    } else if (code === 45) sign = -1
    else {
      if (column >= from && column < to) sums[column]! += sign * value
      column += 1
      value = 0
      sign = 1
    }
  }
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
  span: Span
  start: string
  inPeriod: boolean
  /** Whether its open cases count, and what was due in it. */
  open: boolean
  due: boolean
}

const later = (a: string, b: string) => (a > b ? a : b)
const earlier = (a: string, b: string) => (a < b ? a : b)

function cellsFor({ from, to, today }: Asked, spans: readonly Span[]): Cell[] {
  const cells = new Map<string, Cell>()
  const cell = (span: Span, start: string): Cell => {
    const key = `${span} ${start}`
    const known = cells.get(key) ?? { span, start, inPeriod: false, open: false, due: false }
    cells.set(key, known)
    return known
  }
  for (const { span, start } of cellsOf(later(from, EARLIEST), earlier(to, LATEST), spans)) cell(span, start).inPeriod = true
  for (const { span, start } of cellsOf(EARLIEST, dayBefore(today), spans))
    Object.assign(cell(span, start), { open: true, due: true })
  cell('day', today).open = true
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
  await readInto(db, asked, depth, [regionId], kinds, (row) => {
    if (row.counted_by === 'item') return [of(read.byItem, row.of_id)]
    if (row.counted_by === 'all') return [read.own]
    const department = of(read.byDepartment, row.of_id)
    return own === 'department' ? [department, read.own] : [department]
  })
  await readInto(db, asked, depth + 1, children, [wholeOf(depth + 1, departments)], (row) => [
    of(read.byRegion, row.region_id),
  ])
  return read
}

function of(map: Map<string, Sums>, key: string): Sums {
  let sums = map.get(key)
  if (!sums) map.set(key, (sums = new Sums()))
  return sums
}

/** Adds the rows of regions of one depth to the sums that `targets` names for each. */
async function readInto(
  db: Queryable,
  asked: Asked,
  depth: number,
  regions: readonly string[],
  kinds: readonly CountedBy[],
  targets: (row: Row) => Sums[],
): Promise<void> {
  const { departments } = asked
  const cells = cellsFor(asked, keptAt(depth).spans)
  const rows = await db.rows<Row>(
    // One row for a region, department or item: its arrays one after the other, each behind the number of its cell.
    sql`with cells as materialized (
        select * from unnest(${cells.map(({ span }) => span)}::text[], ${cells.map(({ start }) => start)}::date[],
          ${cells.map(({ inPeriod }) => inPeriod)}::boolean[]) with ordinality as c (span, start, in_period, number)
      ), wanted as materialized (
        select region_id, counted_by from unnest(${[...regions]}::uuid[]) as r (region_id) cross join unnest(${[...kinds]}::text[]) as k (counted_by)
      )
      select w.region_id, w.counted_by, t.of_id, string_agg(c.number::text || '{' || t.counts || '}', '') as counts,
        string_agg(c.number::text || '{' || t.times || '}', '') as times
      from wanted w cross join cells c cross join lateral (
        select of_id, array_to_string(case when c.in_period then counts else counts[1:${STOCK_COLUMNS}::int] end, ',', '') as counts,
          case when c.in_period and w.counted_by <> 'item' then array_to_string(times, ',', '') end as times
        from tally t where t.region_id = w.region_id and t.counted_by = w.counted_by and t.span = c.span and t.start = c.start
          and (${departments === null} or t.of_id = any(${departments ? [...departments] : []}::uuid[])) offset 0
      ) t group by w.region_id, w.counted_by, t.of_id`,
    'overview-tallies',
  )
  for (const row of rows) {
    for (const sums of targets(row)) {
      for (const [cell, counts] of arraysIn(cells, row.counts)) addCounts(sums, cell, counts)
      if (row.times === null) continue
      for (const [cell, times] of arraysIn(cells, row.times))
        if (cell.inPeriod) addArray(sums.times, times, 0, TIME_COLUMNS.length)
    }
  }
}

/** `12{1,2}13{,4}`: the arrays of the twelfth and the thirteenth cell. */
function* arraysIn(cells: readonly Cell[], text: string): Generator<[Cell, string]> {
  for (let at = 0; at < text.length;) {
    const brace = text.indexOf('{', at)
    const end = text.indexOf('}', brace) + 1
    yield [cells[Number(text.slice(at, brace)) - 1]!, text.slice(brace, end)]
    at = end
  }
}

function addCounts(sums: Sums, cell: Cell, counts: string): void {
  const from = cell.open ? 0 : STOCK_COLUMNS
  const to = cell.inPeriod ? COUNT_COLUMNS.length : STOCK_COLUMNS
  if (cell.due || !cell.open) return addArray(sums.counts, counts, from, to)
  addArray(sums.counts, counts, 0, STOCK_COLUMNS - DUE_COLUMNS)
  if (cell.inPeriod) addArray(sums.counts, counts, STOCK_COLUMNS, to)
}

/** What was reported and closed on each day of the period. */
export async function readDays(
  db: Queryable,
  { regionId, depth, from, to, departments }: Asked,
): Promise<{ day: string; reported: number; closed: number; late: number }[]> {
  const column = (measure: (typeof COUNT_COLUMNS)[number]) => COUNT_COLUMNS.indexOf(measure) + 1
  return db.rows(
    sql`select start as day, coalesce(sum(counts[${column('reported')}::int]), 0)::int as reported, coalesce(sum(counts[${column('closed')}::int]), 0)::int as closed,
        coalesce(sum(counts[${column('closed-late')}::int]), 0)::int as late
      from tally where region_id = ${regionId} and counted_by = ${wholeOf(depth, departments)} and span = 'day'
        and start between ${from}::date and ${to}::date and (${departments === null} or of_id = any(${departments ? [...departments] : []}::uuid[]))
      group by start having sum(counts[${column('reported')}::int]) <> 0 or sum(counts[${column('closed')}::int]) <> 0 order by start`,
    'overview-days',
  )
}
