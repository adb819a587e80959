import { describe, expect, it } from 'vitest'
import {
  DAY,
  HORIZON,
  HOUR,
  businessDate,
  calendarYearFaults,
  dateOfDay,
  dayOf,
  dayOfDate,
  endOfDay,
  isWorkingDay,
  momentOfWorkingTime,
  startOfDay,
  touchesUnpublishedYear,
  workingTimeAt,
} from './calendar.ts'
import { OFFICIAL, shanghai } from './testing/official-calendar.ts'

describe('days in Shanghai', () => {
  it('begin at 16:00 UTC and end a millisecond before the next', () => {
    expect(startOfDay(dayOfDate('2026-02-14'))).toBe(Date.parse('2026-02-13T16:00:00Z'))
    expect(endOfDay(dayOfDate('2026-02-14'))).toBe(Date.parse('2026-02-14T15:59:59.999Z'))
    expect(businessDate(Date.parse('2026-02-13T15:59:59.999Z'))).toBe('2026-02-13')
    expect(businessDate(Date.parse('2026-02-13T16:00:00Z'))).toBe('2026-02-14')
  })

  it('carry the date that the platform gives them, for every day of 230 years', () => {
    const differing: string[] = []
    for (let day = 0; day < 84_000; day += 1)
      if (dateOfDay(day) !== new Date(day * DAY).toISOString().slice(0, 10)) differing.push(dateOfDay(day))
    expect(differing).toEqual([])
  })

  it('refuse dates that do not exist', () => {
    for (const date of ['2026-02-29', '2026-13-01', '2026-1-1', '', '2026-02-14T00:00'])
      expect(() => dayOfDate(date)).toThrow(RangeError)
    expect(dayOfDate('2024-02-29')).toBe(19_782)
  })
})

describe('working days of 2025 and 2026', () => {
  it.each([
    ['2025-01-26', true, 'a Sunday worked before the spring festival'],
    ['2025-01-28', false, 'the eve, a Tuesday'],
    ['2025-02-04', false, 'the last day off, a Tuesday'],
    ['2025-02-08', true, 'a Saturday worked after it'],
    ['2025-02-09', false, 'an ordinary Sunday'],
    ['2025-10-08', false, 'the eighth day of October'],
    ['2026-01-02', false, 'the Friday between new year and the weekend'],
    ['2026-01-04', true, 'the Sunday that makes up for it'],
    ['2026-02-14', true, 'a Saturday worked before the spring festival'],
    ['2026-02-24', true, 'the first Tuesday after it'],
    ['2026-05-09', true, 'a Saturday worked for Labour Day'],
  ])('%s: %s, %s', (date, working) => {
    expect(isWorkingDay(OFFICIAL, dayOfDate(date))).toBe(working)
  })

  it('are as many as the published calendars have', () => {
    const count = (year: number) => {
      let days = 0
      for (let day = dayOfDate(`${year}-01-01`); day <= dayOfDate(`${year}-12-31`); day += 1)
        if (isWorkingDay(OFFICIAL, day)) days += 1
      return days
    }
    expect([count(2025), count(2026)]).toEqual([248, 248])
  })
})

describe('working time', () => {
  it.each([
    ['2026-03-06 08:00', '2026-03-06 09:00', 0],
    ['2026-03-06 09:00', '2026-03-06 10:30', 1.5],
    ['2026-03-06 11:00', '2026-03-06 14:00', 1],
    ['2026-03-06 11:00', '2026-03-06 14:30', 1.5],
    ['2026-03-06 17:00', '2026-03-09 10:00', 2],
    ['2026-02-13 09:00', '2026-02-24 18:00', 21],
  ])('%s to %s: %s hours', (from, to, hours) => {
    expect(workingTimeAt(OFFICIAL, shanghai(to)) - workingTimeAt(OFFICIAL, shanghai(from))).toBe(hours * HOUR)
  })

  it('leads back to the first moment at which it was reached', () => {
    const friday = workingTimeAt(OFFICIAL, shanghai('2026-03-06 18:00'))
    expect(momentOfWorkingTime(OFFICIAL, friday)).toBe(shanghai('2026-03-06 18:00'))
    expect(momentOfWorkingTime(OFFICIAL, friday + 1)).toBe(shanghai('2026-03-09 09:00:00.001'))
    expect(momentOfWorkingTime(OFFICIAL, friday + 3 * HOUR)).toBe(shanghai('2026-03-09 12:00'))
    expect(momentOfWorkingTime(OFFICIAL, friday + 3 * HOUR + 1)).toBe(shanghai('2026-03-09 14:00:00.001'))
    expect(momentOfWorkingTime(OFFICIAL, 1e15)).toBe(HORIZON)
  })

  it('may run to midnight, and in any order of its hours', () => {
    const late = {
      version: 1,
      workingHours: [
        { from: '20:00', to: '24:00' },
        { from: '00:00', to: '02:00' },
      ],
      years: {},
    }
    const time = (text: string) => workingTimeAt(late, shanghai(text)) / HOUR
    expect(time('2026-03-10 02:00') - time('2026-03-09 19:00')).toBe(6)
  })

  it.each([
    [[]],
    [[{ from: '09:00', to: '09:00' }]],
    [[{ from: '09:00', to: '24:01' }]],
    [[{ from: '9', to: '12:00' }]],
    [
      [
        { from: '09:00', to: '12:00' },
        { from: '11:59', to: '18:00' },
      ],
    ],
  ])('refuses working hours that mean nothing: %j', (workingHours) => {
    expect(() => isWorkingDay({ version: 1, workingHours, years: {} }, 0)).toThrow(RangeError)
  })
})

describe('a year without a published calendar', () => {
  it('is noticed from its first day to its last', () => {
    const touches = (from: string, to: string) => touchesUnpublishedYear(OFFICIAL, shanghai(from), shanghai(to))
    expect(touches('2025-01-01 00:00', '2026-12-31')).toBe(false)
    expect(touches('2026-12-31 12:00', '2027-01-01 00:00')).toBe(true)
    expect(touches('2024-12-31', '2025-01-01 00:00')).toBe(true)
    expect(touches('2027-06-01', '2027-06-01')).toBe(true)
  })

  it('counts by weekends alone', () => {
    expect(isWorkingDay(OFFICIAL, dayOfDate('2027-01-01'))).toBe(true)
    expect(isWorkingDay(OFFICIAL, dayOfDate('2027-01-02'))).toBe(false)
  })

  it('knows the day of any moment', () => {
    expect(dayOf(shanghai('1970-01-01 00:00'))).toBe(0)
    expect(dayOf(-1 - 8 * HOUR)).toBe(-1)
  })
})

describe('a year about to be published', () => {
  it('has no fault when it is the official one', () => {
    for (const year of [2025, 2026]) expect(calendarYearFaults(year, OFFICIAL.years[year]!)).toEqual([])
  })

  it('is refused with the date and the reason', () => {
    const holidays = ['2027-01-01', '2027-01-01', '2026-12-31', '2027-02-30', '1 May']
    const workdays = ['2027-01-03', '2027-01-04', '2027-01-01']
    expect(calendarYearFaults(2027, { holidays, workdays })).toEqual([
      { date: '2027-01-01', fault: 'named-twice' },
      { date: '2026-12-31', fault: 'another-year' },
      { date: '2027-02-30', fault: 'not-a-date' },
      { date: '1 May', fault: 'not-a-date' },
      { date: '2027-01-04', fault: 'workday-not-on-a-weekend' },
      { date: '2027-01-01', fault: 'named-twice' },
    ])
  })
})
