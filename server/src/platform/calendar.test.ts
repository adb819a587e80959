import { getDayDetail } from 'chinese-days'
import { describe, expect, it } from 'vitest'
import { dateOfDay, dayOfDate, isWorkingDay, type CalendarYear } from '@bihuan/domain/calendar'
import { dueAt } from '@bihuan/domain/clocks'
import { calendarVersion, loadCalendar, publishWorkingHours, publishYear } from './calendar.ts'
import { testCity } from './testing/city.ts'

const NOW = new Date('2026-11-20T03:00:00Z')
const DAYS_2027: CalendarYear = { holidays: ['2027-01-01', '2027-01-02', '2027-01-03'], workdays: [] }

describe('the calendar that is shipped', async () => {
  const { city } = await testCity()
  const calendar = await loadCalendar(city.db)

  it('has the years 2004 to 2026, and no year that the State Council has not published', () => {
    expect(Object.keys(calendar.years).map(Number)).toEqual(Array.from({ length: 23 }, (_, i) => 2004 + i))
    expect(calendar.version).toBe(1)
  })

  it('agrees with another’s collection on every day of them', () => {
    const differing: string[] = []
    for (let day = dayOfDate('2004-01-01'); day <= dayOfDate('2026-12-31'); day += 1) {
      const date = dateOfDay(day)
      if (getDayDetail(date).work !== isWorkingDay(calendar, day)) differing.push(date)
    }
    expect(differing).toEqual([])
  })
})

describe('publishing', async () => {
  const { city } = await testCity()
  const publish = (days: CalendarYear, year = 2027) =>
    city.db.transaction((db) => publishYear(db, year, days, 'a notice', NOW))

  it('refuses a year with a fault and enters nothing', async () => {
    await expect(publish({ holidays: ['2026-01-01'], workdays: [] })).rejects.toThrow(/another-year/)
    expect(await calendarVersion(city.db)).toBe(1)
  })

  it('makes a due date final that was provisional, and keeps the version under which it was', async () => {
    const facts = {
      id: 'clock',
      kind: 'handle' as const,
      limit: { amount: 1, unit: 'working-day' as const },
      startedAt: Date.parse('2026-12-31T10:00:00+08:00'),
      extensions: [],
      pauses: [],
      stoppedAt: null,
    }
    expect(await publish(DAYS_2027)).toBe(2)
    expect(dueAt(facts, await loadCalendar(city.db))).toEqual({
      dueAt: Date.parse('2027-01-04T23:59:59.999+08:00'),
      provisional: false,
    })
    expect(dueAt(facts, await loadCalendar(city.db, 1))).toEqual({
      dueAt: Date.parse('2027-01-01T23:59:59.999+08:00'),
      provisional: true,
    })
  })

  it('the same year twice is once, in whatever order its days are given', async () => {
    expect(await publish({ ...DAYS_2027, holidays: DAYS_2027.holidays.toReversed() })).toBe(2)
    expect(await calendarVersion(city.db)).toBe(2)
  })

  it('takes a correction of a year as another version', async () => {
    const corrected = { holidays: [...DAYS_2027.holidays, '2027-01-04'], workdays: ['2027-01-09'] }
    expect(await publish(corrected)).toBe(3)
    expect((await loadCalendar(city.db)).years[2027]).toEqual(corrected)
    expect((await loadCalendar(city.db, 2)).years[2027]).toEqual(DAYS_2027)
  })

  it('by two at once gives two versions, and none when the transaction fails', async () => {
    const days = (year: number) => ({ holidays: [`${year}-01-01`], workdays: [] })
    expect(
      (await Promise.all([publish(days(2028), 2028), publish(days(2029), 2029)])).toSorted((a, b) => a - b),
    ).toEqual([4, 5])
    const failed = city.db.transaction(async (db) => {
      await publishYear(db, 2030, days(2030), 'a notice', NOW)
      throw new Error('the event could not be written')
    })
    await expect(failed).rejects.toThrow('the event')
    expect(await calendarVersion(city.db)).toBe(5)
  })

  it('takes other working hours as a version too, and refuses hours that mean nothing', async () => {
    const summer = [
      { from: '08:30', to: '12:00' },
      { from: '14:30', to: '18:00' },
    ]
    const set = (hours: typeof summer) =>
      city.db.transaction((db) => publishWorkingHours(db, hours, 'summer hours', NOW))
    expect(await set(summer)).toBe(6)
    expect(await set(summer)).toBe(6)
    expect((await loadCalendar(city.db)).workingHours).toEqual(summer)
    await expect(set([{ from: '12:00', to: '08:00' }])).rejects.toThrow(RangeError)
  })
})
