import { describe, expect, it } from 'vitest'
import { HORIZON } from './calendar.ts'
import { dueAt, readClock, remainingLimit, reworkLimit, type ClockFacts, type Pause } from './clocks.ts'
import type { Limit, Unit } from './item.ts'
import { OFFICIAL, shanghai } from './testing/official-calendar.ts'

function limit(text: string): Limit {
  const [amount, unit] = text.split(' ') as [string, Unit]
  return { amount: Number(amount), unit }
}

function clock(start: string, limitText: string | null, more: Partial<ClockFacts> = {}): ClockFacts {
  return {
    id: 'clock',
    kind: 'handle',
    limit: limitText === null ? null : limit(limitText),
    startedAt: shanghai(start),
    extensions: [],
    pauses: [],
    stoppedAt: null,
    ...more,
  }
}

function pause(from: string, to: string | null): Pause {
  return { from: shanghai(from), to: to === null ? null : shanghai(to) }
}

const due = (facts: ClockFacts) => dueAt(facts, OFFICIAL).dueAt

describe('due times, checked by hand against the official calendar', () => {
  it.each([
    ['2026-02-17 23:50', '30 emergency-minute', '2026-02-18 00:20', 'urgent minutes run through the spring festival'],
    ['2026-03-06 17:00', '60 working-minute', '2026-03-06 18:00', 'ends with the working day, not with the next'],
    ['2026-03-06 17:30', '60 working-minute', '2026-03-09 09:30', 'over a weekend'],
    ['2026-03-06 11:45', '30 working-minute', '2026-03-06 14:15', 'over noon'],
    ['2026-03-07 12:00', '30 working-minute', '2026-03-09 09:30', 'from a Saturday'],
    ['2026-02-13 17:00', '120 working-minute', '2026-02-14 10:00', 'into a Saturday that is worked'],
    ['2026-02-14 17:00', '120 working-minute', '2026-02-24 10:00', 'over nine days off'],
    ['2026-03-06 09:00', '1.5 working-minute', '2026-03-06 09:01:30', 'a fraction'],
    ['2026-02-12 10:00', '1 working-day', '2026-02-13', 'the day of the start is not counted'],
    ['2026-02-12 10:00', '2 working-day', '2026-02-14', 'a Saturday that is worked counts'],
    ['2026-02-12 10:00', '3 working-day', '2026-02-24', 'the spring festival of 2026'],
    ['2026-02-12 10:00', '7 working-day', '2026-02-28', 'both Saturdays that are worked'],
    ['2026-02-12 10:00', '8 working-day', '2026-03-02', 'and the Monday after'],
    ['2026-02-18 03:00', '1 working-day', '2026-02-24', 'from a day off: the next working day is the first'],
    ['2026-03-07 00:00', '1 working-day', '2026-03-09', 'from a Saturday'],
    ['2026-03-06 23:59:59.999', '1 working-day', '2026-03-09', 'from the last millisecond of a Friday'],
    ['2026-03-06 00:00', '0.5 working-day', '2026-03-09', 'part of a working day is a working day'],
    ['2025-01-25 09:00', '1 working-day', '2025-01-26', 'a Sunday that is worked'],
    ['2025-01-26 09:00', '2 working-day', '2025-02-05', 'the spring festival of 2025'],
    ['2025-02-05 09:00', '3 working-day', '2025-02-08', 'the Saturday worked after it'],
    ['2025-09-26 09:00', '3 working-day', '2025-09-30', 'the Sunday worked before National Day'],
    ['2025-09-26 09:00', '4 working-day', '2025-10-09', 'eight days off'],
    ['2025-09-26 09:00', '7 working-day', '2025-10-13', 'and the Saturday worked after them'],
    ['2025-12-31 09:00', '1 working-day', '2026-01-04', 'over the turn of the year, to a Sunday that is worked'],
    ['2026-02-13 10:00', '3 calendar-day', '2026-02-16 10:00', 'calendar days run on'],
    ['2026-02-13 10:00', '36 calendar-hour', '2026-02-14 22:00', 'calendar hours run on'],
    ['2026-02-15 10:00', '0 working-day', '2026-02-15 10:00', 'nothing is due at once'],
    ['2026-02-15 10:00', '0 emergency-minute', '2026-02-15 10:00', 'nothing is due at once'],
  ])('%s + %s = %s: %s', (start, limitText, expected) => {
    expect(dueAt(clock(start, limitText), OFFICIAL)).toEqual({ dueAt: shanghai(expected), provisional: false })
  })

  it('are provisional where a year is not published, in working units alone', () => {
    const read = (start: string, limitText: string) => dueAt(clock(start, limitText), OFFICIAL)
    expect(read('2026-12-30 10:00', '1 working-day')).toEqual({ dueAt: shanghai('2026-12-31'), provisional: false })
    expect(read('2026-12-31 10:00', '1 working-day')).toEqual({ dueAt: shanghai('2027-01-01'), provisional: true })
    expect(read('2026-12-31 17:00', '61 working-minute')).toMatchObject({ provisional: true })
    expect(read('2026-12-31 17:00', '60 working-minute')).toMatchObject({ provisional: false })
    expect(read('2026-12-31 17:00', '9 calendar-day')).toMatchObject({ provisional: false })
  })

  it('change when the year is published', () => {
    const published = {
      ...OFFICIAL,
      version: 2,
      years: { ...OFFICIAL.years, 2027: { holidays: ['2027-01-01'], workdays: ['2027-01-03'] } },
    }
    expect(dueAt(clock('2026-12-31 10:00', '1 working-day'), published)).toEqual({
      dueAt: shanghai('2027-01-03'),
      provisional: false,
    })
  })

  it('do not exist without a limit, and lie at the horizon for a limit without end', () => {
    expect(dueAt(clock('2026-03-06 09:00', null), OFFICIAL)).toEqual({ dueAt: null, provisional: false })
    for (const unit of ['emergency-minute', 'working-minute', 'working-day', 'calendar-day'])
      expect(due(clock('2026-03-06 09:00', `1e12 ${unit}`))).toBe(HORIZON)
    for (const amount of ['-1', 'NaN'])
      expect(() => due(clock('2026-03-06 09:00', `${amount} working-day`))).toThrow(RangeError)
  })
})

describe('pauses and extensions', () => {
  const monday = '2026-03-09 10:00'
  it.each<[string, Pause[], string | null, string]>([
    ['60 emergency-minute', [pause('2026-03-09 10:30', '2026-03-09 11:00')], '2026-03-09 11:30', 'adds its length'],
    [
      '60 emergency-minute',
      [pause('2026-03-08 00:00', '2026-03-09 10:10')],
      '2026-03-09 11:10',
      'began before the start',
    ],
    [
      '60 emergency-minute',
      [pause('2026-03-09 11:00', '2026-03-09 12:00')],
      '2026-03-09 11:00',
      'began when it was due',
    ],
    [
      '60 emergency-minute',
      [pause('2026-03-09 11:00', null)],
      '2026-03-09 11:00',
      'began when it was due, never ended',
    ],
    ['60 emergency-minute', [pause('2026-03-09 10:59:59.999', null)], null, 'began just before, never ended'],
    ['0 emergency-minute', [pause(monday, null)], monday, 'cannot hold what is due at once'],
    ['60 emergency-minute', [pause('2026-03-09 10:30', '2026-03-09 10:30')], '2026-03-09 11:00', 'of no length'],
    ['60 working-minute', [pause('2026-03-09 10:30', '2026-03-09 13:00')], '2026-03-09 14:30', 'working time alone'],
    ['60 working-minute', [pause('2026-03-08 00:00', '2026-03-09 10:00')], '2026-03-09 11:00', 'was over at the start'],
    ['2 working-day', [pause('2026-03-09 10:30', '2026-03-09 18:00')], '2026-03-11', 'on the day of the start'],
    ['2 working-day', [pause('2026-03-10 17:59', '2026-03-11 09:01')], '2026-03-13', 'took time of two days'],
    ['2 working-day', [pause('2026-03-10 18:00', '2026-03-11 09:00')], '2026-03-11', 'took no working time'],
    ['2 working-day', [pause('2026-03-11 12:30', '2026-03-11 13:30')], '2026-03-11', 'was a break at noon'],
    ['2 working-day', [pause('2026-03-11 17:00', null)], null, 'on the day that it was due'],
    ['2 working-day', [pause('2026-03-11 18:00', null)], '2026-03-11', 'after the work of that day'],
    ['2 working-day', [pause('2026-03-13 09:00', '2026-03-16 18:00')], '2026-03-11', 'after the due day'],
  ])('%s, and a pause: %j is due %s: the pause %s', (limitText, pauses, expected) => {
    expect(due(clock(monday, limitText, { pauses }))).toBe(expected === null ? null : shanghai(expected))
  })

  it('count once where they overlap', () => {
    const pauses = [
      pause('2026-03-09 10:20', '2026-03-09 10:40'),
      pause('2026-03-09 10:10', '2026-03-09 10:30'),
      pause('2026-03-09 10:15', '2026-03-09 10:20'),
    ]
    expect(due(clock(monday, '60 emergency-minute', { pauses }))).toBe(shanghai('2026-03-09 11:30'))
  })

  it('extends from the due time, in the unit of the extension', () => {
    const extended = (limitText: string, ...extensions: string[]) =>
      due(clock(monday, limitText, { extensions: extensions.map(limit) }))
    expect(extended('2 working-day', '2 working-day')).toBe(shanghai('2026-03-13'))
    expect(extended('2 working-day', '2 working-day', '1 working-day')).toBe(shanghai('2026-03-16'))
    expect(extended('60 emergency-minute', '1 working-day')).toBe(shanghai('2026-03-10'))
    expect(extended('60 working-minute', '420 working-minute')).toBe(shanghai('2026-03-10 11:00'))
  })

  it('pauses an extension too', () => {
    const facts = clock(monday, '60 emergency-minute', {
      extensions: [limit('60 emergency-minute')],
      pauses: [pause('2026-03-09 11:30', '2026-03-09 12:30')],
    })
    expect(due(facts)).toBe(shanghai('2026-03-09 13:00'))
  })
})

describe('a reading', () => {
  const read = (facts: ClockFacts, now: string) => readClock(facts, OFFICIAL, shanghai(now))
  const facts = clock('2026-03-09 10:00', '60 emergency-minute')

  it('warns at 80 % of the time that counts', () => {
    expect(read(facts, '2026-03-09 10:00').warnAt).toBe(shanghai('2026-03-09 10:48'))
    const pauses = [pause('2026-03-09 10:30', '2026-03-09 11:30')]
    expect(read({ ...facts, pauses }, '2026-03-09 10:00').warnAt).toBe(shanghai('2026-03-09 11:48'))
    expect(read(clock('2026-03-06 17:00', '100 working-minute'), '2026-03-06 17:00').warnAt).toBe(
      shanghai('2026-03-09 09:20'),
    )
    // From Monday 11:00: 5 hours of Monday, 7 of Tuesday; 80 % of 12 hours are 9 h 36 min.
    expect(read(clock('2026-03-09 11:00', '1 working-day'), '2026-03-09 12:00').warnAt).toBe(
      shanghai('2026-03-10 15:36'),
    )
  })

  it('is on time to the very millisecond, and late a millisecond after', () => {
    expect(read(facts, '2026-03-09 11:00')).toMatchObject({ state: 'running', overdue: false, remainingMs: 0 })
    expect(read(facts, '2026-03-09 11:00:00.001')).toMatchObject({ overdue: true, outcome: null, remainingMs: -1 })
    const stopped = (at: string) => read({ ...facts, stoppedAt: shanghai(at) }, '2026-04-01 00:00')
    expect(stopped('2026-03-09 11:00')).toMatchObject({ state: 'stopped', outcome: 'kept', overdue: false })
    expect(stopped('2026-03-09 11:00:00.001')).toMatchObject({ outcome: 'broken', overdue: false, remainingMs: -1 })
  })

  it('shows a pause, which hides no lateness that was there before', () => {
    const paused = { ...facts, pauses: [pause('2026-03-09 10:30', null)] }
    expect(read(paused, '2026-03-09 10:29')).toMatchObject({ state: 'running' })
    expect(read(paused, '2026-03-12 00:00')).toMatchObject({
      state: 'paused',
      dueAt: null,
      warnAt: null,
      overdue: false,
    })
    const late = { ...facts, pauses: [pause('2026-03-09 12:00', null)] }
    expect(read(late, '2026-03-12 00:00')).toMatchObject({ state: 'paused', overdue: true })
  })

  it('judges a clock that ended while paused by the time that it had used', () => {
    const facts2 = { ...facts, pauses: [pause('2026-03-09 10:30', null)], stoppedAt: shanghai('2026-03-20 00:00') }
    expect(read(facts2, '2026-03-20 00:00')).toMatchObject({ state: 'stopped', outcome: 'kept' })
  })

  it('knows no outcome without a limit', () => {
    const unlimited = clock('2026-03-09 10:00', null, { stoppedAt: shanghai('2026-03-10 10:00') })
    expect(read(unlimited, '2026-03-11 00:00')).toMatchObject({ state: 'stopped', outcome: null, dueAt: null })
  })
})

describe('what is left', () => {
  const left = (facts: ClockFacts, at: string) => remainingLimit(facts, OFFICIAL, shanghai(at))
  it.each([
    ['60 emergency-minute', '2026-03-09 10:15', 45],
    ['60 emergency-minute', '2026-03-09 12:00', 0],
    ['60 emergency-minute', '2026-03-08 12:00', 60],
    ['600 working-minute', '2026-03-09 20:00', 240],
    ['3 working-day', '2026-03-10 10:00', 2],
    ['3 working-day', '2026-03-12 10:00', 0],
    ['2 calendar-day', '2026-03-10 22:00', 0.5],
  ])('of %s at %s: %s', (limitText, at, amount) => {
    const facts = clock('2026-03-09 10:00', limitText)
    expect(left(facts, at)).toEqual({ amount, unit: limit(limitText).unit })
  })

  it('does not shrink during a pause, nor after the stop', () => {
    const paused = clock('2026-03-09 10:00', '60 emergency-minute', { pauses: [pause('2026-03-09 10:15', null)] })
    expect(left(paused, '2026-03-30 00:00')).toEqual(limit('45 emergency-minute'))
    expect(left({ ...paused, stoppedAt: shanghai('2026-03-09 10:05') }, '2026-03-30 00:00')?.amount).toBe(55)
    expect(left(clock('2026-03-09 10:00', null), '2026-03-30 00:00')).toBeNull()
  })

  it('gives a rework its limit: the item’s, else the rest of handle, at least a quarter of it', () => {
    const rework = (item: string | null, handle: string | null, stopped: string) => {
      const facts = clock('2026-03-09 10:00', handle, { stoppedAt: shanghai(stopped) })
      return reworkLimit(item === null ? null : limit(item), facts, OFFICIAL, shanghai('2026-03-20 00:00'))
    }
    expect(rework('5 calendar-hour', '60 emergency-minute', '2026-03-09 10:15')).toEqual(limit('5 calendar-hour'))
    expect(rework(null, '60 emergency-minute', '2026-03-09 10:15')).toEqual(limit('45 emergency-minute'))
    expect(rework(null, '60 emergency-minute', '2026-03-09 12:00')).toEqual(limit('15 emergency-minute'))
    expect(rework(null, '4 working-day', '2026-03-13 10:00')).toEqual(limit('1 working-day'))
    expect(rework(null, null, '2026-03-13 10:00')).toBeNull()
  })
})
