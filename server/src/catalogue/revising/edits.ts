/** Edits on a screen as changes of the catalogue. What the editor saw must still hold. */
import type { CatalogueEdit, ItemEdit } from '@bihuan/contract/catalogue-edit'
import type { Condition, Item } from '@bihuan/domain/item'
import { newConditionId } from '@bihuan/domain/item-diff'
import { newId } from '../../platform/id.ts'
import { Problem } from '../../platform/problem.ts'
import type { Plan } from './plan.ts'
import type { Present } from './present.ts'

function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Problem('platform.not-found')
  return value
}

function editedItem(edit: ItemEdit, present: Present): Item {
  const { id, version, confidential, conditions, ...rest } = edit
  const before = id === null ? null : known(present.items.get(id))
  if (before && before.item.version !== version)
    throw new Problem('catalogue.changed-meanwhile', { name: before.item.name.zh, version: before.item.version })
  const other = present.byCode.get(edit.code)
  if (other && other.item.id !== id)
    throw new Problem('catalogue.code-taken', { code: edit.code, name: other.item.name.zh })
  // A code is what imports find an item by: it stays.
  if (before && before.item.code !== edit.code) throw new Problem('catalogue.code-fixed', { code: before.item.code })
  const used = new Set(before?.conditionIds)
  const made = conditions.map((condition): Condition => {
    const conditionId = condition.id !== null && used.has(condition.id) ? condition.id : newConditionId(used)
    used.add(conditionId)
    const { imported, ...said } = condition
    return { ...said, id: conditionId, ...(imported ? { imported } : {}) }
  })
  return {
    ...rest,
    ...(confidential ? { confidential } : {}),
    id: id ?? newId(),
    version: before?.item.version ?? 1,
    conditions: made,
  }
}

export function planEdits(edits: readonly CatalogueEdit[], present: Present, plan: Plan): void {
  for (const edit of edits) planEdit(edit, present, plan)
}

function planEdit(edit: CatalogueEdit, present: Present, plan: Plan): void {
  if (edit.what === 'item') plan.item(editedItem(edit.item, present))
  else if (edit.what === 'item-retire') plan.retireItem(known(present.items.get(edit.id)).item.id)
  else if (edit.what === 'item-restore') plan.item(known(present.items.get(edit.id)).item)
  else if (edit.what === 'category-retire') plan.retireCategory(known(present.categories.get(edit.id)).id)
  else if (edit.what === 'category') {
    const { id, ...said } = edit.category
    const before = id === null ? null : known(present.categories.get(id))
    const other = present.categoryByCode.get(said.code)
    if (other && other.id !== id) throw new Problem('catalogue.code-taken', { code: said.code, name: other.name.zh })
    plan.category({ ...said, id: before?.id ?? newId(), retiredOn: null })
  } else if (edit.what === 'procedure') {
    const { version, ...said } = edit.procedure
    const before = present.procedures.get(said.id)
    if (before && before.version !== version) {
      if (version === null) throw new Problem('catalogue.code-taken', { code: said.id, name: before.name.zh })
      throw new Problem('catalogue.changed-meanwhile', { name: before.name.zh, version: before.version })
    }
    plan.procedure({ ...said, version: version ?? 0 })
  } else plan.stagesInForce(edit.id, known(present.stages.get(edit.id)).name.zh)
}
