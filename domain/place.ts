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
  kind: DepartmentKind
  name: string
  regionId: string
  level: Level
  parentId: string | null
}

/** People who act in the field; belongs to a department, serves grids or a region. */
export interface Team {
  id: string
  name: string
  departmentId: string
  regionId: string
  /** Empty: the team serves the whole of its region. */
  gridIds: string[]
}
