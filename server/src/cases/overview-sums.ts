/** Sums of a period and the stocks of now, from the rows of `tally`: few rows for any period, added up here. */
import { businessDay } from '@bihuan/domain/cases/measures'
import { cellsOf, startOf, type Span } from '@bihuan/domain/cases/spans'
import {
  columnOf,
  COUNT_COLUMNS,
  OPEN_COLUMNS,
  STOCK_COLUMNS,
  TIME_COLUMNS,
  WIDTH,
} from '@bihuan/domain/cases/tally-columns'
import { raw, sql, type Queryable } from '../platform/database.ts'
import type { Counts, Overview } from './overview-rates.ts'
import { keptAt, NOBODY, NOW, type CountedBy, type TallyRow } from './tally-sums.ts'
import { addSumsText } from './tally-text.ts'

const LEVEL_COLUMN = { city: 'city_id', county: 'county_id', town: 'town_id', community: 'community_id' } as const
type Level = keyof typeof LEVEL_COLUMN
/** By which its children are told apart; a community has none. */
const CHILD_COLUMN = {
  city: 'coalesce(county_id, town_id)',
  county: 'town_id',
  town: 'community_id',
  community: 'community_id',
} as const

/** No case is older (a device's clock that was reset says 1970); no calendar reaches further. */
const EARLIEST = '2000-01-01'
const LATEST = '2200-01-01'

export class Sums {
  /** Of the period, by the columns of tally-columns.ts. */
  readonly values = new Float64Array(WIDTH)
  /** Of what is open: over all time, less what falls due from today on. */
  readonly stocks = new Float64Array(STOCK_COLUMNS)

  /** Measures of the period that are not nothing. Without `DETAIL_COLUMNS` where those were not read. */
  period(): Counts {
    const counts: Counts = {}
    for (let column = STOCK_COLUMNS; column < WIDTH; column++)
      if (this.values[column] !== 0) counts[MEASURES[column]!] = this.values[column]!
    return counts
  }
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

const MEASURES = [...COUNT_COLUMNS, ...TIME_COLUMNS]

const isState = (measure: string) => measure !== 'open-danger' && measure !== 'open-suspended'

export interface Asked {
  regionId: string
  /** How many regions lie above it. */
  depth: number
  children: readonly string[]
  from: string
  to: string
  level: Level
  now: Date
  /** Only what these departments lead; null for all. */
  departments: readonly string[] | null
}

export interface Read {
  /** Of the log, that all of it is as of; 0 before there is any. */
  position: number
  at: Date | null
  own: Sums
  byRegion: Map<string, Sums>
  byDepartment: Map<string, Sums>
  byItem: Map<string, Sums>
  course: Overview['course']
  dueToday: DueToday
}

/** Open cases whose time ran out between the beginning of this day and this moment. */
export interface DueToday {
  steps: number
  /** As a whole, and the same by child region, department and item. */
  whole: number
  by: Map<string, number>
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

function cellsFor({ from, to, now }: Asked, spans: readonly Span[]): Cell[] {
  const today = businessDay(now.getTime())
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

/** By which rows all of a region is summed: where only some departments count, or no sums of all are kept, it is made of theirs. */
const wholeOf = (depth: number, departments: Asked['departments']): CountedBy =>
  departments || !keptAt(depth).kinds.includes('all') ? 'department' : 'all'

/** The cells to look at, and what they hold of a region and kind: `sums` in a `cross join lateral` below. */
const inCells = (cells: readonly Cell[]) => sql`
  unnest(${cells.map(({ span }) => span)}::text[], ${cells.map(({ start }) => start)}::date[], ${cells.map(({ until }) => until)}::date[],
    ${cells.map(({ inPeriod }) => inPeriod)}::boolean[]) with ordinality as c (span, start, until, in_period, number)`
const sumsOf = (departments: Asked['departments']) => sql`
  (select of_id, counts, detail from tally t where t.region_id = w.region_id and t.counted_by = w.counted_by and t.span = c.span
    and t.start between c.start and c.until and (${departments === null} or t.of_id = any(${departments ? [...departments] : []}::uuid[])) offset 0) t`

interface Row {
  /** A sum of the region itself, of one of its children, or what else the page needs. */
  part: CountedBy | 'child' | 'course' | 'position' | 'whole' | 'due' | 'steps'
  /** Of a sum: the number of its cell, from 1. */
  cell: number | null
  id: string | null
  counts: string
  detail: string | null
}

/** All that an overview needs, by one statement: sums, stocks and position so belong together, and nobody waits eight times. */
export async function readOverview(db: Queryable, asked: Asked, reader: string): Promise<Read> {
  const { regionId, depth, level, children, departments, from, to, now } = asked
  const midnight = new Date(`${businessDay(now.getTime())}T00:00:00+08:00`)
  const own = wholeOf(depth, departments)
  const step = stepOf(from, to)
  const stretches = cellsOf(later(from, EARLIEST), earlier(to, LATEST), step === 'day' ? ['day'] : ['day', step])
  const cells = [cellsFor(asked, keptAt(depth).spans), cellsFor(asked, keptAt(depth + 1).spans)] as const
  const kinds = departments ? ['department'] : [...keptAt(depth).kinds]
  const chosen = departments ? [...departments] : []
  const here = sql`holder_id is not null and ${raw(LEVEL_COLUMN[level])} = ${regionId} and (${departments === null} or lead_department_id = any(${chosen}::uuid[]))`
  const rows = await db.rows<Row>(
    sql`(select w.counted_by as part, c.number::int as cell, t.of_id::text as id, t.counts, case when c.in_period and w.counted_by = ${own} then t.detail end as detail
        from (select ${regionId}::uuid as region_id, k.counted_by from unnest(${kinds}::text[]) as k (counted_by)) w
        cross join ${inCells(cells[0])} cross join lateral ${sumsOf(departments)})
      union all (select 'child', c.number::int, w.region_id::text, t.counts, null
        from (select r.region_id, ${wholeOf(depth + 1, departments)} as counted_by from unnest(${[...children]}::uuid[]) as r (region_id)) w
        cross join ${inCells(cells[1])} cross join lateral ${sumsOf(departments)})
      union all (select 'course', null, c.start::text, string_agg(t.counts, ' '), null
        from unnest(${stretches.map(({ span }) => span)}::text[], ${stretches.map(({ start }) => start)}::date[]) as c (span, start)
        cross join lateral (select counts from tally where region_id = ${regionId} and counted_by = ${own} and span = c.span and start = c.start
          and (${departments === null} or of_id = any(${chosen}::uuid[])) offset 0) t group by c.start)
      union all (select 'position', null, c.position::text,
        coalesce((select e.recorded_at::text from log l join event e on e.id = l.event_id where l.position = c.position), ''), null
        from consumer c where c.name = ${reader})
      union all (select 'steps', null, null, count(*)::text, null from cases where due_at >= ${midnight} and due_at < ${now} and ${here})
      union all (select case when grouping(child, lead, item) = 7 then 'whole' else 'due' end, null, coalesce(child, lead, item)::text, count(*)::text, null
        from (select ${raw(CHILD_COLUMN[level])} as child, coalesce(lead_department_id, ${NOBODY}::uuid) as lead, item_id as item
          from cases where whole_due_at >= ${midnight} and whole_due_at < ${now} and ${here}) as due
        group by grouping sets ((), (child), (lead), (item)))`,
    `overview-${level}`,
  )
  const read: Read = {
    ...{ position: 0, at: null, own: new Sums(), byRegion: new Map(), byDepartment: new Map(), byItem: new Map() },
    ...{ course: { step, rows: [] }, dueToday: { steps: 0, whole: 0, by: new Map() } },
  }
  const course = new Map<string, Float64Array>()
  for (const row of rows) take(row)
  for (const [start, sums] of [...course].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [reported, closed, late] = COURSE_COLUMNS.map((column) => sums[column]!) as [number, number, number]
    if (reported !== 0 || closed !== 0) read.course.rows.push({ from: later(start, from), reported, closed, late })
  }
  return read

  function take({ part, cell, id, counts, detail }: Row): void {
    switch (part) {
      case 'position':
        read.position = Number(id)
        read.at = counts === '' ? null : new Date(counts)
        return
      case 'steps':
        read.dueToday.steps = Number(counts)
        return
      case 'whole':
        read.dueToday.whole = Number(counts)
        return
      case 'due':
        // Without a child region: it lies in none.
        if (id !== null) read.dueToday.by.set(id, Number(counts))
        return
      case 'course':
        return addStretch(startOf(step, id!), counts)
      case 'child':
        return addTo(of(read.byRegion, id!), cells[1][cell! - 1]!, counts, null)
      default: {
        const at = cells[0][cell! - 1]!
        if (part === 'item') addTo(of(read.byItem, id!), at, counts, null)
        if (part === 'department') addTo(of(read.byDepartment, id!), at, counts, null)
        if (part === own) addTo(read.own, at, counts, detail)
      }
    }
  }

  function addStretch(start: string, text: string): void {
    let sums = course.get(start)
    if (!sums) course.set(start, (sums = new Float64Array(WIDTH)))
    addSumsText(sums, text)
  }
}

/** Some sixty bars are the most that can be told apart. */
function stepOf(from: string, to: string): Overview['course']['step'] {
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1
  return days <= 62 ? 'day' : days <= 366 ? 'ten-days' : 'month'
}

const COURSE_COLUMNS = ['reported', 'closed', 'closed-late'].map((measure) => columnOf(measure))

function of(map: Map<string, Sums>, key: string): Sums {
  let sums = map.get(key)
  if (!sums) map.set(key, (sums = new Sums()))
  return sums
}

function addTo({ values, stocks }: Sums, cell: Cell, counts: string, detail: string | null): void {
  if (cell.span === 'now') return addSumsText(stocks, counts)
  if (cell.ahead) addSumsText(stocks, counts, { from: OPEN_COLUMNS, to: STOCK_COLUMNS, factor: -1 })
  if (cell.inPeriod) addSumsText(values, counts, { from: STOCK_COLUMNS })
  if (detail !== null) addSumsText(values, detail)
}
