import { expect, it } from 'vitest'
import { cell, csvOf } from './export-rows.ts'
import type { CaseLine } from './shapes.ts'

const line = {
  number: '2026-00000001-1',
  item: { id: 'i', name: { zh: '=危险', en: '+danger' }, severity: 'general' },
  state: 'closed',
  danger: false,
  excerpt: '不应出现的描述',
  address: '不应出现的地址',
  holder: null,
  lead: { id: 'd', name: '城管, 一队', nameEn: 'Squad "one"' },
  region: { id: 'r', name: '@社区' },
  grid: null,
  source: 'desk',
  reportedAt: '2026-03-01T01:00:00Z',
  dueAt: null,
  wholeDueAt: '2026-03-02T01:00:00Z',
  closedAt: '2026-03-01T02:00:00Z',
  late: true,
} as unknown as CaseLine

it('what a spreadsheet would run is a text, and what it would cut stands in quotes', () => {
  expect(['=1+1', '+1', '-1', '@x', '\tx'].map(cell)).toEqual(["'=1+1", "'+1", "'-1", "'@x", "'\tx"])
  expect(cell('a,b')).toBe('"a,b"')
  expect(cell('say "no"\nnow')).toBe('"say ""no""\nnow"')
  expect(cell('2026-1')).toBe('2026-1')
})

it('a line has what the list shows, in the reader’s language, and no text that somebody wrote', () => {
  const zh = csvOf([line], 'zh')
  expect(zh.startsWith('\ufeff编号,事项,')).toBe(true)
  const row = zh.split('\r\n')[1]!
  expect(row).toContain(`2026-00000001-1,'=危险,已结案,,,"城管, 一队",'@社区,,`)
  expect(row).toContain('2026-03-01 09:00:00,2026-03-02 09:00:00,2026-03-01 10:00:00')
  expect(zh).not.toContain('不应出现')
  expect(csvOf([line], 'en').split('\r\n')[1]).toContain(`'+danger,`)
  expect(csvOf([line], 'en')).toContain('"Squad ""one"""')
})
