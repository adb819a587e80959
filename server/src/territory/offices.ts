/** Departments and teams: who sits where, who is above whom, who is nearest. Pure over the rows that it was given. */
import type { Place, Team } from '@bihuan/domain/place'
import type { RegionTree } from './tree.ts'
import type { DepartmentRecord, TeamRecord } from './views.ts'

/** Grid workers know the place, a mobile patrol is on its way, a squad sits in its office. */
const READINESS: Record<Team['kind'], number> = { grid: 0, patrol: 1, squad: 2 }

export class Offices {
  private readonly departmentById = new Map<string, DepartmentRecord>()
  private readonly teamById = new Map<string, TeamRecord>()
  private readonly commandByRegion = new Map<string, DepartmentRecord>()
  private readonly below = new Map<string, DepartmentRecord[]>()
  private readonly teamsByGrid = new Map<string, Team[]>()
  /** Teams that serve the whole of a region. */
  private readonly teamsByRegion = new Map<string, Team[]>()

  /** Rows come by code: of several command offices of one region the first by code is the region's. */
  constructor(
    readonly departments: readonly DepartmentRecord[],
    readonly teams: readonly TeamRecord[],
    private readonly tree: RegionTree,
  ) {
    for (const department of departments) {
      this.departmentById.set(department.id, department)
      if (department.parentId !== null) push(this.below, department.parentId, department)
      if (department.validTo !== null || department.kind !== 'command') continue
      if (!this.commandByRegion.has(department.regionId)) this.commandByRegion.set(department.regionId, department)
    }
    const byReadiness = [...teams].sort((a, b) => READINESS[a.kind] - READINESS[b.kind] || (a.code < b.code ? -1 : 1))
    for (const team of byReadiness) {
      this.teamById.set(team.id, team)
      if (team.validTo !== null) continue
      if (team.gridIds.length === 0) push(this.teamsByRegion, team.regionId, team)
      for (const gridId of team.gridIds) push(this.teamsByGrid, gridId, team)
    }
  }

  department(id: string): DepartmentRecord | null {
    return this.departmentById.get(id) ?? null
  }

  inForce(id: string): boolean {
    return this.department(id)?.validTo === null
  }

  /** The department and all below it; empty for an unknown id. */
  subtree(id: string): string[] {
    if (!this.departmentById.has(id)) return []
    const found = [id]
    for (const at of found)
      for (const child of this.below.get(at) ?? []) if (!found.includes(child.id)) found.push(child.id)
    return found
  }

  /** A case bears the region of its day; whoever answers for it today sits at its successor. */
  private chainToday(regionId: string) {
    return this.tree.chain(this.tree.current(regionId)?.id ?? regionId)
  }

  /** The command office that a region belongs to: its own, else the nearest upward. */
  commandOffice(regionId: string): DepartmentRecord | null {
    for (const region of this.chainToday(regionId)) {
      const office = this.commandByRegion.get(region.id)
      if (office) return office
    }
    return null
  }

  /**
   * Who is told, and who is asked, one level up. For a command office: the command office of the next region above that
   * has one, so a level that is absent is passed over. For a duty department: the command office that sends it work,
   * its own region's or the nearest upward. null at the top.
   */
  officeAbove(departmentId: string): DepartmentRecord | null {
    const department = this.department(departmentId)
    if (!department) return null
    if (department.kind === 'duty') return this.commandOffice(department.regionId)
    const above = this.chainToday(department.regionId)[1]
    return above ? this.commandOffice(above.id) : null
  }

  team(id: string): TeamRecord | null {
    return this.teamById.get(id) ?? null
  }

  teamsOf(departmentId: string): TeamRecord[] {
    return this.teams.filter((team) => team.departmentId === departmentId && team.validTo === null)
  }

  /** The nearest team: of the grid, else of the community, the town, and upward; among equals grid workers first. */
  fieldTeam(place: Place): Team | null {
    const ofGrid = place.gridId === null ? undefined : this.teamsByGrid.get(place.gridId)?.[0]
    if (ofGrid) return ofGrid
    const nearest = place.communityId ?? place.townId ?? place.countyId ?? place.cityId
    for (const region of this.chainToday(nearest)) {
      const team = this.teamsByRegion.get(region.id)?.[0]
      if (team) return team
    }
    return null
  }
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
