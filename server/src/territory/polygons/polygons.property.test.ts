import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cellsWithin } from '../cutting/cells.ts'
import { cutGround } from '../cutting/ground.ts'
import { clean } from './clean.ts'
import { SAME } from './nodes.ts'
import { overlay, type LayerOutline } from './overlay.ts'
import {
  boxOf,
  distance,
  distanceToSegment,
  fromGeometry,
  METRES,
  shapeArea,
  toGeometry,
  unitsOf,
  type Shape,
} from './shape.ts'

const AT = [1_190_000_000, 290_000_000] as const
const ring = (...corners: [number, number][]) => corners.flatMap(([x, y]) => [AT[0] + x, AT[1] + y])
const outline = (key: string, shape: Shape, parent: string | null = null): LayerOutline => ({
  key,
  shape,
  parent,
  box: boxOf(shape.map(([outer]) => outer!)),
})

/** What rounding to a centimetre may make of a border of a kilometre or two (m²). */
const HAIR = 5

/**
 * How far the area of a piece may be off (m²). Corners nearer than the tolerance to another corner or border are made one with it, and take the
 * borders that end in them along; where the cut made no such corner, nothing moves.
 */
function allowance(cells: readonly Shape[], piece: Shape): number {
  const rings = cells.flatMap((shape) => shape.flat())
  const segments = rings.flatMap((one) =>
    Array.from({ length: one.length / 2 }, (_, at) => {
      const next = (at * 2 + 2) % one.length
      return [one[at * 2]!, one[at * 2 + 1]!, one[next]!, one[next + 1]!] as const
    }),
  )
  const meets = segments.some(([x, y]) =>
    segments.some(
      ([ax, ay, bx, by]) =>
        !(x === ax && y === ay) && !(x === bx && y === by) && distanceToSegment(x, y, ax, ay, bx, by) <= SAME + METRES,
    ),
  )
  if (!meets) return HAIR
  const border = piece.flat().reduce((sum, one) => {
    for (let at = 0; at < one.length; at += 2) {
      const next = (at + 2) % one.length
      sum += distance(one[at]!, one[at + 1]!, one[next]!, one[next + 1]!)
    }
    return sum
  }, 0)
  return HAIR + SAME * border
}

/** A hundredth of a degree each way: about a kilometre. */
const SQUARE: [number, number][] = [
  [119, 29],
  [119.01, 29],
  [119.01, 29.01],
  [119, 29.01],
  [119, 29],
]
const squareShape = fromGeometry({ type: 'Polygon', coordinates: [SQUARE] })

/** The square cut at random places; the pieces share their corners. */
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
    const cells = cellsWithin(
      SQUARE,
      distinct.map(([x, y]) => [119 + x! * 0.01, 29 + y! * 0.01]),
    )
    return { square: squareShape, cells: cells.map(fromGeometry) }
  })

describe('a square cut at random', () => {
  test('is cut where three places lie almost in a row', () => {
    // Within a millimetre of a straight line of 300 m.
    const cells = cellsWithin(SQUARE, [
      [119.0054, 29.0002],
      [119.004016, 29.00020385],
      [119.002632, 29.00020769],
    ]).map(fromGeometry)
    expect(cells.length).toBe(3)
    expect(Math.abs(cells.reduce((sum, shape) => sum + shapeArea(shape), 0) - shapeArea(squareShape))).toBeLessThan(1)
  })
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
        expect(Math.abs(flaws[0]!.face.area - shapeArea(cells[gone]!))).toBeLessThan(allowance(cells, cells[gone]!))
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
        expect(Math.abs(flaws[0]!.face.area - shapeArea(cells[twice]!))).toBeLessThan(allowance(cells, cells[twice]!))
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
        // Moved along one of its own borders, it meets them with corners: what lies between is within the tolerance.
        const off = Math.abs(sum('overlap') + sum('outside') - sum('gap'))
        expect(off).toBeLessThan(60 + allowance([...cells, shift], shift))
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
