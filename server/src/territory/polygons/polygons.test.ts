import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clean } from './clean.ts'
import { toWgs84 } from './datum.ts'
import gcoord from 'gcoord'
import { overlay, type LayerOutline } from './overlay.ts'
import {
  boxOf,
  contains,
  insidePoint,
  ringArea,
  shapeArea,
  toGeometry,
  fromGeometry,
  unitsOf,
  type Shape,
} from './shape.ts'
import { cellsWithin } from '../cutting/cells.ts'
import { cutGround } from '../cutting/ground.ts'

const AT = [1_190_000_000, 290_000_000] as const
const ring = (...corners: [number, number][]) => corners.flatMap(([x, y]) => [AT[0] + x, AT[1] + y])
const shapeOf = (...rings: number[][]): Shape => [rings.map((one) => Int32Array.from(one))]
const outline = (key: string, shape: Shape, parent: string | null = null): LayerOutline => ({
  key,
  shape,
  parent,
  box: boxOf(shape.map(([outer]) => outer!)),
})
const SQUARE = ring([0, 0], [1000, 0], [1000, 1000], [0, 1000])
const area = ringArea(SQUARE)

test('areas are those of the sphere, and precise for small ones', () => {
  // 10.008 m high, 9.73 m wide.
  expect(area).toBeCloseTo(0.0001 * 111195.08 * 0.0001 * 111195.08 * Math.cos((29 * Math.PI) / 180), 1)
  expect(ringArea(SQUARE.toReversed())).not.toBe(0)
})

test('a place inside is inside, of crooked outlines too', () => {
  const crooked = ring([0, 0], [1000, 0], [1000, 10], [10, 10], [10, 1000], [0, 1000])
  const at = insidePoint([crooked])!
  expect(contains(shapeOf(crooked), ...at)).toBe(true)
})

describe('one outline', () => {
  test('that is well drawn stays as it is', async () => {
    const cleaned = await clean([[[...SQUARE, AT[0], AT[1]]]], 1)
    expect(cleaned).toMatchObject({ closed: 0, doubled: 0, turned: 0, degenerate: 0, touches: [], crossings: [] })
    expect([...cleaned.shape[0]![0]!]).toEqual(SQUARE)
  })
  test('not closed, doubled, the wrong way round: mended and counted', async () => {
    const turned = ring([0, 0], [0, 0], [0, 1000], [1000, 1000], [1000, 1000], [1000, 0])
    const cleaned = await clean([[turned]], 1)
    expect(cleaned).toMatchObject({ closed: 1, doubled: 2, turned: 1 })
    expect(shapeArea(cleaned.shape)).toBeCloseTo(area, 6)
  })
  test('that touches itself in a corner is parted there', async () => {
    const pinched = ring([0, 0], [500, 500], [1000, 0], [1000, 1000], [500, 500], [0, 1000])
    const cleaned = await clean([[pinched]], 1)
    expect(cleaned.touches).toEqual([[AT[0] + 500, AT[1] + 500]])
    expect(cleaned.crossings).toEqual([])
    expect(cleaned.shape).toHaveLength(2)
    expect(shapeArea(cleaned.shape)).toBeCloseTo(area / 2, 3)
  })
  test('that touches itself from inside gets a hole', async () => {
    const inward = ring([0, 0], [1000, 0], [1000, 1000], [500, 1000], [700, 500], [300, 500], [500, 1000], [0, 1000])
    const cleaned = await clean([[inward]], 1)
    expect(cleaned.touches).toHaveLength(1)
    expect(cleaned.shape.map((polygon) => polygon.length)).toEqual([2])
    expect(shapeArea(cleaned.shape)).toBeCloseTo(area * 0.9, 3)
  })
  test('with a spike loses it', async () => {
    const spiked = ring([0, 0], [1000, 0], [1000, 1000], [500, 1000], [500, 3000], [500, 1000], [0, 1000])
    const cleaned = await clean([[spiked]], 1)
    expect(shapeArea(cleaned.shape)).toBeCloseTo(area, 6)
    expect(cleaned.crossings).toEqual([])
  })
  test('that crosses itself is not mended, but for a slip of the pen', async () => {
    const eight = ring([0, 0], [1000, 1000], [1000, 0], [0, 1000])
    const cleaned = await clean([[eight]], 1)
    expect(cleaned.crossings).toHaveLength(1)
    expect(cleaned.crossings[0]!.area).toBeCloseTo(area / 4, 1)
    expect(cleaned.crossingPlaces).toHaveLength(1)
    const slip = ring(
      [0, 0],
      [1000, 0],
      [1000, 1000],
      [500, 1000],
      [490, 1005],
      [490, 995],
      [500, 1005],
      [480, 1020],
      [0, 1000],
    )
    const mended = await clean([[slip]], 1)
    expect(mended.crossings).toEqual([])
    expect(mended.removed.length).toBeGreaterThan(0)
    expect(Math.abs(shapeArea(mended.shape) - area)).toBeLessThan(1)
  })
  test('without ground is dropped', async () => {
    expect(await clean([[ring([0, 0], [1000, 0])], [SQUARE]], 1)).toMatchObject({ degenerate: 1, shape: [{}] })
  })
})

test('datums go there and back to a centimetre', () => {
  const place: [number, number] = [119.6422, 29.0791]
  const gcj = gcoord.transform([...place], gcoord.WGS84, gcoord.GCJ02) as [number, number]
  const bd = gcoord.transform([...gcj], gcoord.GCJ02, gcoord.BD09) as [number, number]
  for (const [given, datum] of [
    [gcj, 'gcj02'],
    [bd, 'bd09'],
    [place, 'wgs84'],
  ] as const) {
    const [x, y] = toWgs84(given, datum)
    // BD-09 back to GCJ-02 is only good to half a metre in itself.
    expect(Math.hypot(x - place[0], y - place[1])).toBeLessThan(datum === 'bd09' ? 1e-5 : 1e-7)
  }
})

describe('a layer of outlines', () => {
  const half = (from: number, to: number) => shapeOf(ring([from, 0], [to, 0], [to, 1000], [from, 1000]))
  const parent = { ...outline('p', shapeOf(SQUARE)) }

  test('that fits has no flaw, though a corner of one lies on the edge of the other', async () => {
    const left = shapeOf(ring([0, 0], [500, 0], [500, 400], [500, 1000], [0, 1000]))
    const { flaws } = await overlay([outline('a', left, 'p'), outline('b', half(500, 1000), 'p')], [parent], 0.01)
    expect(flaws).toEqual([])
  })
  test('says where two overlap, where none is, and what reaches outside', async () => {
    const { flaws } = await overlay(
      [outline('a', half(0, 600), 'p'), outline('b', half(500, 1200), 'p')],
      [parent],
      0.01,
    )
    expect(flaws.map(({ kind }) => kind).sort()).toEqual(['outside', 'overlap'])
    const overlap = flaws.find(({ kind }) => kind === 'overlap')!
    expect(overlap).toMatchObject({ keys: ['a', 'b'] })
    expect(overlap.face.area).toBeCloseTo(area / 10, 3)
    expect(flaws.find(({ kind }) => kind === 'outside')).toMatchObject({ key: 'b', parent: 'p' })
    const gaps = await overlay([outline('a', half(0, 400), 'p'), outline('b', half(500, 1000), 'p')], [parent], 0.01)
    expect(gaps.flaws).toMatchObject([{ kind: 'gap', parent: 'p' }])
    expect(gaps.flaws[0]!.face.area).toBeCloseTo(area / 10, 3)
  })
  test('one inside another is an overlap; a hole that nobody fills is a gap', async () => {
    const small = shapeOf(ring([300, 300], [500, 300], [500, 500], [300, 500]))
    const { flaws } = await overlay([outline('a', shapeOf(SQUARE)), outline('b', small)], [], 0.01)
    expect(flaws).toMatchObject([{ kind: 'overlap', keys: ['a', 'b'] }])
    expect(flaws[0]!.face.area).toBeCloseTo(area / 25, 3)
    const holed: Shape = [
      [Int32Array.from(SQUARE), Int32Array.from(ring([300, 300], [300, 500], [500, 500], [500, 300]))],
    ]
    expect((await overlay([outline('a', holed), outline('b', small)], [], 0.01)).flaws).toEqual([])
    expect((await overlay([outline('a', holed)], [], 0.01)).flaws).toMatchObject([
      { kind: 'gap', parent: null, near: ['a'] },
    ])
  })
  test('what lies in the wrong parent is told, also where both parents fit together', async () => {
    const parents = [outline('p', half(0, 500)), outline('q', half(500, 1000))]
    const { flaws } = await overlay(
      [outline('a', half(0, 600), 'p'), outline('b', half(600, 1000), 'q')],
      parents,
      0.01,
    )
    expect(flaws).toMatchObject([{ kind: 'outside', key: 'a', parent: 'p' }])
    expect(flaws[0]!.face.area).toBeCloseTo(area / 10, 3)
  })
})

/** What the tolerance of two decimetres may make of a border of a kilometre or two (m²). */
const HAIR = 5

/** A square of a kilometre cut at random places; the pieces share their corners. */
const cutSquare = fc
  .array(fc.tuple(fc.double({ min: 0.02, max: 0.98, noNaN: true }), fc.double({ min: 0.02, max: 0.98, noNaN: true })), {
    minLength: 3,
    maxLength: 40,
  })
  .map((sites) => {
    // Apart by a hundredth at least, and not in rows.
    const places = new Map(sites.map(([x, y]) => [`${Math.round(x * 100)},${Math.round(y * 100)}`, [x, y]] as const))
    const distinct = [...places.values()].map(([x, y], at) => [
      Math.round(x! * 100) / 100 + ((at * 37) % 11) / 2500,
      Math.round(y! * 100) / 100 + ((at * 53) % 13) / 2600,
    ])
    const square = [
      [119, 29],
      [119.01, 29],
      [119.01, 29.01],
      [119, 29.01],
      [119, 29],
    ] as [number, number][]
    const cells = cellsWithin(
      square,
      distinct.map(([x, y]) => [119 + x! * 0.01, 29 + y! * 0.01]),
    )
    return { square: fromGeometry({ type: 'Polygon', coordinates: [square] }), cells: cells.map(fromGeometry) }
  })

describe('a square cut at random', () => {
  test('has no gap and no overlap', async () => {
    await fc.assert(
      fc.asyncProperty(cutSquare, async ({ square, cells }) => {
        const layer = cells.map((shape, at) => outline(String(at), shape, 'p'))
        const { flaws } = await overlay(layer, [outline('p', square)], HAIR)
        expect(flaws).toEqual([])
        expect(cells.reduce((sum, shape) => sum + shapeArea(shape), 0)).toBeCloseTo(shapeArea(square), 0)
      }),
      { numRuns: 60, endOnFailure: true },
    )
  })
  test('without one of its pieces has exactly that gap', async () => {
    await fc.assert(
      fc.asyncProperty(cutSquare, fc.nat(), async ({ square, cells }, pick) => {
        const gone = pick % cells.length
        const layer = cells.flatMap((shape, at) => (at === gone ? [] : [outline(String(at), shape, 'p')]))
        const { flaws } = await overlay(layer, [outline('p', square)], HAIR)
        expect(flaws.map(({ kind }) => kind)).toEqual(['gap'])
        expect(Math.abs(flaws[0]!.face.area - shapeArea(cells[gone]!))).toBeLessThan(HAIR)
      }),
      { numRuns: 60, endOnFailure: true },
    )
  })
  test('with one of its pieces twice has exactly that overlap', async () => {
    await fc.assert(
      fc.asyncProperty(cutSquare, fc.nat(), async ({ square, cells }, pick) => {
        const twice = pick % cells.length
        const layer = [...cells, cells[twice]!].map((shape, at) => outline(String(at), shape, 'p'))
        const { flaws } = await overlay(layer, [outline('p', square)], HAIR)
        expect(flaws).toMatchObject([{ kind: 'overlap', keys: [String(twice), String(cells.length)] }])
        expect(Math.abs(flaws[0]!.face.area - shapeArea(cells[twice]!))).toBeLessThan(HAIR)
      }),
      { numRuns: 60, endOnFailure: true },
    )
  })
  test('with one of its pieces moved has overlaps and gaps of the same ground', async () => {
    await fc.assert(
      fc.asyncProperty(cutSquare, fc.nat(), async ({ square, cells }, pick) => {
        const moved = pick % cells.length
        const shift = cells[moved]!.map((polygon) =>
          polygon.map((one) => one.map((value, at) => value + (at % 2 === 0 ? 5000 : 3000))),
        )
        const layer = cells.map((shape, at) => outline(String(at), at === moved ? shift : shape, 'p'))
        const { flaws } = await overlay(layer, [outline('p', square)], 0.01)
        const sum = (kind: string) =>
          flaws.filter((flaw) => flaw.kind === kind).reduce((total, { face }) => total + face.area, 0)
        expect(Math.abs(sum('overlap') + sum('outside') - sum('gap'))).toBeLessThan(60)
        expect(sum('gap')).toBeGreaterThan(0)
      }),
      { numRuns: 40, endOnFailure: true },
    )
  })
  test('put together again is the square', async () => {
    await fc.assert(
      fc.asyncProperty(cutSquare, async ({ square, cells }) => {
        const cleaned = await clean(
          cells.map((shape) => shape.flat().map((one) => [...one])),
          1,
        )
        expect(Math.abs(shapeArea(cleaned.shape) - shapeArea(square))).toBeLessThan(0.5)
        expect(fromGeometry(toGeometry(cleaned.shape)).length).toBe(cleaned.shape.length)
        expect(unitsOf(119)).toBe(AT[0])
      }),
      { numRuns: 40, endOnFailure: true },
    )
  })
})

describe('ground that is cut', () => {
  const ground: Shape = [
    [
      Int32Array.from(ring([0, 0], [90_000, 0], [90_000, 90_000], [40_000, 60_000], [0, 90_000])),
      Int32Array.from(ring([20_000, 20_000], [20_000, 40_000], [40_000, 40_000], [40_000, 20_000])),
    ],
    [Int32Array.from(ring([100_000, 0], [130_000, 0], [130_000, 30_000], [100_000, 30_000]))],
  ]
  const nests = fc.array(fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 4 }), {
    minLength: 1,
    maxLength: 3,
  })

  test('into towns, communities and grids has no gap and no overlap, whatever the seed', async () => {
    await fc.assert(
      fc.asyncProperty(nests, fc.nat(), async (nest, seed) => {
        const made = await cutGround(ground, nest, seed)
        const towns = made.parts
        expect(towns.map(({ parts }) => parts.map((community) => Math.max(1, community.parts.length)))).toEqual(nest)
        for (const [above, below] of [
          [[made], towns],
          [towns, towns.flatMap(({ parts }) => parts)],
        ] as const) {
          const layer = below.map(({ shape }, at) => outline(`b${at}`, shape))
          const { flaws } = await overlay(
            layer,
            above.map(({ shape }, at) => outline(`a${at}`, shape)),
            0.5,
          )
          expect(flaws).toEqual([])
        }
        const all = towns.reduce((sum, { shape }) => sum + shapeArea(shape), 0)
        expect(Math.abs(all - shapeArea(ground))).toBeLessThan(HAIR)
      }),
      { numRuns: 30, endOnFailure: true },
    )
  })
})
