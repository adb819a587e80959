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
