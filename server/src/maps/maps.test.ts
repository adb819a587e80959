/** The map over HTTP: who sees what, what adds up to what, what is refused, and what follows an act. */
import { beforeAll, describe, expect, it } from 'vitest'
import { DEEPEST_ZOOM } from '@bihuan/contract/maps'
import { caseTown, type CaseTown, type Person } from '../cases/testing.ts'
import { mixedCases, overviewFor, tallied } from '../cases/testing-figures.ts'
import { get } from '../cases/testing-way.ts'
import { sequenceNow } from '../platform/sequencer.ts'
import { readTile, tileAt, type Tags } from './testing.ts'
import { makeConfidential } from './testing-confidential.ts'
import { workedOut } from './testing-recurrence.ts'

let town: CaseTown
beforeAll(async () => {
  town = await caseTown()
  town.people.supervisor = await town.signIn('supervisor', undefined, { departmentIds: [] })
  await mixedCases(town)
  await tallied(town)
  await workedOut(town)
}, 120_000)

async function tile(by: Person, address: string, query = '', headers: Record<string, string> = {}) {
  const answer = await town.app.inject({
    method: 'GET',
    url: `/api/v1/map/cases/${address}${query}`,
    headers: { ...town.people[by].headers, ...headers },
  })
  return { status: answer.statusCode, headers: answer.headers, bytes: answer.rawPayload }
}
const casesIn = async (by: Person, address: string, query = ''): Promise<Tags[]> =>
  readTile((await tile(by, address, query)).bytes)['cases'] ?? []
const sum = (features: readonly Tags[], name: string) => features.reduce((total, tags) => total + Number(tags[name]), 0)

describe('tiles of cases', () => {
  const whole = '0/0/0'

  it('add up to the list, as clusters and as single cases, at every zoom', async () => {
    const { body } = await get(town, 'supervisor', '/api/v1/cases?state=open')
    expect(body.total).toBeGreaterThan(5)
    const stocks = (await get(town, 'supervisor', '/api/v1/map/stocks?level=town')).body
    expect(stocks.total.open).toBe(body.total)
    for (const z of [0, 6, 12, 15, DEEPEST_ZOOM]) {
      const addresses = new Set<string>(Object.values(town.places.points).map((point) => tileAt(point, z)))
      const features = (await Promise.all([...addresses].map((one) => casesIn('supervisor', one)))).flat()
      expect([z, sum(features, 'count')]).toEqual([z, body.total - stocks.undrawn])
      expect([z, sum(features, 'overdue')]).toEqual([z, stocks.total.overdue])
      for (const feature of features.filter(({ count }) => count === 1))
        expect(feature['id']).toMatch(/^[0-9a-f-]{36}$/)
    }
  })

  it('hold nothing of another town, neither alone nor in a count', async () => {
    const all = await casesIn('supervisor', whole)
    const own = await casesIn('dispatcher', whole)
    const other = await casesIn('stranger', whole)
    const listed = async (by: Person) => (await get(town, by, '/api/v1/cases?state=open')).body.total
    expect([sum(own, 'count'), sum(other, 'count')]).toEqual([await listed('dispatcher'), await listed('stranger')])
    expect(sum(own, 'count')).toBeLessThan(sum(all, 'count'))
    expect(await casesIn('stranger', tileAt(town.places.points.a1x1, 14))).toEqual([])
    expect(await casesIn('dispatcher', tileAt(town.places.points.b1x1, DEEPEST_ZOOM))).toEqual([])
    expect((await casesIn('stranger', tileAt(town.places.points.b1x1, DEEPEST_ZOOM))).length).toBe(1)
    // Led by a department: wherever its cases lie, and no other.
    expect(sum(await casesIn('handler', whole), 'count')).toBe(await listed('handler'))
    expect(sum(await casesIn('worker', whole), 'count')).toBe(await listed('worker'))
  })

  it('are narrowed as the list is', async () => {
    const { items, departments } = town.places
    for (const query of [
      'danger=true',
      'danger=false',
      'overdue=true',
      'overdue=false',
      'state=reported',
      'state=accepted,dispatched',
      `itemId=${items.manhole}`,
      `departmentId=${departments.urban}`,
      `itemId=${items.manhole}&danger=true`,
    ]) {
      const list = query.replace('overdue=true', 'overdue=any').replace('overdue=false', 'overdue=none')
      const { body } = await get(
        town,
        'supervisor',
        `/api/v1/cases?${list.includes('state=') ? list : `${list}&state=open`}`,
      )
      expect([query, sum(await casesIn('supervisor', whole, `?${query}`), 'count')]).toEqual([query, body.total])
    }
  })

  it('answer 304 to who has them already, until something in them happens or falls due', async () => {
    const address = tileAt(town.places.points.a1x1, 13)
    const first = await tile('dispatcher', address)
    const etag = String(first.headers['etag'])
    expect(first.headers['cache-control']).toBe('private, no-cache')
    const again = await tile('dispatcher', address, '', { 'if-none-match': etag })
    expect([again.status, again.bytes.length]).toEqual([304, 0])
    // Another scope, another tile.
    expect((await tile('stranger', address, '', { 'if-none-match': etag })).status).toBe(200)
    const { body } = await town.report('manhole', { position: town.places.points.a1y1 })
    await sequenceNow(town.city)
    const after = await tile('dispatcher', address, '', { 'if-none-match': etag })
    expect(after.status).toBe(200)
    expect(sum(readTile(after.bytes)['cases']!, 'count')).toBe(sum(readTile(first.bytes)['cases']!, 'count') + 1)
    expect((await tile('stranger', tileAt(town.places.points.b1x1, 14))).status).toBe(200)
    const before = sum(readTile(after.bytes)['cases']!, 'overdue')
    town.clock.advance(3 * 86_400_000)
    const late = await tile('dispatcher', address, '', { 'if-none-match': String(after.headers['etag']) })
    expect(late.status).toBe(200)
    expect(sum(readTile(late.bytes)['cases']!, 'overdue')).toBeGreaterThan(before)
    await town.act('dispatcher', body.id, 'request-void', { text: '误报' })
    await town.act('supervisor', body.id, 'void', { reason: 'test', text: '误报' })
    await sequenceNow(town.city)
    const gone = readTile((await tile('dispatcher', address)).bytes)['cases']!
    expect(sum(gone, 'count')).toBe(sum(readTile(first.bytes)['cases']!, 'count'))
  })

  it('say an extent that holds all of a cluster, however odd its positions', async () => {
    const { longitude, latitude } = town.places.points.b1x2
    for (const part of [1 / 3, 2 / 3])
      await town.report(
        'manhole',
        { position: { longitude: longitude + part / 1e5, latitude: latitude - part / 1e5 } },
        'supervisor',
      )
    await sequenceNow(town.city)
    const found = (await casesIn('supervisor', tileAt(town.places.points.b1x2, 14))).filter(({ count }) => count === 2)
    expect(found).toHaveLength(1)
    const { west, south, east, north } = found[0]!
    const list = await get(town, 'supervisor', `/api/v1/map/cases?bbox=${west},${south},${east},${north}`)
    expect(list.body.total).toBe(2)
  })

  it('never draw a person in need, who is counted all the same', async () => {
    const { body } = await town.report('manhole', { position: town.places.points.a2x1 })
    await sequenceNow(town.city)
    const before = (await get(town, 'supervisor', '/api/v1/map/stocks?level=town')).body
    const address = tileAt(town.places.points.a2x1, DEEPEST_ZOOM)
    expect(sum(await casesIn('supervisor', address), 'count')).toBe(1)
    await makeConfidential(town, body.id)
    await town.act('supervisor', body.id, 'note', { text: '独居老人' })
    await sequenceNow(town.city)
    expect(await casesIn('supervisor', address)).toEqual([])
    const after = (await get(town, 'supervisor', '/api/v1/map/stocks?level=town')).body
    expect([after.total.open, after.undrawn]).toEqual([before.total.open, before.undrawn + 1])
  })

  it.each([
    'x/0/0',
    '0/0/1',
    '3/8/0',
    '-1/0/0',
    '1.5/0/0',
    `${DEEPEST_ZOOM + 1}/0/0`,
    '2/0/99999999999999999999',
    '1e1/0/0',
  ])('refuse the address %s', async (address) => {
    for (const kind of ['cases', 'territory']) {
      const { status, body } = await get(town, 'supervisor', `/api/v1/map/${kind}/${address}`)
      expect([kind, status, body.code]).toEqual([kind, 422, 'map.tile-outside'])
    }
  })

  it('are for who may list cases', async () => {
    const guard = await town.signIn('administrator')
    const answer = await town.app.inject({ method: 'GET', url: '/api/v1/map/cases/0/0/0', headers: guard.headers })
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'platform.forbidden'])
    expect((await town.app.inject({ method: 'GET', url: '/api/v1/map/cases/0/0/0' })).statusCode).toBe(401)
  })
})

describe('tiles of the territory', () => {
  it('hold the grids with what lies above them, and change with its version alone', async () => {
    const url = `/api/v1/map/territory/${tileAt(town.places.points.a1x1, 14)}`
    const ask = (headers = {}) =>
      town.app.inject({ method: 'GET', url, headers: { ...town.people.worker.headers, ...headers } })
    const first = await ask()
    const grid = readTile(first.rawPayload)['grids']!.find(({ id }) => id === town.places.grids.a1x1)!
    expect(grid).toMatchObject({ town: town.places.regions.townA1, county: town.places.regions.countyA })
    expect(readTile(first.rawPayload)['names']!.map(({ level }) => level)).toContain('grid')
    const again = await ask({ 'if-none-match': first.headers['etag'] })
    expect([again.statusCode, again.rawPayload.length]).toEqual([304, 0])
  })
})

describe('stocks', () => {
  it('equal those of the overview, in all and by region', async () => {
    await tallied(town)
    const overview = await overviewFor(town, 'supervisor')
    const levels = ['county', 'town'] as const
    const answers = await Promise.all(
      levels.map(async (level) => (await get(town, 'supervisor', `/api/v1/map/stocks?level=${level}`)).body),
    )
    const { total, byState } = answers[0]
    expect(total).toMatchObject({
      open: overview.stocks.open,
      stepOverdue: overview.stocks.stepOverdue,
      wholeOverdue: overview.stocks.wholeOverdue,
      danger: overview.stocks.danger,
      suspended: overview.stocks.suspended,
    })
    expect(byState).toEqual(overview.stocks.byState)
    expect(overview.stocks.stepOverdue).toBeGreaterThan(0)
    const rows = new Map(answers.flatMap((answer) => answer.rows.map((row: { id: string }) => [row.id, row])))
    for (const region of overview.byRegion.filter(({ open }) => open > 0))
      expect(rows.get(region.id!)).toMatchObject({ open: region.open, wholeOverdue: region.overdue, name: region.name })
    const { countyA } = town.places.regions
    const below = await overviewFor(town, 'supervisor', `&regionId=${countyA}`)
    const inside = (await get(town, 'supervisor', `/api/v1/map/stocks?level=town&regionId=${countyA}`)).body
    expect(inside.total.open).toBe(below.stocks.open)
  })

  it('are narrowed by area, and say 404 to a place that is none', async () => {
    const { grids, points } = town.places
    const stocks = async (query: string) => get(town, 'supervisor', `/api/v1/map/stocks?level=grid&${query}`)
    const byGrid = (await stocks(`gridId=${grids.a1x1}`)).body
    expect(byGrid.rows.map(({ id }: { id: string }) => id)).toEqual([grids.a1x1])
    const { longitude, latitude } = points.a1x1
    const byBox = (await stocks(`bbox=${longitude},${latitude},${longitude},${latitude}`)).body
    expect(byBox.total.open).toBe(byGrid.total.open - byGrid.undrawn)
    expect((await stocks(`regionId=${grids.a1x1}`)).status).toBe(404)
    // The extent of a cluster, as its tile says it, holds all that the cluster counts.
    const [cluster] = (await casesIn('supervisor', '0/0/0')).filter(({ count }) => Number(count) > 1)
    const { west, south, east, north, count } = cluster!
    expect((await stocks(`bbox=${west},${south},${east},${north}`)).body.total.open).toBe(count)
    const inView = (await stocks(`view=${longitude},${latitude},${longitude},${latitude}`)).body
    expect(inView.rows).toEqual(byGrid.rows)
    expect(inView.total.open).toBeGreaterThan(byGrid.total.open)
    expect((await stocks('bbox=1,2,3')).body.code).toBe('territory.area-empty')
    expect((await stocks('danger=perhaps')).status).toBe(422)
  })
})

describe('what burns first', () => {
  it('comes page by page, danger to life on top, and holds what the tiles hold', async () => {
    const all = (await get(town, 'supervisor', '/api/v1/map/cases?limit=100')).body
    const paged: { id: string }[] = []
    let next: string | null = ''
    while (next !== null) {
      const page: { rows: { id: string }[]; next: string | null; total: number } = (
        await get(town, 'supervisor', `/api/v1/map/cases?limit=3${next && `&next=${next}`}`)
      ).body
      paged.push(...page.rows)
      expect(page.total).toBe(all.total)
      ;({ next } = page)
    }
    expect(paged.map(({ id }) => id)).toEqual(all.rows.map(({ id }: { id: string }) => id))
    expect(all.rows).toHaveLength(all.total)
    const dangers = all.rows.map(({ danger }: { danger: boolean }) => danger)
    expect(dangers).toEqual(dangers.toSorted((a: boolean, b: boolean) => Number(b) - Number(a)))
    expect((await get(town, 'supervisor', '/api/v1/map/cases?next=nonsense')).body.code).toBe('platform.cursor-invalid')
    const stranger = (await get(town, 'stranger', '/api/v1/map/cases')).body
    expect(stranger.rows.every(({ region }: { region: { id: string } }) => region.id === town.places.regions.b1x)).toBe(
      true,
    )
  })
})
