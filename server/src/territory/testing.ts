/**
 * A territory small enough to be known by heart, for tests; with its catalogue (`catalogue/testing.ts`).
 *
 * city ─ countyA ─ townA1 ─ a1x, a1y        each community has two square grids of 0.01°, side by side: `a1x1`, `a1x2`
 *      │         └ townA2 ─ a2x             rows from south to north: a1x, a1y, a2x, b1x, cx
 *      ├ countyB ─ b1x                      (no town level)
 *      └ townC ─ cx                         (no county level, as in Dongguan)
 *
 * Command offices: commandCity, commandA, commandB, commandA1, commandA2, commandC. Duty: fire, gas (city), urban (countyA)
 * and under it urbanA1 (townA1). Grid teams: of grid a1x1, of community a1x, of townA1, of countyB, of townC; patrolA (countyA); squads.
 */
import type { Geometry, Point } from '@bihuan/domain/place'
import { seedTestCatalogue, type TestCatalogue } from '../catalogue/testing.ts'
import type { City } from '../platform/city.ts'
import { newId } from '../platform/id.ts'
import { loadTerritory } from './answers.ts'
import * as store from './store.ts'

const WEST = 119
const SOUTH = 29
const SIDE = 0.01
const SINCE = '2020-01-01'

const REGIONS = {
  city: ['990100000000', 'city', '甲市', null],
  countyA: ['990101000000', 'county', '东区', 'city'],
  countyB: ['990102000000', 'county', '西区', 'city'],
  townA1: ['990101001000', 'town', '一街道', 'countyA'],
  townA2: ['990101002000', 'town', '二街道', 'countyA'],
  townC: ['990100003000', 'town', '三镇', 'city'],
  a1x: ['990101001001', 'community', '桂花社区', 'townA1'],
  a1y: ['990101001002', 'community', '梅花社区', 'townA1'],
  a2x: ['990101002001', 'community', '兰花社区', 'townA2'],
  b1x: ['990102000001', 'community', '荷花村', 'countyB'],
  cx: ['990100003001', 'community', '菊花村', 'townC'],
} as const
type RegionName = keyof typeof REGIONS

const COMMUNITIES = ['a1x', 'a1y', 'a2x', 'b1x', 'cx'] as const
type GridName = `${(typeof COMMUNITIES)[number]}${1 | 2}`

const DEPARTMENTS = {
  commandCity: ['command', '市指挥中心', 'City command centre', 'city', null],
  commandA: ['command', '东区指挥中心', 'East county command centre', 'countyA', 'commandCity'],
  commandB: ['command', '西区指挥中心', 'West county command centre', 'countyB', 'commandCity'],
  commandA1: ['command', '一街道指挥室', 'Town 1 command office', 'townA1', 'commandA'],
  commandA2: ['command', '二街道指挥室', 'Town 2 command office', 'townA2', 'commandA'],
  commandC: ['command', '三镇指挥室', 'Town 3 command office', 'townC', 'commandCity'],
  fire: ['duty', '消防救援支队', 'Fire and rescue', 'city', null],
  gas: ['duty', '燃气公司', 'Gas utility', 'city', null],
  urban: ['duty', '东区城市管理局', 'East county urban management', 'countyA', null],
  urbanA1: ['duty', '一街道城管中队', 'Town 1 urban management', 'townA1', 'urban'],
} as const
type DepartmentName = keyof typeof DEPARTMENTS

const TEAMS = {
  gridA1x1: ['grid', '桂花社区第一网格队', 'Grid team of a1x1', 'commandA1', 'a1x', ['a1x1']],
  communityA1x: ['grid', '桂花社区网格队', 'Grid team of a1x', 'commandA1', 'a1x', []],
  townA1: ['grid', '一街道网格队', 'Grid team of town 1', 'commandA1', 'townA1', []],
  countyB: ['grid', '西区网格队', 'Grid team of west county', 'commandB', 'countyB', []],
  townC: ['grid', '三镇网格队', 'Grid team of town 3', 'commandC', 'townC', []],
  patrolA: ['patrol', '东区机动巡查队', 'Mobile patrol of east county', 'commandA', 'countyA', []],
  fireSquad: ['squad', '消防一中队', 'Fire squad 1', 'fire', 'city', []],
  gasCrew: ['squad', '燃气抢修队', 'Gas repair crew', 'gas', 'city', []],
  urbanSquad: ['squad', '城管执法中队', 'Urban management squad', 'urban', 'countyA', []],
} as const
type TeamName = keyof typeof TEAMS

export interface TestTerritory extends TestCatalogue {
  regions: Record<RegionName, string>
  grids: Record<GridName, string>
  /** The middle of each grid. */
  points: Record<GridName, Point>
  /** In no grid. */
  outside: Point
  departments: Record<DepartmentName, string>
  teams: Record<TeamName, string>
}

const idsFor = <K extends string>(names: readonly K[]) =>
  Object.fromEntries(names.map((name) => [name, newId()])) as Record<K, string>

function square(row: number, column: number): { geometry: Geometry; middle: Point } {
  // Rounded as stored, so that neighbours share their corners to the bit.
  const at = (origin: number, steps: number) => Number((origin + SIDE * steps).toFixed(6))
  const [west, east, south, north] = [at(WEST, column), at(WEST, column + 1), at(SOUTH, row), at(SOUTH, row + 1)]
  const ring = [[west, south], [east, south], [east, north], [west, north], [west, south]] // prettier-ignore
  return {
    geometry: { type: 'Polygon', coordinates: [ring] },
    middle: { longitude: at(WEST, column + 0.5), latitude: at(SOUTH, row + 0.5) },
  }
}

/** Writes territory and catalogue and loads both; the city must be empty of them. */
export async function seedTestTerritory(city: City): Promise<TestTerritory> {
  const regions = idsFor(Object.keys(REGIONS) as RegionName[])
  const departments = idsFor(Object.keys(DEPARTMENTS) as DepartmentName[])
  const teams = idsFor(Object.keys(TEAMS) as TeamName[])
  const squares = COMMUNITIES.flatMap((community, row) =>
    ([1, 2] as const).map((number) => ({
      name: `${community}${number}` as GridName,
      community,
      ...square(row, number - 1),
    })),
  )
  const grids = idsFor(squares.map(({ name }) => name))

  await city.db.transaction(async (db) => {
    await store.insertRegions(
      db,
      (Object.keys(REGIONS) as RegionName[]).map((key) => {
        const [code, level, name, parent] = REGIONS[key]
        return { id: regions[key], code, level, name, parentId: parent && regions[parent], validFrom: SINCE }
      }),
    )
    await store.insertGrids(
      db,
      squares.map(({ name, community, geometry }) => ({
        id: grids[name],
        code: `${REGIONS[community][0]}0${name.at(-1)}`,
        kind: 'general',
        name: `${REGIONS[community][2]}第${name.at(-1)}网格`,
        communityId: regions[community],
        geometry,
        synthetic: true,
        validFrom: SINCE,
      })),
    )
    await store.insertDepartments(
      db,
      (Object.keys(DEPARTMENTS) as DepartmentName[]).map((key) => {
        const [kind, name, nameEn, region, parent] = DEPARTMENTS[key]
        return {
          id: departments[key],
          code: key,
          kind,
          name,
          nameEn,
          regionId: regions[region],
          parentId: parent && departments[parent],
          validFrom: SINCE,
        }
      }),
    )
    await store.insertTeams(
      db,
      (Object.keys(TEAMS) as TeamName[]).map((key) => {
        const [kind, name, nameEn, department, region, served] = TEAMS[key]
        const gridIds = served.map((grid) => grids[grid])
        return {
          id: teams[key],
          code: key,
          kind,
          name,
          nameEn,
          departmentId: departments[department],
          regionId: regions[region],
          gridIds,
        }
      }),
    )
    await store.bumpTerritory(db)
  })
  await loadTerritory(city)
  const points = Object.fromEntries(squares.map(({ name, middle }) => [name, middle])) as Record<GridName, Point>
  const catalogue = await seedTestCatalogue(city, { regions, departments })
  return { ...catalogue, regions, grids, points, outside: { longitude: 118, latitude: 29 }, departments, teams }
}
