import { expect, it } from 'vitest'
import { bboxText, boxAround, boxOf, projector } from './projection.ts'

const jinhua = { longitude: 119.65, latitude: 29.08 }

it('a box around a point is as wide as it is high, in metres', () => {
  const box = boxAround(jinhua, 500)
  const height = (box.north - box.south) * 111_320
  const width = (box.east - box.west) * 111_320 * Math.cos((jinhua.latitude * Math.PI) / 180)
  expect(height).toBeCloseTo(1000, 3)
  expect(width).toBeCloseTo(1000, 3)
})
it('what is asked for lies on a raster and holds the whole box', () => {
  expect(bboxText({ west: 119.6491, south: 29.0801, east: 119.6509, north: 29.0899 })).toBe(
    '119.649,29.080,119.651,29.090',
  )
})
it('the middle of the box is the middle of the drawing, north is up', () => {
  const project = projector(boxAround(jinhua, 500), 300, 200)
  const [x, y] = project([jinhua.longitude, jinhua.latitude])
  expect(x).toBeCloseTo(150)
  expect(y).toBeCloseTo(100)
  expect(project([jinhua.longitude, jinhua.latitude + 0.001])[1]).toBeLessThan(y)
})
it('the box of nothing is nothing', () => expect(boxOf([])).toBeNull())
