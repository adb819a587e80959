/** Tiles of the web's usual scheme: zoom, column from the west, row from the north; the world is a square from 0 to 1. */
import { DEEPEST_ZOOM } from '@bihuan/contract/maps'
import { Problem } from '../platform/problem.ts'

export interface TileAddress {
  z: number
  x: number
  y: number
}

const WHOLE = /^\d{1,6}$/

export function tileAddress(params: { z: string; x: string; y: string }): TileAddress {
  const outside = () => new Problem('map.tile-outside', { zoom: DEEPEST_ZOOM })
  if (![params.z, params.x, params.y].every((part) => WHOLE.test(part))) throw outside()
  const [z, x, y] = [Number(params.z), Number(params.x), Number(params.y)]
  if (z > DEEPEST_ZOOM || x >= 2 ** z || y >= 2 ** z) throw outside()
  return { z, x, y }
}

export function mercatorX(longitude: number): number {
  return longitude / 360 + 0.5
}

export function mercatorY(latitude: number): number {
  const sine = Math.sin((latitude * Math.PI) / 180)
  const y = 0.5 - (0.25 * Math.log((1 + sine) / (1 - sine))) / Math.PI
  return Math.min(1, Math.max(0, y))
}

/** Degrees to about 10 cm. */
export function longitudeOf(x: number): number {
  return round((x - 0.5) * 360)
}

export function latitudeOf(y: number): number {
  return round((360 / Math.PI) * Math.atan(Math.exp((0.5 - y) * 2 * Math.PI)) - 90)
}

function round(value: number): number {
  return Math.round(value * 1e6) / 1e6
}
