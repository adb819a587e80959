/** The overview: sums from the tallies, stocks from partial indexes, all as of one position of the log. */
import type { City } from '../platform/city.ts'
import { raw, sql, type Queryable, type Sql } from '../platform/database.ts'
import { Problem } from '../platform/problem.ts'
import { catalogue } from '../catalogue/answers.ts'
import { territory } from '../territory/answers.ts'
import { NO_DEPARTMENT } from './figures-store.ts'
import { clocksOf, durationOf, ratesOf, readable, type Counts, type Overview } from './overview-rates.ts'
import { TALLY_READER } from './reactions.ts'

export interface Period {
  regionId: string
  from: string
  to: string
  /** Only what these departments lead; null for all. */
  departments: readonly string[] | null
}

const LEVEL_COLUMN = { city: 'city_id', county: 'county_id', town: 'town_id', community: 'community_id' } as const
/** Items beyond these are in the list of cases, not on the overview. */
const MOST_ITEMS = 50

export async function overviewOf(city: City, period: Period, now: Date): Promise<Overview> {
  const region = territory(city).region(period.regionId)
  if (!region) throw new Problem('platform.not-found')
  // One snapshot: sums, stocks and position belong together.
  return city.db.transaction(async (db) => {
    await db.run(sql`set transaction isolation level repeatable read, read only`)
    const position = await db.maybe<{ position: number; at: Date | null }>(
      sql`select c.position, (select e.recorded_at from log l join event e on e.id = l.event_id where l.position = c.position) as at from consumer c where c.name = ${TALLY_READER}`,
    )
    const counts = await sums(db, period)
    const stocks = await stocksOf(db, region.level, period, now)
    const children = territory(city).children(period.regionId)
    const [byDepartment, byRegion, byItem, byDay] = [
      await departmentRows(city, db, period, region.level, now),
      await regionRows(db, period, children, now),
      // Sums by item know no departments.
      period.departments ? [] : await itemRows(city, db, period, region.level, now),
      await dayRows(db, period),
    ]
    return {
      asOf: { position: position?.position ?? 0, at: position?.at?.toISOString() ?? null },
      from: period.from,
      to: period.to,
      region: { id: region.id, name: region.name },
      counts: readable(counts),
      rates: ratesOf(counts, stocks.wholeOverdue),
      stocks,
      responseTime: durationOf(counts, 'response-time'),
      closingTime: durationOf(counts, 'closing-time'),
      clocks: clocksOf(counts),
      byRegion,
      byDepartment,
      byItem,
      byDay,
    }
  })
}

const days = ({ from, to }: Period): Sql => sql`day between ${from}::date and ${to}::date`
const inPeriod = (period: Period): Sql => sql`region_id = ${period.regionId} and ${days(period)}`
const led = ({ departments }: Period): Sql =>
  departments ? sql`department_id = any(${[...departments]}::uuid[])` : sql`true`
const ledNow = ({ departments }: Period): Sql =>
  departments ? sql`lead_department_id = any(${[...departments]}::uuid[])` : sql`true`

/** One prepared statement for each of the two texts. */
const named = ({ departments }: Period, name: string) => `overview-${name}${departments ? '-led' : ''}`

async function sums(db: Queryable, period: Period): Promise<Counts> {
  const rows = await db.rows<{ measure: string; n: number }>(
    sql`select measure, sum(n)::bigint as n from tally_department where ${inPeriod(period)} and ${led(period)} group by measure`,
    named(period, 'sums'),
  )
  return Object.fromEntries(rows.map(({ measure, n }) => [measure, n]))
}

function grouped<R extends { measure: string; n: number }>(
  rows: readonly R[],
  key: (row: R) => string,
): Map<string, Counts> {
  const groups = new Map<string, Counts>()
  for (const row of rows) {
    const group = groups.get(key(row)) ?? {}
    group[row.measure] = row.n
    groups.set(key(row), group)
  }
  return groups
}

interface Stock {
  key: string
  open: number
  overdue: number
}
const NONE: Stock = { key: '', open: 0, overdue: 0 }

const row = (
  id: string | null,
  name: string,
  nameEn: string | null,
  counts: Counts,
  stock: Stock,
): Overview['byRegion'][number] => ({
  id,
  name,
  nameEn,
  counts: readable(counts),
  rates: ratesOf(counts, stock.overdue),
  overdue: stock.overdue,
  open: stock.open,
})

async function stockBy(db: Queryable, column: string, where: Sql, now: Date): Promise<Map<string, Stock>> {
  const rows = await db.rows<Stock>(
    sql`select coalesce(${raw(column)}, ${NO_DEPARTMENT}::uuid)::text as key, count(*) as open, count(*) filter (where whole_due_at < ${now}) as overdue
      from cases where holder_id is not null and ${where} group by 1`,
  )
  return new Map(rows.map((stock) => [stock.key, stock]))
}

type Level = keyof typeof LEVEL_COLUMN

async function departmentRows(
  city: City,
  db: Queryable,
  period: Period,
  level: Level,
  now: Date,
): Promise<Overview['byDepartment']> {
  // What was counted here and then moved to another department leaves sums of nothing.
  const rows = await db.rows<{ department_id: string; measure: string; n: number }>(
    sql`select department_id, measure, sum(n)::bigint as n from tally_department where ${inPeriod(period)} and ${led(period)} group by department_id, measure having sum(n) <> 0`,
    named(period, 'departments'),
  )
  const stocks = await stockBy(
    db,
    'lead_department_id',
    sql`${raw(LEVEL_COLUMN[level])} = ${period.regionId} and ${ledNow(period)}`,
    now,
  )
  const places = territory(city)
  return [...grouped(rows, (one) => one.department_id)]
    .map(([id, counts]) => {
      const department = id === NO_DEPARTMENT ? null : places.department(id)
      return row(
        department ? id : null,
        department?.name ?? '',
        department?.nameEn ?? null,
        counts,
        stocks.get(id) ?? NONE,
      )
    })
    .sort((a, b) => (b.counts['reported'] ?? 0) - (a.counts['reported'] ?? 0) || (a.name < b.name ? -1 : 1))
}

async function regionRows(
  db: Queryable,
  period: Period,
  children: readonly { id: string; name: string; level: Level }[],
  now: Date,
): Promise<Overview['byRegion']> {
  if (children.length === 0) return []
  const ids = children.map((child) => child.id)
  const rows = await db.rows<{ region_id: string; measure: string; n: number }>(
    sql`select region_id, measure, sum(n)::bigint as n from tally_department where region_id = any(${ids}::uuid[]) and ${days(period)} and ${led(period)} group by region_id, measure`,
    named(period, 'regions'),
  )
  const groups = grouped(rows, (one) => one.region_id)
  const stocks = new Map<string, Stock>()
  for (const level of new Set(children.map((child) => child.level))) {
    const column = LEVEL_COLUMN[level]
    const found = await stockBy(db, column, sql`${raw(column)} = any(${ids}::uuid[]) and ${ledNow(period)}`, now)
    for (const [id, stock] of found) stocks.set(id, stock)
  }
  return children.map((child) =>
    row(child.id, child.name, null, groups.get(child.id) ?? {}, stocks.get(child.id) ?? NONE),
  )
}

async function itemRows(
  city: City,
  db: Queryable,
  period: Period,
  level: Level,
  now: Date,
): Promise<Overview['byItem']> {
  const rows = await db.rows<{ item_id: string; measure: string; n: number }>(
    sql`select item_id, measure, sum(n)::bigint as n from tally_item where ${inPeriod(period)} group by item_id, measure`,
    'overview-items',
  )
  const stocks = await stockBy(db, 'item_id', sql`${raw(LEVEL_COLUMN[level])} = ${period.regionId}`, now)
  return [...grouped(rows, (one) => one.item_id)]
    .map(([id, counts]) => {
      const name = catalogue(city).item(id)?.name
      return row(id, name?.zh ?? '', name?.en ?? null, counts, stocks.get(id) ?? NONE)
    })
    .sort((a, b) => (b.counts['reported'] ?? 0) - (a.counts['reported'] ?? 0))
    .slice(0, MOST_ITEMS)
}

async function dayRows(db: Queryable, period: Period): Promise<Overview['byDay']> {
  const rows = await db.rows<{ day: string; measure: string; n: number }>(
    sql`select day, measure, sum(n)::bigint as n from tally_department where ${inPeriod(period)} and ${led(period)} and measure in ('reported', 'closed', 'closed-late') group by day, measure`,
    named(period, 'days'),
  )
  const days = grouped(rows, (one) => one.day)
  return [...days]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, counts]) => ({
      day,
      reported: counts['reported'] ?? 0,
      closed: counts['closed'] ?? 0,
      late: counts['closed-late'] ?? 0,
    }))
}

async function stocksOf(db: Queryable, level: Level, period: Period, now: Date): Promise<Overview['stocks']> {
  const rows = await db.rows<{
    state: string
    open: number
    step: number
    whole: number
    danger: number
    suspended: number
  }>(
    sql`select state, count(*) as open, count(*) filter (where due_at < ${now}) as step, count(*) filter (where whole_due_at < ${now}) as whole,
        count(*) filter (where danger) as danger, count(*) filter (where suspended) as suspended
      from cases where holder_id is not null and ${raw(LEVEL_COLUMN[level])} = ${period.regionId} and ${ledNow(period)} group by state`,
  )
  const total = (pick: (one: (typeof rows)[number]) => number) => rows.reduce((sum, one) => sum + pick(one), 0)
  return {
    open: total((one) => one.open),
    byState: Object.fromEntries(rows.map((one) => [one.state, one.open])),
    stepOverdue: total((one) => one.step),
    wholeOverdue: total((one) => one.whole),
    danger: total((one) => one.danger),
    suspended: total((one) => one.suspended),
  }
}
