/** The overview beside a count that shares no code with it: made from the pages of the cases, one by one. */
import { beforeAll, describe, expect, it } from 'vitest'
import { overview as overviewShape } from '@bihuan/contract/overview'
import { COUNT_COLUMNS } from '@bihuan/domain/cases/tally-columns'
import { sql } from '../platform/database.ts'
import { verify } from '../verify/verify.ts'
import { caseRecount } from './recount.ts'
import { caseTown, type CaseTown } from './testing.ts'
import { mixedCases, overviewFor, PERIOD, tallied, type CasePage, type Overview } from './testing-figures.ts'
import { done, get, noiseIn } from './testing-way.ts'

let town: CaseTown
let pages: CasePage[]
let all: Overview
beforeAll(async () => {
  town = await caseTown()
  town.people.supervisor = await town.signIn('supervisor', undefined, { departmentIds: [] })
  const ids = await mixedCases(town)
  await tallied(town)
  pages = await Promise.all(ids.map((id) => town.page('supervisor', id)))
  all = await overviewFor(town, 'supervisor')
}, 120_000)

const counts = (page: CasePage) => page.state !== 'void' && page.state !== 'merged'
const did = (page: CasePage, act: string) => page.timeline.some((entry) => entry.act === act)
/** What a person with the pages in front of him would count. */
const BY_HAND: Record<string, (page: CasePage) => boolean> = {
  reported: counts,
  void: (page) => page.state === 'void',
  merged: (page) => page.state === 'merged',
  closed: (page) => page.state === 'closed',
  assessed: (page) => counts(page) && did(page, 'assess'),
  dispatched: (page) =>
    (counts(page) &&
      page.timeline.some((entry, index) => entry.act === 'dispatch' && page.timeline[index + 1]?.act !== 'retract')) ||
    (counts(page) && page.danger && page.procedure.id === 'danger-to-life'),
  returned: (page) => counts(page) && page.returns > 0,
  verified: (page) => counts(page) && (did(page, 'verify-pass') || did(page, 'verify-fail')),
  'passed-first-time': (page) => counts(page) && did(page, 'verify-pass') && page.reworks === 0,
  reworked: (page) => counts(page) && page.reworks > 0,
  extended: (page) => counts(page) && page.extensions > 0,
  suspended: (page) => counts(page) && did(page, 'grant-suspension'),
  escalated: (page) => counts(page) && page.escalations.length > 0,
  called: (page) => counts(page) && page.calls.length > 0,
  reopened: (page) => counts(page) && did(page, 'reopen'),
  danger: (page) => counts(page) && page.procedure.id === 'danger-to-life',
  satisfied: (page) => page.callBack === 'satisfied',
  dissatisfied: (page) => page.callBack === 'dissatisfied',
  'fixed-on-the-spot': (page) => page.closing === 'fixed-on-the-spot',
  'closed-late': (page) => page.state === 'closed' && wholeOf(page) === 'broken',
  'closed-in-time': (page) => page.state === 'closed' && wholeOf(page) === 'kept',
  immediate: (page) => counts(page) && page.rectification === 'immediate',
}
const wholeOf = (page: CasePage) => page.clocks.findLast(({ kind }) => kind === 'whole')?.outcome
const byHand = (measure: string, of: readonly CasePage[] = pages) => of.filter((page) => BY_HAND[measure]!(page)).length

describe('the overview', () => {
  it('says what its contract says', () => {
    expect(overviewShape.parse(all)).toEqual(all)
  })

  it('equals the count made by hand, measure by measure', () => {
    const expected = Object.fromEntries(Object.keys(BY_HAND).map((measure) => [measure, byHand(measure)]))
    expect(Object.fromEntries(Object.keys(BY_HAND).map((measure) => [measure, all.counts[measure] ?? 0]))).toEqual(
      expected,
    )
    for (const measure of [
      'closed-late',
      'reworked',
      'returned',
      'suspended',
      'escalated',
      'reopened',
      'void',
      'merged',
      'satisfied',
      'fixed-on-the-spot',
    ])
      expect([measure, expected[measure]! > 0]).toEqual([measure, true])
  })

  it('has the same sums by region, by item and by department', () => {
    const sum = (rows: Overview['byRegion'], measure: string) =>
      rows.reduce((total, row) => total + (row.counts[measure] ?? 0), 0)
    for (const measure of ['reported', 'closed', 'void', 'merged']) {
      for (const rows of [all.byRegion, all.byDepartment, all.byItem])
        expect([measure, sum(rows, measure)]).toEqual([measure, all.counts[measure] ?? 0])
    }
    const days = all.course.rows.reduce(
      (total, day) => [total[0]! + day.reported, total[1]! + day.closed, total[2]! + day.late],
      [0, 0, 0],
    )
    expect(days).toEqual(['reported', 'closed', 'closed-late'].map((measure) => all.counts[measure] ?? 0))
    const led = (id: string | null) => pages.filter((page) => (page.assignment?.lead.id ?? null) === id)
    for (const row of all.byDepartment)
      expect([row.name, row.counts['reported'] ?? 0]).toEqual([row.name, byHand('reported', led(row.id))])
  })

  it('has the stocks of this moment', () => {
    const open = pages.filter((page) => page.holder !== null)
    expect(all.stocks.open).toBe(open.length)
    const now = town.clock.now().getTime()
    const past = (due: (page: CasePage) => string | null) =>
      open.filter((page) => due(page) !== null && Date.parse(due(page)!) < now).length
    expect([all.stocks.stepOverdue, all.stocks.wholeOverdue]).toEqual([
      past((page) => page.dueAt),
      past((page) => page.wholeDueAt),
    ])
    expect([all.stocks.danger, all.stocks.suspended]).toEqual([
      open.filter((page) => page.danger).length,
      open.filter((page) => page.suspended).length,
    ])
    expect(Object.values(all.stocks.byState).reduce((total, n) => total + n, 0)).toBe(open.length)
    const wholeOverdue = all.rates.find(({ id }) => id === 'on-time')!.openPastDue
    expect(wholeOverdue).toBe(all.stocks.wholeOverdue)
  })

  it('is as of the last position of the log', async () => {
    const top = await town.city.db.maybe<{ position: number }>(sql`select max(position) as position from log`)
    expect(all.asOf.position).toBe(top!.position)
    expect(all.asOf.at).not.toBeNull()
  })

  it('opens every rate down to records that add up to it', async () => {
    for (const rate of all.rates) {
      const records = async (measure: string) =>
        (await get(town, 'supervisor', `/api/v1/cases?measure=${measure}&${PERIOD}`)).body.total
      expect([
        rate.id,
        await records(rate.numeratorMeasure),
        (await records(rate.denominatorMeasure)) + rate.openPastDue,
      ]).toEqual([rate.id, rate.numerator, rate.denominator])
      const expected = rate.denominator === 0 ? null : Math.round((rate.numerator / rate.denominator) * 1000) / 10
      expect([rate.id, rate.percent]).toEqual([rate.id, expected])
    }
  })

  it('equals the recount from the events alone', async () => {
    const report = await verify({
      connection: town.connection,
      schema: null,
      filesDir: town.city.filesDir,
      masterKey: town.city.masterKey,
      projectionChecks: [caseRecount],
    })
    expect(report.findings).toEqual([])
    expect(report.projections).toEqual({ cases: pages.length })
  })

  it('whose sums were altered is found out by the recount, by department and by item, for days and for years', async () => {
    const { db } = town.city
    const check = async () =>
      (
        await verify({
          connection: town.connection,
          schema: null,
          filesDir: null,
          masterKey: null,
          projectionChecks: [caseRecount],
        })
      ).findings.map((finding) => JSON.stringify(finding).replace(/ [0-9a-f-]{36} /, ' '))
    const column = COUNT_COLUMNS.indexOf('closed')
    for (const [by, span] of [
      ['department', 'day'],
      ['item', 'year'],
      ['all', 'ten-days'],
    ] as const) {
      type Row = { region_id: string; start: string; of_id: string; counts: string }
      const row = (await db.maybe<Row>(
        sql`select region_id, start, of_id, counts from tally where counted_by = ${by} and span = ${span} and counts ~ ${`\\m${column}:`} limit 1`,
      ))!
      const write = (counts: string) =>
        db.run(sql`update tally set counts = ${counts} where region_id = ${row.region_id}
          and counted_by = ${by} and span = ${span} and start = ${row.start} and of_id = ${row.of_id}`)
      const altered = row.counts.replace(
        new RegExp(`\\b${column}:(\\d+)`),
        (_, n: string) => `${column}:${Number(n) + 1}`,
      )
      expect(await write(altered)).toBe(1)
      const [finding, ...others] = await check()
      expect(others).toEqual([])
      expect(finding).toContain('projection.differs')
      expect(finding).toContain(`tally ${span} ${row.start} ${by} closed`)
      await write(row.counts)
    }
    expect(await check()).toEqual([])
  })

  it('of a region is the count of what lies in it, and nothing to a stranger', async () => {
    const { countyA, countyB, townA1 } = town.places.regions
    const within = (row: CasePage) =>
      [countyB].includes(row.region!.id) || row.office.id === town.places.departments.commandB
    const east = await overviewFor(town, 'leader', `&regionId=${countyA}`)
    const west = await overviewFor(town, 'stranger', `&regionId=${countyB}`)
    expect(west.counts['reported']).toBe(byHand('reported', pages.filter(within)))
    expect(east.counts['reported']! + west.counts['reported']!).toBeLessThanOrEqual(all.counts['reported']!)
    expect((await overviewFor(town, 'dispatcher')).region.id).toBe(townA1)
    expect((await get(town, 'stranger', `/api/v1/overview?${PERIOD}&regionId=${countyA}`)).status).toBe(404)
    expect((await get(town, 'worker', `/api/v1/overview?${PERIOD}`)).status).toBe(403)
  })

  it('of a department is what it leads, and its records are those', async () => {
    const { urban, urbanA1 } = town.places.departments
    const own = await overviewFor(town, 'reviewer', `&regionId=${town.places.regions.city}`)
    const led = pages.filter((page) => [urban, urbanA1].includes(page.assignment?.lead.id ?? ''))
    expect(own.counts['reported']).toBe(byHand('reported', led))
    expect(own.counts['closed']).toBe(byHand('closed', led))
    expect(own.byDepartment.map(({ id }) => id).every((id) => id === urban || id === urbanA1)).toBe(true)
    expect(own.stocks.open).toBe(led.filter((page) => page.holder !== null).length)
    const { total } = (await get(town, 'reviewer', `/api/v1/cases?measure=closed&departmentId=${urban}&${PERIOD}`)).body
    expect(total).toBe(own.counts['closed'])
  })

  it('of a period holds what belongs to its days, the last included', async () => {
    const day = async (from: string, to: string) =>
      (await get(town, 'supervisor', `/api/v1/overview?from=${from}&to=${to}`)).body as Overview
    const first = await day('2026-03-18', '2026-03-18')
    const rest = await day('2026-03-19', '2026-04-30')
    for (const measure of ['reported', 'closed', 'void', 'merged', 'returned']) {
      expect([measure, (first.counts[measure] ?? 0) + (rest.counts[measure] ?? 0)]).toEqual([
        measure,
        all.counts[measure] ?? 0,
      ])
    }
    expect((await day('2026-05-01', '2026-04-01')).counts).toEqual({})
  })
  it('tells its course by day, by ten days, by month, and each adds up to the same', async () => {
    const courses = await Promise.all(
      [
        ['2026-03-01', '2026-04-30'],
        ['2026-02-15', '2026-08-03'],
        ['2024-02-15', '2026-08-03'],
      ].map(
        async ([from, to]) =>
          (await get(town, 'supervisor', `/api/v1/overview?from=${from}&to=${to}`)).body as Overview,
      ),
    )
    expect(courses.map(({ course }) => course.step)).toEqual(['day', 'ten-days', 'month'])
    for (const { course, counts } of courses) {
      const sum = course.rows.reduce((total, row) => total + row.reported, 0)
      expect(sum).toBe(counts['reported'])
      expect(sum).toBeGreaterThan(0)
      expect(course.rows.map(({ from }) => from)).toEqual(course.rows.map(({ from }) => from).sort())
    }
  })
})

describe('a correction of the item', () => {
  it('moves the case in the figures: one less there, one more here, and no more in all', async () => {
    const id = await noiseIn(town, 'closed')
    const open = await noiseIn(town, 'accepted')
    await tallied(town)
    const before = await overviewFor(town, 'supervisor')
    await done(town, 'assessor', open, 'reclassify', {
      itemId: town.places.items.dust,
      conditionId: 'c1',
      text: '分类有误',
    })
    await tallied(town)
    const after = await overviewFor(town, 'supervisor')
    const reported = (from: Overview, item: string) =>
      from.byItem.find((row) => row.id === item)?.counts['reported'] ?? 0
    const { noise, dust } = town.places.items
    expect([reported(after, noise) - reported(before, noise), reported(after, dust) - reported(before, dust)]).toEqual([
      -1, 1,
    ])
    expect(after.counts).toEqual(before.counts)
    expect((await town.page('supervisor', id)).state).toBe('closed')
  })
})

describe('a department with others below it', () => {
  it('has in its row what it leads itself, and the row opens down to that', async () => {
    const { urban, urbanA1 } = town.places.departments
    const id = await noiseIn(town, 'assessed')
    await done(town, 'dispatcher', id, 'dispatch', { lead: urbanA1 })
    await tallied(town)
    const { byDepartment } = await overviewFor(town, 'supervisor')
    const rows = new Map(byDepartment.map((row) => [row.id, row.open]))
    const open = async (query: string) =>
      (await get(town, 'supervisor', `/api/v1/cases?state=open&${query}`)).body.total as number
    const alone = async (department: string) => open(`departmentId=${department}&departmentAlone=true`)
    expect([await alone(urban), await alone(urbanA1)]).toEqual([rows.get(urban), rows.get(urbanA1)])
    expect(rows.get(urban)).toBeGreaterThan(0)
    expect(rows.get(urbanA1)).toBeGreaterThan(0)
    expect(await open(`departmentId=${urban}`)).toBe(rows.get(urban)! + rows.get(urbanA1)!)
  })
})
