/**
 * The only writer of the territory's tables. Bulk and by one statement per table, for city makers; editing with events
 * comes with the imports and editors. Whoever writes ends with `bumpTerritory` in the same transaction.
 */
import type { GridKind, Geometry, Level, DepartmentKind, TeamKind } from '@bihuan/domain/place'
import { sql, type Queryable } from '../platform/database.ts'
import { boundingBox } from './locator.ts'

export interface NewRegion {
  id: string
  code: string
  level: Level
  name: string
  parentId: string | null
  geometry?: Geometry
  synthetic?: boolean
  /** Business date, YYYY-MM-DD. */
  validFrom: string
}

export interface NewGrid {
  id: string
  code: string
  kind: GridKind
  name: string
  communityId: string
  geometry: Geometry
  synthetic?: boolean
  validFrom: string
}

export interface NewSector {
  id: string
  code: string
  name: string
  nameEn: string
  regionId: string
  regionIds: string[]
  gridIds: string[]
}

export interface NewDepartment {
  id: string
  code: string
  kind: DepartmentKind
  name: string
  nameEn: string
  regionId: string
  parentId: string | null
  validFrom: string
  validTo?: string
}

export interface NewTeam {
  id: string
  code: string
  kind: TeamKind
  name: string
  nameEn: string
  departmentId: string
  sectorId?: string
  regionId: string
  gridIds: string[]
}

/** Every process that holds an older copy loads anew. */
export async function bumpTerritory(db: Queryable): Promise<void> {
  await db.run(sql`update territory_version set version = version + 1`)
}

/** Parents may come in the same call as their children, in any order. */
export async function insertRegions(db: Queryable, regions: readonly NewRegion[]): Promise<void> {
  await db.run(sql`
    insert into region (id, code, level, name, parent_id, geometry, synthetic, valid_from)
    select id, code, level, name, "parentId", geometry, coalesce(synthetic, false), "validFrom"
    from jsonb_to_recordset(${JSON.stringify(regions)}::jsonb)
      as r (id uuid, code text, level text, name text, "parentId" uuid, geometry jsonb, synthetic boolean, "validFrom" date)`)
}

export async function insertGrids(db: Queryable, grids: readonly NewGrid[]): Promise<void> {
  const boxed = grids.map((grid) => {
    const [west, south, east, north] = boundingBox(grid.geometry)
    return { ...grid, west, south, east, north }
  })
  await db.run(sql`
    insert into grid (id, code, kind, name, community_id, geometry, west, south, east, north, synthetic, valid_from)
    select id, code, kind, name, "communityId", geometry, west, south, east, north, coalesce(synthetic, false), "validFrom"
    from jsonb_to_recordset(${JSON.stringify(boxed)}::jsonb)
      as g (id uuid, code text, kind text, name text, "communityId" uuid, geometry jsonb, west float8, south float8,
            east float8, north float8, synthetic boolean, "validFrom" date)`)
}

export async function insertSectors(db: Queryable, sectors: readonly NewSector[]): Promise<void> {
  await db.run(sql`
    insert into sector (id, code, name, name_en, region_id)
    select id, code, name, "nameEn", "regionId"
    from jsonb_to_recordset(${JSON.stringify(sectors)}::jsonb)
      as s (id uuid, code text, name text, "nameEn" text, "regionId" uuid)`)
  const members = sectors.flatMap((sector) => [
    ...sector.regionIds.map((regionId) => ({ sectorId: sector.id, regionId })),
    ...sector.gridIds.map((gridId) => ({ sectorId: sector.id, gridId })),
  ])
  await db.run(sql`
    insert into sector_member (sector_id, region_id, grid_id)
    select "sectorId", "regionId", "gridId"
    from jsonb_to_recordset(${JSON.stringify(members)}::jsonb) as m ("sectorId" uuid, "regionId" uuid, "gridId" uuid)`)
}

export async function insertDepartments(db: Queryable, departments: readonly NewDepartment[]): Promise<void> {
  await db.run(sql`
    insert into department (id, code, kind, name, name_en, region_id, parent_id, valid_from, valid_to)
    select id, code, kind, name, "nameEn", "regionId", "parentId", "validFrom", "validTo"
    from jsonb_to_recordset(${JSON.stringify(departments)}::jsonb)
      as d (id uuid, code text, kind text, name text, "nameEn" text, "regionId" uuid, "parentId" uuid, "validFrom" date, "validTo" date)`)
}

export async function insertTeams(db: Queryable, teams: readonly NewTeam[]): Promise<void> {
  await db.run(sql`
    insert into team (id, code, kind, name, name_en, department_id, sector_id, region_id)
    select id, code, kind, name, "nameEn", "departmentId", "sectorId", "regionId"
    from jsonb_to_recordset(${JSON.stringify(teams)}::jsonb)
      as t (id uuid, code text, kind text, name text, "nameEn" text, "departmentId" uuid, "sectorId" uuid, "regionId" uuid)`)
  const served = teams.flatMap((team) => team.gridIds.map((gridId) => ({ teamId: team.id, gridId })))
  await db.run(sql`
    insert into team_grid (team_id, grid_id)
    select "teamId", "gridId"
    from jsonb_to_recordset(${JSON.stringify(served)}::jsonb) as g ("teamId" uuid, "gridId" uuid)`)
}
