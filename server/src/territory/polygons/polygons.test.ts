import { describe, expect, test } from 'vitest'
import { clean } from './clean.ts'
import { toWgs84 } from './datum.ts'
import gcoord from 'gcoord'
import { overlay, type LayerOutline } from './overlay.ts'
import { boxOf, contains, insidePoint, ringArea, shapeArea, type Shape } from './shape.ts'

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
