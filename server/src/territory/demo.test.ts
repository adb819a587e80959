import { beforeAll, describe, expect, it } from 'vitest'
import { testCity, type TestCity } from '../platform/testing/city.ts'
import { territory, type Territory } from './answers.ts'
import { cutCounty } from './cutting/cut.ts'
import { areaOf } from './cutting/dissolve.ts'
import type { Position } from './cutting/shares.ts'
import { buildDemoTerritory, type DemoTerritory } from './demo.ts'

const outline: Position[] = [[119, 29], [119.2, 29.02], [119.22, 29.1], [119.1, 29.2], [119.06, 29.12], [119, 29]] // prettier-ignore
const plan = {
  outline,
  towns: [
    { centre: [119.05, 29.04] as Position, communities: [3, 2] },
    { centre: [119.15, 29.1] as Position, communities: [1, 4, 2] },
  ],
}
const square = { type: 'Polygon' as const, coordinates: [outline] }

describe('a county cut into towns, communities and grids', () => {
  it('is the same for the same seed, another for another', () => {
    expect(cutCounty(plan, 7)).toEqual(cutCounty(plan, 7))
    expect(cutCounty(plan, 7)).not.toEqual(cutCounty(plan, 8))
  })

  it('has as many communities and grids as planned, and nothing gapes or overlaps', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const { towns } = cutCounty(plan, seed)
      expect(towns.map((town) => town.communities.map((community) => community.grids.length))).toEqual([[3, 2], [1, 4, 2]]) // prettier-ignore
      const close = (whole: number, parts: number[]) =>
        expect(parts.reduce((sum, part) => sum + part, 0) / whole).toBeCloseTo(1, 4)
      close(
        areaOf(square),
        towns.map((town) => areaOf(town.outline)),
      )
      for (const town of towns) {
        close(
          areaOf(town.outline),
          town.communities.map((community) => areaOf(community.outline)),
        )
        for (const community of town.communities) close(areaOf(community.outline), community.grids.map(areaOf))
      }
    }
  })
})

describe('the demo city', () => {
  let made: TestCity
  let demo: DemoTerritory
  let held: Territory
  beforeAll(async () => {
    made = await testCity({ kind: 'demo' })
    demo = await buildDemoTerritory(made.city, 1)
    held = territory(made.city)
  }, 60_000)

  it('has the county’s real codes and names, and says what is made up', () => {
    expect(held.regionByCode('330703101000')).toMatchObject({ name: '孝顺镇', level: 'town', synthetic: true })
    expect(held.regionByCode('330703000000')).toMatchObject({ name: '金东区', level: 'county', synthetic: false })
    expect(demo.communityCodes).toHaveLength(361)
    expect(held.grids().every((grid) => grid.synthetic)).toBe(true)
    expect(demo.grids.size).toBeGreaterThan(500)
  })

  it('finds the grid of any position inside it, and the place above the grid', () => {
    for (const grid of held.gridsOf(demo.regions.get('330703001000')!)) {
      const [west, south, east, north] = grid.bbox
      const place = held.locate({ longitude: (west + east) / 2, latitude: (south + north) / 2 })
      if (place) expect(place.countyId).toBe(demo.regions.get(demo.countyCode))
    }
    expect(held.locate({ longitude: 119.79, latitude: 29.11 })).not.toBeNull()
    expect(held.locate({ longitude: 119.5, latitude: 29.11 })).toBeNull()
  })

  it('has a grid team for every community, and a command office for every town, county and the city', () => {
    for (const code of demo.communityCodes) {
      const place = held.place(demo.regions.get(code)!)
      expect(held.fieldTeam(place)?.code).toBe(`grid-${code}`)
      expect(held.commandOffice(place.communityId!)?.level).toBe('town')
    }
    const town = demo.departments.get('command-330703001000')!
    const names = [held.department(town), held.officeAbove(town), held.officeAbove(held.officeAbove(town)!.id)].map(
      (office) => office?.name,
    )
    expect(names).toEqual(['多湖街道综合信息指挥室', '区社会治理中心', '市社会治理中心'])
  })

  it('has town stations below the county’s departments', () => {
    expect(held.departmentSubtree(demo.departments.get('fire')!)).toHaveLength(12)
    expect(held.department(demo.departments.get('police-330703001000')!)).toMatchObject({
      name: '多湖街道派出所',
      nameEn: 'Duohu police station',
    })
  })

  it('calls teams by what people call the place', () => {
    expect(held.team(demo.teams.get('grid-330703001203')!)?.name).toBe('东盛村网格队')
    expect(held.team(demo.teams.get('grid-330703001001')!)?.name).toBe('王坦社区网格队')
  })
})
