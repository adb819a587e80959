/**
 * The only writer of the catalogue's tables. Bulk, by one statement per table, for city makers; editing with events comes
 * with the imports and editors. Whoever writes ends with `bumpCatalogue` in the same transaction.
 */
import type { Category, Item, Procedure, StageProfile } from '@bihuan/domain/item'
import type { Duty } from '@bihuan/domain/routing'
import { sql, type Queryable } from '../platform/database.ts'

/** Every process that holds an older copy loads anew. */
export async function bumpCatalogue(db: Queryable): Promise<void> {
  await db.run(sql`update catalogue_version set version = version + 1`)
}

export async function insertCategories(db: Queryable, categories: readonly Category[]): Promise<void> {
  await db.run(sql`
    insert into category (id, code, name_zh, name_en, position)
    select id, code, name ->> 'zh', name ->> 'en', position
    from jsonb_to_recordset(${JSON.stringify(categories)}::jsonb) as c (id uuid, code text, name jsonb, position integer)`)
}

export async function insertProcedures(db: Queryable, procedures: readonly Procedure[]): Promise<void> {
  const rows = procedures.map((document) => ({ id: document.id, version: document.version, document }))
  await db.run(sql`
    insert into procedure (id, version, document)
    select id, version, document
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as p (id text, version integer, document jsonb)`)
}

export async function insertStageProfiles(db: Queryable, profiles: readonly StageProfile[]): Promise<void> {
  const rows = profiles.map((document) => ({ id: document.id, document }))
  await db.run(sql`
    insert into stage_profile (id, document)
    select id, document from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as s (id text, document jsonb)`)
}

/** New items, each with its first version. */
export async function insertItems(db: Queryable, items: readonly Item[]): Promise<void> {
  const rows = items.map((document) => ({ ...document, document }))
  // One statement: the item names its current version, the version names its item.
  await db.run(sql`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as i (id uuid, version integer, code text, "categoryId" uuid, name jsonb, "procedureId" text, severity text,
              hazard boolean, document jsonb)
    ), items as (
      insert into item (id, code, category_id, current_version) select id, code, "categoryId", version from given
    )
    insert into item_version (item_id, version, name_zh, name_en, procedure_id, severity, hazard, document)
    select id, version, name ->> 'zh', name ->> 'en', "procedureId", severity, hazard, document from given`)
}

/** A further version of known items; it is the current one from now on. Cases keep the version that they were made under. */
export async function insertItemVersions(db: Queryable, items: readonly Item[]): Promise<void> {
  const rows = items.map((document) => ({ ...document, document }))
  await db.run(sql`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as i (id uuid, version integer, "categoryId" uuid, name jsonb, "procedureId" text, severity text, hazard boolean, document jsonb)
    ), moved as (
      update item set current_version = given.version, category_id = given."categoryId" from given where item.id = given.id
    )
    insert into item_version (item_id, version, name_zh, name_en, procedure_id, severity, hazard, document)
    select id, version, name ->> 'zh', name ->> 'en', "procedureId", severity, hazard, document from given`)
}

export async function insertDuties(db: Queryable, duties: readonly Duty[]): Promise<void> {
  await db.run(sql`
    insert into duty (id, item_id, category_id, region_id, lead_department_id, assisting_department_ids, basis, valid_from, valid_to)
    select id, "itemId", "categoryId", "regionId", "leadDepartmentId",
           array(select jsonb_array_elements_text("assistingDepartmentIds")::uuid), basis, "validFrom", "validTo"
    from jsonb_to_recordset(${JSON.stringify(duties)}::jsonb)
      as d (id uuid, "itemId" uuid, "categoryId" uuid, "regionId" uuid, "leadDepartmentId" uuid,
            "assistingDepartmentIds" jsonb, basis text, "validFrom" date, "validTo" date)`)
}
