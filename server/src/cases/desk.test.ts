/** Desks and pages of lists: what burns first on top, nothing twice, nothing left out, and who else is looking. */
import { beforeAll, describe, expect, it } from 'vitest'
import { caseTown, type CaseTown, type Person } from './testing.ts'
import { done, get, minutes, noiseIn, post } from './testing-way.ts'

let town: CaseTown
beforeAll(async () => {
  town = await caseTown()
})
interface Row {
  id: string
  danger: boolean
  dueAt: string | null
  reportedAt: string
}
interface Page {
  rows: Row[]
  next: string | null
}
const page = async (by: Person, url: string): Promise<Page> => {
  const { status, body } = await get(town, by, url)
  expect(status, `${url}: ${JSON.stringify(body)}`).toBe(200)
  return body
}
const withNext = (url: string, next: string | null) =>
  `${url}${url.includes('?') ? '&' : '?'}limit=4${next ? `&next=${encodeURIComponent(next)}` : ''}`

/** All pages one after the other; `between` happens after each. */
async function through(by: Person, url: string, between: () => Promise<unknown>): Promise<Row[]> {
  const seen: Row[] = []
  let next: string | null = null
  do {
    const { rows, next: following }: Page = await page(by, withNext(url, next))
    expect(rows.length).toBeLessThanOrEqual(4)
    seen.push(...rows)
    next = following
    await between()
    if (seen.length > 200) throw new Error('the pages do not end')
  } while (next)
  return seen
}

describe('page after page while cases come in', () => {
  beforeAll(async () => {
    for (let n = 0; n < 18; n++) {
      // Several in the same moment: the time alone is no order.
      if (n % 3 === 0) town.clock.advance(minutes(1))
      await town.report(n % 5 === 4 ? 'noLimit' : 'manhole')
    }
  })

  it.each(['newest', 'due'])('by %s: none is left out and none comes twice', async (sort) => {
    const before = new Set((await page('assessor', '/api/v1/cases?limit=200')).rows.map(({ id }) => id))
    const seen = await through('assessor', `/api/v1/cases?sort=${sort}`, () => town.report('manhole'))
    const ids = seen.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect([...before].filter((id) => !ids.includes(id))).toEqual([])
    const keys = seen.map((row) =>
      sort === 'newest' ? -Date.parse(row.reportedAt) : row.dueAt ? Date.parse(row.dueAt) : Infinity,
    )
    expect(keys).toEqual(keys.toSorted((a, b) => a - b))
  })

  it('on a desk too', async () => {
    const before = (await page('assessor', '/api/v1/desk/assess?limit=200')).rows.map(({ id }) => id)
    expect(before.length).toBeGreaterThan(10)
    const ids = (await through('assessor', '/api/v1/desk/assess', () => town.report('manhole'))).map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(before.filter((id) => !ids.includes(id))).toEqual([])
  })

  it('on a desk is narrowed to one item or one region, and to nothing outside', async () => {
    const { items, regions } = town.places
    const all = (await page('assessor', '/api/v1/desk/assess?limit=200')).rows
    const of = async (query: string) =>
      (await page('assessor', `/api/v1/desk/assess?limit=200&${query}`)).rows.map(({ id }) => id).sort()
    const manholes = await of(`itemId=${items.manhole}`)
    expect(manholes.length).toBeGreaterThan(0)
    expect(await of(`itemId=${items.dust}`)).toEqual([])
    expect(await of(`regionId=${regions.townA1}`)).toEqual(all.map(({ id }) => id).sort())
    expect(await of(`regionId=${regions.countyB}`)).toEqual([])
  })

  it('with a mark that was tampered with is refused', async () => {
    const { next } = await page('assessor', '/api/v1/cases?limit=4')
    const made = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const { at, id } = JSON.parse(Buffer.from(next!, 'base64url').toString('utf8'))
    for (const wrong of [
      'x',
      next!.slice(0, -8),
      made(null),
      made([]),
      made(5),
      made({ at }),
      made({ id }),
      made({ at: 'soon', id }),
      made({ at, id: `${id}' or true --` }),
      made({ at, id: '-'.repeat(36) }),
      made({ at: '2026', id }),
    ]) {
      for (const url of ['/api/v1/cases', '/api/v1/desk/assess']) {
        const { status, body } = await get(town, 'assessor', `${url}?next=${encodeURIComponent(wrong)}`)
        expect([wrong, status, body.code]).toEqual([wrong, 422, 'platform.cursor-invalid'])
      }
    }
  })
})

describe('a desk', () => {
  const tabs = async (by: Person) =>
    Object.fromEntries(
      ((await get(town, by, '/api/v1/desk')).body.tabs as { tab: string; count: number; overdue: number }[]).map(
        (one) => [one.tab, one],
      ),
    )

  it('has danger to life on top, then what is due first, and what is never due last', async () => {
    const late = (await town.report('dust')).body.id
    town.clock.advance(minutes(1))
    const soon = (await town.report('blockedExit')).body.id
    town.people.handler = await town.signIn(
      'handler',
      { kind: 'city' },
      {
        departmentIds: [town.places.departments.urban, town.places.departments.fire],
        teamIds: [town.places.teams.gridA1x1],
      },
    )
    await done(town, 'handler', late, 'accept')
    await done(town, 'handler', soon, 'accept')
    const never = (await town.report('noLimit')).body.id
    await done(town, 'dispatcher', never, 'dispatch')
    await done(town, 'handler', never, 'accept')
    town.clock.advance(minutes(1))
    const danger = (await town.report('gasLeak')).body.id
    const second = (await town.report('gasLeak')).body.id
    const rows = (await page('handler', '/api/v1/desk/handle')).rows
    expect(rows.map(({ id }) => id)).toEqual([...[danger, second].sort(), soon, late, never])
    expect(await through('handler', '/api/v1/desk/handle', async () => undefined)).toEqual(rows)
  })

  it('counts what it shows, and what of it is past due', async () => {
    for (const by of ['assessor', 'dispatcher', 'handler', 'verifier', 'worker'] satisfies Person[]) {
      for (const [tab, { count, overdue }] of Object.entries(await tabs(by))) {
        const { rows } = await page(by, `/api/v1/desk/${tab}?limit=200`)
        const past = rows.filter(({ dueAt }) => dueAt !== null && Date.parse(dueAt) < town.clock.now().getTime())
        expect([by, tab, count, overdue]).toEqual([by, tab, rows.length, past.length])
      }
    }
  })

  it('shows each the tabs of his roles; the others are refused', async () => {
    expect(Object.keys(await tabs('caller')).sort()).toEqual(expect.arrayContaining(['call-back', 'supplement']))
    expect(Object.keys(await tabs('caller'))).not.toContain('assess')
    expect((await get(town, 'caller', '/api/v1/desk/assess')).status).toBe(403)
    expect((await get(town, 'caller', '/api/v1/desk/everything')).status).toBe(404)
  })

  it('of one office is not that of another', async () => {
    const { id } = (await town.report('dog', { position: town.places.points.b1x1 })).body
    expect((await page('stranger', '/api/v1/desk/dispatch')).rows.map((row) => row.id)).toEqual([id])
    expect((await page('dispatcher', '/api/v1/desk/dispatch?limit=200')).rows.map((row) => row.id)).not.toContain(id)
  })

  it('loses a case when it moves on', async () => {
    const id = await noiseIn(town, 'assessed')
    const on = async () =>
      (await page('dispatcher', '/api/v1/desk/dispatch?limit=200')).rows.some((row) => row.id === id)
    expect(await on()).toBe(true)
    await done(town, 'dispatcher', id, 'dispatch', { lead: town.places.departments.fire })
    expect(await on()).toBe(false)
  })
})

describe('正在处理: who has it open', () => {
  const look = async (by: Person, id: string, leave = false) =>
    (await post(town, by, { leave }, `/api/v1/cases/${id}/presence`)).body.others?.map(
      ({ name }: { name: string }) => name,
    )

  it('is told to the others for thirty seconds, or until one leaves', async () => {
    const id = await noiseIn(town, 'assessed')
    expect(await look('dispatcher', id)).toEqual([])
    expect(await look('assessor', id)).toEqual(['派遣员'])
    expect((await town.page('dispatcher', id)).workedOnBy.map(({ name }) => name)).toEqual(['研判员'])
    expect(await look('assessor', id, true)).toEqual(['派遣员'])
    expect(await look('dispatcher', id)).toEqual([])
    await look('assessor', id)
    town.clock.advance(30_001)
    expect(await look('dispatcher', id)).toEqual([])
  })

  it('is no business of somebody who may not see the case', async () => {
    const id = await noiseIn(town, 'assessed')
    expect((await post(town, 'stranger', { leave: false }, `/api/v1/cases/${id}/presence`)).status).toBe(404)
    expect(await look('dispatcher', id)).toEqual([])
  })
})
