/** Duties by what they name and where: routing then looks at the few on a chain of regions, not at the whole table. */
import type { Item } from './item.ts'
import { route, type Duty, type Route, type RouteInput } from './routing.ts'

const NONE: readonly Duty[] = []

export class DutyIndex {
  /** Item or category id → region id → duties given there. */
  private readonly bySubject = new Map<string, Map<string, Duty[]>>()

  constructor(duties: Iterable<Duty>) {
    for (const duty of duties) {
      const subject = (duty.itemId ?? duty.categoryId)!
      let byRegion = this.bySubject.get(subject)
      if (!byRegion) this.bySubject.set(subject, (byRegion = new Map()))
      const given = byRegion.get(duty.regionId)
      if (given) given.push(duty)
      else byRegion.set(duty.regionId, [duty])
    }
  }

  /** Duties that name this item or category, in this region itself. */
  given(subjectId: string, regionId: string): readonly Duty[] {
    return this.bySubject.get(subjectId)?.get(regionId) ?? NONE
  }

  /** All that name this item or category, wherever. */
  of(subjectId: string): Duty[] {
    return [...(this.bySubject.get(subjectId)?.values() ?? [])].flat()
  }

  names(subjectId: string): boolean {
    return this.bySubject.has(subjectId)
  }

  /** Those of the item and of its category along the chain. */
  along(item: Pick<Item, 'id' | 'categoryId'>, chain: RouteInput['chain']): Duty[] {
    const own = this.bySubject.get(item.id)
    const general = this.bySubject.get(item.categoryId)
    const found: Duty[] = []
    for (const { id } of chain) {
      for (const duty of own?.get(id) ?? NONE) found.push(duty)
      for (const duty of general?.get(id) ?? NONE) found.push(duty)
    }
    return found
  }

  route(input: RouteInput): Route {
    return route(input, this.along(input.item, input.chain))
  }
}
