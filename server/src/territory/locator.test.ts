import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Geometry } from '@bihuan/domain/place'
import { boundingBox, makeLocator, type GridShape } from './locator.ts'

const box = (west: number, south: number, east: number, north: number) => [[west, south], [east, south], [east, north], [west, north], [west, south]] // prettier-ignore
function grid(code: string, geometry: Geometry, kind: GridShape['kind'] = 'general'): GridShape {
  return { id: code, code, kind, name: code, communityId: '', synthetic: true, geometry, bbox: boundingBox(geometry) }
}
const at = (grids: GridShape[], longitude: number, latitude: number) =>
  makeLocator(grids)({ longitude, latitude })?.code ?? null

describe('the grid of a position', () => {
  it('is none inside a hole, and found in every part of a grid of several', () => {
    const ring: Geometry = { type: 'Polygon', coordinates: [box(0, 0, 4, 4), box(1, 1, 2, 2)] }
    const parts: Geometry = { type: 'MultiPolygon', coordinates: [[box(10, 0, 11, 1)], [box(20, 0, 21, 1)]] }
    const grids = [grid('ring', ring), grid('parts', parts)]
    expect(at(grids, 3, 3)).toBe('ring')
    expect(at(grids, 1.5, 1.5)).toBeNull()
    expect([at(grids, 10.5, 0.5), at(grids, 20.5, 0.5), at(grids, 15, 0.5)]).toEqual(['parts', 'parts', null])
  })

  it('is the dedicated one where it lies over a general one', () => {
    const grids = [
      grid('a', { type: 'Polygon', coordinates: [box(0, 0, 4, 4)] }),
      grid('z', { type: 'Polygon', coordinates: [box(1, 1, 2, 2)] }, 'dedicated'),
    ]
    expect(at(grids, 1.5, 1.5)).toBe('z')
    expect(at(grids, 3, 3)).toBe('a')
  })

  it('on an edge or a corner is the one with the lower code, however the rows come', () => {
    const tiles = ['d', 'b', 'c', 'a'].map((code, n) =>
      grid(code, { type: 'Polygon', coordinates: [box(n % 2, Math.floor(n / 2), (n % 2) + 1, Math.floor(n / 2) + 1)] }),
    )
    expect(at(tiles, 1, 1)).toBe('a')
    expect(at(tiles.toReversed(), 1, 1)).toBe('a')
    expect(at(tiles, 1, 0.5)).toBe('b')
  })

  it('is none where there are no grids', () => {
    expect(at([], 1, 1)).toBeNull()
  })

  it('is exactly one for any position in a tiled area, and the same at every asking', () => {
    const tiles = Array.from({ length: 100 }, (_, n) => {
      const [x, y] = [n % 10, Math.floor(n / 10)]
      return grid(String(n).padStart(2, '0'), { type: 'Polygon', coordinates: [box(x, y, x + 1, y + 1)] })
    })
    const locate = makeLocator(tiles)
    const coordinate = fc.oneof(fc.double({ min: 0, max: 10, noNaN: true }), fc.integer({ min: 0, max: 10 }))
    fc.assert(
      fc.property(coordinate, coordinate, (longitude, latitude) => {
        const found = locate({ longitude, latitude })
        // The lower code of those that touch: the tile to the left of and below an edge.
        const before = (value: number) => (Number.isInteger(value) && value > 0 ? value - 1 : Math.floor(value))
        expect(found?.code).toBe(String(before(latitude) * 10 + before(longitude)).padStart(2, '0'))
      }),
    )
  })
})

describe('the raster', () => {
  /** By hand: dedicated first, inside before the edge, then the lower code. Triangles, so that most outlines cross many cells. */
  const six = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 6, maxLength: 6 })
  const triangle = fc.tuple(six, fc.constantFrom('general' as const, 'dedicated' as const))
  const sideOf = ([ax, ay]: number[], [bx, by]: number[], [x, y]: number[]) =>
    Math.sign((bx! - ax!) * (y! - ay!) - (by! - ay!) * (x! - ax!))

  it('says what looking at every outline says, on edges and corners too', () => {
    const places = fc.array(triangle, { minLength: 1, maxLength: 12 })
    const asked = fc.array(fc.tuple(fc.integer({ min: -1, max: 26 }), fc.integer({ min: -1, max: 26 })), {
      minLength: 1,
      maxLength: 30,
    })
    fc.assert(
      fc.property(places, asked, (rows, points) => {
        const corners = rows.map(([[a, b, c, d, e, f]]) => [[a, b], [c, d], [e, f]] as number[][]) // prettier-ignore
        const kept = corners.flatMap((three, n) => (sideOf(three[0]!, three[1]!, three[2]!) === 0 ? [] : [n]))
        fc.pre(kept.length > 0)
        const grids = kept.map((n) => {
          const ring = [...corners[n]!, corners[n]![0]!]
          return grid(String(n).padStart(2, '0'), { type: 'Polygon', coordinates: [ring as never] }, rows[n]![1])
        })
        const locate = makeLocator(grids)
        for (const [x, y] of points.map(([a, b]) => [a / 2, b / 2] as [number, number])) {
          const ranked = kept.flatMap((n, at) => {
            const [p, q, r] = corners[n] as [number[], number[], number[]]
            const turn = sideOf(p, q, r)
            const sides = [sideOf(p, q, [x, y]), sideOf(q, r, [x, y]), sideOf(r, p, [x, y])].map((s) => s * turn)
            if (sides.some((s) => s < 0)) return []
            return [{ code: grids[at]!.code, rank: [grids[at]!.kind === 'general', sides.includes(0)].map(Number) }]
          })
          ranked.sort((a, b) => a.rank[0]! - b.rank[0]! || a.rank[1]! - b.rank[1]! || (a.code < b.code ? -1 : 1))
          expect(locate({ longitude: x, latitude: y })?.code ?? null).toBe(ranked[0]?.code ?? null)
        }
      }),
      { numRuns: 400 },
    )
  })
})
