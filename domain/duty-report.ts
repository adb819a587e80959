/**
 * What is wrong with a table of duties, exactly: gaps (nobody leads an item somewhere), overlaps (two lead it alike),
 * unreachable duties (others win wherever they would hold), orphaned ones (a department, region or item is gone).
 * Places are the lowest regions of the tree; a property test holds the report to routing, item by item and place by place.
 */
import { DutyIndex } from './duty-index.ts'
import { DutyWalk } from './duty-walk.ts'
import type { Item } from './item.ts'
import type { Region } from './place.ts'
import { RegionNodes } from './region-nodes.ts'
import { concerns, holdsOn, type Duty } from './routing.ts'

export interface DutyGap {
  itemId: string
  /** The whole of this region is without a lead, and of no region above it is that true. */
  regionId: string
}
export interface DutyOverlap {
  itemId: string
  /** Where the duties were given; it shows wherever below no nearer duty decides. */
  regionId: string
  dutyIds: string[]
  leadDepartmentIds: string[]
}
export interface UnreachableDuty {
  dutyId: string
  /** The duties that win in its stead; empty when no item of its category exists. */
  shadowedBy: string[]
}
export interface OrphanedDuty {
  dutyId: string
  gone: ('lead' | 'assisting' | 'region' | 'item' | 'category')[]
}
export interface DutyReport {
  gaps: DutyGap[]
  overlaps: DutyOverlap[]
  unreachable: UnreachableDuty[]
  orphaned: OrphanedDuty[]
}

export interface DutyReportInput {
  items: readonly Pick<Item, 'id' | 'categoryId'>[]
  /** Those in force. */
  regions: readonly Pick<Region, 'id' | 'parentId'>[]
  duties: readonly Duty[]
  on: string
  departmentExists: (departmentId: string) => boolean
}

/** A report over all items and the whole tree; only where duties change something is looked at, so a city takes milliseconds. */
export function dutyReport(input: DutyReportInput): DutyReport {
  const { items, duties, on, departmentExists } = input
  const nodes = new RegionNodes(input.regions)
  const valid = duties.filter((duty) => holdsOn(duty, on))
  const index = new DutyIndex(valid)
  const report: DutyReport = { gaps: [], overlaps: [], unreachable: [], orphaned: orphans(valid, input, nodes) }
  const exists = remembered(departmentExists)

  const walker = new DutyWalk(nodes, index, on, exists)
  for (const item of items) {
    const found = walker.of(item)
    for (const regionId of found.gaps) report.gaps.push({ itemId: item.id, regionId })
    for (const overlap of found.overlaps.values()) report.overlaps.push({ itemId: item.id, ...overlap })
  }
  report.unreachable = unreachable(valid, input, nodes, walker.decisive(), report.orphaned)
  return report
}

function remembered(ask: (id: string) => boolean): (id: string) => boolean {
  const known = new Map<string, boolean>()
  return (id) => {
    let answer = known.get(id)
    if (answer === undefined) known.set(id, (answer = ask(id)))
    return answer
  }
}

function orphans(
  valid: readonly Duty[],
  { items, departmentExists }: DutyReportInput,
  nodes: RegionNodes,
): OrphanedDuty[] {
  const itemIds = new Set(items.map((item) => item.id))
  const categoryIds = new Set(items.map((item) => item.categoryId))
  const found: OrphanedDuty[] = []
  for (const duty of valid) {
    const gone: OrphanedDuty['gone'] = []
    if (!departmentExists(duty.leadDepartmentId)) gone.push('lead')
    if (duty.assistingDepartmentIds.some((id) => !departmentExists(id))) gone.push('assisting')
    if (!nodes.node(duty.regionId)) gone.push('region')
    if (duty.itemId !== null && !itemIds.has(duty.itemId)) gone.push('item')
    if (duty.categoryId !== null && !categoryIds.has(duty.categoryId)) gone.push('category')
    if (gone.length > 0) found.push({ dutyId: duty.id, gone })
  }
  return found
}

/** Those that decide nowhere although all that they name exists, with the duties that decide in their stead. */
function unreachable(
  valid: readonly Duty[],
  { items }: DutyReportInput,
  nodes: RegionNodes,
  decisive: ReadonlySet<string>,
  orphaned: readonly OrphanedDuty[],
): UnreachableDuty[] {
  const lost = new Set(
    orphaned.filter(({ gone }) => gone.some((part) => part !== 'assisting')).map((row) => row.dutyId),
  )
  const idle = valid.filter((duty) => !decisive.has(duty.id) && !lost.has(duty.id))
  if (idle.length === 0) return []
  const deciding = new DutyIndex(valid.filter((duty) => decisive.has(duty.id)))
  const ofCategory = new Map<string, Pick<Item, 'id' | 'categoryId'>[]>()
  const byId = new Map(items.map((item) => [item.id, item]))
  for (const item of items) ofCategory.set(item.categoryId, [...(ofCategory.get(item.categoryId) ?? []), item])
  return idle.map((duty) => {
    const mine = duty.itemId === null ? (ofCategory.get(duty.categoryId!) ?? []) : [byId.get(duty.itemId)!]
    const subjects = new Set(mine.flatMap((item) => [item.id, item.categoryId]))
    const rivals = [...subjects]
      .flatMap((id) => deciding.of(id))
      .filter((other) => nodes.related(other.regionId, duty.regionId))
      .filter((other) => mine.some((item) => concerns(other, item)))
    return { dutyId: duty.id, shadowedBy: rivals.map((other) => other.id).sort() }
  })
}
