/** What runs beside the states: orders, calls, escalation, children, helpers, followers. */
import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../platform/id.ts'
import { wakeCases } from './clocks.ts'
import { caseTown, type CaseTown } from './testing.ts'
import { count, days, done, get, minutes, noiseIn, refused } from './testing-way.ts'

let town: CaseTown
beforeAll(async () => {
  town = await caseTown()
})
const text = '请说明进展'
const on = async (by: 'handler' | 'dispatcher' | 'leader' | 'stranger', tab: string, id: string) =>
  (await get(town, by, `/api/v1/desk/${tab}`)).body.rows.some((row: { id: string }) => row.id === id)

describe('督办: a leader’s order', () => {
  it('has a clock of its own, stands on the lead’s desk, and ends with the answer', async () => {
    const id = await noiseIn(town, 'accepted')
    const before = await town.page('handler', id)
    const ordered = await done(town, 'leader', id, 'supervise', {
      limit: { amount: 60, unit: 'emergency-minute' },
      text,
    })
    expect([ordered.state, ordered.dueAt, ordered.holder]).toEqual(['accepted', before.dueAt, before.holder])
    const [order] = (await town.page('handler', id)).supervises
    expect([order!.dueAt, order!.settledAt, order!.by.name]).toEqual([
      new Date(town.clock.now().getTime() + minutes(60)).toISOString(),
      null,
      '分管领导',
    ])
    expect(await on('handler', 'supervise', id)).toBe(true)
    expect(await refused(town, 'handler', id, 'answer-supervise', { orderId: newId(), text })).toEqual([
      409,
      'case.no-order',
    ])
    expect(await refused(town, 'worker', id, 'answer-supervise', { orderId: order!.id, text })).toEqual([
      403,
      'case.only-the-lead',
    ])
    await done(town, 'handler', id, 'answer-supervise', { orderId: order!.id, text })
    expect(await on('handler', 'supervise', id)).toBe(false)
    expect(await refused(town, 'supervisor', id, 'lift-supervise', { orderId: order!.id, text })).toEqual([
      409,
      'case.no-order',
    ])
  })

  it('may be lifted, and several may stand at once', async () => {
    const id = await noiseIn(town, 'accepted')
    for (const by of ['leader', 'supervisor'] as const)
      await done(town, by, id, 'supervise', { limit: { amount: 1, unit: 'working-day' }, text })
    const orders = (await town.page('handler', id)).supervises
    expect(orders.length).toBe(2)
    await done(town, 'supervisor', id, 'lift-supervise', { orderId: orders[0]!.id, text })
    const page = await town.page('handler', id)
    expect([page.supervises.map(({ settledAt }) => settledAt !== null), page.supervised]).toEqual([[true, false], true])
    expect(
      await refused(town, 'dispatcher', id, 'supervise', { limit: { amount: 1, unit: 'working-day' }, text }),
    ).toEqual([403, 'case.not-your-role'])
  })
})

describe('呼叫: a call to the level above', () => {
  it('lets the office called see the case until it has answered, and nobody else answer', async () => {
    const { departments, points, regions } = town.places
    const high = await town.signIn(
      'dispatcher',
      { kind: 'region', regionId: regions.townC },
      { name: '市值班员', departmentIds: [departments.commandCity] },
    )
    const asHigh = async (method: 'GET' | 'POST', url: string, payload?: object) => {
      const answer = await town.app.inject({ method, url, headers: high.headers, ...(payload ? { payload } : {}) })
      return { status: answer.statusCode, body: answer.json() }
    }
    const { id } = (await town.report('manhole', { position: points.b1x1 }, 'stranger')).body
    expect((await asHigh('GET', `/api/v1/cases/${id}`)).status).toBe(404)
    const called = await done(town, 'stranger', id, 'call', { text })
    expect([called.state, called.holder?.id]).toEqual(['reported', departments.commandB])
    const [call] = (await town.page('stranger', id)).calls
    expect([call!.office?.id, call!.dueAt]).toEqual([
      departments.commandCity,
      new Date(town.clock.now().getTime() + minutes(30)).toISOString(),
    ])
    expect((await asHigh('GET', `/api/v1/cases/${id}`)).status).toBe(200)
    expect((await asHigh('GET', '/api/v1/desk/calls')).body.rows.map((row: { id: string }) => row.id)).toEqual([id])
    expect(await refused(town, 'stranger', id, 'answer-call', { callId: call!.id, text })).toEqual([
      403,
      'case.not-the-office-called',
    ])
    const answer = await asHigh('POST', `/api/v1/cases/${id}/acts`, {
      commandId: newId(),
      act: 'answer-call',
      occurredAt: town.clock.now().toISOString(),
      body: { callId: call!.id, text: '请公安协助' },
    })
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    expect((await asHigh('GET', `/api/v1/cases/${id}`)).status).toBe(404)
    expect((await asHigh('GET', '/api/v1/desk/calls')).body.rows).toEqual([])
    expect(await refused(town, 'stranger', id, 'answer-call', { callId: call!.id, text })).toEqual([
      409,
      'case.no-call',
    ])
  })

  it('goes on from the level that was called to the one above it', async () => {
    const { departments, regions } = town.places
    const { id } = (await town.report('manhole')).body
    const county = await town.signIn(
      'dispatcher',
      { kind: 'region', regionId: regions.countyA },
      { name: '区值班员', departmentIds: [departments.commandA] },
    )
    const inCounty = async (act: string, body: object) => {
      const answer = await town.app.inject({
        method: 'POST',
        url: `/api/v1/cases/${id}/acts`,
        headers: county.headers,
        payload: { commandId: newId(), act, occurredAt: town.clock.now().toISOString(), body },
      })
      expect(answer.statusCode, answer.body).toBe(200)
    }
    await done(town, 'dispatcher', id, 'call', { text })
    const calls = async () => (await town.page('dispatcher', id)).calls
    await inCounty('answer-call', { callId: (await calls())[0]!.id, text: '区里也难办' })
    await inCounty('call', { text: '请市里协调' })
    // The town has not been called: it asks the level above its own once more.
    await done(town, 'dispatcher', id, 'call', { text })
    expect((await calls()).map(({ office }) => office?.id)).toEqual([
      departments.commandA,
      departments.commandCity,
      departments.commandA,
    ])
  })

  it('from the highest level has nobody to go to', async () => {
    const { id } = (await town.report('manhole', { position: null, regionId: town.places.regions.city }, 'dispatcher'))
      .body
    const { headers } = await town.signIn('dispatcher')
    const answer = await town.app.inject({
      method: 'POST',
      url: `/api/v1/cases/${id}/acts`,
      headers,
      payload: { commandId: newId(), act: 'call', occurredAt: town.clock.now().toISOString(), body: { text } },
    })
    expect([answer.statusCode, answer.json().code]).toEqual([409, 'case.no-office-above'])
  })
})

describe('超时上报: a clock that runs out', () => {
  it('is told to the next level once, by the system; the holder stays', async () => {
    const { body } = await town.report('manhole')
    town.clock.advance(minutes(15))
    await wakeCases(town.city, town.clock.now())
    expect((await town.events(body.id)).length).toBe(1)
    town.clock.advance(1)
    expect(await wakeCases(town.city, town.clock.now())).toBeGreaterThan(0)
    expect(await wakeCases(town.city, town.clock.now())).toBe(0)
    expect((await town.events(body.id)).slice(1)).toMatchObject([{ act: 'escalate', actor: 'system' }])
    const page = await town.page('countyDispatcher', body.id)
    expect(page.escalations.map(({ clockId, office }) => [clockId, office?.id])).toEqual([
      ['assess-1', town.places.departments.commandA],
    ])
    expect([page.state, page.holder?.id]).toEqual(['reported', town.places.departments.commandA1])
    town.clock.advance(days(3))
    await wakeCases(town.city, town.clock.now())
    expect((await town.events(body.id)).length).toBe(2)
  })

  it('once for each clock of the case, and no more when it has ended', async () => {
    const id = await noiseIn(town, 'accepted')
    town.clock.advance(days(20))
    await wakeCases(town.city, town.clock.now())
    const clocks = (await town.page('handler', id)).escalations.map(({ clockId }) => clockId)
    expect(clocks.toSorted()).toEqual(['handle-1', 'whole-1'])
    const closed = await noiseIn(town, 'closed')
    const before = (await town.events(closed)).length
    town.clock.advance(days(20))
    await wakeCases(town.city, town.clock.now())
    expect((await town.events(closed)).length).toBe(before)
  })

  it('is not for a person to say', async () => {
    const { body } = await town.report('manhole')
    expect((await refused(town, 'dispatcher', body.id, 'escalate', { clockId: 'assess-1' }))[0]).toBe(422)
  })
})

describe('拆分: a case split', () => {
  it('gets a child at the same place, filed by whoever split it, and goes on itself', async () => {
    const id = await noiseIn(town, 'accepted')
    const childId = newId()
    const split = await done(town, 'dispatcher', id, 'split', {
      childId,
      itemId: town.places.items.blockedExit,
      text: '另有通道堵塞',
    })
    expect(split.state).toBe('accepted')
    const [parent, child] = [await town.page('dispatcher', id), await town.page('dispatcher', childId)]
    expect(parent.children).toEqual([{ id: childId, number: child.number, state: 'dispatched' }])
    expect([child.parent?.id, child.finder.name, child.excerpt, child.grid?.id]).toEqual([
      id,
      '派遣员',
      '另有通道堵塞',
      parent.grid?.id,
    ])
    expect((await town.events(childId)).map(({ act }) => act)).toEqual(['report', 'assess', 'dispatch'])
  })

  it('not under an id that is taken, nor an item that is not there; nothing is left of it', async () => {
    const id = await noiseIn(town, 'accepted')
    const before = [await count(town, 'cases'), await count(town, 'event')]
    expect(
      await refused(town, 'dispatcher', id, 'split', { childId: id, itemId: town.places.items.dog, text }),
    ).toEqual([409, 'command.id-reused'])
    expect(await refused(town, 'dispatcher', id, 'split', { childId: newId(), itemId: newId(), text })).toEqual([
      422,
      'case.item-unknown',
    ])
    expect([await count(town, 'cases'), await count(town, 'event')]).toEqual(before)
    expect((await town.page('dispatcher', id)).children).toEqual([])
  })
})

describe('协办, 更正, 关注, 备注: helpers, corrections, followers, notes', () => {
  it('a department that assists sees the case from then on', async () => {
    const id = await noiseIn(town, 'accepted')
    expect((await town.page('fireman', id)).code).toBe('platform.not-found')
    await done(town, 'dispatcher', id, 'assist', { departmentId: town.places.departments.fire })
    expect((await town.page('fireman', id)).assignment?.assisting.map(({ id: one }) => one)).toEqual([
      town.places.departments.fire,
    ])
    expect(await refused(town, 'dispatcher', id, 'assist', { departmentId: town.places.departments.fire })).toEqual([
      409,
      'case.already-assisting',
    ])
    expect(await refused(town, 'dispatcher', id, 'assist', { departmentId: town.places.departments.urban })).toEqual([
      409,
      'case.already-assisting',
    ])
    expect(await refused(town, 'dispatcher', id, 'assist', { departmentId: newId() })).toEqual([
      422,
      'case.department-unknown',
    ])
    expect(await refused(town, 'fireman', id, 'submit', { text })).toEqual([403, 'case.only-the-lead'])
  })

  it('a correction of the item moves no state and no clock', async () => {
    const id = await noiseIn(town, 'accepted')
    const before = await town.page('handler', id)
    await done(town, 'assessor', id, 'reclassify', { itemId: town.places.items.dust, conditionId: 'c1', text })
    const page = await town.page('handler', id)
    expect([page.item.id, page.state, page.holder]).toEqual([town.places.items.dust, 'accepted', before.holder])
    expect(page.clocks.map(({ id: clock, dueAt }) => [clock, dueAt])).toEqual(
      before.clocks.map(({ id: clock, dueAt }) => [clock, dueAt]),
    )
    const { body } = await town.report('manhole')
    expect(
      await refused(town, 'dispatcher', body.id, 'reclassify', {
        itemId: town.places.items.dust,
        conditionId: 'c1',
        text,
      }),
    ).toEqual([409, 'case.transition-not-allowed'])
  })

  it('following, no longer following, and each once', async () => {
    const id = await noiseIn(town, 'closed')
    expect(await refused(town, 'leader', id, 'unfollow')).toEqual([409, 'case.not-following'])
    await done(town, 'leader', id, 'follow')
    expect(await refused(town, 'leader', id, 'follow')).toEqual([409, 'case.already-following'])
    await done(town, 'leader', id, 'unfollow')
    expect((await town.page('leader', id)).following).toBe(false)
  })

  it('a note changes nothing but the history', async () => {
    const id = await noiseIn(town, 'dispatched')
    const { version, ...before } = await done(town, 'handler', id, 'note', { text })
    const { version: next, ...after } = await done(town, 'worker', id, 'note', { text: '又看了一次' })
    expect([after, next]).toEqual([before, version + 1])
    expect((await town.page('dispatcher', id)).timeline.at(-1)!.text?.value).toBe('又看了一次')
  })
})
