/** The catalogue as a revision is planned against it: one snapshot, retired things among it. */
import type { Category, Item, Procedure, StageProfile } from '@bihuan/domain/item'
import type { CatalogueRows } from '../views.ts'

export interface PresentItem {
  item: Item
  retiredOn: string | null
  /** Of all its versions: a condition's id is never used again. */
  conditionIds: ReadonlySet<string>
}

export interface Present {
  categories: Map<string, Category & { retiredOn: string | null }>
  categoryByCode: Map<string, Category & { retiredOn: string | null }>
  items: Map<string, PresentItem>
  byCode: Map<string, PresentItem>
  procedures: Map<string, Procedure>
  stages: Map<string, StageProfile>
  stagesInForce: string | null
}

export function presentOf(rows: CatalogueRows): Present {
  const items = new Map<string, PresentItem>()
  const ids = new Map<string, Set<string>>()
  for (const { document } of rows.items) {
    const used = ids.get(document.id) ?? new Set<string>()
    for (const { id } of document.conditions) used.add(id)
    ids.set(document.id, used)
  }
  for (const { document, current, retiredOn } of rows.items)
    if (current) items.set(document.id, { item: document, retiredOn, conditionIds: ids.get(document.id)! })
  return {
    categories: new Map(rows.categories.map((category) => [category.id, category])),
    categoryByCode: new Map(rows.categories.map((category) => [category.code, category])),
    items,
    byCode: new Map([...items.values()].map((present) => [present.item.code, present])),
    // Rows come by version: the last one stays.
    procedures: new Map(rows.procedures.map((procedure) => [procedure.id, procedure])),
    stages: new Map(rows.stageProfiles.map((profile) => [profile.id, profile])),
    stagesInForce: rows.stagesInForce,
  }
}
