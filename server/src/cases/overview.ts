/** The overview: sums and stocks from the tallies, as of one position of the log; what falls due within the present day is counted to the minute. */
import type { City } from '../platform/city.ts'
import { Problem } from '../platform/problem.ts'
import { catalogue } from '../catalogue/answers.ts'
import { territory } from '../territory/answers.ts'
import { clocksOf, durationOf, ratesOf, readable, type Overview } from './overview-rates.ts'
import { readOverview, Sums, type Asked, type DueToday, type Read } from './overview-sums.ts'
import { TALLY_READER } from './reactions.ts'
import { NOBODY } from './tally-sums.ts'

export interface Period {
  regionId: string
  from: string
  to: string
  /** Only what these departments lead; null for all. */
  departments: readonly string[] | null
}

/** Items beyond these are in the list of cases, not on the overview. */
const MOST_ITEMS = 50

export async function overviewOf(city: City, period: Period, now: Date): Promise<Overview> {
  const places = territory(city)
  const region = places.region(period.regionId)
  if (!region) throw new Problem('platform.not-found')
  const children = places.children(period.regionId)
  const asked: Asked = {
    ...period,
    ...{ depth: places.chain(period.regionId).length - 1, level: region.level, now },
    children: children.map(({ id }) => id),
  }
  const sums = await readOverview(city.db, asked, TALLY_READER)
  const { own, dueToday } = sums
  const wholeOverdue = own.pastDue('due-whole') + dueToday.whole
  const counts = own.period()
  return {
    asOf: { position: sums.position, at: sums.at?.toISOString() ?? null },
    from: period.from,
    to: period.to,
    region: { id: region.id, name: region.name },
    counts: readable(counts),
    rates: ratesOf(counts, wholeOverdue),
    stocks: {
      open: own.open,
      byState: own.byState(),
      stepOverdue: own.pastDue('due-step') + dueToday.steps,
      wholeOverdue,
      danger: own.stock('open-danger'),
      suspended: own.stock('open-suspended'),
    },
    responseTime: durationOf(counts, 'response-time'),
    closingTime: durationOf(counts, 'closing-time'),
    clocks: clocksOf(counts),
    byRegion: children.map(({ id, name }) => row(id, name, null, sums.byRegion.get(id), dueToday.by.get(id))),
    byDepartment: departmentRows(city, sums.byDepartment, dueToday),
    byItem: itemRows(city, sums.byItem, dueToday),
    course: sums.course,
  }
}

const NOTHING = new Sums()

function row(
  id: string | null,
  name: string,
  nameEn: string | null,
  sums: Sums = NOTHING,
  dueToday = 0,
): Overview['byRegion'][number] {
  const overdue = sums.pastDue('due-whole') + dueToday
  return { id, name, nameEn, counts: sums.period(), overdue, open: sums.open }
}

const most = (a: Overview['byRegion'][number], b: Overview['byRegion'][number]) =>
  (b.counts['reported'] ?? 0) - (a.counts['reported'] ?? 0)
/** What was counted here and then moved to another department leaves sums of nothing. */
const isSomething = ({ counts }: Overview['byRegion'][number]) => Object.keys(counts).length > 0

function departmentRows(city: City, sums: Read['byDepartment'], { by }: DueToday): Overview['byDepartment'] {
  const places = territory(city)
  return [...sums]
    .map(([id, own]) => {
      const department = id === NOBODY ? null : places.department(id)
      return row(department ? id : null, department?.name ?? '', department?.nameEn ?? null, own, by.get(id))
    })
    .filter(isSomething)
    .sort((a, b) => most(a, b) || (a.name < b.name ? -1 : 1))
}

function itemRows(city: City, sums: Read['byItem'], { by }: DueToday): Overview['byItem'] {
  return [...sums]
    .map(([id, own]) => {
      const name = catalogue(city).item(id)?.name
      return row(id, name?.zh ?? '', name?.en ?? null, own, by.get(id))
    })
    .filter(isSomething)
    .sort(most)
    .slice(0, MOST_ITEMS)
}
