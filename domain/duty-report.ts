/**
 * What is wrong with a table of duties, exactly: gaps (nobody leads an item somewhere), overlaps (two lead it alike),
 * unreachable duties (others win wherever they would hold), orphaned ones (a department, region or item is gone).
 * Places are the lowest regions of the tree; a property test holds the report to routing, item by item and place by place.
 */
import { DutyIndex } from './duty-index.ts'
import type { Item } from './item.ts'
import type { Region } from './place.ts'
import { RegionNodes, type RegionNode } from './region-nodes.ts'
import { concerns, holdsOn, type Duty, type Route } from './routing.ts'

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

/** What one walk over the tree finds for an item; items of a category without duties of their own share it. */
interface Walk {
  gapRegions: string[]
  overlaps: Omit<DutyOverlap, 'itemId'>[]
}

/** A report over all items and the whole tree; only where duties change something is looked at, so a city takes milliseconds. */
export function dutyReport(input: DutyReportInput): DutyReport {
  const { items, duties, on, departmentExists } = input
  const nodes = new RegionNodes(input.regions)
  const valid = duties.filter((duty) => holdsOn(duty, on))
  const index = new DutyIndex(valid)
  const decisive = new Set<string>()
  const report: DutyReport = { gaps: [], overlaps: [], unreachable: [], orphaned: orphans(valid, input, nodes) }
  const exists = remembered(departmentExists)

  const general = new Map<string, Walk>()
  for (const item of items) {
    let found = index.names(item.id) ? undefined : general.get(item.categoryId)
    if (!found) {
      found = walk(item, { nodes, index, on, exists, decisive })
      if (!index.names(item.id)) general.set(item.categoryId, found)
    }
    for (const regionId of found.gapRegions) report.gaps.push({ itemId: item.id, regionId })
    for (const overlap of found.overlaps) report.overlaps.push({ itemId: item.id, ...overlap })
  }
  report.unreachable = unreachable(valid, input, nodes, decisive, report.orphaned)
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

interface Ground {
  nodes: RegionNodes
  index: DutyIndex
  on: string
  exists: (departmentId: string) => boolean
  decisive: Set<string>
}

function walk(item: Pick<Item, 'id' | 'categoryId'>, { nodes, index, on, exists, decisive }: Ground): Walk {
  // Regions with a relevant duty at or below them; elsewhere the answer is the parent's.
  const marked = new Set<string>()
  for (const duty of [...index.of(item.id), ...index.of(item.categoryId)])
    for (let at = nodes.node(duty.regionId); at && !marked.has(at.id); at = at.parent) marked.add(at.id)

  const gapRegions: string[] = []
  const overlaps = new Map<string, Omit<DutyOverlap, 'itemId'>>()
  /** Whether the region is a gap as a whole. */
  const settle = (node: RegionNode, found: Route): boolean => {
    if ('gap' in found) {
      gapRegions.push(node.id)
      return true
    }
    if ('overlap' in found) {
      const dutyIds = found.overlap.map((side) => side.dutyId)
      const leadDepartmentIds = [...new Set(found.overlap.map((side) => side.lead))]
      overlaps.set(dutyIds.join(), { regionId: found.regionId, dutyIds, leadDepartmentIds })
      for (const id of dutyIds) decisive.add(id)
    } else {
      decisive.add(found.dutyId)
      for (const step of found.why) if (step.code === 'agreed-with') decisive.add(step.params.dutyId)
    }
    return false
  }
  const visit = (node: RegionNode): boolean => {
    const nearer = marked.has(node.id) ? node.children.filter((child) => marked.has(child.id)) : []
    // Every answer of a region and of its unmarked children is the same: told once for a region without marked children.
    if (nearer.length === 0) return settle(node, index.route({ item, chain: node.chain, on, exists }))
    const before = gapRegions.length
    let gaps = 0
    const rest = node.children.length - nearer.length
    if (rest > 0) {
      const found = index.route({ item, chain: node.chain, on, exists })
      for (const child of node.children) if (!marked.has(child.id) && settle(child, found)) gaps++
    }
    for (const child of nearer) if (visit(child)) gaps++
    if (gaps < node.children.length) return false
    // All of it is without a lead: said once, of the whole.
    gapRegions.length = before
    gapRegions.push(node.id)
    return true
  }
  for (const root of nodes.roots) visit(root)
  return { gapRegions, overlaps: [...overlaps.values()] }
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
