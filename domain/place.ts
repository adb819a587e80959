/** Where: regions of the tree, grids, and the positions that fall into them. */

export const LEVELS = ['city', 'county', 'town', 'community'] as const
export type Level = (typeof LEVELS)[number]

/** WGS 84 / CGCS2000, degrees. */
export interface Point {
  longitude: number
  latitude: number
}

/** A node of the tree, 12-digit statistical code. A level may be absent: `parentId` then skips it. */
export interface Region {
  id: string
  code: string
  level: Level
  name: string
  parentId: string | null
}

/** The ancestors of a place by level; a level that is absent is null. */
export interface Ancestors {
  cityId: string
  countyId: string | null
  townId: string | null
  communityId: string | null
}

export interface Place extends Ancestors {
  gridId: string | null
}

/** `command` offices assess, dispatch, verify and call back for a region; `duty` departments put things right. */
export const DEPARTMENT_KINDS = ['command', 'duty'] as const
export type DepartmentKind = (typeof DEPARTMENT_KINDS)[number]

export interface Department {
  id: string
  code: string
  kind: DepartmentKind
  name: string
  nameEn: string
  regionId: string
  level: Level
  parentId: string | null
}

export const GRID_KINDS = ['general', 'dedicated'] as const
/** general 综合网格; dedicated 专属网格: a factory, a campus, a market. Where both hold, the dedicated one does. */
export type GridKind = (typeof GRID_KINDS)[number]

/** Outlines, WGS 84: [longitude, latitude], the first ring outside, the others holes. */
export type Geometry =
  { type: 'Polygon'; coordinates: number[][][] } | { type: 'MultiPolygon'; coordinates: number[][][][] }

export interface Grid {
  id: string
  code: string
  kind: GridKind
  name: string
  communityId: string
  /** Made up, not surveyed. */
  synthetic: boolean
}

/** 片区: communities or grids under one working team. */
export interface Sector {
  id: string
  code: string
  name: string
  nameEn: string
  regionId: string
  regionIds: string[]
  gridIds: string[]
}

export const TEAM_KINDS = ['grid', 'squad', 'patrol'] as const
/** grid: grid workers; squad: people of a duty department; patrol: a mobile team for special operations. */
export type TeamKind = (typeof TEAM_KINDS)[number]

/** People who act in the field; belongs to a department, serves grids or a region. */
export interface Team {
  id: string
  code: string
  kind: TeamKind
  name: string
  nameEn: string
  departmentId: string
  regionId: string
  /** Empty: the team serves the whole of its region. */
  gridIds: string[]
}
