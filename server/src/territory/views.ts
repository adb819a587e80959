/** Reads of the whole territory, for the copy that every process holds. Some thousand rows, a second at most. */
import type { Department, Geometry, Region, Sector, Team } from '@bihuan/domain/place'
import { sql, type Database, type Queryable } from '../platform/database.ts'
import { GridLineage, type GridSuccession } from './grid-lineage.ts'
import type { GridShape } from './locator.ts'

/** A region as recorded: also one that holds no longer, for the cases that name it. */
export interface RegionRecord extends Region {
  validFrom: string
  /** The first day on which it no longer holds; null while it does. */
  validTo: string | null
  successorId: string | null
  /** Made up, not surveyed. */
  synthetic: boolean
}
export interface GridRecord extends GridShape {
  validFrom: string
  validTo: string | null
}
export interface DepartmentRecord extends Department {
  validTo: string | null
}

export interface TeamRecord extends Team {
  /** The sector that it looks after. */
  sectorId: string | null
  validTo: string | null
}

export interface TerritoryRows {
  version: number
  regions: RegionRecord[]
  /** By region id, where drawn. */
  outlines: Map<string, Geometry>
  grids: GridRecord[]
  departments: DepartmentRecord[]
  /** `gridIds`: those in force that it serves, also where they came of others. */
  teams: TeamRecord[]
  /** In force; `gridIds` as with teams. */
  sectors: Sector[]
  gridLineage: GridLineage
}

export async function territoryVersion(db: Queryable): Promise<number> {
  return (await db.maybe<{ version: number }>(sql`select version from territory_version`))!.version
}

/** All of it, as of one moment. */
export async function readTerritory(database: Database): Promise<TerritoryRows> {
  return database.transaction(async (db) => {
    await db.run(sql`set transaction isolation level repeatable read, read only`)
    const version = await territoryVersion(db)
    const regions = await db.rows<RegionRecord & { geometry: Geometry | null }>(sql`
      select id, code, level, name, parent_id as "parentId", geometry, synthetic, valid_from as "validFrom",
             valid_to as "validTo", successor_id as "successorId"
      from region order by code, valid_from`)
    const grids = await db.rows<Omit<GridRecord, 'bbox'> & { bbox: [number, number, number, number] }>(sql`
      select id, code, kind, name, community_id as "communityId", geometry, array[west, south, east, north] as bbox, synthetic,
             valid_from as "validFrom", valid_to as "validTo"
      from grid order by code, valid_from`)
    const departments = await db.rows<DepartmentRecord>(sql`
      select d.id, d.code, d.kind, d.name, d.name_en as "nameEn", d.region_id as "regionId", r.level, d.parent_id as "parentId",
             d.valid_to as "validTo"
      from department d join region r on r.id = d.region_id order by d.code, d.valid_from`)
    const teams = await db.rows<TeamRecord>(sql`
      select t.id, t.code, t.kind, t.name, t.name_en as "nameEn", t.department_id as "departmentId", t.region_id as "regionId",
             t.sector_id as "sectorId", t.valid_to as "validTo",
             array(select grid_id::text from team_grid g where g.team_id = t.id order by grid_id) as "gridIds"
      from team t order by t.code`)
    const sectors = await db.rows<Sector>(sql`
      select s.id, s.code, s.name, s.name_en as "nameEn", s.region_id as "regionId",
             array(select m.region_id::text from sector_member m where m.sector_id = s.id and m.region_id is not null order by 1) as "regionIds",
             array(select m.grid_id::text from sector_member m where m.sector_id = s.id and m.grid_id is not null order by 1) as "gridIds"
      from sector s where s.valid_to is null order by s.code`)
    const successions = await db.rows<GridSuccession>(sql`
      select old_id as "oldId", new_id as "newId", taken_back_at is not null as "takenBack" from grid_successor
      order by revision_id, old_id, new_id`)
    const held = new Set(grids.flatMap((grid) => (grid.validTo === null ? [grid.id] : [])))
    const gridLineage = new GridLineage(successions, (gridId) => held.has(gridId))
    const served = <T extends { gridIds: string[] }>(one: T): T => ({
      ...one,
      gridIds: [...new Set(one.gridIds.flatMap((gridId) => gridLineage.current(gridId)))],
    })
    const outlines = new Map<string, Geometry>()
    for (const region of regions) if (region.geometry) outlines.set(region.id, region.geometry)
    return {
      version,
      regions: regions.map(({ geometry: _, ...region }) => region),
      outlines,
      grids,
      departments,
      teams: teams.map(served),
      sectors: sectors.map(served),
      gridLineage,
    }
  })
}
