import { expect, it } from 'vitest'
import { cornersOf, drawn, middle, throughBorder, type Position } from './strokes.ts'
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

/** About 1113 by 973 metres. */
const town: Geometry = { type: 'Polygon', coordinates: [[[119, 29], [119.01, 29], [119.01, 29.01], [119, 29.01], [119, 29]]] } // prettier-ignore
const metre = 1 / 111_320

it('carries a line that ends a little inside out through the border, in its own direction', () => {
  const cut = throughBorder([[119 + 10 * metre, 29.004], [119.01 - 10 * metre, 29.004]], town, [15, 15]) // prettier-ignore
  expect(cut).toHaveLength(2)
  expect(cut[0]![0]).toBeLessThan(119 - 2 * metre)
  expect(cut[1]![0]).toBeGreaterThan(119.01 + 2 * metre)
  expect(cut.map(([, latitude]) => latitude)).toEqual([29.004, 29.004])
})
it('takes the shortest way out where the line runs beside the border', () => {
  const end: Position = [119.005, 29.01 - 5 * metre]
  const cut = throughBorder([[119.002, 29.01 - 8 * metre], end], town, [2, 15]) // prettier-ignore
  expect(cut.slice(0, 2)).toEqual([[119.002, 29.01 - 8 * metre], end])
  expect(cut[2]![0]).toBeCloseTo(119.005, 6)
  expect(cut[2]![1]).toBeGreaterThan(29.01 + 2 * metre)
})
it('leaves an end alone that is far from the border, or outside already, and the corners between', () => {
  const line: Position[] = [[118.9999, 29.004], [119.0099, 29.0001], [119.005, 29.005]] // prettier-ignore
  expect(throughBorder(line, town, [15, 15])).toEqual(line)
  expect(throughBorder(line.slice(0, 1), town, [15, 15])).toEqual(line.slice(0, 1))
})
it('carries an end into a hole as well', () => {
  const hole = [[119.004, 29.004], [119.006, 29.004], [119.006, 29.006], [119.004, 29.006], [119.004, 29.004]] // prettier-ignore
  const ring: Geometry = { type: 'Polygon', coordinates: [...(town.coordinates as number[][][]), hole] }
  const cut = throughBorder([[118.999, 29.005], [119.004 - 8 * metre, 29.005]], ring, [15, 15]) // prettier-ignore
  expect(cut[1]![0]).toBeGreaterThan(119.004 + 2 * metre)
})
