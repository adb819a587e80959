/**
 * Who answers for an item in every lowest region, found by looking only where duties change something. What a category's duties
 * say of a subtree is worked out once; an item with duties of its own is looked at along the paths to those alone.
 */
import type { DutyIndex } from './duty-index.ts'
import type { DutyOverlap } from './duty-report.ts'
import type { Item } from './item.ts'
import type { RegionNode, RegionNodes } from './region-nodes.ts'
import type { Route } from './routing.ts'

/** What holds in a region and all below it. */
export interface Walked {
  /** No place in it has a lead. */
  whole: boolean
  /** The widest regions that are without a lead as a whole. */
  gaps: readonly string[]
  /** By the ids of their duties. */
  overlaps: ReadonlyMap<string, Omit<DutyOverlap, 'itemId'>>
  /** Duties by which somewhere in it something is decided. */
  decisive: ReadonlySet<string>
}

type Subject = Pick<Item, 'id' | 'categoryId'>

export class DutyWalk {
  /** Category and region → what its own duties say there. */
  private readonly general = new Map<string, Walked>()
  private readonly markedBy = new Map<string, ReadonlySet<string>>()
  /** What items rest on; many rest on the same. */
  private readonly used = new Set<Walked>()

  constructor(
    private readonly nodes: RegionNodes,
    private readonly index: DutyIndex,
    private readonly on: string,
    private readonly exists: (departmentId: string) => boolean,
  ) {}

  of(item: Subject): Omit<Walked, 'decisive'> {
    const roots = this.nodes.roots.map((root) => this.visit(item, root, false))
    return roots.length === 1 ? roots[0]! : merged(null, roots)
  }

  /** Duties by which something is decided for the items that were asked about. */
  decisive(): Set<string> {
    const found = new Set<string>()
    for (const { decisive } of this.used) for (const id of decisive) found.add(id)
    return found
  }

  /** `led`: a duty of the item itself, with a lead that exists, holds further up: no category's goes before it. */
  private visit(item: Subject, node: RegionNode, led: boolean): Omit<Walked, 'decisive'> {
    const marked = this.marked(item.id)
    const own = led || this.index.given(item.id, node.id).some((duty) => this.exists(duty.leadDepartmentId))
    if (node.children.some((child) => marked.has(child.id)))
      return merged(
        node,
        node.children.map((child) => this.visit(item, child, own)),
      )
    const found = own ? this.settled(item, node) : this.generally(item.categoryId, node)
    this.used.add(found)
    return found
  }

  private generally(categoryId: string, node: RegionNode): Walked {
    const key = `${categoryId} ${node.id}`
    let found = this.general.get(key)
    if (!found) {
      const marked = this.marked(categoryId)
      if (node.children.some((child) => marked.has(child.id))) {
        const parts = node.children.map((child) => this.generally(categoryId, child))
        found = { ...merged(node, parts), decisive: new Set(parts.flatMap((part) => [...part.decisive])) }
      } else found = this.settled({ id: '', categoryId }, node)
      this.general.set(key, found)
    }
    return found
  }

  /** Regions with a duty of the subject at or below them; elsewhere the answer is the parent's. */
  private marked(subjectId: string): ReadonlySet<string> {
    let marked = this.markedBy.get(subjectId)
    if (!marked) {
      const found = new Set<string>()
      for (const duty of this.index.of(subjectId))
        for (let at = this.nodes.node(duty.regionId); at && !found.has(at.id); at = at.parent) found.add(at.id)
      this.markedBy.set(subjectId, (marked = found))
    }
    return marked
  }

  /** One answer for all of it. */
  private settled(item: Subject, node: RegionNode): Walked {
    const found: Route = this.index.route({ item, chain: node.chain, on: this.on, exists: this.exists })
    if ('gap' in found) return { whole: true, gaps: [node.id], overlaps: new Map(), decisive: new Set() }
    if ('overlap' in found) {
      const dutyIds = found.overlap.map((side) => side.dutyId)
      const leadDepartmentIds = [...new Set(found.overlap.map((side) => side.lead))]
      const overlap = { regionId: found.regionId, dutyIds, leadDepartmentIds }
      return { whole: false, gaps: [], overlaps: new Map([[dutyIds.join(), overlap]]), decisive: new Set(dutyIds) }
    }
    const agreed = found.why.flatMap((step) => (step.code === 'agreed-with' ? [step.params.dutyId] : []))
    return { whole: false, gaps: [], overlaps: new Map(), decisive: new Set([found.dutyId, ...agreed]) }
  }
}

/** The parts of a region together; where all of it is without a lead, that is said once, of the whole. */
function merged(node: RegionNode | null, parts: readonly Omit<Walked, 'decisive'>[]): Omit<Walked, 'decisive'> {
  const whole = parts.length > 0 && parts.every((part) => part.whole)
  if (whole && node) return { whole, gaps: [node.id], overlaps: new Map() }
  return {
    whole,
    gaps: parts.flatMap((part) => part.gaps),
    overlaps: new Map(parts.flatMap((part) => [...part.overlaps])),
  }
}
