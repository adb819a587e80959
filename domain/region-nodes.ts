/** The tree of regions for rules that walk it: each node with its chain upward and its children. */
import type { Region } from './place.ts'

export interface RegionNode {
  id: string
  parent: RegionNode | null
  /** Itself and all above it, nearest first. */
  chain: readonly { id: string }[]
  children: RegionNode[]
  /** Lowest regions in it; 1 for a lowest region itself. */
  leaves: number
}

export class RegionNodes {
  readonly roots: RegionNode[] = []
  private readonly byId = new Map<string, RegionNode>()

  constructor(regions: readonly Pick<Region, 'id' | 'parentId'>[]) {
    const below = new Map<string | null, string[]>()
    for (const { id, parentId } of regions) {
      const siblings = below.get(parentId)
      if (siblings) siblings.push(id)
      else below.set(parentId, [id])
    }
    const grow = (id: string, parent: RegionNode | null): RegionNode => {
      const node: RegionNode = { id, parent, chain: [{ id }, ...(parent?.chain ?? [])], children: [], leaves: 1 }
      this.byId.set(id, node)
      for (const child of below.get(id) ?? []) node.children.push(grow(child, node))
      if (node.children.length > 0) node.leaves = node.children.reduce((sum, child) => sum + child.leaves, 0)
      return node
    }
    for (const id of below.get(null) ?? []) this.roots.push(grow(id, null))
  }

  node(id: string): RegionNode | null {
    return this.byId.get(id) ?? null
  }

  /** Whether a region is the other one or lies in it. */
  within(id: string, ancestorId: string): boolean {
    for (let at = this.node(id); at; at = at.parent) if (at.id === ancestorId) return true
    return false
  }

  /** Whether one of them lies in the other. */
  related(one: string, other: string): boolean {
    return this.within(one, other) || this.within(other, one)
  }
}
