import { writeXlsx } from 'hucre'
import { describe, expect, test } from 'vitest'
import { codeOf, dateOf, numberOf, yesNoOf } from './cells.ts'
import type { Column } from './headers.ts'
import { SHEET_LIMITS, SheetRefused, type SheetBytes, type SheetFinding, type SheetFormat } from './sheet.ts'
import { readTable, type TableRow } from './table.ts'
import { csvLines, xlsxBytes } from './write.ts'

type Field = 'code' | 'name' | 'limit' | 'from'
const COLUMNS: Column<Field>[] = [
  { field: 'code', aliases: ['代码', 'code'], required: true },
  { field: 'name', aliases: ['名称', 'name'], required: true },
  { field: 'limit', aliases: ['处置时限', '时限', 'time limit'] },
  { field: 'from', aliases: ['生效日期', 'valid from'] },
]

function bytesOf(content: string | Uint8Array): SheetBytes {
  const buffer = Buffer.from(content as string)
  return { size: buffer.length, read: async (offset, length) => buffer.subarray(offset, offset + length) }
}

async function read(content: string | Uint8Array, format: SheetFormat = 'csv', limits = SHEET_LIMITS) {
  const rows: TableRow<Field>[] = []
  const findings: SheetFinding[] = []
  for await (const entry of readTable(bytesOf(content), format, COLUMNS, limits)) {
    if (entry.kind === 'row') rows.push(entry)
    if (entry.kind === 'finding') findings.push(entry.finding)
  }
  return {
    rows,
    findings,
    texts: rows.map(({ row, cells }) => [row, cells.code.text, cells.name.text, cells.limit.text]),
    codes: findings.map(({ code, row }) => [code, row]),
  }
}

/** 代码,名称 / 01,上水井盖 in GBK, byte by byte: no encoder of it is at hand. */
const GBK = Buffer.from('b4fac2eb2cc3fbb3c60d0a30312cc9cfcbaebeaeb8c70d0a', 'hex')

describe('a CSV file', () => {
  test('is read with its row numbers, blank rows left out', async () => {
    const { texts, findings } = await read('代码,名称,时限\n01,井盖,2小时\n\n , ,\n02,"两行\n的名称",1天\n\n\n')
    expect(texts).toEqual([
      [2, '01', '井盖', '2小时'],
      [5, '02', '两行\n的名称', '1天'],
    ])
    expect(findings).toEqual([])
  })

  test.each([
    ['UTF-8 with a mark', Buffer.from('\ufeff代码,名称\n01,上水井盖\n'), null],
    ['GBK', GBK, 'gb18030'],
    ['UTF-16 with a mark', Buffer.from('\ufeff代码,名称\n01,上水井盖\n', 'utf16le'), 'utf-16le'],
    ['UTF-16 without a mark', Buffer.from('code,name\n01,上水井盖\n', 'utf16le'), 'utf-16le'],
  ])('in %s is understood', async (_, content, encoding) => {
    const { texts, findings } = await read(content)
    expect(texts).toEqual([[2, '01', '上水井盖', '']])
    expect(findings.map(({ code, params }) => [code, params.encoding])).toEqual(
      encoding ? [['sheet.encoding', encoding]] : [],
    )
  })

  test('that is GBK only far behind plain letters is understood', async () => {
    const plain = Array.from({ length: 30_000 }, (_, i) => `${i},plain`).join('\n')
    const { rows, findings } = await read(Buffer.concat([Buffer.from(`code,name\n${plain}\n01,`), GBK.subarray(14)]))
    expect(rows).toHaveLength(30_001)
    expect(rows.at(-1)!.cells.name.text).toBe('上水井盖')
    expect(findings).toEqual([])
  })

  test('in UTF-8 of which one row is damaged loses that row alone', async () => {
    const broken = Buffer.concat([
      Buffer.from(`代码,名称\n01,${'井盖'.repeat(20)}\n02,`),
      Buffer.from([0xc9, 0xcf]),
      Buffer.from('\n03,井盖\n'),
    ])
    const { texts, codes } = await read(broken)
    expect(texts.map(([row]) => row)).toEqual([2, 4])
    expect(codes).toEqual([['sheet.cell-undecodable', 3]])
  })

  test.each([';', '\t', ','])('cut by %j is understood', async (mark) => {
    const { texts } = await read(`代码,名称,时限\n01,"a,b;c",2天\n02,d,1天\n`.replace(/,(?![^"]*",)/g, mark))
    expect(texts[0]!.slice(1)).toEqual(['01', 'a,b;c', '2天'])
  })

  test('may have titles above its header, and columns that nobody asked for', async () => {
    const { texts, codes } = await read(
      '某市立案结案标准\n2024年版,,,\n\n代 码*,备注,名称（全称）,处置时限\n01,x,井盖,1天\n',
    )
    expect(texts).toEqual([[5, '01', '井盖', '1天']])
    expect(codes).toEqual([['sheet.columns-ignored', null]])
  })

  test('with an unclosed quotation mark in the middle loses that row alone', async () => {
    const { texts, findings } = await read('code,name\n1,a\n2,"b\n3,c\n4,"d, e"\n5,f\n')
    expect(texts.map(([row, code]) => [row, code])).toEqual([
      [2, '1'],
      [4, '3'],
      [5, '4'],
      [6, '5'],
    ])
    expect(findings).toEqual([
      { severity: 'error', code: 'sheet.quote-misplaced', params: { near: '2,"b' }, row: 3, field: null },
    ])
  })

  test('whose unclosed mark meets a later one by chance loses that row alone', async () => {
    const { texts, codes } = await read('code,name\n1,"a\n2,b\n3,"c",\n4,d\n')
    expect(texts.map(([, code]) => code)).toEqual(['2', '3', '4'])
    expect(codes).toEqual([['sheet.quote-misplaced', 2]])
  })

  test('with an unclosed mark and no other behind it loses that row alone', async () => {
    const { texts, codes } = await read(`code,name\n1,"a\n${'2,b\n'.repeat(1000)}`)
    expect(texts).toHaveLength(1000)
    expect(codes).toEqual([['sheet.quote-open', 2]])
  })

  test('with a row wider than its header reports it, and trailing delimiters do no harm', async () => {
    const { texts, codes } = await read('code,name\n1,a,,,\n2,b,c\n3,d\n')
    expect(texts.map(([, code]) => code)).toEqual(['1', '3'])
    expect(codes).toEqual([['sheet.row-too-wide', 3]])
  })

  test('without a header, without a column that must be, or without anything is refused and says what is wanted', async () => {
    const refusal = async (content: string) =>
      read(content).then(
        () => null,
        (error: unknown) => (error instanceof SheetRefused ? { code: error.code, params: error.params } : error),
      )
    expect(await refusal('1,2\n3,4\n')).toMatchObject({
      code: 'sheet.no-header',
      params: { expected: '代码、名称、处置时限、生效日期' },
    })
    expect(await refusal('代码,时限\n1,2\n')).toMatchObject({
      code: 'sheet.columns-missing',
      params: { missing: '名称', row: 1 },
    })
    expect(await refusal('')).toMatchObject({ code: 'sheet.empty' })
  })

  test('beyond its limits is refused, or its row is', async () => {
    const limits = { ...SHEET_LIMITS, rows: 2, cell: 10 }
    expect((await read('code,name\n1,abcdefghijk\n2,b\n', 'csv', limits)).codes).toEqual([['sheet.cell-too-long', 2]])
    await expect(read('code,name\n1,a\n2,b\n3,c\n', 'csv', limits)).rejects.toThrow('sheet.too-many-rows')
  })

  test('of a million rows is read in flat memory', async () => {
    const line = (n: number) => `33070200${String(n).padStart(7, '0')},"名称, ${n}",2小时,2024-01-01\n`
    const head = Buffer.from('代码,名称,时限,生效日期\n')
    const block = Buffer.from(Array.from({ length: 10_000 }, (_, n) => line(n)).join(''))
    const size = head.length + block.length * 100
    const source: SheetBytes = {
      size,
      read: async (offset, length) => {
        if (offset < head.length) return head
        const at = (offset - head.length) % block.length
        return block.subarray(at, Math.min(at + length, block.length))
      },
    }
    let rows = 0
    let peak = 0
    const before = process.memoryUsage().rss
    for await (const entry of readTable(source, 'csv', COLUMNS)) {
      if (entry.kind !== 'row') continue
      rows += 1
      if (rows % 50_000 === 0) peak = Math.max(peak, process.memoryUsage().rss - before)
    }
    expect(rows).toBe(1_000_000)
    expect(peak / 1024 / 1024).toBeLessThan(200)
  }, 120_000)
})

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
    const good = await writeXlsx({ sheets: [{ name: 'A', rows: [['代码', '名称'], ...Array(2000).fill(['1', 'x'])] }] })
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
      await writeXlsx({ sheets: [{ name: 'A', rows: [['代码', '名称'], ...Array(5000).fill(['1', 'x'])] }] }),
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
