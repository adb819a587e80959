/**
 * Grids of a made-up city: general ones that cover it without a gap, with crooked shared borders as streets and rivers give them, and
 * dedicated ones over some of them. The same seed makes the same city.
 */
import { boundingBox, type GridShape } from '../server/src/territory/locator.ts'

export const [GENERAL, DEDICATED] = [4_880, 84]
const [COLUMNS, ROWS] = [80, 61]
/** Degrees: cells of about a kilometre. */
const SIDE = 0.01
const [WEST, SOUTH] = [124.2, 45.9]
/** Points along one side between two corners. */
const ALONG = 7

type Position = [number, number]

/** A number in [0, 1) that hangs on nothing but these three: both neighbours bend their border alike. */
function noise(x: number, y: number, which: number): number {
  let n = (Math.imul(x + 1, 0x9e3779b1) ^ Math.imul(y + 1, 0x85ebca6b) ^ Math.imul(which + 1, 0xc2b2ae35)) >>> 0
  n = Math.imul(n ^ (n >>> 15), n | 1)
  n ^= n + Math.imul(n ^ (n >>> 7), n | 61)
  return ((n ^ (n >>> 14)) >>> 0) / 0x1_0000_0000
}

const corner = (x: number, y: number): Position => [
  WEST + (x + (noise(x, y, 1) - 0.5) * 0.5) * SIDE,
  SOUTH + (y + (noise(x, y, 2) - 0.5) * 0.5) * SIDE,
]

/** From one corner to the next, the first included; `which` tells a side to the east from one to the north. */
function side(x: number, y: number, which: 3 | 5): Position[] {
  const [from, to] = [corner(x, y), which === 3 ? corner(x + 1, y) : corner(x, y + 1)]
  return Array.from({ length: ALONG + 1 }, (_, step): Position => {
    const share = step / (ALONG + 1)
    const aside = step === 0 ? 0 : (noise(x * 16 + step, y, which) - 0.5) * 0.12 * SIDE
    const [along, across] = [share * (to[0] - from[0]), share * (to[1] - from[1])]
    return which === 3 ? [from[0] + along, from[1] + across + aside] : [from[0] + along + aside, from[1] + across]
  })
}

function ringOf(x: number, y: number): Position[] {
  const end = (sideRow: Position[], last: Position) => [...sideRow.slice(1), last].toReversed()
  const south = side(x, y, 3)
  const east = side(x + 1, y, 5)
  const north = end(side(x, y + 1, 3), corner(x + 1, y + 1))
  const west = end(side(x, y, 5), corner(x, y + 1))
  const ring = [...south, ...east, ...north, ...west]
  return [...ring, ring[0]!]
}

function round(n: number): Position[] {
  const [x, y] = [Math.floor(noise(n, 7, 11) * COLUMNS), Math.floor(noise(n, 7, 12) * ROWS)]
  const middle: Position = [WEST + (x + 0.5) * SIDE, SOUTH + (y + 0.5) * SIDE]
  const ring = Array.from({ length: 24 }, (_, step): Position => {
    const [angle, length] = [(step / 24) * 2 * Math.PI, (0.15 + 0.2 * noise(n, step, 13)) * SIDE]
    return [middle[0] + length * Math.cos(angle), middle[1] + length * Math.sin(angle)]
  })
  return [...ring, ring[0]!]
}

function shape(code: string, kind: GridShape['kind'], ring: Position[]): GridShape {
  const geometry = { type: 'Polygon' as const, coordinates: [ring] }
  return { id: code, code, kind, name: code, communityId: '', synthetic: true, geometry, bbox: boundingBox(geometry) }
}

export function mosaic(): GridShape[] {
  const general = Array.from({ length: GENERAL }, (_, n) =>
    shape(`G${String(n).padStart(5, '0')}`, 'general', ringOf(n % COLUMNS, Math.floor(n / COLUMNS))),
  )
  const dedicated = Array.from({ length: DEDICATED }, (_, n) =>
    shape(`D${String(n).padStart(5, '0')}`, 'dedicated', round(n)),
  )
  return [...general, ...dedicated]
}

/** Points all over it, and a little beyond. */
export function points(count: number, share: () => number): Float64Array {
  const [width, height] = [COLUMNS * SIDE, ROWS * SIDE]
  const found = new Float64Array(count * 2)
  for (let n = 0; n < count; n++) {
    found[2 * n] = WEST + (share() * 1.04 - 0.02) * width
    found[2 * n + 1] = SOUTH + (share() * 1.04 - 0.02) * height
  }
  return found
}
