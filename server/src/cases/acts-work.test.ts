/** What may happen while a department has it. */
import { beforeAll, describe, expect, it } from 'vitest'
import { wakeCases } from './clocks.ts'
import { caseTown, type CaseTown } from './testing.ts'
import { days, done, minutes, noiseIn, refused } from './testing-way.ts'

let town: CaseTown
beforeAll(async () => {
  town = await caseTown()
})
const text = '情况说明'
const handle = async (id: string) =>
  (await town.page('dispatcher', id)).clocks.findLast(({ kind }) => kind === 'handle')!
const day = { amount: 1, unit: 'working-day' }

describe('退单: a case returned', () => {
  it('goes back to the dispatcher, once from each department; the third return opens a consult, after which nobody returns it', async () => {
    const { urban, urbanA1, fire, gas } = town.places.departments
    const id = await noiseIn(town, 'dispatched')
    const first = await done(town, 'handler', id, 'return', { text, basis: '不属本部门职责' })
    expect(first).toMatchObject({ state: 'assessed', nextStep: 'dispatch' })
    expect(first.holder?.id).toBe(town.places.departments.commandA1)
    expect(
      (await town.page('dispatcher', id)).clocks.filter(({ kind, state }) => kind === 'handle' && state === 'running'),
    ).toEqual([])
    await done(town, 'dispatcher', id, 'dispatch', { lead: urban })
    expect(await refused(town, 'handler', id, 'return', { text, basis: '再退' })).toEqual([409, 'case.returned-before'])
    await done(town, 'handler', id, 'accept')
    expect((await refused(town, 'handler', id, 'return', { text, basis: '已接' }))[1]).toBe(
      'case.transition-not-allowed',
    )

    const other = await noiseIn(town, 'dispatched')
    const back = { text, basis: '职责清单' }
    await done(town, 'handler', other, 'return', back)
    await done(town, 'dispatcher', other, 'dispatch', { lead: fire })
    await done(town, 'fireman', other, 'return', back)
    await done(town, 'dispatcher', other, 'dispatch', { lead: urbanA1 })
    const third = await done(town, 'handler', other, 'return', back)
    expect([third.state, third.nextStep]).toEqual(['assessed', 'conclude-consult'])
    expect((await town.events(other)).slice(-2).map(({ act, actor }) => [act, actor])).toEqual([
      ['return', town.people.handler.accountId],
      ['open-consult', 'system'],
    ])
    expect(await refused(town, 'dispatcher', other, 'dispatch', { lead: gas })).toEqual([409, 'case.consult-open'])
    expect((await done(town, 'dispatcher', other, 'conclude-consult', { text: '由燃气公司主办' })).nextStep).toBe(
      'dispatch',
    )
    await done(town, 'dispatcher', other, 'dispatch', { lead: gas })
    expect(await refused(town, 'gasman', other, 'return', back)).toEqual([409, 'case.return-after-consult'])
    expect((await town.page('dispatcher', other)).returns).toBe(3)
  })

  it('needs a reason and its basis, and a member of the lead', async () => {
    const id = await noiseIn(town, 'dispatched')
    expect((await refused(town, 'handler', id, 'return', { text }))[0]).toBe(422)
    expect((await refused(town, 'handler', id, 'return', { basis: 'x' }))[0]).toBe(422)
    expect(await refused(town, 'worker', id, 'return', { text, basis: 'x' })).toEqual([403, 'case.only-the-lead'])
  })
})

describe('转派: a case transferred', () => {
  it('is with the new lead, while the time for handling goes on', async () => {
    const id = await noiseIn(town, 'accepted')
    const before = await handle(id)
    town.clock.advance(minutes(30))
    expect((await refused(town, 'dispatcher', id, 'transfer', { lead: town.places.departments.fire }))[0]).toBe(422)
    const moved = await done(town, 'dispatcher', id, 'transfer', { lead: town.places.departments.fire, text })
    expect([moved.state, moved.nextStep, moved.holder?.id]).toEqual([
      'dispatched',
      'accept',
      town.places.departments.fire,
    ])
    expect(await handle(id)).toMatchObject({ id: before.id, dueAt: before.dueAt, state: 'running' })
    expect(await refused(town, 'handler', id, 'accept')).toEqual([404, 'platform.not-found'])
    expect((await done(town, 'fireman', id, 'accept')).state).toBe('accepted')
    expect(await handle(id)).toMatchObject({ id: before.id, dueAt: before.dueAt })
  })

  it('only to a department that exists, and a team of that department', async () => {
    const id = await noiseIn(town, 'accepted')
    const { fire, urban } = town.places.departments
    expect(await refused(town, 'dispatcher', id, 'transfer', { lead: town.places.teams.fireSquad, text })).toEqual([
      422,
      'case.department-unknown',
    ])
    expect(
      await refused(town, 'dispatcher', id, 'transfer', { lead: urban, teamId: town.places.teams.fireSquad, text }),
    ).toEqual([422, 'case.team-not-of-lead'])
    const moved = await done(town, 'dispatcher', id, 'transfer', {
      lead: fire,
      teamId: town.places.teams.fireSquad,
      text,
    })
    expect(moved.holder).toMatchObject({ kind: 'team', id: town.places.teams.fireSquad })
  })
})

describe('延期: more time', () => {
  it('is asked by the lead and granted by the dispatcher, at most twice; a refusal does not count', async () => {
    const id = await noiseIn(town, 'accepted')
    const due: (string | null)[] = [(await handle(id)).dueAt]
    for (const round of [1, 2]) {
      await done(town, 'handler', id, 'request-extension', { limit: day, text })
      expect(await refused(town, 'handler', id, 'request-extension', { limit: day, text })).toEqual([
        409,
        'case.request-open',
      ])
      await done(town, 'dispatcher', id, 'refuse-extension', { text })
      expect((await handle(id)).dueAt).toBe(due.at(-1))
      await done(town, 'handler', id, 'request-extension', { limit: day, text })
      expect((await town.page('dispatcher', id)).extensionRequest).toMatchObject({ limit: day, text })
      const granted = await done(town, 'dispatcher', id, 'grant-extension')
      expect(Date.parse(granted.dueAt!) - Date.parse(due.at(-1)!)).toBe(
        // From Friday to Monday, from Monday to Tuesday.
        days(round === 1 ? 3 : 1),
      )
      due.push(granted.dueAt)
    }
    expect(await refused(town, 'handler', id, 'request-extension', { limit: day, text })).toEqual([
      409,
      'case.extensions-used-up',
    ])
    expect((await town.page('handler', id)).extensions).toBe(2)
    expect(await refused(town, 'dispatcher', id, 'grant-extension')).toEqual([409, 'case.no-request'])
  })

  it('is at most the original limit in its unit, and asked for in time, by the lead', async () => {
    const id = await noiseIn(town, 'accepted')
    for (const limit of [
      { amount: 3, unit: 'working-day' },
      { amount: 1, unit: 'calendar-day' },
      { amount: 0, unit: 'working-day' },
    ]) {
      expect(await refused(town, 'handler', id, 'request-extension', { limit, text })).toEqual([
        422,
        'case.extension-too-long',
      ])
    }
    expect(await refused(town, 'worker', id, 'request-extension', { limit: day, text })).toEqual([
      403,
      'case.only-the-lead',
    ])
    expect(await refused(town, 'handler', id, 'grant-extension')).toEqual([403, 'case.not-your-role'])
    const late = await noiseIn(town, 'accepted')
    town.clock.advance(days(8))
    expect(await refused(town, 'handler', late, 'request-extension', { limit: day, text })).toEqual([
      409,
      'case.extension-too-late',
    ])
  })
})

describe('挂起: a case suspended', () => {
  const until = (n: number) => new Date(town.clock.now().getTime() + days(n)).toISOString()

  it('until a date stands still, and goes on by itself when the date comes', async () => {
    const id = await noiseIn(town, 'accepted')
    const before = await handle(id)
    await done(town, 'handler', id, 'request-suspension', { until: until(7), text })
    const still = await done(town, 'dispatcher', id, 'grant-suspension')
    expect(still).toMatchObject({ state: 'accepted', nextStep: 'resume', dueAt: null })
    for (const [act, body] of [
      ['submit', { text }],
      ['request-extension', { limit: day, text }],
      ['arrive', {}],
      ['request-suspension', { until: until(9), text }],
    ] as const) {
      expect(await refused(town, 'handler', id, act, body)).toEqual([409, 'case.suspended'])
    }
    expect(await refused(town, 'dispatcher', id, 'transfer', { lead: town.places.departments.fire, text })).toEqual([
      409,
      'case.suspended',
    ])
    town.clock.advance(days(7) - 1)
    await wakeCases(town.city, town.clock.now())
    expect((await town.page('handler', id)).suspended).toBe(true)
    town.clock.advance(1)
    await wakeCases(town.city, town.clock.now())
    const page = await town.page('handler', id)
    expect([page.suspended, page.nextStep, page.holder?.id]).toEqual([false, 'submit', town.places.departments.urban])
    expect((await town.events(id)).at(-1)).toMatchObject({ act: 'resume', actor: 'system' })
    expect(Date.parse((await handle(id)).dueAt!)).toBeGreaterThan(Date.parse(before.dueAt!) + days(5))
    const acts = (await town.events(id)).length
    await wakeCases(town.city, town.clock.now())
    expect((await town.events(id)).length).toBe(acts)
  })

  it('for a named condition waits for somebody to resume it', async () => {
    const id = await noiseIn(town, 'accepted')
    await done(town, 'handler', id, 'request-suspension', { condition: '等待专项资金', text })
    expect((await town.page('dispatcher', id)).suspensionRequest).toMatchObject({
      condition: '等待专项资金',
      until: null,
    })
    await done(town, 'dispatcher', id, 'grant-suspension')
    town.clock.advance(days(30))
    await wakeCases(town.city, town.clock.now())
    expect((await town.page('dispatcher', id)).suspension?.condition).toBe('等待专项资金')
    expect(await refused(town, 'worker', id, 'resume')).toEqual([403, 'case.only-the-lead'])
    expect((await done(town, 'handler', id, 'resume')).nextStep).toBe('submit')
  })

  it('needs either a date within the coming year or a condition, and a grant by another', async () => {
    const id = await noiseIn(town, 'accepted')
    for (const terms of [{}, { until: until(3), condition: '两样都给' }, { until: until(-1) }, { until: until(367) }]) {
      expect(await refused(town, 'handler', id, 'request-suspension', { ...terms, text })).toEqual([
        422,
        'case.suspension-terms',
      ])
    }
    expect(await refused(town, 'dispatcher', id, 'grant-suspension')).toEqual([409, 'case.no-request'])
    await done(town, 'handler', id, 'request-suspension', { until: until(3), text })
    await done(town, 'dispatcher', id, 'refuse-suspension', { text })
    expect((await town.page('handler', id)).suspensionRequest).toBeNull()
  })
})

describe('到场: arriving', () => {
  it('stops the clock of arriving, once', async () => {
    const { body } = await town.report('dust')
    await done(town, 'handler', body.id, 'accept')
    expect((await town.page('handler', body.id)).nextStep).toBe('arrive')
    town.clock.advance(minutes(20))
    const { longitude, latitude } = town.places.points.a1x1
    const there = await done(town, 'handler', body.id, 'arrive', {
      position: { longitude, latitude: latitude + 0.001 },
    })
    expect(there.nextStep).toBe('submit')
    const { timeline } = await town.page('handler', body.id)
    expect(timeline.at(-1)!.facts).toEqual({ metres: 111 })
    const clock = (await town.page('handler', body.id)).clocks.find(({ kind }) => kind === 'arrive')!
    expect([clock.outcome, clock.limit]).toEqual(['kept', { amount: 60, unit: 'emergency-minute' }])
    expect(await refused(town, 'handler', body.id, 'arrive')).toEqual([409, 'case.already-arrived'])
    expect(await refused(town, 'worker', body.id, 'arrive')).toEqual([403, 'case.only-the-lead'])
  })
})
