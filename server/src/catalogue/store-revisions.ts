/** The store's other half (see store.ts): the catalogue as revisions write it, and put it back. Nothing is deleted. */
import type { Item, Procedure, StageProfile } from '@bihuan/domain/item'
import { sql, type Queryable } from '../platform/database.ts'
import type { CategoryBody, ItemBody } from './revising/plan.ts'

export async function putCategories(db: Queryable, categories: readonly CategoryBody[]): Promise<void> {
  await db.run(sql`
    insert into category (id, code, name_zh, name_en, position, retired_on)
    select id, code, name ->> 'zh', name ->> 'en', position, "retiredOn"
    from jsonb_to_recordset(${JSON.stringify(categories)}::jsonb)
      as c (id uuid, code text, name jsonb, position integer, "retiredOn" date)
    on conflict (id) do update set code = excluded.code, name_zh = excluded.name_zh, name_en = excluded.name_en,
      position = excluded.position, retired_on = excluded.retired_on`)
}

/** A further version each; the latest one is in force. */
export async function addProcedures(
  db: Queryable,
  procedures: readonly Procedure[],
  revisionId: string,
): Promise<void> {
  const rows = procedures.map((document) => ({ id: document.id, version: document.version, document }))
  await db.run(sql`
    insert into procedure (id, version, document, revision_id)
    select id, version, document, ${revisionId}::uuid
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as p (id text, version integer, document jsonb)`)
}

export async function latestProcedureVersion(db: Queryable, id: string): Promise<number> {
  return (await db.maybe<{ version: number }>(sql`select max(version) as version from procedure where id = ${id}`))!
    .version
}

export async function putStageProfiles(db: Queryable, profiles: readonly StageProfile[]): Promise<void> {
  const rows = profiles.map((document) => ({ id: document.id, document }))
  await db.run(sql`
    insert into stage_profile (id, document)
    select id, document from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as s (id text, document jsonb)
    on conflict (id) do update set document = excluded.document`)
}

export async function chooseStages(db: Queryable, id: string | null): Promise<void> {
  await db.run(sql`update catalogue_version set stages = ${id}`)
}

/** Items that are new, have a further version, retire or come back. A version that is there already is not written again. */
export async function putItems(db: Queryable, bodies: readonly ItemBody[], revisionId: string): Promise<void> {
  const rows = bodies.map(({ item, retiredOn }) => ({ ...item, retiredOn, document: item }))
  // One statement: the item names its current version, the version names its item.
  await db.run(sql`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as i (id uuid, version integer, code text, "categoryId" uuid, name jsonb, "procedureId" text, severity text,
              hazard boolean, "retiredOn" date, document jsonb)
    ), items as (
      insert into item (id, code, category_id, current_version, retired_on)
      select id, code, "categoryId", version, "retiredOn" from given
      on conflict (id) do update set category_id = excluded.category_id, current_version = excluded.current_version,
        retired_on = excluded.retired_on
    )
    insert into item_version (item_id, version, name_zh, name_en, procedure_id, severity, hazard, document, revision_id)
    select id, version, name ->> 'zh', name ->> 'en', "procedureId", severity, hazard, document, ${revisionId}::uuid from given
    on conflict (item_id, version) do nothing`)
}

export async function latestItemVersions(db: Queryable, ids: readonly string[]): Promise<Map<string, Item['version']>> {
  const rows = await db.rows<{ id: string; version: number }>(
    sql`select item_id as id, max(version) as version from item_version where item_id = any (${ids}::uuid[]) group by 1`,
  )
  return new Map(rows.map(({ id, version }) => [id, version]))
}
