/**
 * What people at a desk wait for, over HTTP and one after the other: a dispatcher's desk (all its headings counted, and its cases), a list
 * by status, a case's page. In a city of a million cases, two hundred thousand of them open, and in one of ten thousand.
 */
import { cityOf, openCity, percentile, timesOf, type OpenCity } from './cities.ts'
import { sendFor } from './client.ts'
import { buildAll } from './program.ts'
import type { Result, Rounds } from './report.ts'

export const LARGE = Number(process.env['BENCH_CASES'] ?? 1_000_000)
const SMALL = 10_000
const MOST_MS = 20
const MOST_TIMES = 2
const REQUESTS = 40
const WARM_UP = 30
const STATES = ['reported', 'assessed', 'dispatched', 'accepted', 'handled', 'closed']

/** As many as there are: few in the small city, so that the two are not compared. */
const FULL_PAGE = 'desk: a page of fifty'

interface Page {
  rows: { id: string }[]
}

type Measured = Record<string, number[]>

async function measure(city: OpenCity, rounds: number): Promise<Measured> {
  const [dispatcher, leader] = [await city.token('dispatcher'), await city.token('leader')]
  const get = <T>(path: string, token: string) => sendFor<T>(city.connection, 200, { method: 'GET', path, token })
  // Pages of cases from everywhere in the history: of days that are spread over it.
  const ids = (await city.rows<{ id: string }>('select id from cases tablesample system (1) limit 2000')).map(
    ({ id }) => id,
  )
  if (ids.length === 0) throw new Error('the city has no cases')
  const pick = (number: number) => ids[(number * 7919) % ids.length]!
  // The heading under which most wait. In the small city that is no full page, so the same few are asked for beside it.
  const { tabs } = await get<{ tabs: { tab: string; count: number }[] }>('/api/v1/desk', dispatcher)
  const fullest = tabs.toSorted((one, other) => other.count - one.count)[0]!.tab
  const works: Record<string, (number: number) => Promise<unknown>> = {
    'desk: how many wait': () => get('/api/v1/desk', dispatcher),
    'desk: its first ten': () => get<Page>(`/api/v1/desk/${fullest}?limit=10`, dispatcher),
    [FULL_PAGE]: () => get<Page>(`/api/v1/desk/${fullest}?limit=50`, dispatcher),
    'a list by status': (number) => get<Page>(`/api/v1/cases?state=${STATES[number % STATES.length]}&limit=50`, leader),
    'a list, what is due first': (number) =>
      get<Page>(`/api/v1/cases?state=${STATES[number % 5]}&sort=due&limit=50`, leader),
    'a case': (number) => get(`/api/v1/cases/${pick(number)}`, leader),
  }
  const measured: Measured = {}
  for (const [name, work] of Object.entries(works)) {
    await timesOf(WARM_UP, work)
    measured[name] = []
  }
  for (let round = 0; round < rounds; round++)
    for (const [name, work] of Object.entries(works))
      measured[name]!.push(...(await timesOf(REQUESTS, (number) => work(number + round * REQUESTS))))
  return measured
}

export async function desk({ rounds }: Rounds): Promise<Result> {
  buildAll('server')
  const found: { cases: number; open: number; measured: Measured }[] = []
  for (const size of [SMALL, LARGE]) {
    const city = await openCity(await cityOf(size))
    try {
      const [counts] = await city.rows<{ cases: number; open: number }>(
        'select count(*)::int as cases, count(*) filter (where holder_id is not null)::int as open from cases',
      )
      found.push({ ...counts!, measured: await measure(city, rounds) })
    } finally {
      await city.close()
    }
  }
  const [small, large] = found as [(typeof found)[number], (typeof found)[number]]
  const rows = Object.keys(large.measured).map((name) => {
    const of = (measured: Measured, share: number) => percentile(measured[name]!, share)
    const [few, many] = [of(small.measured, 0.95), of(large.measured, 0.95)]
    // Below a millisecond or two the machine's own unrest is larger than what is measured.
    return {
      name,
      few,
      many,
      median: of(large.measured, 0.5),
      times: name === FULL_PAGE ? null : Math.max(many, 2) / Math.max(few, 2),
    }
  })
  const ms = (value: number) => `${value.toFixed(1)} ms`.padStart(9)
  return {
    name: 'desk',
    lines: [
      `${''.padEnd(28)}${`p95 at ${small.cases.toLocaleString('en')}`.padStart(16)}${`p95 at ${large.cases.toLocaleString('en')}`.padStart(18)}   median     times`,
      ...rows.map(
        ({ name, few, many, median, times }) =>
          `${name.padEnd(28)}${ms(few).padStart(16)}${ms(many).padStart(18)}${ms(median)}   ${times?.toFixed(2) ?? ''}`,
      ),
      '',
      `asked: p95 below ${MOST_MS} ms each, and at most ${MOST_TIMES} times that of the small city`,
    ],
    data: [
      `simulated cities of ${small.cases.toLocaleString('en')} and ${large.cases.toLocaleString('en')} cases, ${small.open.toLocaleString('en')} and ${large.open.toLocaleString('en')} open; one connection, ${rounds * REQUESTS} requests of each kind after ${WARM_UP} to warm up`,
    ],
    met: rows.every(({ many, times }) => many < MOST_MS && (times ?? 0) <= MOST_TIMES),
  }
}
