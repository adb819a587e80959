import { writeXlsx } from 'hucre'
import { beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../../platform/database.ts'
import { newId } from '../../platform/id.ts'
import { testCity, type TestCity } from '../../platform/testing/city.ts'
import { catalogue } from '../answers.ts'
import { editorOf, type Editor } from '../revising/testing.ts'

let at: TestCity
let editor: Editor

const HEAD = '大类代码,大类名称,小类代码,小类名称,处置单位,督办单位,立案条件,结案条件,处置时限,类别类型'
/** The form of a filing-and-closing standard; every row is made up. */
const ROWS = [
  '01,公用设施,01,上水井盖,甲中心,某局,缺失或移位,恢复,2紧急工作时,部件',
  '01,公用设施,01,上水井盖,甲中心,某局,破损,更换,4小时,部件',
  '01,公用设施,02,路灯,乙中心,某局,不亮,修复,5天,部件',
  '01,市容环境,01,焚烧垃圾,丙队,某局,正在焚烧,制止并清除,1紧急工作时制止,事件',
]
const csv = (rows: readonly string[] = ROWS, head = HEAD) => [head, ...rows].join('\n')
const codes = () =>
  catalogue(at.city)
    .items()
    .map(({ code, name, version }) => `${code} ${name.zh} ${version}`)
const events = async (id: string) =>
  (await at.city.db.rows<{ act: string }>(sql`select act from event where subject = ${id} order by seq`)).map(
    ({ act }) => act,
  )

async function freshCity(): Promise<void> {
  at = await testCity()
  editor = await editorOf(at)
}

describe('a standard into an empty city', () => {
  beforeAll(freshCity)

  test('is rehearsed, applied, and brings the procedures that its items name', async () => {
    const rehearsed = await editor.file(csv())
    expect(rehearsed).toMatchObject({
      state: 'rehearsed',
      errors: 0,
      counts: { rows: 4, items: 3, conditions: 4, 'limit-spellings': 4, 'items-created': 3, 'categories-created': 2 },
    })
    expect(codes()).toEqual([])
    const answer = await editor.act(rehearsed.id, 'apply')
    expect(answer.body).toMatchObject({ state: 'applied' })
    expect(codes()).toEqual(['C0101 上水井盖 1', 'C0102 路灯 1', 'E0101 焚烧垃圾 1'])
    const held = catalogue(at.city)
    const cover = held.itemByCode('C0101')!
    expect(cover.conditions).toEqual([
      {
        id: 'c1',
        filing: { zh: '缺失或移位', en: '' },
        closing: { zh: '恢复', en: '' },
        limit: { amount: 120, unit: 'emergency-minute' },
        limitMeans: 'handle',
        imported: { limit: '2紧急工作时', handling: '甲中心', supervising: '某局' },
      },
      expect.objectContaining({ id: 'c2', limit: { amount: 4, unit: 'calendar-hour' } }),
    ])
    expect(held.itemByCode('E0101')!.conditions[0]).toMatchObject({ limitMeans: 'stop' })
    expect(held.procedure('ordinary')).not.toBeNull()
    expect(held.categories().map(({ code, name }) => `${code} ${name.zh}`)).toEqual(['C01 公用设施', 'E01 市容环境'])
    expect(await events(rehearsed.id)).toEqual(['revision-started', 'revision-applied'])
  })

  test('again changes nothing; changed, it makes versions of what differs and of nothing else', async () => {
    const again = await editor.file(csv())
    expect(again).toMatchObject({ changes: 0, counts: { 'items-unchanged': 3 } })
    expect((await editor.act(again.id, 'apply')).body.code).toBe('revision.nothing-to-apply')
    const changed = ROWS.map((row) => row.replace('5天', '3天'))
    const next = await editor.file(csv([...changed, '02,道路,01,护栏,丁所,某局,倒伏,扶正,1工作日,部件']))
    expect(next.counts).toMatchObject({ 'items-changed': 1, 'items-created': 1, 'items-unchanged': 2 })
    await editor.act(next.id, 'apply')
    expect(codes()).toEqual(['C0101 上水井盖 1', 'C0102 路灯 2', 'C0201 护栏 1', 'E0101 焚烧垃圾 1'])
    const lamp = catalogue(at.city).itemByCode('C0102')!
    expect(catalogue(at.city).itemVersion(lamp.id, 1)!.conditions[0]!.limit).toEqual({
      amount: 5,
      unit: 'calendar-day',
    })
    const versions = await editor.get<{
      rows: { version: number; changes: { field: string }[]; revision: { id: string } }[]
    }>(`/catalogue/items/${lamp.id}/versions`)
    expect(
      versions.body.rows.map(({ version, changes, revision }) => [
        version,
        changes.map(({ field }) => field),
        revision.id === next.id,
      ]),
    ).toEqual([
      [2, ['conditions.c1.limit', 'conditions.c1.imported'], true],
      [1, [], false],
    ])
    // Taken back: what it was stands there under a further number, and the new item retires.
    expect((await editor.act(next.id, 'take-back')).body).toMatchObject({ state: 'taken-back' })
    expect(codes()).toEqual(['C0101 上水井盖 1', 'C0102 路灯 3', 'E0101 焚烧垃圾 1'])
    expect(catalogue(at.city).itemByCode('C0102')!.conditions).toEqual(
      catalogue(at.city).itemVersion(lamp.id, 1)!.conditions,
    )
    expect(await events(next.id)).toEqual(['revision-started', 'revision-applied', 'revision-taken-back'])
    // And in once more: the retired item comes back as itself, it is not made a second time.
    const rail = catalogue(at.city).itemByCode('C0201')!.id
    const once = await editor.file(csv([...changed, '02,道路,01,护栏,丁所,某局,倒伏,扶正,1工作日,部件']))
    expect(once.counts).toMatchObject({ 'items-restored': 1, 'items-changed': 1 })
    await editor.act(once.id, 'apply')
    expect(catalogue(at.city).itemByCode('C0201')!.id).toBe(rail)
    await editor.act(once.id, 'take-back')
  })

  test('leaves what is not in the file, or retires it where that is wanted', async () => {
    const kept = await editor.file(csv(ROWS.slice(0, 3)))
    expect(kept.changes).toBe(0)
    expect(await editor.findings(kept.id)).toContainEqual(
      expect.objectContaining({ code: 'catalogue.not-in-file', params: { items: 1 } }),
    )
    const gone = await editor.file(csv(ROWS.slice(0, 3)), { retireMissing: true })
    expect(gone.counts).toMatchObject({ 'items-retired': 1 })
    await editor.act(gone.id, 'apply')
    expect(codes()).toHaveLength(2)
    await editor.act(gone.id, 'take-back')
    expect(codes()).toHaveLength(3)
  })

  test('goes out as a table and comes back without a change', async () => {
    for (const format of ['csv', 'xlsx'] as const) {
      const answer = await at.app.inject({
        method: 'GET',
        url: `/api/v1/catalogue/export?format=${format}`,
        headers: editor.who.headers,
      })
      expect(answer.headers['content-disposition']).toContain(`catalogue.${format}`)
      const back = await editor.file(answer.rawPayload, { retireMissing: true })
      expect(await editor.findings(back.id)).toEqual([expect.objectContaining({ code: 'catalogue.stop-limits' })])
      // Only how the limit is spelled differs.
      expect(back.counts).toMatchObject({ items: 3, conditions: 4 })
      expect(back.errors).toBe(0)
    }
    const template = await at.app.inject({
      method: 'GET',
      url: '/api/v1/catalogue/template',
      headers: editor.who.headers,
    })
    expect(await editor.file(template.rawPayload)).toMatchObject({ errors: 0, counts: { items: 1, conditions: 1 } })
  })
})

describe('a bad file', () => {
  beforeAll(freshCity)

  test('says row, column and remedy, and blocks unless the good rows are wanted', async () => {
    const rows = [
      ...ROWS,
      '01,公用设施,03,坏行,甲,乙,"没有收尾,恢复,1天,部件',
      '01,公用设施,04,时限怪,甲,乙,怪,恢复,尽快,部件',
      '01,公用设施,05,没时限,甲,乙,没,恢复,,部件',
      '01,公用设施,02,路灯,甲,乙,不亮,修复,5天,部件',
      '01,公用设施,02,另一个名字,甲,乙,歪,扶正,5天,部件',
      '01,公用设施,06,,甲,乙,没名字,恢复,5天,部件',
      '01,公用设施,07,好行,甲,乙,好,恢复,7天,部件',
    ]
    const { id, errors, counts } = await editor.file(csv(rows))
    expect(counts).toMatchObject({ 'items-created': 4 })
    const found = await editor.findings(id)
    expect(
      found.filter(({ severity }) => severity === 'error').map(({ row, field, code }) => [row, field, code]),
    ).toEqual([
      [6, null, 'sheet.quote-open'],
      [7, '处置时限', 'catalogue.limit-unknown'],
      [8, '处置时限', 'catalogue.limit-empty'],
      [9, '立案条件', 'catalogue.condition-twice'],
      [10, '小类名称', 'catalogue.code-two-names'],
      [11, '小类名称', 'catalogue.name-empty'],
    ])
    expect(found.find(({ code }) => code === 'catalogue.limit-unknown')!.sentence.zh).toContain('尽快')
    expect(errors).toBe(6)
    expect((await editor.act(id, 'apply')).body.code).toBe('revision.has-errors')
    expect((await editor.act(id, 'apply', { keepGood: true })).status).toBe(200)
    expect(codes()).toEqual(['C0101 上水井盖 1', 'C0102 路灯 1', 'C0107 好行 1', 'E0101 焚烧垃圾 1'])
  })

  test('never takes a condition or an item away on the strength of a row that it could not read', async () => {
    const rows = ROWS.filter((_, index) => index !== 1)
    const { id, counts } = await editor.file(csv([...rows, '01,公用设施,01,上水井盖,甲,乙,"破,损,4小时']), {
      retireMissing: true,
    })
    expect(counts['items-changed']).toBeUndefined()
    expect(counts['items-retired']).toBeUndefined()
    expect((await editor.findings(id)).map(({ code }) => code)).toContain('catalogue.kept-because-of-errors')
    const spelled = await editor.file(csv([...rows, ROWS[1]!.replace('4小时', '4个月')]))
    expect(spelled.counts['items-changed']).toBeUndefined()
  })

  test('in GBK, with a mark, with titles and merged cells, formulas and dates as numbers is read all the same', async () => {
    const gbk = Buffer.concat([
      Buffer.from(
        'category,category code,item,item code,filing condition,closing condition,time limit\nx,99,',
        'latin1',
      ),
      Buffer.from('c9cfcbaebeaeb8c7', 'hex'),
      Buffer.from(',01,a,b,2 hours\n', 'latin1'),
    ])
    expect(await editor.file(gbk)).toMatchObject({ errors: 0, counts: { 'items-created': 1 } })
    expect(await editor.file(`\ufeff${csv()}`)).toMatchObject({ errors: 0 })
    const sheet = await writeXlsx({
      sheets: [
        {
          name: '标准',
          rows: [
            ['立案结案标准', null, null, null, null, null, null],
            ['大类', null, '小类', null, '条件', null, '时限'],
            ['代码', '名称', '代码', '名称', '立案', '结案', null],
            ['88', '甲类', 1, '一号', '坏', '好', null],
            [null, null, 2, '二号', 46082, '好', '3天'],
            [null, null, 3, '三号', '坏', '好', null],
          ],
          merges: [
            { startRow: 0, endRow: 0, startCol: 0, endCol: 6 },
            { startRow: 1, endRow: 1, startCol: 0, endCol: 1 },
            { startRow: 1, endRow: 1, startCol: 2, endCol: 3 },
            { startRow: 1, endRow: 1, startCol: 4, endCol: 5 },
            { startRow: 3, endRow: 5, startCol: 0, endCol: 0 },
            { startRow: 3, endRow: 5, startCol: 1, endCol: 1 },
          ],
          cells: new Map([
            ['3,6', { type: 'formula', formula: '"2"&"小时"', formulaResult: '2小时' }],
            ['5,6', { type: 'formula', formula: 'G99' }],
          ]),
        },
      ],
    })
    const { id, counts } = await editor.file(sheet)
    expect((await editor.findings(id)).map(({ code, row }) => [code, row])).toEqual(
      expect.arrayContaining([
        ['sheet.formula-value-taken', 4],
        ['sheet.merged-filled', 5],
        ['sheet.formula-without-value', 6],
      ]),
    )
    expect(counts).toMatchObject({ 'items-created': 2, conditions: 2 })
  })

  test('that is no table at all fails with its sentence', async () => {
    expect(await editor.file('hello\nworld\n')).toMatchObject({ state: 'failed', failure: { code: 'sheet.no-header' } })
    expect(await editor.file(csv().replace('小类名称', '说明'))).toMatchObject({
      state: 'failed',
      failure: { code: 'sheet.columns-missing', sentence: { en: expect.stringContaining('小类名称') } },
    })
  })

  test('without a file, without the power, unknown: 422, 403, 404', async () => {
    const source = { type: 'file', format: 'csv' }
    const body = { commandId: newId(), title: 'x', source }
    expect(await editor.post('/catalogue/revisions', body)).toMatchObject({
      status: 422,
      body: { code: 'revision.file-required' },
    })
    const dispatcher = await editorOf(at, await at.signIn('dispatcher'))
    expect(await dispatcher.post('/catalogue/revisions', body)).toMatchObject({ status: 403 })
    expect(await editor.get(`/catalogue/revisions/${newId()}`)).toMatchObject({ status: 404 })
    expect(
      await editor.post('/catalogue/revisions', { ...body, source: { type: 'profile', profile: 'nowhere' } }),
    ).toMatchObject({
      status: 422,
    })
  })
})
