import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { metresBetween } from './cases/nearby.ts'
import {
  atOnePlace,
  boxAroundPlace,
  RECURRENCE_DAYS,
  RECURRENCE_RADIUS,
  recurs,
  repeated,
  type Occurrence,
} from './recurrence.ts'

const DAY = 86_400_000
const at = (metresEast: number, metresNorth = 0) => ({
  longitude: 119.9 + metresEast / (111_320 * Math.cos((29.2 * Math.PI) / 180)),
  latitude: 29.2 + metresNorth / 111_320,
})
const one = (id: string, day: number, more: Partial<Occurrence> = {}): Occurrence => ({
  id,
  state: 'closed',
  itemId: 'manhole',
  reportedAt: day * DAY,
  position: at(0),
  gridId: 'g1',
  parentId: null,
  ...more,
})

describe('a recurrence', () => {
  it('is the same item within fifty metres and thirty days', () => {
    expect(recurs(one('b', 30), one('a', 0))).toBe(true)
    expect(recurs(one('b', 30 + 1e-7), one('a', 0))).toBe(false)
    expect(recurs(one('b', 5, { position: at(49) }), one('a', 0))).toBe(true)
    expect(recurs(one('b', 5, { position: at(36, 36) }), one('a', 0))).toBe(false)
    expect(recurs(one('b', 5, { itemId: 'dust' }), one('a', 0))).toBe(false)
  })

  it('crosses the border of a grid', () => {
    expect(recurs(one('b', 5, { position: at(30), gridId: 'g2' }), one('a', 0))).toBe(true)
  })

  it('goes by the grid where a position is unknown, and by nothing where the grid is unknown too', () => {
    expect(recurs(one('b', 5, { position: null }), one('a', 0, { position: at(400) }))).toBe(true)
    expect(recurs(one('b', 5, { position: null, gridId: 'g2' }), one('a', 0))).toBe(false)
    const nowhere = { position: null, gridId: null }
    expect(recurs(one('b', 5, nowhere), one('a', 0, nowhere))).toBe(false)
  })

  it('looks back, never forward, and never at itself', () => {
    expect(recurs(one('a', 0), one('b', 5))).toBe(false)
    expect(recurs(one('a', 0), one('a', 0))).toBe(false)
    expect([recurs(one('b', 1), one('a', 1)), recurs(one('a', 1), one('b', 1))]).toEqual([true, false])
  })

  it('counts neither what was no matter nor what was merged, on either side', () => {
    for (const state of ['void', 'merged'] as const) {
      expect(recurs(one('b', 5), one('a', 0, { state }))).toBe(false)
      expect(recurs(one('b', 5, { state }), one('a', 0))).toBe(false)
    }
    expect(recurs(one('b', 5, { state: 'reported' }), one('a', 0, { state: 'accepted' }))).toBe(true)
  })

  it('holds the parts of one case for one', () => {
    expect(recurs(one('b', 5, { parentId: 'a' }), one('a', 0))).toBe(false)
    expect(recurs(one('c', 6, { parentId: 'a' }), one('b', 5, { parentId: 'a' }))).toBe(false)
    expect(recurs(one('c', 6, { parentId: 'a' }), one('b', 5))).toBe(true)
  })

  it('lists what came before, newest first', () => {
    const found = repeated(one('d', 29), [one('a', 0), one('c', 20), one('x', 40), one('b', 10), one('d', 29)])
    expect(found.map(({ id }) => id)).toEqual(['c', 'b', 'a'])
  })
})

describe('the box that is searched', () => {
  const place = fc.record({
    longitude: fc.double({ min: 73, max: 135, noNaN: true }),
    latitude: fc.double({ min: 18, max: 54, noNaN: true }),
  })

  it('holds everything within the radius', () => {
    fc.assert(
      fc.property(
        place,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 6.3, noNaN: true }),
        (a, share, angle) => {
          const reach = (RECURRENCE_RADIUS * share) / 111_320
          const b = {
            longitude: a.longitude + (Math.cos(angle) * reach) / Math.cos((a.latitude * Math.PI) / 180),
            latitude: a.latitude + Math.sin(angle) * reach,
          }
          const [west, south, east, north] = boxAroundPlace(a)
          if (metresBetween(a, b) > RECURRENCE_RADIUS) return
          expect(b.longitude >= west && b.longitude <= east && b.latitude >= south && b.latitude <= north).toBe(true)
        },
      ),
    )
  })

  it('is asked the same from both sides', () => {
    fc.assert(
      fc.property(place, fc.double({ min: -60, max: 60, noNaN: true }), (a, metres) => {
        const b = { longitude: a.longitude, latitude: a.latitude + metres / 111_320 }
        const [x, y] = [one('x', RECURRENCE_DAYS, { position: a }), one('y', 0, { position: b })]
        expect(atOnePlace(x, y)).toBe(atOnePlace(y, x))
        expect(recurs(x, y)).toBe(Math.abs(metresBetween(a, b)) <= RECURRENCE_RADIUS)
      }),
    )
  })
})
