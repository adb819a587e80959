/**
 * A city from a plan in which things name each other by keys: territory, catalogue, duties, accounts. Written by the bulk stores,
 * as city makers do; all that happens afterwards goes through the HTTP API.
 */
import type { Category, Item, Procedure, StageProfile, Words } from '@bihuan/domain/item'
import type { DepartmentKind, Geometry, GridKind, Level, Point, TeamKind } from '@bihuan/domain/place'
import type { Grant } from '@bihuan/domain/powers'
import procedures from '../../profiles/procedures.json' with { type: 'json' }
import stages from '../../profiles/stages.json' with { type: 'json' }
import { loadCatalogue } from '../../server/src/catalogue/answers.ts'
import * as catalogueStore from '../../server/src/catalogue/store.ts'
import type { City } from '../../server/src/platform/city.ts'
import { newId } from '../../server/src/platform/id.ts'
import { createAccount, hashPassword } from '../../server/src/staff/answers.ts'
import { loadTerritory } from '../../server/src/territory/answers.ts'
import * as territoryStore from '../../server/src/territory/store.ts'

export type Box = readonly [west: number, south: number, east: number, north: number]

export interface TownPlan {
  /** Since when all of it holds, YYYY-MM-DD. */
  since: string
  regions: { code: string; level: Level; name: string; parent: string | null }[]
  grids: { code: string; community: string; name: string; box: Box; kind?: GridKind }[]
  sectors?: { key: string; name: string; nameEn: string; region: string; communities: string[] }[]
  departments: { key: string; kind: DepartmentKind; name: string; nameEn: string; region: string; parent?: string }[]
  teams?: {
    key: string
    kind: TeamKind
    name: string
    nameEn: string
    department: string
    region: string
    sector?: string
    grids?: string[]
  }[]
  categories: { key: string; name: Words }[]
  items: ItemPlan[]
  duties: { item: string; region: string; lead: string; assisting?: string[]; basis: string }[]
  people: (ids: TownIds) => PersonPlan[]
}

export type ItemPlan = Partial<Omit<Item, 'id' | 'categoryId'>> & Pick<Item, 'code' | 'name'> & { category: string }

export interface PersonPlan {
  login: string
  name: string
  grants: Grant[]
  departments?: string[]
  teams?: string[]
}

export interface TownIds {
  region(code: string): string
  grid(code: string): string
  department(key: string): string
  team(key: string): string
  item(code: string): string
}

/** The middle of a square. */
export function middleOf([west, south, east, north]: Box): Point {
  return { longitude: Number(((west + east) / 2).toFixed(6)), latitude: Number(((south + north) / 2).toFixed(6)) }
}

/** One condition with this limit, counted on handling. */
export function oneCondition(limit: Item['conditions'][number]['limit']): Item['conditions'] {
  return [
    {
      id: 'c1',
      filing: { zh: '发现即立案', en: 'File when found' },
      closing: { zh: '问题消除', en: 'It is put right' },
      limit,
      limitMeans: 'handle',
    },
  ]
}

const PLAIN: Omit<Item, 'id' | 'code' | 'name' | 'categoryId'> = {
  version: 1,
  hazard: true,
  severity: 'general',
  procedureId: 'ordinary',
  autoAssess: false,
  autoDispatch: false,
  needsAfterEvidence: false,
  needsReview: false,
  needsCallBack: false,
  reworkLimit: null,
  conditions: oneCondition(null),
  plan: { steps: [], call: [], documents: [], basis: [] },
  keywords: [],
}

function ids(kind: string, keys: readonly string[]): (key: string) => string {
  const made = new Map(keys.map((key) => [key, newId()]))
  if (made.size !== keys.length) throw new Error(`the plan names a ${kind} twice`)
  return (key) => {
    const found = made.get(key)
    if (!found) throw new Error(`the plan knows no ${kind} ${key}`)
    return found
  }
}

function outline([west, south, east, north]: Box): Geometry {
  return { type: 'Polygon', coordinates: [[[west, south], [east, south], [east, north], [west, north], [west, south]]] } // prettier-ignore
}

/** Writes everything and loads it; the city must be empty. Everybody's password is the one given. */
export async function buildTown(city: City, plan: TownPlan, password: string): Promise<TownIds> {
  const category = ids(
    'category',
    plan.categories.map(({ key }) => key),
  )
  const sector = ids(
    'sector',
    (plan.sectors ?? []).map(({ key }) => key),
  )
  const town: TownIds = {
    region: ids(
      'region',
      plan.regions.map(({ code }) => code),
    ),
    grid: ids(
      'grid',
      plan.grids.map(({ code }) => code),
    ),
    department: ids(
      'department',
      plan.departments.map(({ key }) => key),
    ),
    team: ids(
      'team',
      (plan.teams ?? []).map(({ key }) => key),
    ),
    item: ids(
      'item',
      plan.items.map(({ code }) => code),
    ),
  }
  await buildTerritory(city, plan, town, sector)
  await buildCatalogue(city, plan, town, category)
  await hire(city, plan, town, password)
  return town
}

async function buildTerritory(
  city: City,
  plan: TownPlan,
  town: TownIds,
  sectorId: (key: string) => string,
): Promise<void> {
  const validFrom = plan.since
  await city.db.transaction(async (db) => {
    await territoryStore.insertRegions(
      db,
      plan.regions.map(({ parent, ...region }) => ({
        ...region,
        id: town.region(region.code),
        parentId: parent && town.region(parent),
        validFrom,
      })),
    )
    const grids = plan.grids.map(({ code, name, kind = 'general' as const, community, box }) => ({
      id: town.grid(code),
      code,
      name,
      kind,
      communityId: town.region(community),
      geometry: outline(box),
      synthetic: true,
      validFrom,
    }))
    // A statement's parameter should stay of a sane size.
    for (let from = 0; from < grids.length; from += 500)
      await territoryStore.insertGrids(db, grids.slice(from, from + 500))
    await territoryStore.insertSectors(
      db,
      (plan.sectors ?? []).map(({ key, name, nameEn, region, communities }) => ({
        id: sectorId(key),
        code: key,
        name,
        nameEn,
        regionId: town.region(region),
        regionIds: communities.map(town.region),
        gridIds: [],
      })),
    )
    await territoryStore.insertDepartments(
      db,
      plan.departments.map(({ key, kind, name, nameEn, region, parent }) => ({
        id: town.department(key),
        code: key,
        kind,
        name,
        nameEn,
        regionId: town.region(region),
        parentId: parent ? town.department(parent) : null,
        validFrom,
      })),
    )
    await territoryStore.insertTeams(
      db,
      (plan.teams ?? []).map(({ key, kind, name, nameEn, department, region, sector, grids: served = [] }) => ({
        id: town.team(key),
        code: key,
        kind,
        name,
        nameEn,
        departmentId: town.department(department),
        regionId: town.region(region),
        ...(sector ? { sectorId: sectorId(sector) } : {}),
        gridIds: served.map(town.grid),
      })),
    )
    await territoryStore.bumpTerritory(db)
  })
  await loadTerritory(city)
}

async function buildCatalogue(
  city: City,
  plan: TownPlan,
  town: TownIds,
  categoryId: (key: string) => string,
): Promise<void> {
  const categories: Category[] = plan.categories.map(({ key, name }, position) => ({
    id: categoryId(key),
    code: key,
    name,
    position: position + 1,
  }))
  const items = plan.items.map(({ category, ...item }): Item => ({
    ...PLAIN,
    ...item,
    id: town.item(item.code),
    categoryId: categoryId(category),
  }))
  const duties = plan.duties.map(({ item, region, lead, assisting = [], basis }) => ({
    id: newId(),
    itemId: town.item(item),
    categoryId: null,
    regionId: town.region(region),
    leadDepartmentId: town.department(lead),
    assistingDepartmentIds: assisting.map(town.department),
    basis,
    validFrom: plan.since,
    validTo: null,
  }))
  await city.db.transaction(async (db) => {
    await catalogueStore.insertCategories(db, categories)
    await catalogueStore.insertProcedures(db, procedures as Procedure[])
    await catalogueStore.insertStageProfiles(db, stages as StageProfile[])
    await catalogueStore.insertItems(db, items)
    await catalogueStore.insertDuties(db, duties)
    await catalogueStore.bumpCatalogue(db)
  })
  await loadCatalogue(city)
}

async function hire(city: City, plan: TownPlan, town: TownIds, password: string): Promise<void> {
  const passwordHash = await hashPassword(password)
  const from = new Date(`${plan.since}T00:00:00+08:00`)
  for (const { login, name, grants, departments = [], teams = [] } of plan.people(town)) {
    await createAccount(city, from, {
      login,
      name,
      grants,
      passwordHash,
      departmentIds: departments.map(town.department),
      teamIds: teams.map(town.team),
    })
  }
}
