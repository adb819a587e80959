/**
 * The demo city's catalogue and duties, from profiles/: categories, items with conditions and plans, procedures, stage names,
 * and a duty for everything but the few flaws that are made on purpose (profiles/demo/catalogue.json, `flaws`).
 */
import type { Category, Item, Procedure, StageProfile } from '@bihuan/domain/item'
import type { Duty } from '@bihuan/domain/routing'
import source from '../../../profiles/demo/catalogue.json' with { type: 'json' }
import procedures from '../../../profiles/procedures.json' with { type: 'json' }
import stages from '../../../profiles/stages.json' with { type: 'json' }
import type { City } from '../platform/city.ts'
import { newId } from '../platform/id.ts'
import { territory } from '../territory/answers.ts'
import { loadCatalogue } from './answers.ts'
import { demoDuties } from './demo-duties.ts'
import * as store from './store.ts'

/** An item as profiles/demo/catalogue.json writes it; what it leaves out comes from its category, the first two digits of its code. */
export type SourceItem = Omit<Item, 'id' | 'version' | 'categoryId' | 'procedureId' | 'plan' | 'keywords'> & {
  procedure: string
  keywords: string[]
  basis: Item['plan']['basis']
  plan?: Omit<Item['plan'], 'basis'>
  /** Department codes; the category's lead unless named. */
  lead?: string
  assisting?: string[]
  /** The kind of town office that leads in each town, e.g. `fire` for `fire-330703001000`. */
  townLead?: string
}
export type SourceCategory = Omit<Category, 'id'> & {
  plan: Omit<Item['plan'], 'basis'>
  lead: string
  assisting: string[]
}

export interface DemoCatalogue {
  /** Id by code. */
  categories: ReadonlyMap<string, string>
  items: ReadonlyMap<string, string>
  duties: readonly Duty[]
}

export type Progress = (done: number, of: number, what: { zh: string; en: string }) => void

/** ⑫ people who need assistance: what is said of them is for those who help. */
const ASSISTANCE = '12'

/** Writes the catalogue of a city that has its demo territory, and loads it; about a second. */
export async function buildDemoCatalogue(city: City, progress: Progress = () => undefined): Promise<DemoCatalogue> {
  progress(0, 2, { zh: '写入事项和流程', en: 'Writing items and procedures' })
  const sourceCategories = source.categories as SourceCategory[]
  const sourceItems = source.items as SourceItem[]
  const categories = sourceCategories.map(({ code, name, position }): Category => ({
    id: newId(),
    code,
    name,
    position,
  }))
  const categoryOf = (code: string) => sourceCategories.find((category) => category.code === code.slice(0, 2))!
  const categoryIds = new Map(categories.map(({ code, id }) => [code, id]))

  const items = sourceItems.map(({ procedure, plan, basis, lead: _, assisting: __, townLead: ___, ...item }): Item => {
    const category = categoryOf(item.code)
    return {
      ...item,
      id: newId(),
      version: 1,
      categoryId: categoryIds.get(category.code)!,
      procedureId: procedure,
      ...(category.code === ASSISTANCE ? { confidential: true } : {}),
      plan: { ...(plan ?? category.plan), basis },
    }
  })
  const itemIds = new Map(items.map(({ code, id }) => [code, id]))
  const duties = demoDuties({
    territory: territory(city),
    sourceCategories,
    sourceItems,
    categoryIds,
    itemIds,
    flaws: source.flaws,
  })

  await city.db.transaction(async (db) => {
    await store.insertCategories(db, categories)
    await store.insertProcedures(db, procedures as Procedure[])
    await store.insertStageProfiles(db, stages as StageProfile[])
    await store.insertItems(db, items)
    progress(1, 2, { zh: '写入职责表', en: 'Writing duties' })
    await store.insertDuties(db, duties)
    await store.bumpCatalogue(db)
  })
  await loadCatalogue(city)
  progress(2, 2, { zh: '目录就绪', en: 'Catalogue ready' })
  return { categories: categoryIds, items: itemIds, duties }
}
