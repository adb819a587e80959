/** What an act changes in the figures: what the case counted for before, taken away, and what it counts for now, added. */
import type { Calendar } from '../clocks.ts'
import type { Case } from './case.ts'
import { basisOf, contribution, type Contribution, type Measure } from './measures.ts'
import { project } from './projection.ts'
import { stockOf, type StockLine, type StockMeasure } from './stock.ts'

/** Where a case counts. `regions`: its ancestors as of filing, city first. */
export interface Dimensions {
  regions: string[]
  departmentId: string | null
  itemId: string
}

export interface Delta extends Dimensions {
  counts: [day: string, measure: Measure | StockMeasure, n: number][]
}

export interface Counted extends Dimensions {
  contribution: Contribution
  /** What it adds to what is open and due. */
  stock: StockLine[]
}

/** A folded case is a value: what it counts for is worked out once. */
const countedBefore = new WeakMap<Case, { counted: Counted; calendar: Calendar }>()

export function counted(caseFile: Case, calendar: Calendar): Counted {
  const before = countedBefore.get(caseFile)
  if (before?.calendar === calendar) return before.counted
  const found = count(caseFile, calendar)
  countedBefore.set(caseFile, { counted: found, calendar })
  return found
}

function count(caseFile: Case, calendar: Calendar): Counted {
  const { cityId, countyId, townId, communityId } = caseFile.place
  return {
    regions: [cityId, countyId, townId, communityId].filter((id) => id !== null),
    departmentId: caseFile.assignment?.lead ?? null,
    itemId: caseFile.item.id,
    contribution: contribution(caseFile, calendar),
    // Clocks are read at their own moments: what falls due when does not depend on now.
    stock: caseFile.holder ? stockOf(caseFile, project(caseFile, calendar, caseFile.last.recordedAt)) : [],
  }
}

/** At most two groups: one where the dimensions did not change, two where they did (−1 there, +1 here). */
export function deltas(before: Counted | null, after: Counted): Delta[] {
  const same =
    before !== null &&
    before.departmentId === after.departmentId &&
    before.itemId === after.itemId &&
    before.regions.join() === after.regions.join()
  if (before === null || !same) {
    return [...(before ? [delta(before, lines(before, -1))] : []), delta(after, lines(after, 1))]
  }
  const sums = new Map<string, Delta['counts'][number]>()
  for (const [day, measure, n] of [...lines(before, -1), ...lines(after, 1)]) {
    const key = `${day} ${measure}`
    const sum = sums.get(key)
    if (sum) sum[2] += n
    else sums.set(key, [day, measure, n])
  }
  const counts = [...sums.values()].filter(([, , n]) => n !== 0)
  return counts.length > 0 ? [delta(after, counts)] : []
}

/** Each measure with the day on which it counts, and the stocks. */
export function lines({ contribution, stock }: Counted, n: number): Delta['counts'] {
  const { reportedDay, closedDay, measures } = contribution
  return [
    ...measures.map((measure): Delta['counts'][number] => [
      basisOf(measure) === 'closed' ? closedDay! : reportedDay,
      measure,
      n,
    ]),
    ...stock.map(([day, measure]): Delta['counts'][number] => [day, measure, n]),
  ]
}

function delta({ regions, departmentId, itemId }: Dimensions, counts: Delta['counts']): Delta {
  return { regions, departmentId, itemId, counts }
}
