/** A file of an old system's cases: read, told, written; bad rows are listed or refuse it; broken off it goes on. */
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../../platform/database.ts'
import { sequenceNow } from '../../platform/sequencer.ts'
import { verify } from '../../verify/verify.ts'
import { caseRecount } from '../recount.ts'
import { caseTown, type CaseTown } from '../testing.ts'
import { overviewFor, tallied } from '../testing-figures.ts'
import { done } from '../testing-way.ts'
import type { Finding } from './reading.ts'
import { timeOf } from './reading.ts'
import { importCases, type Imported } from './run.ts'
import type { ROW_FINDINGS } from './words.ts'

let town: CaseTown
let folder: string
beforeAll(async () => {
  town = await caseTown()
  town.people.supervisor = await town.signIn('supervisor', undefined, { departmentIds: [] })
  folder = mkdtempSync(join(realpathSync(tmpdir()), 'bihuan-import-'))
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const HEAD = '编号,事项编码,上报时间,结案时间,状态,经度,纬度,区划代码,部门编码,问题描述'
interface Codes {
  item: string
  region: string
  department: string
  x: number
  y: number
}

async function codes(): Promise<Codes> {
  const { db } = town.city
  const { items, regions, departments, points } = town.places
  const code = async (table: 'item' | 'region' | 'department', id: string) =>
    (await db.maybe<{ code: string }>({ text: `select code from ${table} where id = $1`, values: [id] } as never))!.code
  return {
    item: await code('item', items.noise),
    region: await code('region', regions.townA1),
    department: await code('department', departments.urban),
    x: points.a1x1.longitude,
    y: points.a1x1.latitude,
  }
}

async function take(name: string, lines: string[], more: object = {}): Promise<Imported & { findings: Finding[] }> {
  const path = join(folder, name)
  writeFileSync(path, `\ufeff${lines.join('\r\n')}\r\n`)
  const findings: Finding[] = []
  const options = {
    path,
    keepGood: false,
    threads: 1,
    onFinding: (one: unknown) => void findings.push(one as Finding),
    ...more,
  }
  return { ...(await importCases(town.city, town.connection, options)), findings }
}

const countCases = async () => (await town.city.db.maybe<{ n: number }>(sql`select count(*) as n from cases`))!.n

async function intact(): Promise<void> {
  await sequenceNow(town.city)
  await tallied(town)
  const report = await verify({
    ...{ connection: town.connection, schema: null, filesDir: null, masterKey: null },
    projectionChecks: [caseRecount],
  })
  expect(report.findings).toEqual([])
}

describe('a file of cases', () => {
  it('is taken in: marked as imported, then and now apart, figures and proof in order', async () => {
    const { item, region, department, x, y } = await codes()
    const answer = await take('good.csv', [
      HEAD,
      `A-1,${item},2025-03-01 08:30,2025-03-03 17:00,已结案,${x},${y},,${department},"夜间施工噪声, ""很吵"""`,
      `A-2,${item},2025/11/20 21:05,,处置中,,,${region},${department},噪声扰民`,
      `A-3,${item},2026-03-17,,待研判,${x},${y},,,`,
      `A-4,${item},2025-06-01T00:00:00Z,2025-06-02 10:00,作废,${x},${y},,,误报`,
    ])
    expect(answer).toMatchObject({ state: 'complete', taken: 4, refused: 0, findings: [] })
    const rows = await town.city.db.rows<Record<string, unknown>>(
      sql`select id, state, source, finder, reported_at, closed_at, lead_department_id as lead, document from cases order by reported_at`,
    )
    expect(rows.map(({ state, source, finder }) => [state, source, finder])).toEqual(
      ['closed', 'void', 'accepted', 'reported'].map((state) => [state, 'import', 'system']),
    )
    expect(rows[0]).toMatchObject({
      reported_at: new Date('2025-03-01T08:30:00+08:00'),
      closed_at: new Date('2025-03-03T17:00:00+08:00'),
      lead: town.places.departments.urban,
    })
    const [entry] = await town.events(rows[0]!['id'] as string)
    expect(entry).toMatchObject({ act: 'take-in', actor: 'system', seq: 1 })
    const page = await town.page('supervisor', rows[0]!['id'] as string)
    expect(page.excerpt).toBe('夜间施工噪声, "很吵"')
    expect([page.source, page.timeGap]).toEqual(['import', true])
    // What is open goes on by the rules of everybody.
    await done(town, 'handler', rows[2]!['id'] as string, 'submit', { text: '已处理' })
    await intact()
    const figures = await overviewFor(town, 'supervisor')
    expect(figures.stocks.open).toBe(2)
    const begun = await town.city.db.rows(sql`select act from event where act like 'case-import.%' order by seq`)
    expect(begun).toEqual([{ act: 'case-import.begin' }, { act: 'case-import.complete' }])
  }, 120_000)

  it('that was taken in before is known, and nothing is done twice', async () => {
    const { item, x, y } = await codes()
    const lines = [HEAD, `B-1,${item},2025-03-01,,待研判,${x},${y},,,`]
    expect((await take('once.csv', lines)).state).toBe('complete')
    const before = await countCases()
    expect(await take('again.csv', lines)).toMatchObject({ state: 'known', taken: 1 })
    expect(await countCases()).toBe(before)
  }, 120_000)

  it('with bad rows is refused whole, or its good rows are kept, each bad one with its row, column and value', async () => {
    const { item, region, department, x, y } = await codes()
    const at = `${x},${y}`
    const bad: [string, keyof typeof ROW_FINDINGS, string][] = [
      [`C-1,none,2025-03-01,,待研判,${at},,,`, 'item-unknown', 'none'],
      [`C-2,${item},yesterday,,待研判,${at},,,`, 'reported-unreadable', 'yesterday'],
      [`C-3,${item},2025-02-30,,待研判,${at},,,`, 'reported-unreadable', '2025-02-30'],
      [`C-4,${item},2030-01-01,,待研判,${at},,,`, 'reported-in-future', '2030-01-01'],
      [`C-5,${item},2025-03-01,,已结案,${at},,,`, 'closed-missing', ''],
      [`C-6,${item},2025-03-01,2025-02-01,已结案,${at},,,`, 'closed-before-reported', '2025-02-01'],
      [`C-7,${item},2025-03-01,2025-04-01,待研判,${at},,,`, 'open-but-closed', '2025-04-01'],
      [`C-8,${item},2025-03-01,2030-02-01,已结案,${at},,,`, 'closed-in-future', '2030-02-01'],
      [`C-9,${item},2025-03-01,,不知道,${at},,,`, 'state-unknown', '不知道'],
      [`C-10,${item},2025-03-01,,待研判,东,${y},,,`, 'position-unreadable', `东, ${y}`],
      [`C-11,${item},2025-03-01,,待研判,10,10,,,`, 'outside-city', '10, 10'],
      [`C-12,${item},2025-03-01,,待研判,,,999999999999,,`, 'region-unknown', '999999999999'],
      [`C-13,${item},2025-03-01,,待研判,,,,,`, 'place-missing', ''],
      [`C-14,${item},2025-03-01,,处置中,${at},,nobody,`, 'department-unknown', 'nobody'],
      [`C-15,${item},2025-03-01,,处置中,${at},,,`, 'department-missing', ''],
    ]
    const lines = [
      HEAD,
      `C-0,${item},2025-03-01,,待研判,,,${region},${department},好的一行`,
      ...bad.map(([line]) => line),
    ]
    const before = await countCases()
    const refused = await take('bad.csv', lines)
    expect(refused).toMatchObject({ state: 'refused', taken: 0, refused: bad.length })
    expect(refused.findings.map(({ row, code, value }) => [row, code, value])).toEqual(
      bad.map(([, code, value], index) => [index + 3, code, value]),
    )
    expect(await countCases()).toBe(before)
    const kept = await take('bad.csv', lines, { keepGood: true })
    expect(kept).toMatchObject({ state: 'complete', taken: 1, refused: bad.length })
    expect(kept.findings).toEqual(refused.findings)
    expect(await countCases()).toBe(before + 1)
    await intact()
  }, 120_000)

  it('broken off in the middle goes on behind what is written, and takes each row once', async () => {
    const { item, x, y } = await codes()
    const lines = [HEAD, ...Array.from({ length: 2_500 }, (_, n) => `D-${n},${item},2025-05-01 10:00,2025-05-0${2 + (n % 7)} 10:00,已结案,${x},${y},,,第${n}件`)] // prettier-ignore
    const before = await countCases()
    await expect(take('long.csv', lines, { stopAfter: 2_000 })).rejects.toThrow('on purpose')
    const between = await countCases()
    expect(between - before).toBe(2_000)
    await intact()
    expect(await take('long.csv', lines)).toMatchObject({ state: 'complete', taken: 2_500, refused: 0 })
    expect((await countCases()) - before).toBe(2_500)
    const rows = await town.city.db.rows<{ n: number }>(
      sql`select count(distinct body::json -> 'origin' ->> 'number') as n from event where act = 'take-in' and body::json -> 'origin' ->> 'number' like 'D-%'`,
    )
    expect(rows).toEqual([{ n: 2_500 }])
    await intact()
  }, 300_000)
})

describe('times of old systems', () => {
  it('are read as people write them, in Shanghai; what is no time is none', () => {
    const at = Date.parse('2025-03-01T08:30:00+08:00')
    for (const text of [
      '2025-03-01 08:30',
      '2025/3/1 8:30',
      '2025.03.01 08:30:00',
      '2025-03-01T00:30:00Z',
      '2025-03-01T08:30',
    ])
      expect([text, timeOf(text)]).toEqual([text, at])
    for (const text of ['', '2025-13-01', '2025-02-29', '2025-03-01 24:01', '01/03/2025', '45717.35', '1999-12-31'])
      expect([text, timeOf(text)]).toEqual([text, null])
  })
})
