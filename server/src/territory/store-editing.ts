/** The store's part for edits: what came of grids, and how they ran before (store.ts has the others). */
import { sql, type Queryable } from '../platform/database.ts'
import type { Applying, Change } from '../platform/revision.ts'

type Rows = readonly Change[]

export const successorWriter = {
  async apply(db: Queryable, changes: Rows, { revisionId }: Applying): Promise<void> {
    const rows = changes.map(({ body }) => body as { oldId: string; newId: string })
    await db.run(sql`insert into grid_successor (old_id, new_id, revision_id)
      select old_id, new_id, ${revisionId}::uuid
      from unnest(${rows.map((row) => row.oldId)}::uuid[], ${rows.map((row) => row.newId)}::uuid[]) as s (old_id, new_id)`)
  },
  async takeBack(db: Queryable, _changes: Rows, { revisionId, now }: Applying): Promise<void> {
    await db.run(
      sql`update grid_successor set taken_back_at = ${now} where revision_id = ${revisionId} and taken_back_at is null`,
    )
  },
}

export const formerOutlineWriter = {
  async apply(db: Queryable, changes: Rows, { revisionId, today }: Applying): Promise<void> {
    for (const { record, body } of changes)
      await db.run(sql`insert into grid_former_outline (grid_id, revision_id, geometry, valid_to)
        values (${record}, ${revisionId}, ${JSON.stringify((body as { geometry: unknown }).geometry)}::jsonb, ${today})`)
  },
  async takeBack(db: Queryable, changes: Rows, { revisionId }: Applying): Promise<void> {
    const ids = changes.map(({ record }) => record)
    await db.run(
      sql`update grid_former_outline set valid_to = null where revision_id = ${revisionId} and grid_id = any(${ids}::uuid[])`,
    )
  },
}

type OfficeBody = Record<string, unknown> & { gridIds?: string[]; regionIds?: string[] }
interface Office {
  id: string
  body: OfficeBody
}
const bodies = (changes: Rows, of: 'body' | 'before'): Office[] =>
  changes.map((change) => ({ id: change.record, body: change[of] as OfficeBody }))

/** Writes rows as they are to be; a column that is not named stays. */
function writer(put: (db: Queryable, offices: Office[], fresh: boolean) => Promise<void>) {
  return {
    async apply(db: Queryable, changes: Rows): Promise<void> {
      await put(db, bodies(changes, 'body'), changes[0]!.action === 'create')
    },
    async takeBack(db: Queryable, changes: Rows, { today }: Applying): Promise<void> {
      if (changes[0]!.action === 'create')
        await put(
          db,
          changes.map(({ record }) => ({ id: record, body: { validTo: today } })),
          false,
        )
      else await put(db, bodies(changes, 'before'), false)
    },
  }
}

export const departmentWriter = writer(async (db, offices, fresh) => {
  const rows = JSON.stringify(offices)
  await db.run(
    fresh
      ? sql`insert into department (id, code, kind, name, name_en, region_id, parent_id, valid_from)
          select d.id, d.body ->> 'code', d.body ->> 'kind', d.body ->> 'name', d.body ->> 'nameEn', (d.body ->> 'regionId')::uuid,
            (d.body ->> 'parentId')::uuid, (d.body ->> 'validFrom')::date
          from jsonb_to_recordset(${rows}::jsonb) as d (id uuid, body jsonb)`
      : sql`update department set name = coalesce(d.body ->> 'name', department.name), name_en = coalesce(d.body ->> 'nameEn', name_en),
            region_id = coalesce((d.body ->> 'regionId')::uuid, region_id),
            parent_id = case when d.body ? 'parentId' then (d.body ->> 'parentId')::uuid else parent_id end,
            valid_to = case when d.body ? 'validTo' then (d.body ->> 'validTo')::date else valid_to end
          from jsonb_to_recordset(${rows}::jsonb) as d (id uuid, body jsonb) where department.id = d.id`,
  )
})

export const teamWriter = writer(async (db, offices, fresh) => {
  const rows = JSON.stringify(offices)
  await db.run(
    fresh
      ? sql`insert into team (id, code, kind, name, name_en, department_id, region_id, sector_id)
          select t.id, t.body ->> 'code', t.body ->> 'kind', t.body ->> 'name', t.body ->> 'nameEn', (t.body ->> 'departmentId')::uuid,
            (t.body ->> 'regionId')::uuid, (t.body ->> 'sectorId')::uuid
          from jsonb_to_recordset(${rows}::jsonb) as t (id uuid, body jsonb)`
      : sql`update team set kind = coalesce(t.body ->> 'kind', kind), name = coalesce(t.body ->> 'name', team.name),
            name_en = coalesce(t.body ->> 'nameEn', name_en), department_id = coalesce((t.body ->> 'departmentId')::uuid, department_id),
            region_id = coalesce((t.body ->> 'regionId')::uuid, region_id),
            sector_id = case when t.body ? 'sectorId' then (t.body ->> 'sectorId')::uuid else sector_id end,
            valid_to = case when t.body ? 'validTo' then (t.body ->> 'validTo')::date else valid_to end
          from jsonb_to_recordset(${rows}::jsonb) as t (id uuid, body jsonb) where team.id = t.id`,
  )
  for (const { id, body } of offices) {
    if (!body.gridIds) continue
    await db.run(sql`delete from team_grid where team_id = ${id}`)
    await db.run(sql`insert into team_grid (team_id, grid_id) select ${id}::uuid, unnest(${body.gridIds}::uuid[])`)
  }
})

export const sectorWriter = writer(async (db, offices, fresh) => {
  const rows = JSON.stringify(offices)
  await db.run(
    fresh
      ? sql`insert into sector (id, code, name, name_en, region_id)
          select s.id, s.body ->> 'code', s.body ->> 'name', s.body ->> 'nameEn', (s.body ->> 'regionId')::uuid
          from jsonb_to_recordset(${rows}::jsonb) as s (id uuid, body jsonb)`
      : sql`update sector set name = coalesce(s.body ->> 'name', sector.name), name_en = coalesce(s.body ->> 'nameEn', name_en),
            region_id = coalesce((s.body ->> 'regionId')::uuid, region_id),
            valid_to = case when s.body ? 'validTo' then (s.body ->> 'validTo')::date else valid_to end
          from jsonb_to_recordset(${rows}::jsonb) as s (id uuid, body jsonb) where sector.id = s.id`,
  )
  for (const { id, body } of offices) {
    if (!body.gridIds) continue
    await db.run(sql`delete from sector_member where sector_id = ${id}`)
    await db.run(sql`insert into sector_member (sector_id, region_id, grid_id)
      select ${id}::uuid, r, null::uuid from unnest(${body.regionIds ?? []}::uuid[]) as r
      union all select ${id}::uuid, null, g from unnest(${body.gridIds}::uuid[]) as g`)
  }
})
