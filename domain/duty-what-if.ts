/**
 * What if the duties were others: each case is routed by the table as it is and by the table as it would be. Answers depend on
 * item and region alone, so that each pair is routed once, however many cases it has.
 */
import type { RoutingHistory } from './duty-history.ts'
import { DutyIndex } from './duty-index.ts'
import type { Item } from './item.ts'
import type { Duty, RouteInput } from './routing.ts'

/** A department's id, or why there is none. */
export type Outcome = string
export const GAP: Outcome = 'gap'
export const OVERLAP: Outcome = 'overlap'

export const WHAT_IF_KINDS = [
  'moved',
  'gap-closed',
  'gap-opened',
  'overlap-closed',
  'overlap-opened',
  'assisting',
] as const
export type WhatIfKind = (typeof WHAT_IF_KINDS)[number]

export interface WhatIfAnswer {
  from: Outcome
  to: Outcome
  /** null: nothing would be different. */
  kind: WhatIfKind | null
}

type Place = Pick<RouteInput, 'chain'> & { item: Pick<Item, 'id' | 'categoryId'> }

export interface WhatIfTables {
  before: { duties: readonly Duty[]; on: string }
  after: { duties: readonly Duty[]; on: string }
  exists: (departmentId: string) => boolean
}

function kindOf(from: Outcome, to: Outcome, sameAssisting: boolean): WhatIfKind | null {
  if (from === to) return sameAssisting ? null : 'assisting'
  if (to === GAP) return 'gap-opened'
  if (to === OVERLAP) return 'overlap-opened'
  if (from === GAP) return 'gap-closed'
  return from === OVERLAP ? 'overlap-closed' : 'moved'
}

export class WhatIf {
  private readonly known = new Map<string, WhatIfAnswer>()
  private readonly before: DutyIndex
  private readonly after: DutyIndex

  constructor(private readonly tables: WhatIfTables) {
    this.before = new DutyIndex(tables.before.duties)
    this.after = new DutyIndex(tables.after.duties)
  }

  /** The first region of the chain is the place. */
  answer({ item, chain }: Place): WhatIfAnswer {
    const key = `${item.id} ${chain[0]?.id ?? ''}`
    let answer = this.known.get(key)
    if (!answer) {
      const { exists } = this.tables
      const from = read(this.before, { item, chain, on: this.tables.before.on, exists })
      const to = read(this.after, { item, chain, on: this.tables.after.on, exists })
      const kind = kindOf(from.outcome, to.outcome, from.assisting === to.assisting)
      answer = { from: from.outcome, to: to.outcome, kind }
      this.known.set(key, answer)
    }
    return answer
  }
}

function read(index: DutyIndex, input: RouteInput): { outcome: Outcome; assisting: string } {
  const found = index.route(input)
  if ('gap' in found) return { outcome: GAP, assisting: '' }
  if ('overlap' in found) return { outcome: OVERLAP, assisting: '' }
  return { outcome: found.lead, assisting: [...found.assisting].sort().join() }
}

/** It came back from where it was first sent, and would have gone to the one that took it. */
export function avoidsReturn(answer: WhatIfAnswer, history: RoutingHistory): boolean {
  const { firstLead, returnedBy, acceptedBy } = history
  if (answer.kind === null || answer.kind === 'assisting' || firstLead === null || acceptedBy === null) return false
  return returnedBy.includes(firstLead) && acceptedBy === answer.to && answer.from !== acceptedBy
}

/** It was taken at once by the one that it would now not have gone to. */
export function takesAway(answer: WhatIfAnswer, took: string | null, returned: boolean): boolean {
  if (answer.kind === null || answer.kind === 'assisting' || returned || took === null) return false
  return took === answer.from
}

export interface WhatIfRow {
  from: Outcome
  to: Outcome
  itemId: string
  kind: WhatIfKind
  cases: number
  avoided: number
  takenAway: number
}
export interface WhatIfTotals {
  cases: number
  /** Danger to life goes to the nearest team, before any duty. */
  danger: number
  changed: number
  avoided: number
  takenAway: number
  kinds: Record<WhatIfKind, number>
  /** The most cases first. */
  rows: WhatIfRow[]
}

/** Adds up; one row for each from, to and item. */
export class WhatIfCount {
  private readonly rows = new Map<string, WhatIfRow>()
  private cases = 0
  private danger = 0

  skip(): void {
    this.cases++
    this.danger++
  }

  add(itemId: string, answer: WhatIfAnswer, avoided: boolean, takenAway: boolean): void {
    this.cases++
    const { from, to, kind } = answer
    if (kind === null) return
    const key = `${from} ${to} ${itemId}`
    let row = this.rows.get(key)
    if (!row) this.rows.set(key, (row = { from, to, itemId, kind, cases: 0, avoided: 0, takenAway: 0 }))
    row.cases++
    if (avoided) row.avoided++
    if (takenAway) row.takenAway++
  }

  totals(): WhatIfTotals {
    const rows = [...this.rows.values()].sort(
      (one, other) =>
        other.cases - one.cases || (one.from + one.to + one.itemId < other.from + other.to + other.itemId ? -1 : 1),
    )
    const sum = (of: (row: WhatIfRow) => number) => rows.reduce((total, row) => total + of(row), 0)
    const kinds = Object.fromEntries(
      WHAT_IF_KINDS.map((kind) => [kind, sum((row) => (row.kind === kind ? row.cases : 0))]),
    ) as Record<WhatIfKind, number>
    return {
      cases: this.cases,
      danger: this.danger,
      changed: sum((row) => row.cases),
      avoided: sum((row) => row.avoided),
      takenAway: sum((row) => row.takenAway),
      kinds,
      rows,
    }
  }
}
