import { expect, test } from 'vitest'
import type { Item } from './item.ts'
import { conditionsGone, differences, newConditionId } from './item-diff.ts'
import { itemFaults } from './item-faults.ts'

const words = (zh: string) => ({ zh, en: zh })
const item: Item = {
  id: 'i',
  version: 1,
  code: '0101',
  categoryId: 'k',
  name: words('a'),
  hazard: true,
  severity: 'general',
  procedureId: 'ordinary',
  autoAssess: false,
  autoDispatch: false,
  needsAfterEvidence: false,
  needsReview: false,
  needsCallBack: false,
  reworkLimit: null,
  conditions: [
    {
      id: 'c1',
      filing: words('f1'),
      closing: words('d'),
      limit: { amount: 2, unit: 'calendar-day' },
      limitMeans: 'handle',
    },
    { id: 'c2', filing: words('f2'), closing: words('d'), limit: null, limitMeans: 'handle' },
  ],
  plan: { steps: [], call: [], documents: [], basis: [] },
  keywords: ['x'],
}

test('the version alone is no difference, nor is a flag that is not set', () => {
  expect(differences(item, { ...structuredClone(item), version: 2, confidential: false })).toEqual([])
})

test('each field that differs is told with both sides', () => {
  const [first, second] = item.conditions
  const next: Item = {
    ...item,
    name: words('b'),
    hazard: false,
    plan: { ...item.plan, steps: [words('s')] },
    conditions: [
      { ...first!, limit: { amount: 3, unit: 'calendar-day' } },
      { ...second!, id: 'c3' },
    ],
  }
  expect(differences(item, next).map(({ field }) => field)).toEqual([
    'name',
    'hazard',
    'plan.steps',
    'conditions.c1.limit',
    'conditions.c3',
    'conditions.c2',
  ])
  expect(differences(item, next)[3]).toEqual({
    field: 'conditions.c1.limit',
    before: { amount: 2, unit: 'calendar-day' },
    after: { amount: 3, unit: 'calendar-day' },
  })
  expect(conditionsGone(item, next).map(({ id }) => id)).toEqual(['c2'])
})

test('another order of conditions is a difference', () => {
  expect(differences(item, { ...item, conditions: item.conditions.toReversed() })).toEqual([
    { field: 'conditions', before: ['c1', 'c2'], after: ['c2', 'c1'] },
  ])
})

test('a limit of 0 is not no limit', () => {
  const zero = { ...item, reworkLimit: { amount: 0, unit: 'calendar-day' as const } }
  expect(differences(item, zero)).toHaveLength(1)
  expect(differences({ ...item, hazard: false }, { ...item, hazard: false })).toEqual([])
})

test('a new condition never gets the id of one that was there', () => {
  expect(newConditionId(new Set(['c1', 'c2']))).toBe('c3')
  expect(newConditionId(new Set(['c2', 'c3', 'own']))).toBe('c4')
})

test('what makes an item unusable is found', () => {
  const known = { procedure: (id: string) => id === 'ordinary', category: () => true }
  expect(itemFaults(item, known)).toEqual([])
  expect(itemFaults({ ...item, procedureId: 'x', autoAssess: true }, known)).toEqual([
    'procedure-unknown',
    'auto-assess-needs-one-condition',
  ])
  expect(itemFaults({ ...item, conditions: [], reworkLimit: { amount: 400, unit: 'calendar-day' } }, known)).toEqual([
    'no-condition',
    'limit-beyond-a-year',
  ])
})
