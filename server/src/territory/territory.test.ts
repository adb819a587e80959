import { beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../platform/database.ts'
import { testCity, type TestCity } from '../platform/testing/city.ts'
import { loadTerritory, territory, type Territory } from './answers.ts'
import { bumpTerritory } from './store.ts'
import { seedTestTerritory, type TestTerritory } from './testing.ts'

let made: TestCity
let ids: TestTerritory
let answers: Territory

beforeAll(async () => {
  made = await testCity()
  ids = await seedTestTerritory(made.city)
  answers = territory(made.city)
})

describe('a position', () => {
  it('falls into its grid, with every region above it', () => {
    expect(answers.locate(ids.points.a1x2)).toEqual({
      cityId: ids.regions.city,
      countyId: ids.regions.countyA,
      townId: ids.regions.townA1,
      communityId: ids.regions.a1x,
      gridId: ids.grids.a1x2,
    })
  })

  it('has null where a level is absent', () => {
    expect(answers.locate(ids.points.b1x1)).toMatchObject({ countyId: ids.regions.countyB, townId: null })
    expect(answers.locate(ids.points.cx1)).toMatchObject({ countyId: null, townId: ids.regions.townC })
  })

  it('outside every grid is nowhere', () => {
    expect(answers.locate(ids.outside)).toBeNull()
    expect(answers.locate({ longitude: 0, latitude: 0 })).toBeNull()
    expect(answers.locate({ longitude: ids.points.a1x1.latitude, latitude: ids.points.a1x1.longitude })).toBeNull()
  })

  it('on a shared edge falls to the lower code', () => {
    const edge = { longitude: 119.01, latitude: ids.points.a1x1.latitude }
    expect(answers.locate(edge)?.gridId).toBe(ids.grids.a1x1)
  })
})

describe('the tree', () => {
  it('goes up to the next level that exists', () => {
    expect(answers.up(ids.regions.b1x)?.id).toBe(ids.regions.countyB)
    expect(answers.up(ids.regions.townC)?.id).toBe(ids.regions.city)
    expect(answers.up(ids.regions.city)).toBeNull()
  })

  it('names the chain of a place, nearest first', () => {
    const { a1x, townA1, countyA, city } = ids.regions
    expect(answers.chain(a1x).map((region) => region.id)).toEqual([a1x, townA1, countyA, city])
  })

  it('knows what lies within what', () => {
    expect(answers.isWithin(ids.regions.a1x, ids.regions.countyA)).toBe(true)
    expect(answers.isWithin(ids.regions.a1x, ids.regions.a1x)).toBe(true)
    expect(answers.isWithin(ids.regions.countyA, ids.regions.a1x)).toBe(false)
    expect(answers.isWithin(ids.regions.a2x, ids.regions.townA1)).toBe(false)
  })

  it('lists the grids of a region of any level', () => {
    expect(answers.gridsOf(ids.regions.a1x).map((grid) => grid.id)).toEqual([ids.grids.a1x1, ids.grids.a1x2])
    expect(answers.gridsOf(ids.regions.countyA)).toHaveLength(6)
    expect(answers.gridsOf(ids.regions.city)).toHaveLength(10)
  })
})

describe('offices', () => {
  it('a community belongs to the nearest command office upward', () => {
    expect(answers.commandOffice(ids.regions.a1x)?.id).toBe(ids.departments.commandA1)
    expect(answers.commandOffice(ids.regions.b1x)?.id).toBe(ids.departments.commandB)
    expect(answers.commandOffice(ids.regions.cx)?.id).toBe(ids.departments.commandC)
  })

  it('above a command office is the one of the next level that exists', () => {
    expect(answers.officeAbove(ids.departments.commandA1)?.id).toBe(ids.departments.commandA)
    expect(answers.officeAbove(ids.departments.commandC)?.id).toBe(ids.departments.commandCity)
    expect(answers.officeAbove(ids.departments.commandCity)).toBeNull()
  })

  it('above a duty department is the command office that sends it work', () => {
    expect(answers.officeAbove(ids.departments.urbanA1)?.id).toBe(ids.departments.commandA1)
    expect(answers.officeAbove(ids.departments.fire)?.id).toBe(ids.departments.commandCity)
  })

  it('a department has its subtree', () => {
    expect(answers.departmentSubtree(ids.departments.urban)).toEqual([ids.departments.urban, ids.departments.urbanA1])
  })
})

describe('the nearest team', () => {
  const nearest = (grid: keyof TestTerritory['points']) => answers.fieldTeam(answers.locate(ids.points[grid])!)?.id

  it('is the grid’s own, else the community’s, else the town’s', () => {
    expect(nearest('a1x1')).toBe(ids.teams.gridA1x1)
    expect(nearest('a1x2')).toBe(ids.teams.communityA1x)
    expect(nearest('a1y1')).toBe(ids.teams.townA1)
  })

  it('goes on upward, and prefers a patrol to a squad', () => {
    expect(nearest('a2x1')).toBe(ids.teams.patrolA)
    expect(nearest('b1x1')).toBe(ids.teams.countyB)
  })
})

describe('the copy in memory', () => {
  it('stays while nothing has changed, and is loaded anew when something has', async () => {
    expect(await loadTerritory(made.city)).toBe(answers)
    await made.city.db.transaction(async (db) => {
      await db.run(sql`update grid set valid_to = '2026-01-01' where id = ${ids.grids.cx2}`)
      await bumpTerritory(db)
    })
    const anew = await loadTerritory(made.city)
    expect(anew).not.toBe(answers)
    expect(anew.locate(ids.points.cx2)).toBeNull()
    expect(anew.grid(ids.grids.cx2)?.code).toBe('99010000300102')
    expect(territory(made.city)).toBe(anew)
  })

  it('follows the successor of a region whose code has ended', async () => {
    await made.city.db.transaction(async (db) => {
      await db.run(
        sql`update region set valid_to = '2026-01-01', successor_id = ${ids.regions.a1x} where id = ${ids.regions.a1y}`,
      )
      await bumpTerritory(db)
    })
    const anew = await loadTerritory(made.city)
    expect(anew.current(ids.regions.a1y)?.id).toBe(ids.regions.a1x)
    expect(new Set(anew.lineage(ids.regions.a1y).map(({ id }) => id))).toEqual(
      new Set([ids.regions.a1x, ids.regions.a1y]),
    )
    expect(new Set(anew.lineage(ids.regions.a1x).map(({ id }) => id))).toEqual(
      new Set([ids.regions.a1x, ids.regions.a1y]),
    )
    expect(anew.region(ids.regions.a1y)?.name).toBe('梅花社区')
    expect(anew.regionByCode('990101001002')).toBeNull()
    expect(anew.children(ids.regions.townA1).map((region) => region.id)).toEqual([ids.regions.a1x])
  })
})
