/** Finding cases again: filters, pages, scopes, what lies near, saved filters. */
import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../platform/id.ts'
import { caseTown, PEOPLE, type CaseTown, type Person } from './testing.ts'
import { days, done, get, minutes, noiseIn, post, refused } from './testing-way.ts'

let town: CaseTown
/** Everything that was filed, by a name. */
const ids: Record<string, string> = {}
beforeAll(async () => {
  town = await caseTown()
  // The supervisor sees the whole city here.
  town.people.supervisor = await town.signIn('supervisor')
  const { regions, points } = town.places
  ids['reported'] = (await town.report('manhole')).body.id
  town.clock.advance(minutes(1))
  ids['accepted'] = await noiseIn(town, 'accepted')
  town.clock.advance(minutes(1))
  ids['closed'] = await noiseIn(town, 'closed')
  town.clock.advance(minutes(1))
  ids['danger'] = (await town.report('gasLeak')).body.id
  ids['desk'] = (await town.report('help', {}, 'dispatcher')).body.id
  ids['far'] = (await town.report('manhole', { position: points.b1x1 })).body.id
  ids['unknown'] = (await town.report('dog', { position: null, regionId: regions.townA2 })).body.id
  ids['suspended'] = await noiseIn(town, 'accepted')
  await done(town, 'handler', ids['suspended'], 'request-suspension', { condition: '等', text: '等' })
  await done(town, 'dispatcher', ids['suspended'], 'grant-suspension')
  await done(town, 'supervisor', ids['closed'], 'follow')
  town.clock.advance(days(1))
  ids['next day'] = (await town.report('manhole', { position: points.a1x2 }, 'assessor')).body.id
})

type Row = { id: string; danger: boolean; dueAt: string | null; state: string; distance: number; sameItem?: boolean }
interface Listed {
  rows: Row[]
  next: string | null
  total: number
}
const list = async (query: string, by: Person = 'supervisor', path = '/api/v1/cases') => {
  const { status, body } = await get(town, by, `${path}?${query}`)
  expect(status, JSON.stringify(body)).toBe(200)
  return body as Listed
}
const names = (rows: readonly Row[]) => rows.map((row) => Object.keys(ids).find((name) => ids[name] === row.id)).sort()

describe('a filter of the list', () => {
  const filters = (): [string, string[]][] => {
    const { items, regions, departments, categories } = town.places
    return [
      ['state=open', ['reported', 'accepted', 'danger', 'desk', 'far', 'unknown', 'suspended', 'next day']],
      ['state=closed', ['closed']],
      ['state=closed,reported', ['closed', 'reported', 'desk', 'far', 'next day']],
      ['state=nonsense', []],
      [`itemId=${items.noise}`, ['accepted', 'closed', 'suspended']],
      [`categoryId=${categories.safety}`, ['danger']],
      [`regionId=${regions.townA1}`, ['reported', 'accepted', 'closed', 'danger', 'desk', 'suspended', 'next day']],
      [`regionId=${regions.townA2}`, ['unknown']],
      [`regionId=${regions.a1x}&state=closed`, ['closed']],
      [`regionId=${newId()}`, []],
      [`departmentId=${departments.urban}`, ['accepted', 'closed', 'suspended']],
      [`holderId=${departments.commandB}`, ['far']],
      ['source=desk', ['desk', 'next day']],
      ['danger=true', ['danger']],
      ['suspended=true', ['suspended']],
      ['following=true', ['closed']],
      ['finder=me', []],
      ['reportedFrom=2026-03-19', ['next day']],
      ['reportedTo=2026-03-18&state=reported', ['reported', 'desk', 'far']],
      ['reportedFrom=2026-03-18&reportedTo=2026-03-18&state=closed', ['closed']],
      ['overdue=any', ['reported', 'danger', 'desk', 'far', 'unknown']],
      ['measure=closed&from=2026-03-18&to=2026-03-18', ['closed']],
      ['measure=closed&from=2026-03-19&to=2026-03-20', []],
      ['measure=suspended', ['suspended']],
    ]
  }

  it('narrows to exactly those, alone and with the others, and counts them', async () => {
    for (const [query, expected] of filters()) {
      const { rows, total } = await list(query)
      expect([query, names(rows), total]).toEqual([query, expected.toSorted(), expected.length])
    }
    const all = await list('')
    expect([all.rows.length, all.total]).toEqual([9, 9])
  })

  it('by number finds the one, and by its beginning all', async () => {
    const { number } = await town.page('supervisor', ids['far']!)
    expect(names((await list(`number=${number}`)).rows)).toEqual(['far'])
    expect((await list('number=2026-')).total).toBe(9)
    expect((await list(`number=${encodeURIComponent('%')}`)).total).toBe(0)
  })

  it('finds what one found oneself', async () => {
    expect(names((await list('finder=me', 'assessor')).rows)).toEqual(['next day'])
  })

  it('that is no filter is refused', async () => {
    for (const query of [
      'itemId=5',
      'danger=perhaps',
      'reportedFrom=yesterday',
      'sort=best',
      'limit=0',
      'limit=201',
      'source=sky',
    ]) {
      expect([query, (await get(town, 'supervisor', `/api/v1/cases?${query}`)).status]).toEqual([query, 422])
    }
  })
})

describe('what the lists show', () => {
  it.each(PEOPLE)('is for the %s what he may open, not one more and not one less', async (by) => {
    const readable: string[] = []
    for (const [name, id] of Object.entries(ids)) {
      const { status } = await get(town, by, `/api/v1/cases/${id}`)
      expect([200, 404]).toContain(status)
      if (status === 200) readable.push(name)
    }
    expect(names((await list('', by)).rows)).toEqual(readable.sort())
    expect((await list('', by)).total).toBe(readable.length)
  })

  it('names departments in both languages, on the page and in its history too', async () => {
    const { body } = await get(town, 'supervisor', `/api/v1/cases?departmentId=${town.places.departments.urban}`)
    const [row] = (body as { rows: { id: string; lead: { name: string; nameEn: string } }[] }).rows
    expect(row!.lead.nameEn).toMatch(/^[A-Z]/)
    const page = await town.page('supervisor', row!.id)
    expect(page.assignment!.lead).toEqual(row!.lead)
    const dispatch = page.timeline.find(({ act }) => act === 'dispatch')!
    expect(dispatch.facts['lead']).toEqual({ zh: row!.lead.name, en: row!.lead.nameEn })
  })

  it('is nothing of the other county to a stranger', async () => {
    expect(names((await list('', 'stranger')).rows)).toEqual(['far'])
    expect((await list(`regionId=${town.places.regions.townA1}`, 'stranger')).total).toBe(0)
  })
})

describe('what lies near', () => {
  const near = async (query: object, by: Person = 'supervisor') =>
    (await list(new URLSearchParams(query as Record<string, string>).toString(), by, '/api/v1/cases/nearby')).rows
  const metre = 1 / 111_320

  it('is open, of the item, then of its category, within 50 metres, the nearest first, at most five', async () => {
    const { cx1 } = town.places.points
    const at = (north: number) => ({ longitude: cx1.longitude, latitude: cx1.latitude + north * metre })
    const made: Record<number, string> = {}
    for (const metres of [40, 20, 30, 49, 25, 10, 51])
      made[metres] = (await town.report('rubbish', { position: at(metres) }, 'dispatcher')).body.id
    await town.report('dog', { position: at(5) }, 'dispatcher')
    const kin = (await town.report('dust', { position: at(2) }, 'dispatcher')).body.id
    const asked = { itemId: town.places.items.rubbish, longitude: cx1.longitude, latitude: cx1.latitude }
    const rows = await near(asked)
    expect(rows.map(({ id, distance }) => [id, distance])).toEqual(
      [10, 20, 25, 30, 40].map((metres) => [made[metres], metres]),
    )
    expect((await near({ ...asked, excludeId: made[10]! })).map(({ distance }) => distance)).toEqual([
      20, 25, 30, 40, 49,
    ])
    // Of another item of the category: nearer, and yet behind its own; of another category, none.
    expect(
      (await near({ ...asked, itemId: town.places.items.dust })).map(({ id, sameItem }) => [id, sameItem]),
    ).toEqual([[kin, true], ...[10, 20, 25, 30].map((metres) => [made[metres], false])])
    expect(await near({ ...asked, itemId: town.places.items.gasLeak })).toEqual([])
    // Beyond one's scope nothing is near.
    expect(await near(asked, 'assessor')).toEqual([])
    const { headers } = await town.signIn('dispatcher')
    const merged = await town.app.inject({
      method: 'POST',
      url: `/api/v1/cases/${made[10]}/acts`,
      headers,
      payload: {
        commandId: newId(),
        act: 'merge',
        occurredAt: town.clock.now().toISOString(),
        body: { parentId: made[20] },
      },
    })
    expect(merged.statusCode).toBe(200)
    expect((await near(asked)).map(({ distance }) => distance)).toEqual([20, 25, 30, 40, 49])
  })

  it('counts metres to the east as metres too', async () => {
    const { longitude, latitude } = town.places.points.b1x2
    const east = (metres: number) => longitude + (metres * metre) / Math.cos((latitude * Math.PI) / 180)
    await town.report('rubbish', { position: { longitude: east(48), latitude } }, 'dispatcher')
    await town.report('rubbish', { position: { longitude: east(52), latitude } }, 'dispatcher')
    const rows = await near({ itemId: town.places.items.rubbish, longitude, latitude })
    expect(rows.map(({ distance }) => distance)).toEqual([48])
  })

  it('can be followed instead of filed again', async () => {
    const id = ids['reported']!
    const { longitude, latitude } = town.places.points.a1x1
    expect(
      (await near({ itemId: town.places.items.manhole, longitude, latitude }, 'worker'))
        .filter(({ sameItem }) => sameItem)
        .map((row) => row.id),
    ).toEqual([id])
    await done(town, 'worker', id, 'follow')
    expect(await refused(town, 'worker', id, 'follow')).toEqual([409, 'case.already-following'])
  })
})

describe('saved filters', () => {
  const rows = async (by: Person) =>
    (await get(town, by, '/api/v1/filters')).body.rows as { id: string; name: string; filter: object }[]

  it('are a person’s own: kept, changed, removed, and nobody else’s', async () => {
    const id = newId()
    const filter = { state: 'open', danger: 'true' }
    for (let twice = 0; twice < 2; twice++)
      expect((await post(town, 'dispatcher', { id, name: '今日险情', filter }, '/api/v1/filters')).status).toBe(201)
    expect(await rows('dispatcher')).toEqual([{ id, name: '今日险情', filter }])
    expect(await rows('assessor')).toEqual([])
    expect(
      (await post(town, 'assessor', { id, name: '抢来的', filter: {} }, '/api/v1/filters')).status,
    ).toBeGreaterThanOrEqual(400)
    const remove = (by: Person) =>
      town.app.inject({ method: 'DELETE', url: `/api/v1/filters/${id}`, headers: town.people[by].headers })
    expect((await remove('assessor')).statusCode).toBe(404)
    expect((await rows('dispatcher')).length).toBe(1)
    expect([(await remove('dispatcher')).statusCode, (await remove('dispatcher')).statusCode]).toEqual([204, 404])
  })

  it('are at most fifty', async () => {
    for (let n = 0; n < 50; n++)
      expect((await post(town, 'caller', { id: newId(), name: `第 ${n}`, filter: {} }, '/api/v1/filters')).status).toBe(
        201,
      )
    const answer = await post(town, 'caller', { id: newId(), name: '多一个', filter: {} }, '/api/v1/filters')
    expect([answer.status, answer.body.code]).toEqual([409, 'case.filters-full'])
  })
})
