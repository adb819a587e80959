import { expect, it } from 'vitest'
import { meanings } from './search-meanings.ts'

const items = [
  { id: 'a', name: { zh: '暴露垃圾', en: 'Rubbish left lying' }, keywords: ['脏'] },
  { id: 'b', name: { zh: '垃圾箱满溢', en: 'Bin overflowing' } },
]
const regions = [
  { id: '1', code: '330700000000', name: '金华市', parentId: null },
  { id: '2', code: '330703000000', name: '金东区', parentId: '1' },
]

it('a word means items by name or by what people call them, and regions by name; what begins with it comes first', () => {
  expect(meanings('垃圾', items, regions).items.map(({ id }) => id)).toEqual(['b', 'a'])
  expect(meanings('脏', items, regions).items.map(({ id }) => id)).toEqual(['a'])
  expect(meanings('BIN', items, regions).items.map(({ id }) => id)).toEqual(['b'])
  expect(meanings('金东', items, regions)).toEqual({
    number: null,
    items: [],
    regions: [{ id: '2', name: '金东区', above: '金华市' }],
  })
})

it('digits mean the beginning of a number, and a code of a region where they are long enough', () => {
  expect(meanings('2026-0000', items, regions)).toMatchObject({ number: '2026-0000', items: [], regions: [] })
  expect(meanings('330703', items, regions)).toMatchObject({ number: '330703', regions: [{ id: '2' }] })
  expect(meanings('3307', items, regions).regions).toEqual([])
})

it('nothing means nothing', () => {
  expect(meanings('  ', items, regions)).toEqual({ number: null, items: [], regions: [] })
})
