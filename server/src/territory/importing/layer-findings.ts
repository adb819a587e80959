/** What an overlay says, as findings: one by one where it matters, by outline where it is only a hair. */
import type { NewFinding, Rehearsal } from '../../platform/revision.ts'
import { facesOf, type Face } from '../polygons/faces.ts'
import { EdgeSet, noded } from '../polygons/nodes.ts'
import { addShape, finder, overlay, type Flaw, type LayerOutline, type Outline } from '../polygons/overlay.ts'
import { retrace } from '../polygons/retrace.ts'
import { distance, insidePoint, positionsOf, type Shape } from '../polygons/shape.ts'

/** Smaller than this a flaw is counted, not listed (m²): what is left of borders that were drawn twice. */
export const LIST_FROM = 10
const LEAST = 0.05

export const rounded = (area: number) => Math.round(area * 100) / 100
export const faceGeometry = ({ rings }: Face) => ({ type: 'Polygon', coordinates: rings.map(positionsOf) })

export interface Layer {
  outlines: readonly LayerOutline[]
  parents: readonly Outline[]
  nameOf(key: string): string
  /** Of the file, and not only there to be compared with. */
  isNew(key: string): boolean
}

export interface Checked {
  /** Keys of what must not be taken. */
  refused: Set<string>
  /** Slivers that are closed: what an outline gains, and what it loses. */
  mends: Map<string, Mend>
}
export interface Mend {
  gains: Face[]
  losses: Face[]
}

/** Says what is wrong with the layer, and which slivers are closed. */
export async function checkLayer(rehearsal: Rehearsal, layer: Layer, snapBelow = 0): Promise<Checked> {
  const { outlines, parents } = layer
  const pause = () => rehearsal.progress('borders', 0, 0)
  const refused = await whollyOutside(rehearsal, layer)
  const found = await overlay(
    outlines.filter(({ key }) => !refused.has(key)),
    parents,
    LEAST,
    pause,
  )
  if (found.tooMany) await rehearsal.finding({ severity: 'warning', code: 'borders-too-different' })
  const mends = new Map<string, Mend>()
  const slivers = new Map<string, { count: number; area: number; largest: number }>()
  const listed = found.flaws.toSorted((a, b) => b.face.area - a.face.area)
  for (const flaw of listed) {
    const keys = keysOf(flaw)
    if (keys.length > 0 && !keys.some((key) => layer.isNew(key))) continue
    const fresh = keys.filter((key) => layer.isNew(key))
    // A gap goes to the one that it has most corners in common with, an overlap from the one that came later.
    const taker = flaw.kind === 'gap' ? fresh[0] : fresh.at(-1)
    const mended = flaw.face.area <= snapBelow && flaw.kind !== 'outside' ? taker : undefined
    if (mended !== undefined) {
      const mend = mends.get(mended) ?? { gains: [], losses: [] }
      ;(flaw.kind === 'gap' ? mend.gains : mend.losses).push(flaw.face)
      mends.set(mended, mend)
      continue
    }
    rehearsal.count(`${flaw.kind}s`)
    if (flaw.face.area >= LIST_FROM) await rehearsal.finding(findingOf(flaw, layer.nameOf))
    else {
      const sum = slivers.get(keys[0] ?? '') ?? { count: 0, area: 0, largest: 0 }
      sum.count += 1
      sum.area += flaw.face.area
      sum.largest = Math.max(sum.largest, flaw.face.area)
      slivers.set(keys[0] ?? '', sum)
    }
  }
  for (const [key, { count, area, largest }] of slivers) {
    const name = layer.nameOf(key)
    const params = { name, count, area: rounded(area), largest: rounded(largest), limit: LIST_FROM }
    await rehearsal.finding({ severity: 'note', code: 'slivers-many', subject: name, area, params })
  }
  for (const [key, { gains, losses }] of mends) {
    const all = [...gains, ...losses]
    const [name, area] = [layer.nameOf(key), all.reduce((sum, face) => sum + face.area, 0)]
    const params = { name, count: all.length, area: rounded(area), limit: snapBelow }
    const geometry = { type: 'MultiPolygon', coordinates: all.slice(0, 200).map(({ rings }) => rings.map(positionsOf)) }
    await rehearsal.finding({ severity: 'repaired', code: 'slivers-snapped', subject: name, area, params, geometry })
  }
  return { refused, mends }
}

/** The outline with what it gains and without what it loses. */
export async function mendedShape(shape: Shape, { gains, losses }: Mend): Promise<Shape> {
  const edges = new EdgeSet(1)
  addShape(edges, shape, [1])
  for (const [faces, weight] of [
    [gains, 1],
    [losses, -1],
  ] as const)
    for (const { rings } of faces) addShape(edges, [rings.map((ring) => Int32Array.from(ring))], [weight])
  const residue = await noded(edges)
  return retrace(residue, facesOf(residue), ({ cover }) => cover[0]! > 0)
}

export function keysOf(flaw: Flaw): string[] {
  if (flaw.kind === 'overlap') return flaw.keys
  return flaw.kind === 'gap' ? flaw.near : [flaw.key]
}

function findingOf(flaw: Flaw, nameOf: (key: string) => string): NewFinding {
  const { area } = flaw.face
  const common = { severity: 'warning' as const, area, geometry: faceGeometry(flaw.face) }
  if (flaw.kind === 'overlap') {
    const [one, other] = flaw.keys.map(nameOf)
    return { ...common, code: 'overlap', subject: one!, params: { one, other, area: rounded(area) } }
  }
  if (flaw.kind === 'outside') {
    const [name, parent] = [nameOf(flaw.key), nameOf(flaw.parent)]
    return { ...common, code: 'outside-parent', subject: name, params: { name, parent, area: rounded(area) } }
  }
  const near = flaw.near.map(nameOf).join('、')
  if (flaw.parent === null)
    return { ...common, code: 'gap-between', subject: near, params: { near, area: rounded(area) } }
  const parent = nameOf(flaw.parent)
  return { ...common, code: 'gap', subject: parent, params: { parent, near, area: rounded(area) } }
}

/** What has nothing in common with its parent bears a wrong code, or lies in another datum. */
async function whollyOutside(rehearsal: Rehearsal, { outlines, parents, nameOf, isNew }: Layer): Promise<Set<string>> {
  const byKey = new Map(parents.map((parent) => [parent.key, parent]))
  const find = finder(parents)
  const refused = new Set<string>()
  for (const { key, shape, parent, box } of outlines) {
    const above = parent === null ? undefined : byKey.get(parent)
    if (!above || !isNew(key)) continue
    const inside = insidePoint(shape.map(([outer]) => outer!))
    if (inside && find(...inside).some((one) => one.key === parent)) continue
    const touches = box[0] <= above.box[2] && box[2] >= above.box[0] && box[1] <= above.box[3] && box[3] >= above.box[1]
    const meets =
      touches &&
      shape.some(([outer]) => {
        for (let at = 0; at < outer!.length; at += 2)
          if (find(outer![at]! + 0.25, outer![at + 1]! + 0.25).some((one) => one.key === parent)) return true
        return false
      })
    if (meets) continue
    refused.add(key)
    const [x, y] = inside ?? [box[0], box[1]]
    const near: [number, number] = [
      Math.max(above.box[0], Math.min(x, above.box[2])),
      Math.max(above.box[1], Math.min(y, above.box[3])),
    ]
    const [name, parentName] = [nameOf(key), nameOf(above.key)]
    await rehearsal.finding({
      severity: 'error',
      code: 'wholly-outside-parent',
      subject: name,
      params: { name, parent: parentName, metres: Math.round(distance(x, y, ...near)) },
      geometry: { type: 'MultiPolygon', coordinates: shape.map((polygon) => polygon.map(positionsOf)) },
    })
  }
  return refused
}
