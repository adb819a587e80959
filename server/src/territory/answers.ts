/**
 * What other capabilities may ask of the territory. Answers are synchronous, from a copy held in memory per city;
 * `loadTerritory` fills it at start and again whenever the version row has moved.
 */
import { fixed } from '@bihuan/domain/fixed'
import type { Ancestors, Department, Geometry, Grid, Place, Point, Region, Sector, Team } from '@bihuan/domain/place'
import type { City } from '../platform/city.ts'
import type { ScopeLookups } from '../platform/scope.ts'
import { makeLocator, type Locate } from './locator.ts'
import { Offices } from './offices.ts'
import { RegionTree } from './tree.ts'
import {
  readTerritory,
  territoryVersion,
  type GridRecord,
  type RegionRecord,
  type TeamRecord,
  type TerritoryRows,
} from './views.ts'
import type { GridLineage } from './grid-lineage.ts'

export class Territory {
  readonly version: number
  private readonly tree: RegionTree
  private readonly offices: Offices
  private readonly locator: Locate
  private readonly gridById: Map<string, GridRecord>
  private readonly gridsByCommunity = new Map<string, GridRecord[]>()
  private readonly outlines: Map<string, Geometry>
  private readonly sectorRows: readonly Sector[]
  /** What came of grids that were split or merged. */
  readonly gridLineage: GridLineage
  private readonly placeOfGrid = new Map<string, Place>()
  /** What scopes ask, for `scopePredicate` and `inScope`. */
  readonly lookups: ScopeLookups = {
    regions: (regionId) => this.lineage(regionId),
    departments: (departmentId) => this.departmentSubtree(departmentId),
    grids: (gridId) => this.gridLineage.lineage(gridId),
  }

  constructor(rows: TerritoryRows) {
    this.version = rows.version
    this.tree = new RegionTree(rows.regions)
    this.offices = new Offices(rows.departments.map(this.moved), rows.teams.map(this.moved), this.tree)
    this.outlines = rows.outlines
    this.sectorRows = rows.sectors.map((sector) => ({
      ...this.moved(sector),
      regionIds: [...new Set(sector.regionIds.map((id) => this.tree.current(id)?.id ?? id))],
    }))
    this.gridLineage = rows.gridLineage
    const grids = rows.grids.map((grid) =>
      grid.validTo === null
        ? { ...grid, communityId: this.tree.current(grid.communityId)?.id ?? grid.communityId }
        : grid,
    )
    this.gridById = new Map(grids.map((grid) => [grid.id, grid]))
    const inForce = grids.filter((grid) => grid.validTo === null)
    for (const grid of inForce) {
      const siblings = this.gridsByCommunity.get(grid.communityId)
      if (siblings) siblings.push(grid)
      else this.gridsByCommunity.set(grid.communityId, [grid])
    }
    this.locator = makeLocator(inForce)
  }

  /** What belongs to a region that got another code belongs to its successor. */
  private readonly moved = <T extends { regionId: string }>(row: T): T => {
    const regionId = this.tree.current(row.regionId)?.id ?? row.regionId
    return regionId === row.regionId ? row : { ...row, regionId }
  }

  /** The grid that a position falls into, with all that lies above it; null outside every grid. */
  locate(point: Point): Place | null {
    const grid = this.locator(point)
    if (!grid) return null
    let place = this.placeOfGrid.get(grid.id)
    if (!place) this.placeOfGrid.set(grid.id, (place = fixed(this.place(grid.communityId, grid.id))))
    return place
  }

  /** The place that a region is, for cases without a position. */
  place(regionId: string, gridId: string | null = null): Place {
    return { ...this.ancestorsOf(regionId), gridId }
  }

  region(id: string): RegionRecord | null {
    return this.tree.region(id)
  }
  /** The holder of a code today. */
  regionByCode(code: string): RegionRecord | null {
    return this.tree.byCodeInForce(code)
  }
  /** All in force, by code. */
  regions(): RegionRecord[] {
    return this.tree.rows.filter((region) => region.validTo === null)
  }
  /** In force, by code; null asks for the root. */
  children(parentId: string | null): readonly RegionRecord[] {
    return this.tree.children(parentId)
  }
  ancestorsOf(regionId: string): Ancestors {
    return this.tree.ancestorsOf(regionId)
  }
  /** The region and all above it, nearest first: what routing asks for. */
  chain(regionId: string): readonly Region[] {
    return this.tree.chain(regionId)
  }
  /** The same as it stands today, each region with those that it came of: what duties, made for one of them, are looked up by. */
  chainThroughTime(regionId: string): readonly Region[] {
    return this.tree.chainThroughTime(regionId)
  }
  /** The nearest region that a place names, for `chain`. */
  nearestRegion(place: Ancestors): string {
    return place.communityId ?? place.townId ?? place.countyId ?? place.cityId
  }
  /** One level up, that is to the next level that exists; null at the root. */
  up(regionId: string): Region | null {
    return this.tree.chain(regionId)[1] ?? null
  }
  /** Whether a region lies in another, or is it. */
  isWithin(regionId: string, ancestorId: string): boolean {
    return this.tree.isWithin(regionId, ancestorId)
  }
  /** After a succession of codes: the region that stands in its place today. */
  current(regionId: string): RegionRecord | null {
    return this.tree.current(regionId)
  }
  /** The region with its predecessors and successors: what a scope on it reaches. */
  lineage(regionId: string): readonly Region[] {
    return this.tree.lineage(regionId)
  }
  /** Where drawn. */
  outline(regionId: string): Geometry | null {
    return this.outlines.get(regionId) ?? null
  }

  grid(id: string): GridRecord | null {
    return this.gridById.get(id) ?? null
  }
  /** In force, of a region of any level, by code. */
  gridsOf(regionId: string): GridRecord[] {
    const communities = [regionId]
    for (const at of communities) for (const child of this.children(at)) communities.push(child.id)
    return communities.flatMap((id) => this.gridsByCommunity.get(id) ?? [])
  }
  /** In force, with their outlines. */
  gridRecords(): GridRecord[] {
    return [...this.gridsByCommunity.values()].flat()
  }
  grids(): Grid[] {
    return [...this.gridsByCommunity.values()].flat()
  }

  department(id: string): Department | null {
    return this.offices.department(id)
  }
  departmentInForce(id: string): boolean {
    return this.offices.inForce(id)
  }
  /** All in force, by code. */
  departments(): Department[] {
    return this.offices.departments.filter((department) => department.validTo === null)
  }
  /** Id by code, of those in force first, else of the ended one that had the code last. */
  departmentCodes(): ReadonlyMap<string, string> {
    const ended = this.offices.departments.filter((department) => department.validTo !== null)
    return new Map([...ended, ...this.departments()].map(({ code, id }) => [code, id]))
  }
  /** Ids of a department and of all below it; empty for an unknown one. */
  departmentSubtree(id: string): string[] {
    return this.offices.subtree(id)
  }
  /** The command office of a region: its own, else the nearest upward; null where no level has one. */
  commandOffice(regionId: string): Department | null {
    return this.offices.commandOffice(regionId)
  }
  /** Whom a call or an overdue clock goes to; see Offices.officeAbove. */
  officeAbove(departmentId: string): Department | null {
    return this.offices.officeAbove(departmentId)
  }

  /** Also one that ended. */
  team(id: string): TeamRecord | null {
    return this.offices.team(id)
  }
  /** All in force, by code. */
  teams(): TeamRecord[] {
    return this.offices.teams.filter((team) => team.validTo === null)
  }
  teamsOf(departmentId: string): TeamRecord[] {
    return this.offices.teamsOf(departmentId)
  }
  /** Who acts first where life is in danger: the nearest team that serves the place. */
  fieldTeam(place: Place): Team | null {
    return this.offices.fieldTeam(place)
  }
  sectors(): readonly Sector[] {
    return this.sectorRows
  }
}

const held = new WeakMap<City, Territory>()

/** The copy in memory. Loaded before the server listens; asking earlier is a defect. */
export function territory(city: City): Territory {
  const copy = held.get(city)
  if (!copy) throw new Error('the territory was asked before it was loaded')
  return copy
}

/** Loads the territory, or loads it anew if it has changed since; cheap when it has not. */
export async function loadTerritory(city: City): Promise<Territory> {
  const known = held.get(city)
  if (known && known.version === (await territoryVersion(city.db))) return known
  const copy = new Territory(await readTerritory(city.db))
  // Two loads at once may end in the other order: the newer copy stays.
  const present = held.get(city)
  if (present && present.version > copy.version) return present
  held.set(city, copy)
  return copy
}
