/** Every way in which a case begins. */
import { beforeAll, describe, expect, it } from 'vitest'
import { acted, casePage } from '@bihuan/contract/case-shapes'
import { caseTown, type CaseTown } from './testing.ts'
import { done, envelope, photo, post } from './testing-way.ts'

let town: CaseTown
beforeAll(async () => {
  town = await caseTown()
})
const acts = async (id: string) => (await town.events(id)).map(({ act, actor }) => [act, actor])

describe('a report', () => {
  it('of a grid worker lands on the desk of the town’s office, with a clock, a number and its event', async () => {
    const { status, body } = await town.report('manhole', { text: '井盖松动' })
    expect(status).toBe(201)
    expect(acted.parse(body)).toEqual(body)
    expect(body).toMatchObject({ state: 'reported', version: 1, nextStep: 'assess', dueAt: '2026-03-18T02:15:00.000Z' })
    expect(body.holder).toEqual({
      kind: 'department',
      id: town.places.departments.commandA1,
      name: '一街道指挥室',
      nameEn: 'Town 1 command office',
    })
    expect(body.number).toMatch(/^2026-/)
    expect(await acts(body.id)).toEqual([['report', town.people.worker.accountId]])
    const page = casePage.parse(await town.page('assessor', body.id))
    expect(page).toMatchObject({
      source: 'grid-worker',
      finder: { name: '网格员甲' },
      excerpt: '井盖松动',
      timeGap: false,
    })
    expect(page.grid?.id).toBe(town.places.grids.a1x1)
  })

  it('taken at a desk names who called, masked', async () => {
    const { body } = await town.report(
      'manhole',
      { contact: { name: '欧阳小明', phone: '0579-8230 1234' } },
      'dispatcher',
    )
    const page = await town.page('assessor', body.id)
    expect(page.source).toBe('desk')
    const shown = Object.fromEntries(page.texts.map(({ kind, value, masked }) => [kind, { value, masked }]))
    expect(shown['contact-name']!.masked && shown['contact-phone']!.masked).toBe(true)
    expect(JSON.stringify(page)).not.toMatch(/欧阳小明|小明|82301234|8230 1234/)
  })

  it('of something outside the worker’s own grid is taken, and the finder can see what became of it', async () => {
    // As every grid worker has it: his grids, and what he found.
    await town.signIn('grid-worker', { kind: 'own' }, { accountId: town.people.worker.accountId })
    const { status, body } = await town.report('manhole', { position: town.places.points.b1x1 })
    expect([status, body.holder?.id]).toEqual([201, town.places.departments.commandB])
    expect((await town.page('worker', body.id)).number).toBe(body.number)
  })

  it('with the position unknown says the region instead', async () => {
    const { status, body } = await town.report('manhole', { position: null, regionId: town.places.regions.a1x })
    expect([status, body.holder?.id]).toEqual([201, town.places.departments.commandA1])
    const page = await town.page('assessor', body.id)
    expect([page.position, page.region?.id, page.grid]).toEqual([null, town.places.regions.a1x, null])
    const county = await town.report('manhole', { position: null, regionId: town.places.regions.countyA })
    expect(county.body.holder?.id).toBe(town.places.departments.commandA)
  })

  it('of a phone without a network keeps when it happened beside when it came, and the gap is marked', async () => {
    const occurredAt = new Date(town.clock.now().getTime() - 3_600_000).toISOString()
    const { body } = await post(town, 'worker', envelope(town, {}, { occurredAt }))
    const page = await town.page('assessor', body.id)
    expect([page.reportedAt, page.timeGap, page.timeline[0]!.gap]).toEqual([occurredAt, true, true])
    expect(page.timeline[0]!.recordedAt).toBe(town.clock.now().toISOString())
  })
})

describe('danger to life', () => {
  it.each([
    ['by its item', 'gasLeak', {}, ['gas', 'fire']],
    ['by what the reporter says', 'noLimit', { dangerToLife: true }, ['urban']],
  ] as const)(
    '%s is accepted by the nearest team at once, with the department on duty assisting, and assessed afterwards',
    async (_, item, said, assisting) => {
      const { departments, teams, items } = town.places
      const { status, body } = await town.report(item, { ...said })
      expect(status).toBe(201)
      expect(body).toMatchObject({ state: 'accepted', nextStep: 'arrive', dueAt: '2026-03-18T02:05:00.000Z' })
      expect(body.holder).toMatchObject({ kind: 'team', id: teams.gridA1x1 })
      const page = await town.page('assessor', body.id)
      expect([page.danger, page.assignment?.lead.id]).toEqual([true, departments.commandA1])
      expect(page.assignment?.assisting.map(({ id }) => id)).toEqual(assisting.map((name) => departments[name]))
      const running = (kind: string) =>
        page.clocks.filter((clock) => clock.kind === kind && clock.state === 'running').length
      expect(['assess', 'arrive', 'handle', 'accept'].map(running)).toEqual([1, 1, 1, 0])
      const assessed = await done(town, 'assessor', body.id, 'assess', { itemId: items[item], conditionId: 'c1' })
      expect(assessed.state).toBe('accepted')
      expect(assessed.holder?.id).toBe(teams.gridA1x1)
    },
  )
})

describe('the system', () => {
  it('assesses and dispatches what the item says so, in the same breath', async () => {
    const { body } = await town.report('blockedExit')
    expect(body).toMatchObject({
      state: 'dispatched',
      version: 3,
      nextStep: 'accept',
      dueAt: '2026-03-18T02:05:00.000Z',
    })
    expect(body.holder?.id).toBe(town.places.departments.fire)
    expect(await acts(body.id)).toEqual([
      ['report', town.people.worker.accountId],
      ['assess', 'system'],
      ['dispatch', 'system'],
    ])
    const page = await town.page('fireman', body.id)
    expect(page.procedure.id).toBe('530')
    expect(page.assignment!.why.length).toBeGreaterThan(0)
    for (const step of page.assignment!.why) expect(step.zh).toMatch(/[一-龥]/)
  })

  it.each([
    ['a gap of duties', 'dog', 0],
    ['an overlap of duties', 'noise', 2],
  ] as const)('leaves %s to the dispatcher, with the candidates named', async (_, item, candidates) => {
    const { body } = await town.report(item)
    expect(body).toMatchObject({ state: 'assessed', nextStep: 'dispatch', version: 2 })
    expect(body.holder?.id).toBe(town.places.departments.commandA1)
    const page = await town.page('dispatcher', body.id)
    expect([page.suggestion?.lead, page.suggestion?.candidates.length]).toEqual([null, candidates])
  })

  it('assesses nothing where the item asks for a person', async () => {
    expect((await town.report('help')).body.state).toBe('reported')
  })
})

describe('what was fixed on the spot', () => {
  const fixed = async (purposes: ('before' | 'after')[], by: 'worker' | 'verifier' = 'worker') =>
    post(
      town,
      by,
      envelope(
        town,
        { itemId: town.places.items.rubbish, files: await Promise.all(purposes.map((one) => photo(town, by, one))) },
        { act: 'fix-on-the-spot' },
      ),
    )

  it('is closed with its photos from before and after, unverified and counted apart', async () => {
    const { status, body } = await fixed(['before', 'after'])
    expect(status, JSON.stringify(body)).toBe(201)
    expect(body).toMatchObject({ state: 'closed', holder: null, nextStep: null, dueAt: null })
    expect((await acts(body.id))[0]).toEqual(['fix-on-the-spot', town.people.worker.accountId])
    const page = await town.page('supervisor', body.id)
    expect(page).toMatchObject({
      closing: 'fixed-on-the-spot',
      rectification: 'immediate',
      closedAt: town.clock.now().toISOString(),
    })
    expect(page.files.map(({ purpose }) => purpose).sort()).toEqual(['after', 'before'])
    expect(page.clocks.every((clock) => clock.state === 'stopped')).toBe(true)
  })

  it('needs both photos', async () => {
    expect((await fixed(['before', 'before'])).body.code).toBe('case.after-evidence-missing')
    expect((await fixed(['after', 'after'])).body.code).toBe('case.before-evidence-missing')
    expect((await fixed(['after'])).body.code).toBe('platform.body-invalid')
  })

  it('is for those who fix: a verifier may not', async () => {
    const answer = await fixed(['before', 'after'], 'verifier')
    expect([answer.status, answer.body.code]).toEqual([403, 'case.not-your-role'])
  })

  it('may have been reported first', async () => {
    const { body } = await town.report('manhole')
    const files = [await photo(town, 'worker', 'before'), await photo(town, 'worker', 'after')]
    expect((await done(town, 'worker', body.id, 'fix-on-the-spot', { files })).state).toBe('closed')
  })
})
