/** Two reports on the same tree: what was opened and what was closed between them, in places (lowest regions). */
import type { DutyGap, DutyOverlap, DutyReport } from './duty-report.ts'
import type { RegionNodes } from './region-nodes.ts'

/** A region in which an item is now, or was until now, without a lead; `places` of it. */
export interface GapChange extends DutyGap {
  places: number
}
export interface ReportsCompared {
  gapsOpened: GapChange[]
  gapsClosed: GapChange[]
  overlapsOpened: DutyOverlap[]
  overlapsClosed: DutyOverlap[]
  /** Ids of duties. */
  unreachableNew: string[]
  orphanedNew: string[]
}

export function compareReports(before: DutyReport, after: DutyReport, nodes: RegionNodes): ReportsCompared {
  const overlapKey = ({ itemId, regionId, leadDepartmentIds }: DutyOverlap) =>
    `${itemId} ${regionId} ${[...leadDepartmentIds].sort().join()}`
  const missingIn = (these: readonly DutyOverlap[], those: readonly DutyOverlap[]) => {
    const known = new Set(those.map(overlapKey))
    return these.filter((overlap) => !known.has(overlapKey(overlap)))
  }
  const idsOnlyIn = (these: readonly { dutyId: string }[], those: readonly { dutyId: string }[]) => {
    const known = new Set(those.map((row) => row.dutyId))
    return these.map((row) => row.dutyId).filter((id) => !known.has(id))
  }
  return {
    gapsOpened: gapsOnlyIn(after.gaps, before.gaps, nodes),
    gapsClosed: gapsOnlyIn(before.gaps, after.gaps, nodes),
    overlapsOpened: missingIn(after.overlaps, before.overlaps),
    overlapsClosed: missingIn(before.overlaps, after.overlaps),
    unreachableNew: idsOnlyIn(after.unreachable, before.unreachable),
    orphanedNew: idsOnlyIn(after.orphaned, before.orphaned),
  }
}

/** Gaps are disjoint within an item: what those at or above do not cover, and those below leave over. */
function gapsOnlyIn(these: readonly DutyGap[], those: readonly DutyGap[], nodes: RegionNodes): GapChange[] {
  const others = new Map<string, Set<string>>()
  for (const { itemId, regionId } of those) {
    const regions = others.get(itemId)
    if (regions) regions.add(regionId)
    else others.set(itemId, new Set([regionId]))
  }
  return these.flatMap(({ itemId, regionId }) => {
    const known = others.get(itemId)
    const node = nodes.node(regionId)!
    if (node.chain.some(({ id }) => known?.has(id))) return []
    let places = node.leaves
    if (known) for (const id of known) if (nodes.within(id, regionId)) places -= nodes.node(id)!.leaves
    return places > 0 ? [{ itemId, regionId, places }] : []
  })
}

/** Item × place without a lead. */
export function gapPlaces(gaps: readonly DutyGap[], nodes: RegionNodes): number {
  return gaps.reduce((sum, { regionId }) => sum + nodes.node(regionId)!.leaves, 0)
}
