/**
 * What is wrong with a table of duties, exactly: gaps (nobody leads an item somewhere), overlaps (two lead it alike),
 * unreachable duties (others win wherever they would hold), orphaned ones (a department, region or item is gone).
 */
import type { Item } from './item.ts'
import type { Region } from './place.ts'
import { concerns, holdsOn, route, type Duty, type Route } from './routing.ts'

export interface DutyGap {
  itemId: string
  /** The whole of this region is without a lead. */
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

interface Node {
  id: string
  chain: readonly { id: string }[]
  children: Node[]
}

function treeOf(regions: DutyReportInput['regions']): { roots: Node[]; nodes: Map<string, Node> } {
  const below = new Map<string | null, string[]>()
  for (const { id, parentId } of regions) below.set(parentId, [...(below.get(parentId) ?? []), id])
  const nodes = new Map<string, Node>()
  const grow = (id: string, above: readonly { id: string }[]): Node => {
    const chain = [{ id }, ...above]
    const node: Node = { id, chain, children: (below.get(id) ?? []).map((child) => grow(child, chain)) }
    nodes.set(id, node)
    return node
  }
  return { roots: (below.get(null) ?? []).map((id) => grow(id, [])), nodes }
}

/** A report over all items and the whole tree; only where duties change something is looked at, so a city takes milliseconds. */
export function dutyReport(input: DutyReportInput): DutyReport {
  const { items, duties, on, departmentExists: exists } = input
  const { roots, nodes } = treeOf(input.regions)
  const valid = duties.filter((duty) => holdsOn(duty, on))
  const report: DutyReport = { gaps: [], overlaps: [], unreachable: [], orphaned: orphans(valid, input, nodes) }
  const decisive = new Set<string>()

  for (const item of items) {
    const relevant = valid.filter((duty) => concerns(duty, item) && nodes.has(duty.regionId))
    // Regions with a relevant duty at or below them; elsewhere the answer is the parent's.
    const marked = new Set(relevant.flatMap((duty) => nodes.get(duty.regionId)!.chain.map((region) => region.id)))
    const overlaps = new Map<string, DutyOverlap>()
    const settle = (node: Node, found: Route) => {
      if ('gap' in found) report.gaps.push({ itemId: item.id, regionId: node.id })
      else if ('overlap' in found) {
        const dutyIds = found.overlap.map((side) => side.dutyId)
        const leads = [...new Set(found.overlap.map((side) => side.lead))]
        overlaps.set(dutyIds.join(), { itemId: item.id, regionId: found.regionId, dutyIds, leadDepartmentIds: leads })
        for (const id of dutyIds) decisive.add(id)
      } else {
        decisive.add(found.dutyId)
        for (const step of found.why) if (step.code === 'agreed-with') decisive.add(step.params.dutyId)
      }
    }
    const walk = (node: Node) => {
      const found = route({ item, chain: node.chain, on, exists }, relevant)
      if (node.children.length === 0 || !marked.has(node.id)) return settle(node, found)
      // Every answer of a region and of its unmarked children is the same: told once for a region without marked children.
      const nearer = node.children.filter((child) => marked.has(child.id))
      if (nearer.length === 0) return settle(node, found)
      for (const child of node.children) {
        if (marked.has(child.id)) walk(child)
        else settle(child, found)
      }
    }
    for (const root of roots) walk(root)
    report.overlaps.push(...overlaps.values())
  }

  const orphaned = new Set(
    report.orphaned.filter(({ gone }) => gone.some((part) => part !== 'assisting')).map(({ dutyId }) => dutyId),
  )
  for (const duty of valid) {
    if (decisive.has(duty.id) || orphaned.has(duty.id)) continue
    report.unreachable.push({ dutyId: duty.id, shadowedBy: shadows(duty, input, valid, nodes, decisive) })
  }
  return report
}

function orphans(
  valid: readonly Duty[],
  { items, departmentExists }: DutyReportInput,
  nodes: Map<string, Node>,
): OrphanedDuty[] {
  const itemIds = new Set(items.map((item) => item.id))
  const categoryIds = new Set(items.map((item) => item.categoryId))
  const found: OrphanedDuty[] = []
  for (const duty of valid) {
    const gone: OrphanedDuty['gone'] = []
    if (!departmentExists(duty.leadDepartmentId)) gone.push('lead')
    if (duty.assistingDepartmentIds.some((id) => !departmentExists(id))) gone.push('assisting')
    if (!nodes.has(duty.regionId)) gone.push('region')
    if (duty.itemId !== null && !itemIds.has(duty.itemId)) gone.push('item')
    if (duty.categoryId !== null && !categoryIds.has(duty.categoryId)) gone.push('category')
    if (gone.length > 0) found.push({ dutyId: duty.id, gone })
  }
  return found
}

/** The duties that decide, for its items, in its region or below. */
function shadows(
  duty: Duty,
  { items }: DutyReportInput,
  valid: readonly Duty[],
  nodes: Map<string, Node>,
  decisive: ReadonlySet<string>,
): string[] {
  const mine = items.filter((item) => concerns(duty, item))
  const related = (regionId: string) => {
    const chain = nodes.get(regionId)?.chain ?? []
    const own = nodes.get(duty.regionId)?.chain ?? []
    return chain.some(({ id }) => id === duty.regionId) || own.some(({ id }) => id === regionId)
  }
  return valid
    .filter((other) => decisive.has(other.id) && related(other.regionId) && mine.some((item) => concerns(other, item)))
    .map((other) => other.id)
}
