/** What came of grids that were split, merged or ended, and what they came of. Pure over the rows that it was given. */

export interface GridSuccession {
  oldId: string
  newId: string
  /** It was taken back: the new one leads back to the old one. */
  takenBack: boolean
}

export class GridLineage {
  private readonly later = new Map<string, string[]>()
  private readonly earlier = new Map<string, string[]>()

  constructor(
    rows: readonly GridSuccession[],
    private readonly inForce: (gridId: string) => boolean,
  ) {
    for (const { oldId, newId, takenBack } of rows) {
      const [from, to] = takenBack ? [newId, oldId] : [oldId, newId]
      push(this.later, from, to)
      push(this.earlier, to, from)
    }
  }

  /** The grids in force that stand in its stead: itself, the parts of a split, the whole of a merge. */
  current(gridId: string): string[] {
    if (this.inForce(gridId)) return [gridId]
    return walk(this.later, gridId, this.inForce).filter(this.inForce)
  }

  /** What somebody responsible for it answers for: itself, what came of it, and what it came of; records keep the id of their day. */
  lineage(gridId: string): string[] {
    return [...new Set([...walk(this.later, gridId, this.inForce), ...walk(this.earlier, gridId, () => false)])]
  }
}

/** Stops behind what `ends`: the past of a grid in force is not its future. */
function walk(way: ReadonlyMap<string, string[]>, from: string, ends: (id: string) => boolean): string[] {
  const found = [from]
  for (const at of found) {
    if (ends(at)) continue
    for (const next of way.get(at) ?? []) if (!found.includes(next)) found.push(next)
  }
  return found
}

function push(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
