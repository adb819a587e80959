import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Geometry } from '@bihuan/domain/place'
import { common, commonArea, joined, sharedBorder, without } from './combine.ts'
import { areaOf, keyOf, polygonsOf, selfCrossing, type Position } from './plane.ts'
import { redrawOutline } from './redraw.ts'
import { splitOutline } from './split.ts'

const at = (x: number, y: number): Position => [Number((119 + x / 1000).toFixed(7)), Number((29 + y / 1000).toFixed(7))]
const shape = (...rings: [number, number][][]): Geometry => ({
  type: 'Polygon',
  coordinates: rings.map((ring) => [...ring, ring[0]!].map(([x, y]) => [...at(x, y)])),
})
const box = (west: number, south: number, east: number, north: number) =>
  shape([
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ])
const square = box(0, 0, 10, 10)
const line = (...corners: [number, number][]) => corners.map(([x, y]) => at(x, y))
const relative = (geometry: Geometry) => areaOf(geometry) / areaOf(square)
const cornersOf = (geometry: Geometry) =>
  new Set(
    polygonsOf(geometry)
      .flat(2)
      .map((p) => keyOf(p as never)),
  )

describe('splitting by a drawn line', () => {
  it('gives two parts that share the cut and cover what was there', () => {
    const parts = splitOutline(square, line([-1, 4], [11, 4]))
    expect(parts.map(relative)).toEqual([expect.closeTo(0.6, 4), expect.closeTo(0.4, 4)])
    expect(common(parts[0]!, parts[1]!)).toBeNull()
    expect(without(square, parts)).toBeNull()
    expect(sharedBorder(parts[0]!, parts[1]!)).toBeCloseTo(974, -1)
  })
  it('follows the corners of the line', () => {
    const parts = splitOutline(square, line([-1, 5], [5, 8], [11, 5]))
    expect(parts.map((part) => polygonsOf(part)[0]![0]!.length)).toEqual([6, 6])
    expect(parts.reduce((sum, part) => sum + relative(part), 0)).toBeCloseTo(1, 6)
  })
  it('takes a line from corner to corner, and one that stops just before the border', () => {
    expect(splitOutline(square, line([0, 0], [10, 10])).map(relative)).toEqual([
      expect.closeTo(0.5, 5),
      expect.closeTo(0.5, 5),
    ])
    expect(splitOutline(square, [at(0.005, 3), at(9.995, 3)])).toHaveLength(2)
  })
  it('cuts what is bent more than once into more than two', () => {
    const comb = shape([
      [0, 0],
      [10, 0],
      [10, 10],
      [7, 10],
      [7, 2],
      [3, 2],
      [3, 10],
      [0, 10],
    ])
    const parts = splitOutline(comb, line([-1, 6], [11, 6]))
    expect(parts).toHaveLength(3)
    expect(parts.reduce((sum, part) => sum + areaOf(part), 0)).toBeCloseTo(areaOf(comb), 0)
  })
  it('keeps a hole, and opens one that the line goes through', () => {
    const ring = shape(
      [
        [0, 0],
        [10, 0],
        [10, 10],
        [0, 10],
      ],
      [
        [6, 6],
        [8, 6],
        [8, 8],
        [6, 8],
      ],
    )
    const beside = splitOutline(ring, line([-1, 3], [11, 3]))
    expect(beside.map((part) => polygonsOf(part)[0]!.length)).toEqual([2, 1])
    const through = splitOutline(ring, line([-1, 7], [11, 7]))
    expect(through.map((part) => polygonsOf(part)[0]!.length)).toEqual([1, 1])
    expect(through.reduce((sum, part) => sum + areaOf(part), 0)).toBeCloseTo(areaOf(ring), 0)
  })
  it('gives one part where the line ends inside, or passes by', () => {
    expect(splitOutline(square, line([-1, 4], [5, 4]))).toHaveLength(1)
    expect(splitOutline(square, line([-1, 14], [11, 14]))).toHaveLength(1)
    expect(splitOutline(square, line([0, 0], [10, 0]))).toHaveLength(1)
  })
  it('of several pieces cuts those that the line crosses, and leaves the others with the larger part', () => {
    const two: Geometry = {
      type: 'MultiPolygon',
      coordinates: [square, box(20, 0, 25, 5)].map((part) => polygonsOf(part)[0]!) as never,
    }
    const parts = splitOutline(two, line([-1, 4], [11, 4]))
    expect(parts.map((part) => part.type)).toEqual(['MultiPolygon', 'Polygon'])
    expect(parts.reduce((sum, part) => sum + areaOf(part), 0)).toBeCloseTo(areaOf(two), 0)
  })
  it('loses and doubles nothing, whatever the line', () => {
    const corner = fc.tuple(fc.integer({ min: -5, max: 15 }), fc.integer({ min: -5, max: 15 }))
    fc.assert(
      fc.property(fc.array(corner, { minLength: 2, maxLength: 6 }), (corners) => {
        const parts = splitOutline(square, line(...corners))
        expect(parts.reduce((sum, part) => sum + areaOf(part), 0) / areaOf(square)).toBeCloseTo(1, 4)
        for (const part of parts)
          for (const [outer] of polygonsOf(part))
            expect(areaOf({ type: 'Polygon', coordinates: [outer as never] })).toBeGreaterThan(1)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('merging', () => {
  it('makes one outline of neighbours, also where only one of them has the corner', () => {
    const parts = [box(0, 0, 10, 10), box(10, 0, 20, 4), box(10, 4, 20, 10)]
    const whole = joined(parts)
    expect(whole.type).toBe('Polygon')
    expect(relative(whole)).toBeCloseTo(2, 5)
  })
  it('closes the slit that two pens leave on one border', () => {
    const other = shape([
      [10.0008, 0],
      [20, 0],
      [20, 10],
      [10.0008, 10],
    ])
    const whole = joined([square, other])
    expect(polygonsOf(whole)).toHaveLength(1)
  })
  it('tells apart what only meets in a corner', () => {
    expect(joined([square, box(10, 10, 20, 20)]).type).toBe('MultiPolygon')
  })
})

describe('redrawing', () => {
  const east = box(10, 0, 20, 10)
  it('takes neighbours along that have the corner', () => {
    const stroke = { kind: 'move' as const, from: at(10, 10), to: at(12, 10) }
    const [a, b] = [redrawOutline(square, [stroke]), redrawOutline(east, [stroke])]
    expect([a.changed, b.changed]).toEqual([true, true])
    expect(relative(a.geometry)).toBeCloseTo(1.1, 5)
    expect(relative(b.geometry)).toBeCloseTo(0.9, 5)
    expect(commonArea(a.geometry, b.geometry)).toBe(0)
    expect(redrawOutline(box(30, 0, 40, 10), [stroke]).changed).toBe(false)
  })
  it('bends the border of a neighbour that has no corner there', () => {
    const north = box(0, 10, 20, 20)
    const stroke = { kind: 'move' as const, from: at(10, 10), to: at(10, 12) }
    const bent = redrawOutline(north, [stroke])
    expect(cornersOf(bent.geometry)).toContain(keyOf(at(10, 12)))
    expect(commonArea(bent.geometry, redrawOutline(square, [stroke]).geometry)).toBe(0)
  })
  it('puts a corner into both sides of a border, and takes one out', () => {
    const insert = { kind: 'insert' as const, between: [at(10, 0), at(10, 10)] as const, at: at(13, 5) }
    const [a, b] = [redrawOutline(square, [insert]), redrawOutline(east, [insert])]
    expect(commonArea(a.geometry, b.geometry)).toBe(0)
    expect(relative(a.geometry) + relative(b.geometry)).toBeCloseTo(2, 5)
    const remove = { kind: 'remove' as const, at: at(13, 5) }
    expect(cornersOf(redrawOutline(a.geometry, [remove]).geometry)).toEqual(cornersOf(square))
  })
  it('is seen to cross itself', () => {
    const crossed = redrawOutline(square, [{ kind: 'move', from: at(10, 10), to: at(-5, 5) }])
    expect(selfCrossing(polygonsOf(crossed.geometry)[0]![0]!)).not.toBeNull()
    expect(selfCrossing(polygonsOf(square)[0]![0]!)).toBeNull()
  })
})
