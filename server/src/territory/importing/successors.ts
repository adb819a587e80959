/** Who stands in the place of grids that a file ends: scopes, teams and sectors that named them follow (grid-lineage.ts). */
import type { Rehearsal } from '../../platform/revision.ts'
import { finder, type Outline } from '../polygons/overlay.ts'
import { insidePoint, type Shape } from '../polygons/shape.ts'
import { boxOfShape } from './known-outlines.ts'

export interface Standing {
  key: string
  name: string
  shape: Shape
}

const outlineOf = ({ key, shape }: Standing): Outline => ({ key, shape, box: boxOfShape(shape) })
const middleOf = ({ shape }: Standing) => insidePoint(shape.map(([outer]) => outer!))

/** Each grid of the file whose inside lies in an ended one came of it, and so did the one in which the ended one's inside lies. */
export async function nameSuccessors(
  rehearsal: Rehearsal,
  ended: readonly Standing[],
  taken: readonly Standing[],
): Promise<void> {
  const before = finder(ended.map(outlineOf))
  const after = finder(taken.map(outlineOf))
  const nameOf = new Map([...ended, ...taken].map(({ key, name }) => [key, name]))
  const pairs = new Map<string, { oldId: string; newId: string }>()
  const pair = (oldId: string, newId: string) => pairs.set(`${oldId} ${newId}`, { oldId, newId })
  for (const one of taken) {
    const middle = middleOf(one)
    if (middle) for (const { key } of before(...middle)) pair(key, one.key)
  }
  for (const one of ended) {
    const middle = middleOf(one)
    if (middle) for (const { key } of after(...middle)) pair(one.key, key)
  }
  for (const { oldId, newId } of pairs.values()) {
    const label = `${nameOf.get(oldId)} → ${nameOf.get(newId)}`
    await rehearsal.change({ what: 'grid-successor', action: 'create', record: newId, label, body: { oldId, newId } })
  }
}
