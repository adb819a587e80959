import { beforeAll, describe, expect, it } from 'vitest'
import type { RevisionAnswer } from '@bihuan/contract/revision'
import type { DutyRowAnswer } from '@bihuan/contract/duties-edit'
import { sql } from '../../platform/database.ts'
import { newId } from '../../platform/id.ts'
import { loadTerritory } from '../../territory/answers.ts'
import { bumpTerritory } from '../../territory/store.ts'
import { dutyTown, TODAY, type DutyTown } from './testing.ts'

let town: DutyTown
beforeAll(async () => {
  town = await dutyTown()
})

const answers = (lead: string, assisting: string[] = []) => ({
  leadDepartmentId: lead,
  assistingDepartmentIds: assisting,
  basis: '三定方案',
})
const cell = (item: keyof DutyTown['places']['items'], region: keyof DutyTown['places']['regions']) => ({
  itemId: town.places.items[item],
  categoryId: null,
  regionId: town.places.regions[region],
})
const set = (
  item: keyof DutyTown['places']['items'],
  region: keyof DutyTown['places']['regions'],
  lead: keyof DutyTown['places']['departments'] | null,
  from = TODAY,
) => ({
  change: 'set' as const,
  ...cell(item, region),
  from,
  drafts: lead === null ? [] : [answers(town.places.departments[lead])],
})
const table = async (query: string) =>
  (
    await town.call<{ rows: DutyRowAnswer[]; total: number; next: string | null }>(
      town.administrator,
      'GET',
      `/duties/table?${query}`,
    )
  ).body

describe('an edit of duties', () => {
  it('is rehearsed first: the report before and after, and nothing written', async () => {
    const revision = await town.edit(set('dog', 'city', 'urban'))
    expect(revision).toMatchObject({
      state: 'rehearsed',
      errors: 0,
      changes: 1,
      counts: {
        'duties-begun': 1,
        'duties-ended': 0,
        'gaps-before': 1,
        'gaps-after': 0,
        'gap-places-before': 5,
        'gap-places-after': 0,
        'overlaps-before': 1,
        'overlaps-after': 1,
      },
    })
    expect(await town.findings(revision.id)).toMatchObject([
      { severity: 'note', code: 'duty.gap-closed', params: { item: '犬只扰民', region: '甲市', places: 5 } },
    ])
    expect(await town.goes('dog', 'a1x')).toBe('gap')
  })

  it('applied, sends cases elsewhere, with its event and the one before kept', async () => {
    const before = (await table(`item=${town.places.items.manhole}`)).rows
    expect(before).toHaveLength(2)
    const revision = await town.edit(set('manhole', 'townA1', 'fire'))
    expect((await town.decide(revision.id, 'apply')).body).toMatchObject({ state: 'applied', may: ['take-back'] })
    expect(await town.goes('manhole', 'a1x')).toEqual(['fire'])
    const all = (await table(`item=${town.places.items.manhole}&state=all`)).rows
    expect(all.map((row) => [row.lead.id, row.state, row.validFrom, row.validTo])).toEqual(
      expect.arrayContaining([
        [town.places.departments.urbanA1, 'ended', '2020-01-01', TODAY],
        [town.places.departments.fire, 'in-force', TODAY, null],
      ]),
    )
    const events = await town.events(revision.id)
    expect(events.map(({ act, actor }) => [act, actor])).toEqual([
      ['revision-started', town.administrator.accountId],
      ['revision-applied', town.administrator.accountId],
    ])
    const successor = await town.city.db.maybe<{ was: string }>(
      sql`select old.lead_department_id as was from duty new join duty old on old.id = new.successor_of
          where new.lead_department_id = ${town.places.departments.fire} and new.item_id = ${town.places.items.manhole}`,
    )
    expect(successor?.was).toBe(town.places.departments.urbanA1)
  })

  it('taken back, leaves the table as it was, with its event', async () => {
    const revision = await town.edit(set('help', 'city', 'gas'))
    await town.decide(revision.id, 'apply')
    expect(await town.goes('help', 'cx')).toEqual(['gas'])
    expect((await town.decide(revision.id, 'take-back')).body).toMatchObject({ state: 'taken-back' })
    expect(await town.goes('help', 'cx')).toEqual(['urban'])
    expect((await town.events(revision.id)).at(-1)?.act).toBe('revision-taken-back')
    // Nothing is deleted: what never held can still be read.
    const ended = (await table(`item=${town.places.items.help}&state=ended`)).rows
    expect(ended).toMatchObject([{ validFrom: TODAY, validTo: TODAY }])
  })

  it('is not taken back while a later one stands on it', async () => {
    const first = await town.edit(set('dust', 'city', 'fire'))
    await town.decide(first.id, 'apply')
    const second = await town.edit(set('dust', 'city', 'gas'))
    await town.decide(second.id, 'apply')
    expect(await town.decide(first.id, 'take-back')).toMatchObject({
      status: 409,
      body: { code: 'revision.stands-on' },
    })
    await town.decide(second.id, 'take-back')
    expect(await town.goes('dust', 'cx')).toEqual(['fire'])
    expect((await town.decide(first.id, 'take-back')).status).toBe(200)
    expect(await town.goes('dust', 'cx')).toEqual(['urban'])
  })

  it('of one that does not exist is 404, for its parts too', async () => {
    for (const part of ['', '/findings', '/changes'])
      expect((await town.call(town.administrator, 'GET', `/duties/revisions/${newId()}${part}`)).status).toBe(404)
    expect((await town.decide(newId(), 'apply')).status).toBe(404)
  })

  it('is the administrator’s: 403 for those who may only read or propose', async () => {
    const body = { commandId: newId(), title: 'x', source: { type: 'edit', changes: [set('dog', 'city', 'fire')] } }
    for (const person of ['dispatcher', 'supervisor', 'leader', 'worker'] as const) {
      const answer = await town.call(town.people[person], 'POST', '/duties/revisions', body)
      expect([person, answer.status]).toEqual([person, 403])
    }
  })

  it('by two administrators at once: one is applied, the other must look again', async () => {
    const [mine, theirs] = [
      await town.edit(set('noise', 'countyA', 'urban')),
      await town.edit(set('noise', 'countyA', 'fire')),
    ]
    const results = await Promise.all([town.decide(mine.id, 'apply'), town.decide(theirs.id, 'apply')])
    expect(results.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(results.find(({ status }) => status === 409)?.body.code).toBe('revision.stale')
    const loser = results[0]!.status === 409 ? mine : theirs
    expect(await town.look(loser.id)).toMatchObject({ stale: true, may: ['rehearse-again', 'discard'] })
    await town.decide(loser.id, 'rehearse-again')
    expect((await town.decide(loser.id, 'apply')).status).toBe(200)
    expect(await town.goes('noise', 'a1x')).toHaveLength(1)
  })

  it('whose department has gone since the rehearsal is refused as a whole', async () => {
    const revision = await town.edit(set('rubbish', 'townC', 'gas'), set('noLimit', 'townC', 'urbanA1'))
    const gone = (day: string | null) =>
      town.city.db.transaction(async (db) => {
        await db.run(sql`update department set valid_to = ${day} where id = ${town.places.departments.urbanA1}`)
        await bumpTerritory(db)
      })
    await gone('2026-03-01')
    await loadTerritory(town.city)
    expect(await town.decide(revision.id, 'apply')).toMatchObject({ status: 409, body: { code: 'duty.ground-moved' } })
    expect(await town.goes('rubbish', 'cx')).toEqual(['urban'])
    expect(await town.look(revision.id)).toMatchObject({ state: 'rehearsed' })
    await gone(null)
    await loadTerritory(town.city)
  })

  it('with an error is refused, unless the good ones alone are wanted', async () => {
    const revision = await town.edit(set('gasLeak', 'townC', 'fire'), {
      change: 'end',
      dutyId: newId(),
      from: TODAY,
    })
    expect(revision).toMatchObject({ errors: 1, changes: 1 })
    expect((await town.findings(revision.id))[0]).toMatchObject({ severity: 'error', code: 'duty.unknown-duty' })
    expect((await town.decide(revision.id, 'apply')).body.code).toBe('revision.has-errors')
    expect((await town.decide(revision.id, 'apply', { keepGood: true })).status).toBe(200)
    expect(await town.goes('gasLeak', 'cx')).toEqual(['fire'])
  })

  it.each([
    [
      'neither item nor category',
      { change: 'set', itemId: null, categoryId: null, regionId: newId(), from: TODAY, drafts: [] },
    ],
    ['a day that is none', { change: 'end', dutyId: newId(), from: '2026-02-30' }],
    ['a change that nobody knows', { change: 'remove', dutyId: newId() }],
  ])('of %s is 422', async (_what, change) => {
    const body = { commandId: newId(), title: 'x', source: { type: 'edit', changes: [change] } }
    const answer = await town.call(town.administrator, 'POST', '/duties/revisions', body)
    expect([answer.status, answer.body.code]).toEqual([422, 'platform.body-invalid'])
  })

  it('sent twice is one', async () => {
    const body = {
      commandId: newId(),
      title: '两次',
      source: { type: 'edit', changes: [set('help', 'townC', 'fire')] },
    }
    const [one, two] = await Promise.all([
      town.call<RevisionAnswer>(town.administrator, 'POST', '/duties/revisions', body),
      town.call<RevisionAnswer>(town.administrator, 'POST', '/duties/revisions', body),
    ])
    expect(one.body.id).toBe(two.body.id)
    const apply = { commandId: newId(), act: 'apply' }
    for (let time = 0; time < 2; time++)
      expect((await town.call(town.administrator, 'POST', `/duties/revisions/${one.body.id}/acts`, apply)).status).toBe(
        200,
      )
    expect((await town.events(one.body.id)).map(({ act }) => act)).toEqual(['revision-started', 'revision-applied'])
    const rows = (await table(`item=${town.places.items.help}&region=${town.places.regions.townC}`)).rows
    expect(rows).toHaveLength(1)
  })
})

describe('reading the table', () => {
  it('goes by pages that fit together', async () => {
    const whole = await table('state=all&limit=200')
    expect(whole.rows).toHaveLength(whole.total)
    const ids: string[] = []
    for (let next: string | null = ''; next !== null;) {
      const page: Awaited<ReturnType<typeof table>> = await table(`state=all&limit=3${next && `&next=${next}`}`)
      ids.push(...page.rows.map((row) => row.id))
      next = page.next
    }
    expect(ids).toEqual(whole.rows.map((row) => row.id))
    expect((await town.call(town.administrator, 'GET', '/duties/table?next=x')).body.code).toBe(
      'platform.cursor-invalid',
    )
  })

  it('is filtered by category, region and department', async () => {
    const { safety } = town.places.categories
    for (const row of (await table(`category=${safety}`)).rows) expect(row.categoryCode).toBe('safety')
    const inA = (await table(`region=${town.places.regions.countyA}`)).rows
    expect(inA.every((row) => ['东区', '一街道'].includes(row.region.name))).toBe(true)
    const { fire } = town.places.departments
    const firemen = (await table(`department=${fire}`)).rows
    expect(firemen.length).toBeGreaterThan(0)
    for (const row of firemen) expect([row.lead.id, ...row.assisting.map(({ id }) => id)]).toContain(fire)
  })

  it('as a matrix says who leads in each region, and where that was said', async () => {
    const { countyB, city } = town.places.regions
    const { body } = await town.call<{
      columns: { id: string }[]
      rows: {
        item: { id: string } | null
        cells: { own: unknown[]; leads: string[]; from: object | null; below: boolean }[]
      }[]
    }>(town.administrator, 'GET', `/duties/matrix?category=${town.places.categories.safety}`)
    expect(body.columns[0]?.id).toBe(city)
    const column = body.columns.findIndex(({ id }) => id === countyB)
    const exit = body.rows.find(({ item }) => item?.id === town.places.items.blockedExit)!
    expect(exit.cells[column]).toMatchObject({
      own: [],
      leads: [town.places.departments.fire],
      from: { regionId: city, by: 'category' },
    })
    expect((await town.call(town.administrator, 'GET', `/duties/matrix?region=${newId()}`)).status).toBe(404)
  })
})
