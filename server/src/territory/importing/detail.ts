/** How finely outlines are drawn: every process holds them in memory, so there is an end to it. */
import type { Rehearsal } from '../../platform/revision.ts'
import { distance, type Shape } from '../polygons/shape.ts'

/** Of one file: some 60 bytes each in every process. */
export const MOST_CORNERS = 5_000_000
const MANY_CORNERS = 1_500_000

/** False where there are too many to take. */
export async function judgeDetail(
  rehearsal: Rehearsal,
  shapes: readonly Shape[],
  most = MOST_CORNERS,
): Promise<boolean> {
  let corners = 0
  let length = 0
  for (const ring of shapes.flat(2)) {
    corners += ring.length / 2
    // Every hundredth edge tells how long they are.
    for (let at = 0; at + 3 < ring.length; at += 200)
      length += 100 * distance(ring[at]!, ring[at + 1]!, ring[at + 2]!, ring[at + 3]!)
  }
  if (corners <= Math.min(MANY_CORNERS, most)) return true
  const params = { corners, metres: Number((length / corners).toFixed(2)), limit: most }
  const tooMany = corners > most
  await rehearsal.finding({
    severity: tooMany ? 'error' : 'note',
    code: tooMany ? 'too-detailed' : 'very-detailed',
    params,
  })
  return !tooMany
}
