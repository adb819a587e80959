import { describe, expect, it } from 'vitest'
import { DAY } from '../calendar.ts'
import { isOffered, metresBetween, MOST_OFFERED, NEARBY, offersOf, type Candidate } from './nearby.ts'

const one = (metres: number, sameItem = true, daysAgo = 0): Candidate => ({
  metres,
  sameItem,
  reportedAt: 1_000 * DAY - daysAgo * DAY,
})
const now = 1_000 * DAY
const rule = { metres: 50, kinMetres: 20, days: 30 }

describe('what is offered before filing', () => {
  it('lies within the circle of its kind, the edge included, and was reported within the days', () => {
    expect(isOffered(one(50), rule, now)).toBe(true)
    expect(isOffered(one(50.1), rule, now)).toBe(false)
    expect(isOffered(one(20, false), rule, now)).toBe(true)
    expect(isOffered(one(20.1, false), rule, now)).toBe(false)
    expect(isOffered(one(1, true, 30), rule, now)).toBe(true)
    expect(isOffered(one(1, true, 30.1), rule, now)).toBe(false)
    expect(isOffered(one(1, true, 900), { ...rule, days: null }, now)).toBe(true)
  })

  it('is of the same item only where kin has no circle', () => {
    expect(isOffered(one(0, false), { ...rule, kinMetres: 0 }, now)).toBe(false)
  })

  it('is at most five, the same item first, then what is nearer', () => {
    const found = [one(30), one(3, false), one(10), one(1, false), one(20)]
    expect(offersOf(found, rule, now).map(({ metres }) => metres)).toEqual([10, 20, 30, 1, 3])
    expect(offersOf(found, rule, now, 'distance').map(({ metres }) => metres)).toEqual([1, 3, 10, 20, 30])
    expect(offersOf([...found, ...found], rule, now)).toHaveLength(MOST_OFFERED)
    expect(offersOf([one(1, true, 5), one(9, true, 1)], rule, now, 'newest').map(({ metres }) => metres)).toEqual([
      9, 1,
    ])
  })

  it('is one rule for every item', () => expect(NEARBY).toEqual({ metres: 50, kinMetres: 50, days: null }))
})

it('a degree of longitude is shorter in the north', () => {
  const equator = { longitude: 0, latitude: 0 }
  expect(metresBetween(equator, { longitude: 0.001, latitude: 0 })).toBeCloseTo(111.32, 2)
  expect(metresBetween({ longitude: 0, latitude: 60 }, { longitude: 0.001, latitude: 60 })).toBeCloseTo(55.66, 2)
  expect(metresBetween(equator, { longitude: 0, latitude: 0.001 })).toBeCloseTo(111.32, 2)
})
