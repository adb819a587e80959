/** What changed between two versions of an item, field by field, as people compare two editions of a standard. */
import type { Condition, Item } from './item.ts'

export interface Difference {
  /** `name`, `severity`, `plan.steps`, `conditions.c2` (a whole one, new or gone), `conditions.c2.limit`. */
  field: string
  /** null: was not there. */
  before: unknown
  /** null: is not there any more. */
  after: unknown
}

const FIELDS = [
  'code',
  'categoryId',
  'name',
  'hazard',
  'severity',
  'procedureId',
  'autoAssess',
  'autoDispatch',
  'needsAfterEvidence',
  'needsReview',
  'needsCallBack',
  'confidential',
  'reworkLimit',
  'keywords',
] as const satisfies readonly (keyof Item)[]
const PLAN = ['steps', 'call', 'documents', 'basis'] as const satisfies readonly (keyof Item['plan'])[]
const CONDITION = [
  'filing',
  'closing',
  'limit',
  'limitMeans',
  'imported',
] as const satisfies readonly (keyof Condition)[]

/** Absent, null and false say the same of a flag that is seldom set. */
function same(a: unknown, b: unknown): boolean {
  if (a === b || (!a && !b && a !== 0 && b !== 0 && a !== '' && b !== '')) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) || Array.isArray(b))
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((one, at) => same(one, b[at]))
  const names = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...names].every((name) => same((a as Record<string, unknown>)[name], (b as Record<string, unknown>)[name]))
}

function conditionDifferences(before: readonly Condition[], after: readonly Condition[]): Difference[] {
  const was = new Map(before.map((condition) => [condition.id, condition]))
  const is = new Set(after.map(({ id }) => id))
  const found: Difference[] = []
  for (const condition of after) {
    const earlier = was.get(condition.id)
    const field = `conditions.${condition.id}`
    if (!earlier) found.push({ field, before: null, after: condition })
    else
      for (const name of CONDITION)
        if (!same(earlier[name], condition[name]))
          found.push({ field: `${field}.${name}`, before: earlier[name] ?? null, after: condition[name] ?? null })
  }
  for (const condition of before)
    if (!is.has(condition.id)) found.push({ field: `conditions.${condition.id}`, before: condition, after: null })
  const order = (list: readonly Condition[]) => list.map(({ id }) => id)
  if (found.length === 0 && !same(order(before), order(after)))
    found.push({ field: 'conditions', before: order(before), after: order(after) })
  return found
}

/** Empty where nothing but the version differs. A new item (`before` null) is one difference. */
export function differences(before: Item | null, after: Item): Difference[] {
  if (!before) return [{ field: 'item', before: null, after: after.name }]
  const found: Difference[] = []
  const add = (field: string, a: unknown, b: unknown) => {
    if (!same(a, b)) found.push({ field, before: a ?? null, after: b ?? null })
  }
  for (const name of FIELDS) add(name, before[name], after[name])
  for (const name of PLAN) add(`plan.${name}`, before.plan[name], after.plan[name])
  return [...found, ...conditionDifferences(before.conditions, after.conditions)]
}

/** Conditions that cases may be about and that the next version has no more. */
export function conditionsGone(before: Item, after: Item): Condition[] {
  const kept = new Set(after.conditions.map(({ id }) => id))
  return before.conditions.filter(({ id }) => !kept.has(id))
}

/** An id for a new condition that no version of the item has used: c1, c2, … */
export function newConditionId(used: ReadonlySet<string>): string {
  for (let n = used.size + 1; ; n += 1) if (!used.has(`c${n}`)) return `c${n}`
}
