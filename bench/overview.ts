/**
 * All figures of the whole city over HTTP, for periods of a day to two years, in a city of 100,000 cases and in one of 1,000,000; and
 * whether they are what counting the cases one by one gives at the same position.
 */
import { cityOf, openCity, percentile, timesOf, type OpenCity } from './cities.ts'
import { sendFor } from './client.ts'
import { LARGE } from './desk.ts'
import { buildAll } from './program.ts'
import type { Result, Rounds } from './report.ts'

const SMALL = LARGE / 10
const MOST_MS = 20
const MOST_TIMES = 2
const REQUESTS = 40
const WARM_UP = 30

const PERIODS = {
  'this month': 'from=2026-03-01&to=2026-03-20',
  'thirty days': 'from=2026-02-19&to=2026-03-20',
  'a quarter, cut askew': 'from=2025-10-05&to=2026-01-17',
  'two years': 'from=2024-03-20&to=2026-03-20',
}

interface Overview {
  asOf: { position: number }
  counts: Record<string, number>
  stocks: { open: number; stepOverdue: number; wholeOverdue: number; suspended: number; danger: number }
  byRegion: { counts: Record<string, number>; open: number; overdue: number }[]
  byItem: { counts: Record<string, number>; open: number; overdue: number }[]
  byDepartment: { counts: Record<string, number>; open: number; overdue: number }[]
}

/** What a count over the rows of all cases says, beside the overview of everything; the differences. */
async function compare(city: OpenCity, all: Overview, now: string): Promise<string[]> {
  const [top] = await city.rows<{ top: string }>('select max(position) as top from log')
  const measures = await city.rows<{ measure: string; n: number }>(
    `select measure, count(*)::int as n from cases cross join unnest(measures) as m (measure) where measure !~ '-time-' group by 1`,
  )
  const [stocks] = await city.rows<Record<string, number>>(
    `select count(*)::int as open, count(*) filter (where due_at < $1)::int as "stepOverdue", count(*) filter (where whole_due_at < $1)::int as "wholeOverdue",
      count(*) filter (where danger)::int as danger, count(*) filter (where suspended)::int as suspended from cases where holder_id is not null`,
    [now],
  )
  const differences: string[] = []
  const check = (what: string, own: number, counted: number) => {
    if (own !== counted) differences.push(`${what}: ${own} instead of ${counted}`)
  }
  check('position', all.asOf.position, Number(top!.top))
  for (const { measure, n } of measures) check(measure, all.counts[measure] ?? 0, n)
  for (const measure of Object.keys(all.counts))
    if (!measures.some((one) => one.measure === measure))
      differences.push(`${measure}: ${all.counts[measure]} instead of none`)
  for (const [name, n] of Object.entries(stocks!)) check(name, all.stocks[name as keyof Overview['stocks']], n)
  for (const [by, rows] of Object.entries({ byRegion: all.byRegion, byDepartment: all.byDepartment })) {
    check(
      `${by} reported`,
      rows.reduce((sum, row) => sum + (row.counts['reported'] ?? 0), 0),
      all.counts['reported']!,
    )
    check(
      `${by} open`,
      rows.reduce((sum, row) => sum + row.open, 0),
      all.stocks.open,
    )
    check(
      `${by} overdue`,
      rows.reduce((sum, row) => sum + row.overdue, 0),
      all.stocks.wholeOverdue,
    )
  }
  return differences
}

export async function overview({ rounds }: Rounds): Promise<Result> {
  buildAll('server')
  const found: {
    cases: number
    open: number
    times: Record<string, number[]>
    differences: string[]
    looked: number
  }[] = []
  for (const size of [SMALL, LARGE]) {
    const city = await openCity(await cityOf(size))
    try {
      const token = await city.token('leader')
      const get = (period: string) =>
        sendFor<Overview>(city.connection, 200, { method: 'GET', path: `/api/v1/overview?${period}`, token })
      const times: Record<string, number[]> = {}
      for (const [name, period] of Object.entries(PERIODS)) {
        await timesOf(WARM_UP, () => get(period))
        times[name] = []
      }
      for (let round = 0; round < rounds; round++)
        for (const [name, period] of Object.entries(PERIODS))
          times[name]!.push(...(await timesOf(REQUESTS, () => get(period))))
      const all = await get('from=2024-01-01&to=2026-12-31')
      const [counts] = await city.rows<{ cases: number; open: number; now: string }>(
        `select count(*)::int as cases, count(*) filter (where holder_id is not null)::int as open, (select created_at::text from bihuan_shared.city) as now from cases`,
      )
      const differences = await compare(city, all, counts!.now)
      found.push({ ...counts!, times, differences, looked: Object.keys(all.counts).length })
    } finally {
      await city.close()
    }
  }
  const [small, large] = found as [(typeof found)[number], (typeof found)[number]]
  const rows = Object.keys(PERIODS).map((name) => {
    const [few, many] = [percentile(small.times[name]!, 0.95), percentile(large.times[name]!, 0.95)]
    return { name, few, many, median: percentile(large.times[name]!, 0.5), times: many / few }
  })
  const ms = (value: number) => `${value.toFixed(1)} ms`.padStart(9)
  const equal = (one: (typeof found)[number]) =>
    one.differences.length === 0
      ? `${one.cases.toLocaleString('en')} cases: ${one.looked} measures and all stocks are what counting the cases gives`
      : `${one.cases.toLocaleString('en')} cases differ: ${one.differences.slice(0, 5).join('; ')}`
  return {
    name: 'overview',
    lines: [
      `${''.padEnd(24)}${`p95 at ${small.cases.toLocaleString('en')}`.padStart(18)}${`p95 at ${large.cases.toLocaleString('en')}`.padStart(18)}   median     times`,
      ...rows.map(
        ({ name, few, many, median, times }) =>
          `${name.padEnd(24)}${ms(few).padStart(18)}${ms(many).padStart(18)}${ms(median)}   ${times.toFixed(2)}`,
      ),
      '',
      `asked: p95 below ${MOST_MS} ms, at most ${MOST_TIMES} times that of the small city, equal to a count at the same position`,
      ...found.map(equal),
    ],
    data: [
      `the whole city with its departments, items and towns; ${small.open.toLocaleString('en')} and ${large.open.toLocaleString('en')} open; one connection, ${rounds * REQUESTS} requests for each period after ${WARM_UP} to warm up`,
    ],
    met:
      found.every(({ differences }) => differences.length === 0) &&
      rows.every(({ many, times }) => many < MOST_MS && times <= MOST_TIMES),
  }
}
