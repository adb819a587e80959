import { expect, it } from 'vitest'
import { dayOf, fromLocal, mondayOf, sound, startOf, toLocal, weekLater, weekOf } from './roster-week.ts'

it('begins a week on Monday, in the city’s time', () => {
  // Sunday 23:30 UTC is Monday 07:30 in the city.
  expect(mondayOf(new Date('2026-03-15T23:30:00Z'))).toBe('2026-03-16')
  expect(mondayOf(new Date('2026-03-22T15:59:00Z'))).toBe('2026-03-16')
  expect(weekOf('2026-03-30').at(-1)).toBe('2026-04-05')
  expect(startOf('2026-03-16')).toBe('2026-03-15T16:00:00.000Z')
})
it('reads times as they are written in the city', () => {
  expect(toLocal('2026-03-16T00:30:00.000Z')).toBe('2026-03-16T08:30')
  expect(fromLocal('2026-03-16T08:30')).toBe('2026-03-16T00:30:00.000Z')
})
it('puts a shift under the day on which it begins, or the first of the week', () => {
  const times = (startsAt: string) => ({ startsAt, endsAt: startsAt })
  expect(dayOf(times('2026-03-17T16:30:00.000Z'), '2026-03-16')).toBe('2026-03-18')
  expect(dayOf(times('2026-03-15T12:00:00.000Z'), '2026-03-16')).toBe('2026-03-16')
})
it('plans a week as the one before, without what would be over', () => {
  const shift = { startsAt: '2026-03-09T00:00:00.000Z', endsAt: '2026-03-09T08:00:00.000Z' }
  expect(weekLater([shift], new Date('2026-03-16T00:00:00Z'))).toEqual([
    { startsAt: '2026-03-16T00:00:00.000Z', endsAt: '2026-03-16T08:00:00.000Z' },
  ])
  expect(weekLater([shift], new Date('2026-03-17T00:00:00Z'))).toEqual([])
})
it('knows a shift from a slip of the pen', () => {
  expect(sound({ startsAt: '2026-03-16T00:00:00Z', endsAt: '2026-03-16T08:00:00Z' })).toBe(true)
  expect(sound({ startsAt: '2026-03-16T08:00:00Z', endsAt: '2026-03-16T08:00:00Z' })).toBe(false)
  expect(sound({ startsAt: '2026-03-16T08:00:00Z', endsAt: '2026-03-26T08:00:00Z' })).toBe(false)
})
