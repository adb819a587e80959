/** The overview: sums and stocks from the tallies, as of one position of the log; what falls due within the present day is counted to the minute. */
import { businessDay } from '@bihuan/domain/cases/measures'
import type { City } from '../platform/city.ts'
import { raw, sql, type Queryable, type Sql } from '../platform/database.ts'
import { Problem } from '../platform/problem.ts'
import { catalogue } from '../catalogue/answers.ts'
import { territory } from '../territory/answers.ts'
import { clocksOf, durationOf, ratesOf, readable, readableOfRow, type Overview } from './overview-rates.ts'
import { readDays, readSums, Sums, type Asked, type Read } from './overview-sums.ts'
import { TALLY_READER } from './reactions.ts'
import { NOBODY } from './tally-sums.ts'

export interface Period {
  regionId: string
  from: string
  to: string
  /** Only what these departments lead; null for all. */
  departments: readonly string[] | null
}

const LEVEL_COLUMN = { city: 'city_id', county: 'county_id', town: 'town_id', community: 'community_id' } as const
type Level = keyof typeof LEVEL_COLUMN
/** Items beyond these are in the list of cases, not on the overview. */
const MOST_ITEMS = 50

export async function overviewOf(city: City, period: Period, now: Date): Promise<Overview> {
  const places = territory(city)
  const region = places.region(period.regionId)
  if (!region) throw new Problem('platform.not-found')
  const children = places.children(period.regionId)
  const asked: Asked = {
    ...period,
    depth: places.chain(period.regionId).length - 1,
    children: children.map(({ id }) => id),
    today: businessDay(now.getTime()),
  }
  // One snapshot: sums, stocks and position belong together.
  return city.db.transaction(async (db) => {
    await db.run(sql`set transaction isolation level repeatable read, read only`)
    const position = await db.maybe<{ position: number; at: Date | null }>(
      sql`select c.position, (select e.recorded_at from log l join event e on e.id = l.event_id where l.position = c.position) as at from consumer c where c.name = ${TALLY_READER}`,
      'overview-position',
    )
    const sums = await readSums(db, asked)
    const today = await dueToday(db, region.level, period, now)
    const wholeOverdue = sums.own.pastDue('due-whole') + today.whole.length
    const counts = sums.own.period()
    return {
      asOf: { position: position?.position ?? 0, at: position?.at?.toISOString() ?? null },
      from: period.from,
      to: period.to,
      region: { id: region.id, name: region.name },
      counts: readable(counts),
      rates: ratesOf(counts, wholeOverdue),
      stocks: {
        open: sums.own.open,
        byState: sums.own.byState(),
        stepOverdue: sums.own.pastDue('due-step') + today.steps,
        wholeOverdue,
        danger: sums.own.stock('open-danger'),
        suspended: sums.own.stock('open-suspended'),
      },
      responseTime: durationOf(counts, 'response-time'),
      closingTime: durationOf(counts, 'closing-time'),
      clocks: clocksOf(counts),
      byRegion: children.map((child) =>
        row(child.id, child.name, null, sums.byRegion.get(child.id), today.in(LEVEL_COLUMN[child.level], child.id)),
      ),
      byDepartment: departmentRows(city, sums.byDepartment, today),
      byItem: itemRows(city, sums.byItem, today),
      byDay: await readDays(db, asked),
    }
  })
}

interface DueToday {
  /** Open cases whose time as a whole ran out today. */
  whole: Record<string, string | null>[]
  /** The number of those whose step did. */
  steps: number
  in(column: string, id: string): number
}

/** What was due between the beginning of this day and this moment, and is open. */
async function dueToday(db: Queryable, level: Level, period: Period, now: Date): Promise<DueToday> {
  const midnight = new Date(`${businessDay(now.getTime())}T00:00:00+08:00`)
  const own: Sql = sql`${raw(LEVEL_COLUMN[level])} = ${period.regionId} and ${
    period.departments ? sql`lead_department_id = any(${[...period.departments]}::uuid[])` : sql`true`
  }`
  const whole = await db.rows<Record<string, string | null>>(
    sql`select county_id, town_id, community_id, coalesce(lead_department_id, ${NOBODY}::uuid) as lead_department_id, item_id from cases
      where holder_id is not null and whole_due_at >= ${midnight} and whole_due_at < ${now} and ${own}`,
  )
  const steps = await db.maybe<{ n: number }>(
    sql`select count(*) as n from cases where holder_id is not null and due_at >= ${midnight} and due_at < ${now} and ${own}`,
  )
  const sums = new Map<string, Map<string, number>>()
  return {
    whole,
    steps: steps!.n,
    in(column, id) {
      let by = sums.get(column)
      if (!by) {
        sums.set(column, (by = new Map()))
        for (const one of whole) by.set(one[column]!, (by.get(one[column]!) ?? 0) + 1)
      }
      return by.get(id) ?? 0
    },
  }
}

const NOTHING = new Sums()

function row(
  id: string | null,
  name: string,
  nameEn: string | null,
  sums: Sums = NOTHING,
  dueToday: number,
): Overview['byRegion'][number] {
  const overdue = sums.pastDue('due-whole') + dueToday
  return { id, name, nameEn, counts: readableOfRow(sums.period()), overdue, open: sums.open }
}

const most = (a: Overview['byRegion'][number], b: Overview['byRegion'][number]) =>
  (b.counts['reported'] ?? 0) - (a.counts['reported'] ?? 0)
/** What was counted here and then moved to another department leaves sums of nothing. */
const isSomething = ({ counts }: Overview['byRegion'][number]) => Object.keys(counts).length > 0

function departmentRows(city: City, sums: Read['byDepartment'], today: DueToday): Overview['byDepartment'] {
  const places = territory(city)
  return [...sums]
    .map(([id, own]) => {
      const department = id === NOBODY ? null : places.department(id)
      const due = today.in('lead_department_id', id)
      return row(department ? id : null, department?.name ?? '', department?.nameEn ?? null, own, due)
    })
    .filter(isSomething)
    .sort((a, b) => most(a, b) || (a.name < b.name ? -1 : 1))
}

function itemRows(city: City, sums: Read['byItem'], today: DueToday): Overview['byItem'] {
  return [...sums]
    .map(([id, own]) => {
      const name = catalogue(city).item(id)?.name
      return row(id, name?.zh ?? '', name?.en ?? null, own, today.in('item_id', id))
    })
    .filter(isSomething)
    .sort(most)
    .slice(0, MOST_ITEMS)
}
