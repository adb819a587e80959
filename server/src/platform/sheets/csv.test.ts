import { describe, expect, test } from 'vitest'
import { SHEET_LIMITS, SheetRefused, type SheetBytes } from './sheet.ts'
import { readTable } from './table.ts'
import { COLUMNS, read } from './testing.ts'

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
