/**
 * Whether the declared datum can be right: how far the borders of the file lie from those that are known, read as declared and as each of the others.
 * A wrong datum shifts a city by some hundred metres to a kilometre; borders that were drawn twice differ by far less.
 */
import Flatbush from 'flatbush'
import { DATUMS, type Datum } from '@bihuan/contract/territory-import'
import type { Rehearsal } from '../../platform/revision.ts'
import type { RawShape } from '../polygons/clean.ts'
import { distanceToSegment, METRES, positionsOf, shrinkAt, unitsOf, type Shape } from '../polygons/shape.ts'
import { unitsIn } from './outline-reading.ts'

/** Corners looked at; evenly over the file. */
const SAMPLE = 3000
/** Nearer than this is as good as it gets between two surveys (m). */
const GOOD = 60

export interface Misfit {
  datum: Datum
  /** Median distance to the known borders (m). */
  metres: number
}

/** Segments of what is known, to ask for the nearest one. */
class Borders {
  private readonly index: Flatbush
  private readonly ends: number[] = []
  constructor(shapes: readonly Shape[]) {
    for (const ring of shapes.flat(2))
      for (let at = 0; at < ring.length; at += 2) {
        const to = (at + 2) % ring.length
        this.ends.push(ring[at]!, ring[at + 1]!, ring[to]!, ring[to + 1]!)
      }
    this.index = new Flatbush(Math.max(1, this.ends.length / 4))
    for (let at = 0; at < this.ends.length; at += 4) {
      const [ax, ay, bx, by] = this.ends.slice(at, at + 4) as [number, number, number, number]
      this.index.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by))
    }
    if (this.ends.length === 0) this.index.add(0, 0, 0, 0)
    this.index.finish()
  }

  /** Metres to the nearest border; further than three kilometres is as far as it goes. */
  distance(x: number, y: number): number {
    for (const reach of [50, 300, 1_000, 3_000]) {
      const [dy, dx] = [reach / METRES, reach / METRES / shrinkAt(y)]
      let least = Infinity
      for (const at of this.index.search(x - dx, y - dy, x + dx, y + dy)) {
        const [ax, ay, bx, by] = this.ends.slice(4 * at, 4 * at + 4) as [number, number, number, number]
        least = Math.min(least, distanceToSegment(x, y, ax, ay, bx, by))
      }
      if (least <= reach) return least
    }
    return 3_000
  }
}

/** `given`: corners as the file has them, that ought to lie on a known border. Best first; null where there is nothing to compare. */
export function misfits(given: readonly (readonly [number, number])[], known: readonly Shape[]): Misfit[] | null {
  if (given.length < 3 || known.length === 0) return null
  const borders = new Borders(known)
  const step = Math.max(1, Math.floor(given.length / SAMPLE))
  const sample = given.filter((_, at) => at % step === 0)
  return DATUMS.map((datum) => {
    const distances = sample.map(([x, y]) => {
      const [ux, uy] = unitsIn([x, y], datum)
      return borders.distance(ux!, uy!)
    })
    distances.sort((a, b) => a - b)
    return { datum, metres: distances[distances.length >> 1]! }
  }).sort((a, b) => a.metres - b.metres)
}

/** False where the declared datum is plainly the wrong one: then nothing of the file may be taken. */
export async function judgeDatum(
  rehearsal: Rehearsal,
  declared: Datum,
  given: readonly (readonly [number, number])[],
  known: readonly Shape[],
): Promise<boolean> {
  const found = misfits(given, known)
  if (!found) {
    await rehearsal.finding({ severity: 'note', code: 'datum-unproven', params: { declared } })
    return true
  }
  const own = found.find(({ datum }) => datum === declared)!
  const other = found.find(({ datum }) => datum !== declared)!
  const metres = Math.round
  if (own.metres > GOOD && other.metres < own.metres / 3) {
    const params = { declared, misfit: metres(own.metres), better: other.datum, betterMisfit: metres(other.metres) }
    const places = given.filter((_, at) => at % Math.max(1, Math.floor(given.length / 200)) === 0)
    const shown = positionsOf(places.flatMap(([x, y]) => unitsIn([x, y], declared))).slice(0, -1)
    await rehearsal.finding({
      severity: 'error',
      code: 'datum-misfit',
      params,
      geometry: { type: 'MultiPoint', coordinates: shown },
    })
    return false
  }
  const params = { declared, misfit: metres(own.metres), other: other.datum, otherMisfit: metres(other.metres) }
  await rehearsal.finding({
    severity: own.metres > GOOD ? 'warning' : 'note',
    code: own.metres > GOOD ? 'datum-doubtful' : 'datum-fits',
    params,
  })
  return true
}

/** The corners of the outsides, as given. */
export function cornersOf(raw: RawShape): [number, number][] {
  const corners: [number, number][] = []
  for (const [outer] of raw)
    for (let at = 0; at + 1 < (outer?.length ?? 0); at += 2) corners.push([outer![at]!, outer![at + 1]!])
  return corners
}

export const unitKey = (x: number, y: number) => `${unitsOf(x)},${unitsOf(y)}`
