/** What an act changes in the figures: what the case counted for before, taken away, and what it counts for now, added. */
import type { Calendar } from '../clocks.ts'
import type { Case } from './case.ts'
import { basisOf, contribution, type Contribution, type Measure } from './measures.ts'

/** Where a case counts. `regions`: its ancestors as of filing, city first. */
export interface Dimensions {
  regions: string[]
  departmentId: string | null
  itemId: string
}

export interface Delta extends Dimensions {
  counts: [day: string, measure: Measure, n: number][]
}

export interface Counted extends Dimensions {
  contribution: Contribution
}

export function counted(caseFile: Case, calendar: Calendar): Counted {
  const { cityId, countyId, townId, communityId } = caseFile.place
  return {
    regions: [cityId, countyId, townId, communityId].filter((id) => id !== null),
    departmentId: caseFile.assignment?.lead ?? null,
    itemId: caseFile.item.id,
    contribution: contribution(caseFile, calendar),
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
    return [
      ...(before ? [{ ...dimensions(before), counts: lines(before.contribution, -1) }] : []),
      { ...dimensions(after), counts: lines(after.contribution, 1) },
    ]
  }
  const sums = new Map<string, [string, Measure, number]>()
  for (const [day, measure, n] of [...lines(before.contribution, -1), ...lines(after.contribution, 1)]) {
    const key = `${day} ${measure}`
    const sum = sums.get(key)
    if (sum) sum[2] += n
    else sums.set(key, [day, measure, n])
  }
  const counts = [...sums.values()].filter(([, , n]) => n !== 0)
  return counts.length > 0 ? [{ ...dimensions(after), counts }] : []
}

/** Each measure with the day on which it counts. */
export function lines({ reportedDay, closedDay, measures }: Contribution, n: number): Delta['counts'] {
  return measures.map((measure) => [basisOf(measure) === 'closed' ? closedDay! : reportedDay, measure, n])
}

function dimensions({ regions, departmentId, itemId }: Dimensions): Dimensions {
  return { regions, departmentId, itemId }
}
