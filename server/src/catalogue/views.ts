/** Reads of the whole catalogue, for the copy that every process holds. */
import type { Category, Item, Procedure, StageProfile } from '@bihuan/domain/item'
import type { Duty } from '@bihuan/domain/routing'
import { sql, type Database, type Queryable } from '../platform/database.ts'

export interface CatalogueRows {
  version: number
  /** Retired ones too: cases of long ago lie in them. */
  categories: (Category & { retiredOn: string | null })[]
  /** Every version; `current` marks the one in force, `retiredOn` the first day on which nobody may file it. */
  items: { document: Item; current: boolean; retiredOn: string | null }[]
  procedures: Procedure[]
  stageProfiles: StageProfile[]
  /** Chosen by a revision; null: the settings say. */
  stagesInForce: string | null
  duties: Duty[]
}

export async function catalogueVersion(db: Queryable): Promise<number> {
  return (await db.maybe<{ version: number }>(sql`select version from catalogue_version`))!.version
}

/** All of it, as of one moment. */
export async function readCatalogue(database: Database): Promise<CatalogueRows> {
  return database.transaction(async (db) => {
    await db.run(sql`set transaction isolation level repeatable read, read only`)
    const version = await catalogueVersion(db)
    const chosen = await db.maybe<{ stages: string | null }>(sql`select stages from catalogue_version`)
    const categories = await db.rows<
      Omit<CatalogueRows['categories'][number], 'name'> & { zh: string; en: string }
    >(sql`
      select id, code, name_zh as zh, name_en as en, position, retired_on as "retiredOn" from category order by position, code`)
    const items = await db.rows<CatalogueRows['items'][number]>(sql`
      select v.document, v.version = i.current_version as current, i.retired_on as "retiredOn"
      from item i join item_version v on v.item_id = i.id order by i.code, v.version`)
    const procedures = await db.rows<{ document: Procedure }>(sql`select document from procedure order by id, version`)
    const profiles = await db.rows<{ document: StageProfile }>(
      sql`select document from stage_profile order by jsonb_array_length(document -> 'stages'), id`,
    )
    const duties = await db.rows<Duty>(sql`
      select id, item_id as "itemId", category_id as "categoryId", region_id as "regionId", lead_department_id as "leadDepartmentId",
             assisting_department_ids::text[] as "assistingDepartmentIds", basis, valid_from as "validFrom", valid_to as "validTo"
      from duty order by id`)
    return {
      version,
      categories: categories.map(({ zh, en, ...category }) => ({ ...category, name: { zh, en } })),
      items,
      procedures: procedures.map((row) => row.document),
      stageProfiles: profiles.map((row) => row.document),
      stagesInForce: chosen!.stages,
      duties,
    }
  })
}
