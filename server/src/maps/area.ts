/** An area that is asked about: a region with what went over into it, a grid, a box. All that are named narrow. */
import type { City } from '../platform/city.ts'
import { Problem } from '../platform/problem.ts'
import { territory } from '../territory/answers.ts'
import type { OpenCases } from './open-cases.ts'
import { mercatorX, mercatorY } from './tile-address.ts'

interface Asked {
  regionId?: string | undefined
  gridId?: string | undefined
  bbox?: string | undefined
}

/** Ten centimetres: boxes come in degrees of six decimals, and what lies on their edge belongs to them. */
const EDGE = 3e-9

/** west,south,east,north in degrees; the box of a single point is one too. */
export function boxOf(text: string): [number, number, number, number] {
  const parts = text.split(',').map(Number)
  const [west, south, east, north] = parts as [number, number, number, number]
  if (parts.length !== 4 || !parts.every(Number.isFinite) || west > east || south > north)
    throw new Problem('territory.area-empty')
  return [west, south, east, north]
}

export function areaOf(city: City, cases: OpenCases, asked: Asked): (slot: number) => boolean {
  const tests: ((slot: number) => boolean)[] = []
  if (asked.regionId) {
    const held = territory(city)
    const regions = held.lineage(asked.regionId)
    if (regions.length === 0) throw new Problem('platform.not-found')
    tests.push((slot) => regions.some(({ id, level }) => cases.placeOf(slot, level) === id))
  }
  if (asked.gridId) {
    if (!territory(city).grid(asked.gridId)) throw new Problem('platform.not-found')
    tests.push((slot) => cases.records[slot]!.gridId === asked.gridId)
  }
  if (asked.bbox) {
    const [west, south, east, north] = boxOf(asked.bbox)
    const [left, right] = [mercatorX(west) - EDGE, mercatorX(east) + EDGE]
    const [top, bottom] = [mercatorY(north) - EDGE, mercatorY(south) + EDGE]
    const { x, y } = cases
    tests.push((slot) => x[slot]! >= left && x[slot]! <= right && y[slot]! >= top && y[slot]! <= bottom)
  }
  return (slot) => tests.every((test) => test(slot))
}
