import { describe, expect, it } from 'vitest'
import type { Item } from './item.ts'
import { buildSuggestIndex, partsOf, suggest } from './suggest.ts'

const item = (code: string, zh: string, en: string, keywords: string[], categoryId = 'fire') =>
  ({ id: code, code, categoryId, name: { zh, en }, keywords }) as Item

const index = buildSuggestIndex(
  [
    item('A1', '消防通道堵塞', 'Blocked fire lane', ['楼道堆物', '生命通道']),
    item('A2', '消火栓无水', 'Hydrant without water', ['消防栓']),
    item('B1', '燃气泄漏', 'Gas leak', ['煤气味', '漏气'], 'gas'),
    item('C1', '占道经营', 'Street trading', ['摆摊'], 'urban'),
  ],
  (category) => ({ fire: '公共消防设施', gas: '燃气设施', urban: '街面秩序' })[category] ?? '',
)
const codes = (text: string, limit = 5) => suggest(index, text, limit).map((one) => one.item.code)

describe('suggestions', () => {
  it('find an item in a dictated sentence', () => {
    expect(codes('三楼楼道里有很浓的煤气味，可能漏气了')[0]).toBe('B1')
    expect(codes('楼道堆物把消防通道堵住了')[0]).toBe('A1')
  })
  it('find by a word that people use and the name does not have', () => {
    expect(codes('门口有人摆摊')).toEqual(['C1'])
  })
  it('find by a single character, by the beginning of an English word, and by code', () => {
    expect(codes('气')).toContain('B1')
    expect(codes('hydr')).toEqual(['A2'])
    expect(codes('c1')[0]).toBe('C1')
  })
  it('say nothing to a text that says nothing', () => {
    expect(codes('')).toEqual([])
    expect(codes('！！！ 😀')).toEqual([])
    expect(codes('zzz')).toEqual([])
  })
  it('are at most as many as asked', () => {
    expect(codes('消防', 1)).toHaveLength(1)
  })
  it('take full-width letters for what they are', () => {
    expect(codes('Ｇａｓ')).toEqual(['B1'])
  })
})

it('a run of Chinese becomes its pairs and single characters', () => {
  expect(partsOf('燃气a')).toEqual(["燃'", "气'", '燃气', 'a'])
})
