/** What is in use of the territory by others: asked before something ends. */
import { sql, type Queryable } from '../platform/database.ts'

/** Open cases by region, of any level. */
export async function openCasesIn(db: Queryable, regionIds: readonly string[]): Promise<Map<string, number>> {
  if (regionIds.length === 0) return new Map()
  const rows = await db.rows<{ id: string; count: number }>(sql`
    select county_id as id, count(*) as count from cases where holder_id is not null and county_id = any(${regionIds}::uuid[]) group by county_id
    union all select town_id, count(*) from cases where holder_id is not null and town_id = any(${regionIds}::uuid[]) group by town_id
    union all select community_id, count(*) from cases where holder_id is not null and community_id = any(${regionIds}::uuid[]) group by community_id`)
  return new Map(rows.map(({ id, count }) => [id, count]))
}

/** Open cases by grid. */
export async function openCasesInGrids(db: Queryable, gridIds: readonly string[]): Promise<Map<string, number>> {
  if (gridIds.length === 0) return new Map()
  const rows = await db.rows<{ id: string; count: number }>(sql`
    select grid_id as id, count(*) as count from cases where holder_id is not null and grid_id = any(${gridIds}::uuid[]) group by grid_id`)
  return new Map(rows.map(({ id, count }) => [id, count]))
}
