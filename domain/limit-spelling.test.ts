import { expect, test } from 'vitest'
import { UNITS } from './item.ts'
import { parseLimit, spellLimit } from './limit-spelling.ts'

/** The 16 spellings of a city's filing-and-closing standard. */
const REAL = {
  '1紧急工作时': [60, 'emergency-minute', 'handle'],
  '2紧急工作时': [120, 'emergency-minute', 'handle'],
  '4紧急工作时': [240, 'emergency-minute', 'handle'],
  '1紧急工作时制止': [60, 'emergency-minute', 'stop'],
  '1紧急工作日': [1, 'calendar-day', 'handle'],
  '2紧急工作日': [2, 'calendar-day', 'handle'],
  '2小时': [2, 'calendar-hour', 'handle'],
  '4小时': [4, 'calendar-hour', 'handle'],
  '1天': [1, 'calendar-day', 'handle'],
  '2天': [2, 'calendar-day', 'handle'],
  '3天': [3, 'calendar-day', 'handle'],
  '4天': [4, 'calendar-day', 'handle'],
  '5天': [5, 'calendar-day', 'handle'],
  '7天': [7, 'calendar-day', 'handle'],
  '10天': [10, 'calendar-day', 'handle'],
  '15天': [15, 'calendar-day', 'handle'],
} as const

test.each(Object.entries(REAL))('%s', (spelling, [amount, unit, means]) => {
  expect(parseLimit(spelling)).toMatchObject({ limit: { amount, unit }, means })
})

test.each([
  ['４ 小时', { amount: 4, unit: 'calendar-hour' }],
  ['8工作时', { amount: 480, unit: 'working-minute' }],
  ['3个工作日内完成', { amount: 3, unit: 'working-day' }],
  ['十五日', { amount: 15, unit: 'calendar-day' }],
  ['半小时', { amount: 0.5, unit: 'calendar-hour' }],
  ['30分钟', { amount: 30, unit: 'emergency-minute' }],
  ['5 working days', { amount: 5, unit: 'working-day' }],
  ['at once', { amount: 0, unit: 'emergency-minute' }],
  ['none', null],
  ['立即', { amount: 0, unit: 'emergency-minute' }],
  ['不限时', null],
])('%s is understood too', (spelling, limit) => {
  expect(parseLimit(spelling)).toMatchObject({ limit, means: 'handle' })
})

test('to stop is told from to mend', () => {
  expect(parseLimit('立即制止')).toMatchObject({ limit: { amount: 0 }, means: 'stop' })
  expect(parseLimit('2小时内制止')).toMatchObject({ limit: { amount: 2 }, means: 'stop' })
  expect(parseLimit('1 hour to stop')).toMatchObject({ limit: { amount: 1 }, means: 'stop' })
})

test('bare hours and days count as the standard says, and are told', () => {
  const working = { hour: 'working-minute', day: 'working-day' } as const
  expect(parseLimit('4小时', working)).toEqual({
    limit: { amount: 240, unit: 'working-minute' },
    means: 'handle',
    bare: 'hour',
  })
  expect(parseLimit('5天', working)).toEqual({
    limit: { amount: 5, unit: 'working-day' },
    means: 'handle',
    bare: 'day',
  })
  expect(parseLimit('2紧急工作时', working)).toMatchObject({ limit: { unit: 'emergency-minute' }, bare: null })
})

test.each([
  '',
  '5',
  '天',
  '尽快',
  '2小时后',
  '1-3天',
  '约2天',
  '五六天',
  '二百天',
  '3个月',
  '24小时*',
  '2紧急工作时制 止吧',
])('%j is not guessed at', (spelling) => expect(parseLimit(spelling)).toBeNull())

test('what is spelled is read back as the same', () => {
  for (const unit of UNITS)
    for (const amount of [0, 0.5, 1, 30, 60, 90, 480])
      for (const means of ['handle', 'stop'] as const) {
        const limit = { amount, unit: amount === 0 ? ('emergency-minute' as const) : unit }
        const bare = { hour: 'working-minute', day: 'working-day' } as const
        expect(parseLimit(spellLimit(limit, means), bare), spellLimit(limit, means)).toMatchObject({ limit, means })
      }
  expect(parseLimit(spellLimit(null, 'handle'))).toMatchObject({ limit: null })
})
