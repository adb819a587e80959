/** Outlines that are known already, as the checks hold them. */
import type { Territory } from '../answers.ts'
import type { LayerOutline, Outline } from '../polygons/overlay.ts'
import { boxOf, fromGeometry, unitsOf, type Box, type Shape } from '../polygons/shape.ts'

export const boxOfShape = (shape: Shape): Box => boxOf(shape.map(([outer]) => outer!))

export function knownOutline(held: Territory, regionId: string): Outline | null {
  const geometry = held.outline(regionId)
  if (!geometry) return null
  const shape = fromGeometry(geometry)
  return { key: regionId, shape, box: boxOfShape(shape) }
}

export const asLayer = (outline: Outline, parent: string | null): LayerOutline => ({ ...outline, parent })

/** What was drawn and not made up: the outlines to believe. */
export function isSurveyed(held: Territory, regionId: string): boolean {
  return held.outline(regionId) !== null && held.region(regionId)?.synthetic === false
}

/** The box of everything drawn of the city; null where nothing is. */
export function knownBox(held: Territory): Box | null {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity]
  const widen = ([west, south, east, north]: readonly number[]) => {
    box[0] = Math.min(box[0], west!)
    box[1] = Math.min(box[1], south!)
    box[2] = Math.max(box[2], east!)
    box[3] = Math.max(box[3], north!)
  }
  for (const region of held.regions()) {
    const outline = knownOutline(held, region.id)
    if (outline) widen(outline.box)
  }
  for (const grid of held.gridRecords()) widen(grid.bbox.map(unitsOf))
  return box[0] === Infinity ? null : box
}
