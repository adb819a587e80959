import { describe, expect, it } from 'vitest'
import { mapSearch, pick, readView, seenText, viewText, FILTERS } from './search.ts'

describe('the address of the map', () => {
  it('keeps what it knows, as text, and drops the rest', () => {
    expect(mapSearch({ danger: true, at: '12.00/29.10000/119.80000', other: 'x', state: '', case: 'a' })).toEqual({
      danger: 'true',
      at: '12.00/29.10000/119.80000',
      case: 'a',
    })
    expect(pick({ danger: 'true', at: '1/2/3' }, FILTERS)).toEqual({ danger: 'true' })
  })

  it('reads a view back, and nothing from what is none', () => {
    const view = { zoom: 12.34, latitude: 29.12345, longitude: 119.54321 }
    expect(readView(viewText(view))).toEqual(view)
    for (const text of [undefined, '', '1/2', '1/2/3/4', 'a/b/c', '99/0/0', '1/95/0', '1/0/200', 'Infinity/0/0'])
      expect(readView(text)).toBeNull()
  })

  it('asks for a box that holds what is seen, and the same one after a small move', () => {
    const [west, south, east, north] = seenText(119.71, 29.13, 119.74, 29.16).split(',').map(Number)
    expect(west! <= 119.71 && south! <= 29.13 && east! >= 119.74 && north! >= 29.16).toBe(true)
    expect(east! - west!).toBeLessThan(0.2)
    expect(seenText(119.7101, 29.1301, 119.7401, 29.1601)).toBe(seenText(119.71, 29.13, 119.74, 29.16))
  })
})
