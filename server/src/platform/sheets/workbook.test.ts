import { writeXlsx } from 'hucre'
import { describe, expect, test } from 'vitest'
import { codeOf, dateOf, numberOf, yesNoOf } from './cells.ts'
import type { Column } from './headers.ts'
import { SHEET_LIMITS } from './sheet.ts'
import { readTable } from './table.ts'
import { bytesOf, read } from './testing.ts'
import { csvLines, xlsxBytes } from './write.ts'

describe('a workbook', () => {
  const cell = (formula: string, formulaResult?: number) => ({ type: 'formula' as const, formula, formulaResult })

  test('gives dates, numbers, codes and the values of its formulas', async () => {
    const content = await writeXlsx({
      sheets: [
        {
          name: '标准',
          rows: [
            ['代码', '名称', '时限', '生效日期'],
            [330702001, '井盖', 2, new Date('2026-03-01T00:00:00Z')],
            ['02', 'x', null, 46082],
            ['03', 'y', null, null],
            ['04', '#REF!', null, null],
          ],
          cells: new Map([
            ['2,2', cell('1+1', 2)],
            ['3,2', cell('SUM(A1:A9)')],
          ]),
        },
      ],
    })
    const { rows, findings } = await read(content, 'xlsx')
    expect(rows.map(({ cells }) => [codeOf(cells.code), numberOf(cells.limit), dateOf(cells.from)])).toEqual([
      ['330702001', 2, '2026-03-01'],
      ['02', 2, '2026-03-01'],
    ])
    expect(findings.map(({ severity, code, row, field }) => [severity, code, row, field])).toEqual([
      ['note', 'sheet.formula-value-taken', 3, '时限'],
      ['error', 'sheet.formula-without-value', 4, '时限'],
      ['error', 'sheet.cell-error', 5, '名称'],
    ])
  })

  test('has merged cells filled, in its two rows of header too', async () => {
    const content = await writeXlsx({
      sheets: [
        {
          name: 'A',
          rows: [
            ['标准表', null, null],
            ['类', '事项', null],
            [null, '代码', '名称'],
            ['大类甲', '01', 'x'],
            [null, '02', 'y'],
          ],
          merges: [
            { startRow: 0, endRow: 0, startCol: 0, endCol: 2 },
            { startRow: 1, endRow: 2, startCol: 0, endCol: 0 },
            { startRow: 1, endRow: 1, startCol: 1, endCol: 2 },
            { startRow: 3, endRow: 4, startCol: 0, endCol: 0 },
          ],
        },
      ],
    })
    const columns: Column<'category' | 'code' | 'name'>[] = [
      { field: 'category', aliases: ['类'] },
      { field: 'code', aliases: ['事项代码'], required: true },
      { field: 'name', aliases: ['事项名称'], required: true },
    ]
    const entries = []
    for await (const entry of readTable(bytesOf(content), 'xlsx', columns)) entries.push(entry)
    const rows = entries.filter((entry) => entry.kind === 'row')
    expect(rows.map(({ row, cells }) => [row, cells.category.text, cells.code.text, cells.name.text])).toEqual([
      [4, '大类甲', '01', 'x'],
      [5, '大类甲', '02', 'y'],
    ])
    expect(
      entries.flatMap((entry) => (entry.kind === 'finding' ? [[entry.finding.code, entry.finding.row]] : [])),
    ).toEqual([['sheet.merged-filled', 5]])
  })

  test('that is none, is locked, or would unpack to too much is refused before it is unpacked', async () => {
    const good = await writeXlsx({
      sheets: [{ name: 'A', rows: [['代码', '名称'], ...Array.from({ length: 2000 }, () => ['1', 'x'])] }],
    })
    await expect(read(good, 'xlsx', { ...SHEET_LIMITS, unpacked: 10_000 })).rejects.toThrow('sheet.unpacks-too-large')
    await expect(read(good, 'xlsx', { ...SHEET_LIMITS, xlsxRows: 1000 })).rejects.toThrow('sheet.too-many-rows')
    await expect(read(good.slice(0, good.length - 300), 'xlsx')).rejects.toThrow('sheet.not-a-workbook')
    await expect(read('代码,名称\n1,2\n', 'xlsx')).rejects.toThrow('sheet.not-a-workbook')
    await expect(read(Buffer.from('d0cf11e0a1b11ae1'.padEnd(128, '0'), 'hex'), 'xlsx')).rejects.toThrow(
      'sheet.locked-or-old',
    )
  })

  test('whose directory lies about the size is not unpacked beyond it', async () => {
    const bytes = Buffer.from(
      await writeXlsx({
        sheets: [{ name: 'A', rows: [['代码', '名称'], ...Array.from({ length: 5000 }, () => ['1', 'x'])] }],
      }),
    )
    // Every stated size becomes 100 bytes.
    for (let at = bytes.indexOf('PK\u0001\u0002'); at >= 0; at = bytes.indexOf('PK\u0001\u0002', at + 4))
      bytes.writeUInt32LE(100, at + 24)
    await expect(read(bytes, 'xlsx')).rejects.toThrow('sheet.not-a-workbook')
  })
})

describe('what a cell says', () => {
  const texts = (value: string) => ({ text: value })
  test.each([
    ['2026-03-01', '2026-03-01'],
    ['2026/3/1', '2026-03-01'],
    ['2026年3月1日', '2026-03-01'],
    ['20260301', '2026-03-01'],
    ['46082', '2026-03-01'],
    ['２０２６-０３-０１', '2026-03-01'],
    ['2026-02-30', null],
    ['明年', null],
    ['12', null],
  ])('the date %s is %s', (text, date) => expect(dateOf(texts(text))).toBe(date))

  test.each([
    ['１２', 12],
    ['1,200', 1200],
    ['2.50', 2.5],
    ['约2', null],
    ['', null],
  ])('the number %s is %s', (text, number) => expect(numberOf(texts(text))).toBe(number))

  test('a code keeps its zeros, and one that lost digits is none', () => {
    expect(['007', '３３０７', "'0101", '3.30702E+11', '330702001000'].map((text) => codeOf(texts(text)))).toEqual([
      '007',
      '3307',
      '0101',
      null,
      '330702001000',
    ])
    expect(['是', '否', 'YES', '0', '也许'].map((text) => yesNoOf(texts(text)))).toEqual([
      true,
      false,
      true,
      false,
      null,
    ])
  })
})

describe('what is written', () => {
  const rows = [
    ['=cmd|x', 'a,"b"\nc', '-5', '+86 1'],
    ['@x', ' y', '\tz', '-x'],
  ]
  const header = ['代码', '名称', '时限', '生效日期']
  test('as CSV runs nothing in a spreadsheet program, and is read back as it was', async () => {
    const text = [...csvLines(header, rows)].join('')
    expect(text.startsWith('\ufeff代码,名称')).toBe(true)
    expect(text).toContain("'=cmd|x")
    expect(text).toContain("'+86 1")
    expect(text).toContain(',-5,')
    const back = await read(text)
    expect(back.rows.map(({ cells }) => Object.values(cells).map((cell) => cell.text))).toEqual([
      ['=cmd|x', 'a,"b"\nc', '-5', '+86 1'],
      ['@x', 'y', 'z', '-x'],
    ])
  })
  test('as a workbook is read back as it was', async () => {
    const back = await read(await xlsxBytes('标准', header, rows), 'xlsx')
    expect(back.rows.map(({ cells }) => Object.values(cells).map((cell) => cell.text))).toEqual([
      ['=cmd|x', 'a,"b"\nc', '-5', '+86 1'],
      ['@x', 'y', 'z', '-x'],
    ])
    expect(back.findings).toEqual([])
  })
})
