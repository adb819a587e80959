/** What would make an item unusable: found before it is applied, whoever brings it. */
import type { Item } from './item.ts'

export type ItemFault =
  | 'procedure-unknown'
  | 'category-unknown'
  | 'no-condition'
  | 'auto-assess-needs-one-condition'
  | 'limit-not-a-number'
  | 'limit-beyond-a-year'

const YEAR: Record<NonNullable<Item['reworkLimit']>['unit'], number> = {
  'emergency-minute': 366 * 24 * 60,
  'working-minute': 366 * 8 * 60,
  'working-day': 260,
  'calendar-hour': 366 * 24,
  'calendar-day': 366,
}

export function itemFaults(
  item: Item,
  known: { procedure: (id: string) => boolean; category: (id: string) => boolean },
): ItemFault[] {
  const limits = [item.reworkLimit, ...item.conditions.map(({ limit }) => limit)].filter((limit) => limit !== null)
  const faults: (ItemFault | false)[] = [
    !known.procedure(item.procedureId) && 'procedure-unknown',
    !known.category(item.categoryId) && 'category-unknown',
    item.conditions.length === 0 && 'no-condition',
    // The system chooses no condition: it must be the only one (domain/item.ts).
    item.autoAssess && item.conditions.length !== 1 && 'auto-assess-needs-one-condition',
    limits.some(({ amount }) => !(amount >= 0)) && 'limit-not-a-number',
    limits.some(({ amount, unit }) => amount > YEAR[unit]) && 'limit-beyond-a-year',
  ]
  return faults.filter((fault) => fault !== false)
}
