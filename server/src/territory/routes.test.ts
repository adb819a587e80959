import { beforeAll, describe, expect, it } from 'vitest'
import { territoryEndpoints } from '@bihuan/contract/territory'
import { testCity, type TestCity } from '../platform/testing/city.ts'
import { territory } from './answers.ts'
import { bumpTerritory } from './store.ts'
import { loadTerritory } from './answers.ts'
import { seedTestTerritory, type TestTerritory } from './testing.ts'

let made: TestCity
let ids: TestTerritory
let headers: { authorization: string }

beforeAll(async () => {
  made = await testCity()
  ids = await seedTestTerritory(made.city)
  headers = (await made.signIn('grid-worker')).headers
})

type Key = keyof typeof territoryEndpoints
/** The answer, checked against the contract. */
async function get(key: Key, url: string) {
  const answer = await made.app.inject({ url, headers })
  expect(answer.statusCode, answer.body).toBe(200)
  return territoryEndpoints[key].response.parse(answer.json()) as never
}
const refused = async (url: string) => {
  const answer = await made.app.inject({ url, headers })
  return { status: answer.statusCode, code: answer.json().code }
}

describe('regions', () => {
  it('begin at the root', async () => {
    const { rows } = (await get('GET /api/v1/regions', '/api/v1/regions')) as { rows: object[] }
    expect(rows).toMatchObject([{ name: '甲市', level: 'city', children: 3, grids: 10 }])
  })
  it('go down by parent and depth', async () => {
    const names = async (query: string) =>
      ((await get('GET /api/v1/regions', `/api/v1/regions?${query}`)) as { rows: { name: string }[] }).rows.map(
        (row) => row.name,
      )
    expect(await names(`parent=${ids.regions.countyA}`)).toEqual(['一街道', '二街道'])
    expect(await names(`parent=${ids.regions.countyA}&depth=2`)).toEqual([
      '一街道',
      '二街道',
      '桂花社区',
      '梅花社区',
      '兰花社区',
    ])
    expect(await names('text=990102')).toEqual(['西区', '荷花村'])
    expect(await names(`text=${encodeURIComponent('花')}&parent=${ids.regions.townA1}`)).toEqual([
      '桂花社区',
      '梅花社区',
    ])
  })
  it('name the chain of one', async () => {
    const region = await get('GET /api/v1/regions/{id}', `/api/v1/regions/${ids.regions.cx}`)
    expect(region).toMatchObject({
      name: '菊花村',
      chain: [{ level: 'community' }, { level: 'town' }, { level: 'city' }],
      commandOfficeId: ids.departments.commandC,
    })
  })
  it('answer 404 for an unknown one, 401 to a stranger', async () => {
    expect(await refused(`/api/v1/regions/${ids.grids.a1x1}`)).toEqual({ status: 404, code: 'platform.not-found' })
    expect((await made.app.inject({ url: '/api/v1/regions' })).statusCode).toBe(401)
  })
})

describe('the map', () => {
  it('has the grids of a region or a box, and says when there are more', async () => {
    type Collection = { features: { properties: { code: string } }[]; truncated: boolean }
    const of = async (query: string) => (await get('GET /api/v1/grids', `/api/v1/grids?${query}`)) as Collection
    expect((await of(`region=${ids.regions.a1x}`)).features.map((one) => one.properties.code)).toEqual([
      '99010100100101',
      '99010100100102',
    ])
    expect((await of('bbox=119.001,29.001,119.002,29.012')).features).toHaveLength(2)
    expect((await of(`bbox=119.001,29.001,119.002,29.012&region=${ids.regions.a1y}`)).features).toHaveLength(1)
    expect(await of(`region=${ids.regions.city}&limit=3`)).toMatchObject({ truncated: true, features: [{}, {}, {}] })
  })
  it('refuses to send everything, or a box that is none', async () => {
    expect(await refused('/api/v1/grids')).toEqual({ status: 422, code: 'territory.area-required' })
    expect(await refused('/api/v1/grids?bbox=120,29,119,30')).toEqual({ status: 422, code: 'territory.area-empty' })
    expect(await refused('/api/v1/grids?bbox=1,2,3')).toEqual({ status: 422, code: 'territory.area-empty' })
  })
  it('finds the grid of a position, or nothing', async () => {
    const { longitude, latitude } = ids.points.a1x1
    const found = await get('GET /api/v1/locate', `/api/v1/locate?longitude=${longitude}&latitude=${latitude}`)
    expect(found).toMatchObject({
      place: { gridId: ids.grids.a1x1 },
      grid: { name: '桂花社区第1网格' },
      chain: [{ name: '桂花社区' }, {}, {}, {}],
    })
    expect(await get('GET /api/v1/locate', '/api/v1/locate?longitude=0&latitude=0')).toEqual({
      place: null,
      grid: null,
      chain: [],
    })
    expect(await refused('/api/v1/locate?longitude=29&latitude=119')).toMatchObject({ status: 422 })
  })
  it('tells a grid with its team', async () => {
    expect(await get('GET /api/v1/grids/{id}', `/api/v1/grids/${ids.grids.a1x1}`)).toMatchObject({
      teamId: ids.teams.gridA1x1,
      place: { townId: ids.regions.townA1 },
    })
  })
})

describe('offices', () => {
  it('are listed by region and kind', async () => {
    const { rows } = (await get(
      'GET /api/v1/departments',
      `/api/v1/departments?region=${ids.regions.countyA}&kind=duty`,
    )) as { rows: { id: string }[] }
    expect(rows.map((row) => row.id)).toEqual([ids.departments.urban, ids.departments.urbanA1])
  })
  it('have their teams', async () => {
    const { rows } = (await get('GET /api/v1/teams', `/api/v1/teams?department=${ids.departments.commandA1}`)) as {
      rows: { id: string }[]
    }
    expect(rows.map((row) => row.id)).toEqual([ids.teams.communityA1x, ids.teams.gridA1x1, ids.teams.townA1])
  })
})

it('an unchanged answer is a 304, a changed territory is not', async () => {
  const first = await made.app.inject({ url: '/api/v1/teams', headers })
  const etag = first.headers.etag as string
  const again = () => made.app.inject({ url: '/api/v1/teams', headers: { ...headers, 'if-none-match': etag } })
  expect(await again()).toMatchObject({ statusCode: 304, body: '' })
  const before = territory(made.city).version
  await bumpTerritory(made.city.db)
  expect((await loadTerritory(made.city)).version).toBe(before + 1)
  expect((await again()).statusCode).toBe(200)
})
