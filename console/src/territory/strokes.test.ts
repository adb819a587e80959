import { expect, it } from 'vitest'
import { cornersOf, drawn, middle, type Position } from './strokes.ts'
import type { Geometry } from './projection.ts'

const square: Geometry = { type: 'Polygon', coordinates: [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]] } // prettier-ignore
const corners = (geometry: Geometry) => cornersOf(geometry)[0]

it('moves a corner, and the closing one with it', () => {
  const moved = drawn(square, [{ kind: 'move', from: [0, 0], to: [-1, 0] }])
  expect(moved.coordinates[0]!.at(-1)).toEqual([-1, 0])
  expect(corners(moved)).toHaveLength(4)
})
it('puts a corner into an edge, whichever way it is named, and takes it out again', () => {
  const at: Position = [2, 0.5]
  const put = drawn(square, [{ kind: 'insert', between: [[1, 1], [1, 0]], at }]) // prettier-ignore
  expect(corners(put)).toEqual([[0, 0], [1, 0], at, [1, 1], [0, 1]]) // prettier-ignore
  expect(corners(drawn(put, [{ kind: 'remove', at }]))).toEqual(corners(square))
})
it('leaves alone what has no such corner, and what would be no outline any more', () => {
  expect(corners(drawn(square, [{ kind: 'move', from: [5, 5], to: [6, 6] }]))).toEqual(corners(square))
  const triangle: Geometry = { type: 'Polygon', coordinates: [[[0, 0], [1, 0], [0, 1], [0, 0]]] } // prettier-ignore
  expect(corners(drawn(triangle, [{ kind: 'remove', at: [0, 0] }]))).toHaveLength(3)
  expect(middle([0, 0], [1, 2])).toEqual([0.5, 1])
})
