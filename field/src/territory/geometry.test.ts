import { describe, expect, it } from 'vitest'
import { apart, boxAround, pathOf, place, unplace } from './geometry.ts'
import { better } from './position.ts'

const view = { centre: { longitude: 119.65, latitude: 29.08 }, scale: 2 }

describe('the small map', () => {
  it('puts north up and east right', () => {
    expect(place(view, view.centre)).toEqual({ x: 0, y: -0 })
    expect(place(view, { longitude: 119.651, latitude: 29.081 })).toMatchObject({
      x: expect.closeTo(48.6, 0),
      y: expect.closeTo(-55.7, 0),
    })
  })

  it('finds the point under the cross again', () => {
    const point = unplace(view, 120, -75)
    expect(place(view, point)).toMatchObject({ x: expect.closeTo(120, 6), y: expect.closeTo(-75, 6) })
  })

  it('measures metres', () => {
    expect(apart({ longitude: 119.65, latitude: 29.08 }, { longitude: 119.65, latitude: 29.081 })).toBeCloseTo(111.3, 0)
  })

  it('draws a polygon with its holes', () => {
    const square = [
      [119.65, 29.08],
      [119.651, 29.08],
      [119.651, 29.081],
      [119.65, 29.08],
    ]
    expect(pathOf(view, { type: 'Polygon', coordinates: [square, square] }).match(/M/g)).toHaveLength(2)
  })

  it('asks for the same box after a small step', () => {
    expect(boxAround({ longitude: 119.6512, latitude: 29.0812 })).toBe(
      boxAround({ longitude: 119.6519, latitude: 29.0899 }),
    )
    expect(boxAround({ longitude: 119.6512, latitude: 29.0812 })).toBe('119.64,29.07,119.67,29.10')
  })
})

describe('the better of two fixes', () => {
  const fix = (accuracy: number, at: number) => ({ longitude: 1, latitude: 1, accuracy, at })
  it('is the more exact one while both are fresh, else the newer one', () => {
    expect(better(null, fix(500, 0)).accuracy).toBe(500)
    expect(better(fix(500, 0), fix(20, 1000)).accuracy).toBe(20)
    expect(better(fix(10, 0), fix(200, 1000)).accuracy).toBe(10)
    expect(better(fix(10, 0), fix(200, 30_000)).accuracy).toBe(200)
  })
})
