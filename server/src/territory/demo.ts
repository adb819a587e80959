/**
 * The demo city: one county of Jinhua with its real codes, cut into made-up towns, communities and grids, with the offices
 * of a made-up administration. Everything that is made up is marked `synthetic`.
 */
import type { Geometry } from '@bihuan/domain/place'
import extract from '../../../profiles/demo/jindong.json' with { type: 'json' }
import offices from '../../../profiles/demo/offices.json' with { type: 'json' }
import type { City } from '../platform/city.ts'
import { newId } from '../platform/id.ts'
import { loadTerritory } from './answers.ts'
import { cutCounty } from './cutting/cut.ts'
import type { Position } from './cutting/shares.ts'
import { demoOffices, shortName } from './demo-offices.ts'
import * as store from './store.ts'

const SINCE = '2024-01-01'

export interface DemoTerritory {
  /** Region id by 12-digit code. */
  regions: ReadonlyMap<string, string>
  cityCode: string
  countyCode: string
  townCodes: readonly string[]
  communityCodes: readonly string[]
  /** Grid id by code: the community's code and two digits. */
  grids: ReadonlyMap<string, string>
  /** Department id by code: `fire` of the county, `fire-330703001000` of a town; `command-<region code>`. */
  departments: ReadonlyMap<string, string>
  /** Team id by code: `grid-<community or town code>`, `fire`, `fire-330703001000`, `patrol`. */
  teams: ReadonlyMap<string, string>
}

export type Progress = (done: number, of: number, what: { zh: string; en: string }) => void

/** Statistical codes: below 200 an urban community, from 200 a village, which needs fewer grids. */
function gridCount(code: string): number {
  const number = Number(code.slice(9))
  return number < 200 ? 3 + (number % 3) : 1 + (number % 2)
}

const idsOf = (codes: readonly string[]) => new Map(codes.map((code) => [code, newId()]))

/** Writes the territory of an empty city and loads it; some seconds. The same seed gives the same outlines. */
export async function buildDemoTerritory(
  city: City,
  seed: number,
  progress: Progress = () => undefined,
): Promise<DemoTerritory> {
  const { towns, communities, county } = extract
  progress(0, 3, { zh: '划分街道、社区和网格', en: 'Cutting towns, communities and grids' })
  const plan = towns.map((town) => {
    const own = communities.filter((community) => community.code.startsWith(town.code.slice(0, 9)))
    return { ...town, centre: (offices.centres as unknown as Record<string, Position>)[town.code]!, own }
  })
  const cut = cutCounty(
    {
      outline: county.outline as Position[],
      towns: plan.map(({ centre, own }) => ({ centre, communities: own.map(({ code }) => gridCount(code)) })),
    },
    seed,
  )

  const regions = idsOf([
    extract.city.code,
    county.code,
    ...towns.map(({ code }) => code),
    ...communities.map(({ code }) => code),
  ])
  const region = (code: string) => regions.get(code)!
  const rows: store.NewRegion[] = [
    {
      id: region(extract.city.code),
      code: extract.city.code,
      level: 'city',
      name: extract.city.name,
      parentId: null,
      validFrom: SINCE,
    },
    {
      ...{
        id: region(county.code),
        code: county.code,
        level: 'county',
        name: county.name,
        parentId: region(extract.city.code),
      },
      ...{ geometry: { type: 'Polygon', coordinates: [county.outline] } as Geometry, validFrom: SINCE },
    },
  ]
  const grids: store.NewGrid[] = []
  const common = { synthetic: true, validFrom: SINCE }
  plan.forEach((town, t) => {
    const geometry = cut.towns[t]!.outline
    rows.push({
      id: region(town.code),
      code: town.code,
      level: 'town',
      name: town.name,
      parentId: region(county.code),
      geometry,
      ...common,
    })
    town.own.forEach(({ code, name }, c) => {
      const made = cut.towns[t]!.communities[c]!
      rows.push({
        id: region(code),
        code,
        level: 'community',
        name,
        parentId: region(town.code),
        geometry: made.outline,
        ...common,
      })
      made.grids.forEach((outline, g) => {
        const number = String(g + 1).padStart(2, '0')
        const title = `${shortName(name)}第${g + 1}网格`
        grids.push({
          id: newId(),
          code: code + number,
          kind: 'general',
          name: title,
          communityId: region(code),
          geometry: outline,
          ...common,
        })
      })
    })
  })

  progress(1, 3, { zh: '写入区域和网格', en: 'Writing regions and grids' })
  const { departments, teams, sectors } = demoOffices(rows, SINCE)
  await city.db.transaction(async (db) => {
    await store.insertRegions(db, rows)
    await store.insertGrids(db, grids)
    progress(2, 3, { zh: '写入部门和队伍', en: 'Writing departments and teams' })
    await store.insertDepartments(db, departments)
    await store.insertSectors(db, sectors)
    await store.insertTeams(db, teams)
    await store.bumpTerritory(db)
  })
  await loadTerritory(city)
  progress(3, 3, { zh: '区域就绪', en: 'Territory ready' })
  const byCode = (list: readonly { code: string; id: string }[]) => new Map(list.map(({ code, id }) => [code, id]))
  return {
    regions,
    cityCode: extract.city.code,
    countyCode: county.code,
    townCodes: towns.map(({ code }) => code),
    communityCodes: communities.map(({ code }) => code),
    grids: byCode(grids),
    departments: byCode(departments),
    teams: byCode(teams),
  }
}
