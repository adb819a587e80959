/**
 * The store's other half (see store.ts): regions and grids as revisions write them, and put them back. Nothing is deleted: what a revision made
 * ends when it is taken back. Bodies are the columns by their names in the records of `views.ts`.
 */
import type { Geometry, GridKind, Level } from '@bihuan/domain/place'
import { sql, type Queryable } from '../platform/database.ts'
import { Problem } from '../platform/problem.ts'
import type { Applying, Change } from '../platform/revision.ts'
import { boundingBox } from './locator.ts'
import { insertGrids, insertRegions } from './store.ts'

/** `create` takes all of it, `change` what differs. `validTo` with `successorId` ends it. */
export interface RegionBody {
  code: string
  level: Level
  name: string
  parentId: string | null
  geometry?: Geometry | null
  synthetic?: boolean
  validFrom: string
  validTo?: string | null
  successorId?: string | null
}
export interface GridBody {
  code: string
  kind: GridKind
  name: string
  communityId: string
  geometry: Geometry
  synthetic?: boolean
  validFrom: string
  validTo?: string | null
}

/** What is set, and to what; a column that is not named stays. */
async function setRegions(db: Queryable, rows: readonly { id: string; body: Partial<RegionBody> }[]): Promise<void> {
  const wanted = rows.map(({ id, body }) => ({ id, body }))
  await db.run(sql`
    update region set
      name = case when w.body ? 'name' then w.body ->> 'name' else region.name end,
      parent_id = case when w.body ? 'parentId' then (w.body ->> 'parentId')::uuid else region.parent_id end,
      geometry = case when w.body ? 'geometry' then nullif(w.body -> 'geometry', 'null') else region.geometry end,
      synthetic = case when w.body ? 'synthetic' then (w.body ->> 'synthetic')::boolean else region.synthetic end,
      valid_to = case when w.body ? 'validTo' then (w.body ->> 'validTo')::date else region.valid_to end,
      successor_id = case when w.body ? 'successorId' then (w.body ->> 'successorId')::uuid else region.successor_id end
    from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as w (id uuid, body jsonb) where region.id = w.id`)
}

async function setGrids(db: Queryable, rows: readonly { id: string; body: Partial<GridBody> }[]): Promise<void> {
  const wanted = rows.map(({ id, body }) => ({ id, body, box: body.geometry ? boundingBox(body.geometry) : null }))
  await db.run(sql`
    update grid set
      kind = coalesce(w.body ->> 'kind', grid.kind), name = coalesce(w.body ->> 'name', grid.name),
      community_id = coalesce((w.body ->> 'communityId')::uuid, grid.community_id), geometry = coalesce(w.body -> 'geometry', grid.geometry),
      west = coalesce((w.box ->> 0)::float8, west), south = coalesce((w.box ->> 1)::float8, south),
      east = coalesce((w.box ->> 2)::float8, east), north = coalesce((w.box ->> 3)::float8, north),
      synthetic = case when w.body ? 'synthetic' then (w.body ->> 'synthetic')::boolean else grid.synthetic end,
      valid_to = case when w.body ? 'validTo' then (w.body ->> 'validTo')::date else grid.valid_to end
    from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as w (id uuid, body jsonb, box jsonb) where grid.id = w.id`)
}

const before = (changes: readonly Change[]) =>
  changes.map(({ record, before: body }) => ({ id: record, body: body as Partial<RegionBody & GridBody> }))
const after = (changes: readonly Change[]) =>
  changes.map(({ record, body }) => ({ id: record, body: body as Partial<RegionBody & GridBody> }))

/** Something in force that the revision did not make hangs under what it made. */
async function standsUnder(db: Queryable, changes: readonly Change[]): Promise<void> {
  const ids = changes.map(({ record }) => record)
  const found = await db.maybe<{ id: string; regions: number; grids: number; departments: number }>(sql`
    select id, count(*) filter (where what = 'region') as regions, count(*) filter (where what = 'grid') as grids,
      count(*) filter (where what = 'department') as departments
    from (
      select parent_id as id, 'region' as what from region where parent_id = any(${ids}::uuid[]) and id <> all(${ids}::uuid[]) and valid_to is null
      union all select community_id, 'grid' from grid where community_id = any(${ids}::uuid[]) and valid_to is null
      union all select region_id, 'department' from department where region_id = any(${ids}::uuid[]) and valid_to is null
    ) as under group by id order by count(*) desc limit 1`)
  if (!found) return
  const { id, ...counts } = found
  const name = changes.find(({ record }) => record === id)!.label
  throw new Problem('territory.stands-under', { name, ...counts })
}

const dayOfEnd = (body: { validFrom: string }, today: string) => (body.validFrom > today ? body.validFrom : today)

export const regionWriter = {
  async apply(db: Queryable, changes: readonly Change[], _context: Applying): Promise<void> {
    if (changes[0]!.action === 'create')
      await insertRegions(
        db,
        changes.map(({ record, body }) => ({ ...(body as RegionBody & { geometry?: Geometry }), id: record })),
      )
    else await setRegions(db, after(changes))
  },
  async takeBack(db: Queryable, changes: readonly Change[], { today }: Applying): Promise<void> {
    if (changes[0]!.action !== 'create') return setRegions(db, before(changes))
    await standsUnder(db, changes)
    // Whatever was filed under it meanwhile goes to the one whose place it had taken.
    await setRegions(
      db,
      changes.map(({ record, body, before: had }) => ({
        id: record,
        body: {
          validTo: dayOfEnd(body as RegionBody, today),
          successorId: (had as { replaced?: string } | null)?.replaced ?? null,
        },
      })),
    )
  },
}

export const gridWriter = {
  async apply(db: Queryable, changes: readonly Change[], _context: Applying): Promise<void> {
    if (changes[0]!.action === 'create')
      await insertGrids(
        db,
        changes.map(({ record, body }) => ({ ...(body as GridBody), id: record })),
      )
    else await setGrids(db, after(changes))
  },
  async takeBack(db: Queryable, changes: readonly Change[], { today }: Applying): Promise<void> {
    if (changes[0]!.action !== 'create') return setGrids(db, before(changes))
    await setGrids(
      db,
      changes.map(({ record, body }) => ({ id: record, body: { validTo: dayOfEnd(body as GridBody, today) } })),
    )
  },
}
