import { beforeAll, describe, expect, it } from 'vitest'
import { catalogueEndpoints } from '@bihuan/contract/catalogue'
import { sql } from '../platform/database.ts'
import { testCity, type TestCity } from '../platform/testing/city.ts'
import { loadTerritory } from '../territory/answers.ts'
import { bumpTerritory } from '../territory/store.ts'
import { seedTestTerritory, type TestTerritory } from '../territory/testing.ts'
import { catalogue, loadCatalogue } from './answers.ts'
import { bumpCatalogue, insertItemVersions } from './store.ts'

let made: TestCity
let ids: TestTerritory
let headers: { authorization: string }

beforeAll(async () => {
  made = await testCity()
  ids = await seedTestTerritory(made.city)
  headers = (await made.signIn('dispatcher')).headers
})

type Key = keyof typeof catalogueEndpoints
type Rows = { rows: Record<string, unknown>[] }
async function get<T = Rows>(key: Key, url: string): Promise<T> {
  const answer = await made.app.inject({ url: `/api/v1${url}`, headers })
  expect(answer.statusCode, answer.body).toBe(200)
  return catalogueEndpoints[key].response.parse(answer.json()) as T
}

describe('items', () => {
  it('are listed, all or of a category, without their plans', async () => {
    const { rows } = await get('GET /api/v1/items', '/items')
    expect(rows).toHaveLength(10)
    expect(rows[0]).not.toHaveProperty('plan')
    expect((await get('GET /api/v1/items', `/items?category=${ids.categories.safety}`)).rows).toHaveLength(2)
  })
  it('are suggested from what is dictated', async () => {
    const { rows } = await get(
      'GET /api/v1/items/suggestions',
      `/items/suggestions?text=${encodeURIComponent('这里有煤气味')}`,
    )
    expect(rows[0]).toMatchObject({ item: { code: 'gasLeak' } })
  })
  it('tell their plan and procedure', async () => {
    const item = await get('GET /api/v1/items/{id}', `/items/${ids.items.illegalBuilding}`)
    expect(item).toMatchObject({
      plan: { steps: [{}, {}] },
      procedure: { id: '11301', limits: { plan: { amount: 1 } } },
      category: { name: { en: 'City upkeep' } },
    })
  })
  it('keep their earlier versions', async () => {
    const old = catalogue(made.city).item(ids.items.noise)!
    await made.city.db.transaction(async (db) => {
      await insertItemVersions(db, [{ ...old, version: 2, name: { zh: '噪声污染', en: 'Noise pollution' } }])
      await bumpCatalogue(db)
    })
    await loadCatalogue(made.city)
    expect(await get('GET /api/v1/items/{id}', `/items/${old.id}`)).toMatchObject({
      version: 2,
      currentVersion: 2,
      name: { zh: '噪声污染' },
    })
    expect(await get('GET /api/v1/items/{id}', `/items/${old.id}?version=1`)).toMatchObject({
      version: 1,
      currentVersion: 2,
      name: { zh: '噪声扰民' },
    })
    expect((await made.app.inject({ url: `/api/v1/items/${old.id}?version=3`, headers })).statusCode).toBe(404)
  })
  it('that are retired can no longer be filed, and can still be read', async () => {
    await made.city.db.run(sql`update item set retired_on = '2026-03-01' where id = ${ids.items.noLimit}`)
    await bumpCatalogue(made.city.db)
    const held = await loadCatalogue(made.city)
    expect(held.items().map((item) => item.code)).not.toContain('noLimit')
    expect(await get('GET /api/v1/items/{id}', `/items/${ids.items.noLimit}`)).toMatchObject({ retired: true })
  })
})

it('procedures and stage names are told', async () => {
  const procedures = await get('GET /api/v1/procedures', '/procedures')
  expect(procedures.rows.map((row) => row['id'])).toEqual(['11301', '530', 'danger-to-life', 'ordinary'])
  const arrive = { arrive: { amount: 5, unit: 'emergency-minute' }, handle: { amount: 30, unit: 'emergency-minute' } }
  expect(procedures.rows[1]).toMatchObject({ id: '530', limits: arrive })
  const stages = await get<{ rows: { stages: { id: string }[]; of: Record<string, string> }[] }>(
    'GET /api/v1/stage-profiles',
    '/stage-profiles',
  )
  expect(stages.rows.map((row) => row.stages.length)).toEqual([5, 6, 7])
  for (const { stages: known, of } of stages.rows)
    expect(known.map((stage) => stage.id)).toEqual(expect.arrayContaining(Object.values(of)))
})

describe('duties', () => {
  const where = (item: keyof TestTerritory['items'], region: keyof TestTerritory['regions']) =>
    get<{ outcome: string; leads: { department: { id: string } }[] }>(
      'GET /api/v1/duties/route',
      `/duties/route?item=${ids.items[item]}&region=${ids.regions[region]}`,
    )

  it('say where a case would go, and why', async () => {
    expect(await where('manhole', 'a1x')).toMatchObject({
      outcome: 'routed',
      leads: [{ department: { id: ids.departments.urbanA1 }, assisting: [{ id: ids.departments.urban }] }],
      why: [
        { code: 'duty-won', params: { by: 'item', dutyId: ids.duties.manholeA1 } },
        { code: 'over-wider-region' },
        { code: 'over-category' },
      ],
    })
    expect(await where('manhole', 'cx')).toMatchObject({ leads: [{ department: { id: ids.departments.urban } }] })
    expect(await where('dog', 'cx')).toMatchObject({ outcome: 'gap', why: [{ code: 'no-duty' }] })
    expect((await where('noise', 'a1x')).leads.map((lead) => lead.department.id).sort()).toEqual(
      [ids.departments.fire, ids.departments.urban].sort(),
    )
  })

  it('are reported exactly: the gap, the overlap, nothing else', async () => {
    const report = await get<Record<string, unknown>>('GET /api/v1/duties/report', '/duties/report')
    expect(report).toMatchObject({
      on: '2026-03-18',
      counts: { gaps: 1, overlaps: 1, unreachable: 0, orphaned: 0 },
      gaps: [{ item: { id: ids.items.dog }, region: { id: ids.regions.city } }],
      overlaps: [
        {
          item: { id: ids.items.noise },
          region: { name: '甲市' },
          sides: [
            { lead: { name: { en: 'East county urban management' } } },
            { lead: { name: { en: 'Fire and rescue' } } },
          ],
        },
      ],
    })
  })

  it('whose department has gone are orphans, and routing passes them over', async () => {
    await made.city.db.run(sql`update department set valid_to = '2026-03-01' where id = ${ids.departments.urbanA1}`)
    await bumpTerritory(made.city.db)
    await loadTerritory(made.city)
    expect(await get('GET /api/v1/duties/report', '/duties/report')).toMatchObject({
      orphaned: [{ duty: { id: ids.duties.manholeA1 }, gone: ['lead'] }],
    })
    expect(await where('manhole', 'a1x')).toMatchObject({ leads: [{ department: { id: ids.departments.urban } }] })
  })

  it('are listed by item and region', async () => {
    const { rows } = await get('GET /api/v1/duties', `/duties?item=${ids.items.gasLeak}&region=${ids.regions.cx}`)
    expect(rows.map((row) => row['id']).sort()).toEqual([ids.duties.gasLeak, ids.duties.safety].sort())
  })

  it('are not reported to a grid worker', async () => {
    const { headers: worker } = await made.signIn('grid-worker')
    expect((await made.app.inject({ url: '/api/v1/duties/report', headers: worker })).statusCode).toBe(403)
  })
})
