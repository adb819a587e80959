/**
 * Whether the declared datum can be right: how far the borders of the file lie from those that are known, read as declared and as each of the others.
 * A wrong datum shifts a city by some hundred metres to a kilometre; borders that were drawn twice differ by far less.
 */
import Flatbush from 'flatbush'
import { DATUMS, type Datum } from '@bihuan/contract/territory-import'
import type { Rehearsal } from '../../platform/revision.ts'
import { fromWgs84, toWgs84 } from '../polygons/datum.ts'
import {
  degreesOf,
  distanceToSegment,
  METRES,
  positionsOf,
  shapeArea,
  shrinkAt,
  unitsOf,
  type Shape,
} from '../polygons/shape.ts'

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

/**
 * `corners`: of the file, read as declared, in units; they ought to lie on a known border. Best datum first; null where there is nothing to
 * compare with.
 */
export function misfits(
  corners: readonly (readonly [number, number])[],
  declared: Datum,
  known: readonly Shape[],
): Misfit[] | null {
  if (corners.length < 3 || known.length === 0) return null
  const borders = new Borders(known)
  const sample = thinned(corners, SAMPLE)
  return DATUMS.map((datum) => {
    const distances = sample.map((corner) => borders.distance(...readAs(corner, declared, datum)))
    distances.sort((a, b) => a - b)
    return { datum, metres: distances[distances.length >> 1]! }
  }).sort((a, b) => a.metres - b.metres)
}

const thinned = <T>(list: readonly T[], most: number): T[] => {
  const step = Math.max(1, Math.floor(list.length / most))
  return list.filter((_, at) => at % step === 0)
}

/** Where a corner lies if the file is in another datum than was declared. */
function readAs([x, y]: readonly [number, number], declared: Datum, datum: Datum): [number, number] {
  if (datum === declared) return [x, y]
  const written = fromWgs84([degreesOf(x), degreesOf(y)], declared)
  const read = toWgs84(written, datum)
  return [unitsOf(read[0]), unitsOf(read[1])]
}

/**
 * Whether outlines fill what is above them, so that what lies around them must lie on its border: within a fifth of its ground. A campus in the
 * middle of a town says nothing about borders.
 */
export function fills(shapes: readonly Shape[], above: readonly Shape[]): boolean {
  const sum = (list: readonly Shape[]) => list.reduce((total, shape) => total + shapeArea(shape), 0)
  const share = sum(shapes) / sum(above)
  return share > 0.8 && share < 1.2
}

/** False where the declared datum is plainly the wrong one: then nothing of the file may be taken. */
export async function judgeDatum(
  rehearsal: Rehearsal,
  declared: Datum,
  corners: readonly (readonly [number, number])[],
  known: readonly Shape[],
): Promise<boolean> {
  const found = misfits(corners, declared, known)
  if (!found) {
    await rehearsal.finding({ severity: 'note', code: 'datum-unproven', params: { declared } })
    return true
  }
  const own = found.find(({ datum }) => datum === declared)!
  const other = found.find(({ datum }) => datum !== declared)!
  const metres = Math.round
  if (own.metres > GOOD && other.metres < own.metres / 3) {
    const params = { declared, misfit: metres(own.metres), better: other.datum, betterMisfit: metres(other.metres) }
    const coordinates = positionsOf(thinned(corners, 200).flat()).slice(0, -1)
    const geometry = { type: 'MultiPoint', coordinates }
    await rehearsal.finding({ severity: 'error', code: 'datum-misfit', params, geometry })
    return false
  }
  const params = { declared, misfit: metres(own.metres), other: other.datum, otherMisfit: metres(other.metres) }
  const fits = own.metres <= GOOD
  await rehearsal.finding({ severity: fits ? 'note' : 'warning', code: fits ? 'datum-fits' : 'datum-doubtful', params })
  return true
}
