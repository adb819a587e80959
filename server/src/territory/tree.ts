/** The tree of regions, for questions upward (chain, ancestors) and downward (children). Pure over the rows that it was given. */
import type { Ancestors } from '@bihuan/domain/place'
import type { RegionRecord } from './views.ts'

export class RegionTree {
  private readonly byId = new Map<string, RegionRecord>()
  private readonly byCode = new Map<string, RegionRecord>()
  private readonly below = new Map<string | null, RegionRecord[]>()
  private readonly predecessors = new Map<string, RegionRecord[]>()
  private readonly chains = new Map<string, readonly RegionRecord[]>()

  readonly rows: readonly RegionRecord[]

  /** What hangs under a region that got another code hangs under its successor: nobody had to touch it. */
  constructor(recorded: readonly RegionRecord[]) {
    for (const region of recorded) this.byId.set(region.id, region)
    this.rows = recorded.map((region) => {
      const parent = region.validTo === null && region.parentId !== null ? this.current(region.parentId) : null
      return parent && parent.id !== region.parentId ? { ...region, parentId: parent.id } : region
    })
    for (const region of this.rows) {
      this.byId.set(region.id, region)
      if (region.successorId)
        this.predecessors.set(region.successorId, [...(this.predecessors.get(region.successorId) ?? []), region])
      if (region.validTo !== null) continue
      this.byCode.set(region.code, region)
      const siblings = this.below.get(region.parentId)
      if (siblings) siblings.push(region)
      else this.below.set(region.parentId, [region])
    }
  }

  region(id: string): RegionRecord | null {
    return this.byId.get(id) ?? null
  }

  byCodeInForce(code: string): RegionRecord | null {
    return this.byCode.get(code) ?? null
  }

  /** Those in force, by code; `null` asks for the roots. */
  children(parentId: string | null): readonly RegionRecord[] {
    return this.below.get(parentId) ?? []
  }

  /** The region itself and all that lie above it, nearest first. Empty for an unknown id. */
  chain(id: string): readonly RegionRecord[] {
    const known = this.chains.get(id)
    if (known) return known
    const chain: RegionRecord[] = []
    for (let at = this.region(id); at; at = at.parentId === null ? null : this.region(at.parentId)) {
      if (chain.includes(at)) throw new Error(`region ${at.code} lies above itself`)
      chain.push(at)
    }
    this.chains.set(id, chain)
    return chain
  }

  isWithin(id: string, ancestorId: string): boolean {
    return this.chain(id).some((region) => region.id === ancestorId)
  }

  /** A level that is absent is null. An unknown region is a defect of the caller. */
  ancestorsOf(id: string): Ancestors {
    const chain = this.chain(id)
    const at = (level: RegionRecord['level']) => chain.find((region) => region.level === level)?.id ?? null
    const cityId = at('city')
    if (cityId === null) throw new Error(`region ${id} does not hang under a city`)
    return { cityId, countyId: at('county'), townId: at('town'), communityId: at('community') }
  }

  /**
   * The regions that somebody responsible for this one answers for: itself, what it went over into, and what went over
   * into it; records keep the id as of their filing. Empty for an unknown id.
   */
  lineage(id: string): readonly RegionRecord[] {
    const region = this.region(id)
    if (!region) return []
    const found = [region]
    for (let at: RegionRecord | null = region; at?.successorId;) {
      at = this.region(at.successorId)
      if (!at || found.includes(at)) break
      found.push(at)
    }
    const earlier = [region]
    for (const at of earlier)
      for (const before of this.predecessors.get(at.id) ?? []) if (!earlier.includes(before)) earlier.push(before)
    return [...found, ...earlier.slice(1).filter((before) => !found.includes(before))]
  }

  /**
   * For rules that are written for regions (duties): from the region that holds today upward, each with those that it came of, so that a
   * rule made for a former code goes on.
   */
  chainThroughTime(id: string): readonly RegionRecord[] {
    const present = this.current(id)
    if (!present) return []
    const chain: RegionRecord[] = []
    for (const region of this.chain(present.id)) {
      chain.push(region)
      chain.push(...this.origins(region.id))
    }
    return chain
  }

  /** All that went over into it, nearest first. */
  private origins(id: string): RegionRecord[] {
    const found = [...(this.predecessors.get(id) ?? [])]
    for (const at of found)
      for (const before of this.predecessors.get(at.id) ?? [])
        if (!found.includes(before) && before.id !== id) found.push(before)
    return found
  }

  /** The region that holds in its stead today: itself, or the last of its successors. */
  current(id: string): RegionRecord | null {
    const seen = new Set<string>()
    let at = this.region(id)
    while (at?.successorId && !seen.has(at.id)) {
      seen.add(at.id)
      at = this.region(at.successorId)
    }
    return at
  }
}
