/** Who comes first: scopes, roles, versions, queues of phones, two at once, many at once. */
import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../platform/id.ts'
import { caseTown, type CaseTown, type Person } from './testing.ts'
import { done, noiseIn, post, refused } from './testing-way.ts'

let town: CaseTown
beforeAll(async () => {
  town = await caseTown()
})
const text = '备注'
const version = async (id: string) => (await town.page('supervisor', id)).version
const chain = async (id: string) => (await town.events(id)).map(({ act }) => act)

describe('an act is refused', () => {
  it('as if the case did not exist to whoever may not see it, whatever the act and its body', async () => {
    const id = await noiseIn(town, 'accepted')
    for (const act of ['note', 'void', 'request-void', 'follow', 'retract', 'accept', 'call']) {
      const body =
        { note: { text }, void: { reason: 'test', text }, 'request-void': { text }, call: { text } }[act] ?? {}
      expect([act, await refused(town, 'stranger', id, act, body)]).toEqual([act, [404, 'platform.not-found']])
      expect([act, await refused(town, 'dispatcher', newId(), act, body)]).toEqual([act, [404, 'platform.not-found']])
    }
    expect(await chain(id)).not.toContain('note')
  })

  it('without the role', async () => {
    const id = await noiseIn(town, 'assessed')
    const lead = town.places.departments.urban
    for (const by of ['worker', 'assessor', 'verifier', 'caller', 'leader', 'supervisor'] satisfies Person[]) {
      expect([by, await refused(town, by, id, 'dispatch', { lead })]).toEqual([by, [403, 'case.not-your-role']])
    }
  })

  it('in a state that does not know it', async () => {
    const id = await noiseIn(town, 'assessed')
    const answer = await town.act('dispatcher', id, 'transfer', { lead: town.places.departments.fire, text })
    expect(answer).toMatchObject({
      status: 409,
      body: { code: 'case.transition-not-allowed', params: { act: 'transfer', state: 'assessed' } },
    })
    const closed = await noiseIn(town, 'closed')
    expect(await refused(town, 'dispatcher', closed, 'void', { reason: 'test', text })).toEqual([
      409,
      'case.transition-not-allowed',
    ])
  })

  it('at a version that is no longer the last, and is told which is', async () => {
    const id = await noiseIn(town, 'assessed')
    const seen = await version(id)
    await done(town, 'assessor', id, 'note', { text })
    const answer = await town.act(
      'dispatcher',
      id,
      'dispatch',
      { lead: town.places.departments.urban },
      { expectedVersion: seen },
    )
    expect(answer).toMatchObject({
      status: 409,
      body: { code: 'command.version-conflict', params: { version: seen + 1 } },
    })
    await done(
      town,
      'dispatcher',
      id,
      'dispatch',
      { lead: town.places.departments.urban },
      { expectedVersion: seen + 1 },
    )
    expect((await refused(town, 'dispatcher', id, 'note', { text }, { expectedVersion: 99 }))[1]).toBe(
      'command.version-conflict',
    )
  })

  it('with the command id of another act, body, case or person', async () => {
    const [id, other] = [await noiseIn(town, 'assessed'), await noiseIn(town, 'assessed')]
    const commandId = newId()
    const occurredAt = town.clock.now().toISOString()
    const first = await done(town, 'dispatcher', id, 'note', { text }, { commandId, occurredAt })
    expect(await done(town, 'dispatcher', id, 'note', { text }, { commandId, occurredAt })).toEqual(first)
    const reused = [409, 'command.id-reused']
    expect(await refused(town, 'dispatcher', id, 'note', { text: '别的' }, { commandId, occurredAt })).toEqual(reused)
    expect(await refused(town, 'dispatcher', id, 'follow', {}, { commandId, occurredAt })).toEqual(reused)
    expect(await refused(town, 'dispatcher', other, 'note', { text }, { commandId, occurredAt })).toEqual(reused)
    expect(await refused(town, 'assessor', id, 'note', { text }, { commandId, occurredAt })).toEqual(reused)
    expect((await chain(id)).filter((act) => act === 'note').length).toBe(1)
  })

  it('the same way when it is sent again, though it would be taken by now', async () => {
    const id = await noiseIn(town, 'dispatched')
    const more = { commandId: newId(), occurredAt: town.clock.now().toISOString() }
    expect(await refused(town, 'handler', id, 'submit', { text }, more)).toEqual([409, 'case.transition-not-allowed'])
    await done(town, 'handler', id, 'accept')
    expect(await refused(town, 'handler', id, 'submit', { text }, more)).toEqual([409, 'case.transition-not-allowed'])
    await done(town, 'handler', id, 'submit', { text })
  })
})

describe('two at once', () => {
  it('who saw the same version: one dispatches, the other is told', async () => {
    const id = await noiseIn(town, 'assessed')
    const expectedVersion = await version(id)
    const { urban, fire } = town.places.departments
    const answers = await Promise.all([
      town.act('dispatcher', id, 'dispatch', { lead: urban }, { expectedVersion }),
      town.act('countyDispatcher', id, 'dispatch', { lead: fire }, { expectedVersion }),
    ])
    const won = answers.findIndex(({ status }) => status === 200)
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(answers[1 - won]!.body).toMatchObject({
      code: 'command.version-conflict',
      params: { version: expectedVersion + 1 },
    })
    expect((await town.page('dispatcher', id)).assignment?.lead.id).toBe([urban, fire][won])
    expect(await chain(id)).toEqual(['report', 'assess', 'dispatch'])
  })

  it('who named no version: the second meets the state that the first made', async () => {
    const id = await noiseIn(town, 'assessed')
    const answers = await Promise.all(
      (['dispatcher', 'countyDispatcher'] as const).map((by) =>
        town.act(by, id, 'dispatch', { lead: town.places.departments.urban }),
      ),
    )
    expect(answers.map(({ status, body }) => [status, body.code]).sort()).toEqual([
      [200, undefined],
      [409, 'case.transition-not-allowed'],
    ])
  })

  it('who only add something: all are taken, in one chain without a gap', async () => {
    const id = await noiseIn(town, 'assessed')
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) => town.act('dispatcher', id, 'note', { text: `第 ${index} 条` })),
    )
    expect(answers.map(({ status }) => status)).toEqual(Array(40).fill(200))
    expect((await town.events(id)).map(({ seq }) => seq)).toEqual(Array.from({ length: 42 }, (_, index) => index + 1))
    expect(answers.map(({ body }) => body.version).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 40 }, (_, index) => index + 3),
    )
  })

  it('one command eight times at once is one act', async () => {
    const id = await noiseIn(town, 'dispatched')
    const more = { commandId: newId(), occurredAt: town.clock.now().toISOString() }
    const answers = await Promise.all(Array.from({ length: 8 }, () => town.act('handler', id, 'accept', {}, more)))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(answers[0]!.status).toBe(200)
    expect((await chain(id)).filter((act) => act === 'accept').length).toBe(1)
  })
})

describe('the queue of a phone', () => {
  const queued = (subject: string, act: string, after: string | null, body: object = {}) => ({
    commandId: newId(),
    act,
    subject,
    occurredAt: town.clock.now().toISOString(),
    device: 'phone',
    ...(after ? { after } : {}),
    body,
  })
  const send = (by: Person, commands: object[]) => post(town, by, { commands }, '/api/v1/cases/acts')

  it('names the command that each act follows, and is taken in its order though others acted meanwhile', async () => {
    const id = await noiseIn(town, 'dispatched')
    await done(town, 'dispatcher', id, 'note', { text })
    const accept = queued(id, 'accept', null)
    const submit = queued(id, 'submit', accept.commandId, { text })
    const { status, body } = await send('handler', [accept, submit])
    expect(status).toBe(200)
    expect(
      body.results.map((one: { status: number; acted: { state: string } }) => [one.status, one.acted.state]),
    ).toEqual([
      [200, 'accepted'],
      [200, 'handled'],
    ])
    expect((await send('handler', [accept, submit])).body).toEqual(body)
    expect((await town.page('verifier', id)).timeline.at(-1)!.facts['device']).toBe('phone')
  })

  it('stops behind a refusal: what follows it is refused too, and so is what follows something unknown', async () => {
    const [id, other] = [await noiseIn(town, 'assessed'), await noiseIn(town, 'dispatched')]
    const early = queued(id, 'request-void', null, { text })
    const second = queued(id, 'note', early.commandId, { text })
    const third = queued(id, 'note', second.commandId, { text })
    const elsewhere = queued(other, 'note', null, { text })
    const crossing = queued(id, 'note', elsewhere.commandId, { text })
    const lost = queued(id, 'note', newId(), { text })
    const { body } = await send('dispatcher', [early, second, third, elsewhere, crossing, lost])
    const results = body.results as { status: number; problem: { code: string } | null; commandId: string }[]
    expect(results.map((one) => [one.status, one.problem?.code])).toEqual([
      [409, 'case.transition-not-allowed'],
      [409, 'command.predecessor-refused'],
      [409, 'command.predecessor-refused'],
      [200, undefined],
      [409, 'command.predecessor-missing'],
      [409, 'command.predecessor-missing'],
    ])
    expect(results.map(({ commandId }) => commandId)).toEqual(
      [early, second, third, elsewhere, crossing, lost].map(({ commandId }) => commandId),
    )
    expect(await chain(id)).toEqual(['report', 'assess'])
  })

  it('begins with the report itself', async () => {
    const commandId = newId()
    const subject = newId()
    const occurredAt = town.clock.now().toISOString()
    const filed = await post(town, 'worker', {
      act: 'report',
      commandId,
      subject,
      occurredAt,
      body: { itemId: town.places.items.manhole, position: town.places.points.a1x1 },
    })
    expect(filed.status).toBe(201)
    await done(town, 'assessor', subject, 'note', { text })
    const noted = queued(subject, 'note', commandId, { text: '路上想起来的' })
    expect((await send('worker', [noted])).body.results[0].status).toBe(200)
  })
})

describe('acts in bulk', () => {
  it('succeed or fail each by itself, with a problem that says why', async () => {
    const ids = [
      await noiseIn(town, 'assessed'),
      await noiseIn(town, 'closed'),
      newId(),
      await noiseIn(town, 'assessed'),
    ]
    const far = (await town.report('noise', { position: town.places.points.b1x1 })).body.id
    const commands = [...ids, far].map((subject) => ({
      commandId: newId(),
      act: 'dispatch',
      subject,
      occurredAt: town.clock.now().toISOString(),
      body: { lead: town.places.departments.urban },
    }))
    const { status, body } = await post(town, 'dispatcher', { commands }, '/api/v1/cases/acts')
    expect(status).toBe(200)
    const results = body.results as {
      subject: string
      status: number
      problem: { code: string; detail: { zh: string } } | null
    }[]
    expect(results.map((one) => [one.subject, one.status, one.problem?.code])).toEqual([
      [ids[0], 200, undefined],
      [ids[1], 409, 'case.transition-not-allowed'],
      [ids[2], 404, 'platform.not-found'],
      [ids[3], 200, undefined],
      [far, 404, 'platform.not-found'],
    ])
    expect(results[1]!.problem!.detail.zh).toMatch(/[一-龥]/)
  })

  it('of which one has a body that is wrong: that one fails, and the others are done', async () => {
    const [first, second] = [await noiseIn(town, 'assessed'), await noiseIn(town, 'assessed')]
    const command = (subject: string, body: object) => ({
      commandId: newId(),
      act: 'dispatch',
      subject,
      occurredAt: town.clock.now().toISOString(),
      body,
    })
    const { body } = await post(
      town,
      'dispatcher',
      { commands: [command(first, { lead: 7 }), command(second, { lead: town.places.departments.urban })] },
      '/api/v1/cases/acts',
    )
    expect(body.results.map((one: { status: number }) => one.status)).toEqual([422, 200])
  })

  it('are at least one and at most a hundred', async () => {
    const command = () => ({
      commandId: newId(),
      act: 'follow',
      subject: newId(),
      occurredAt: town.clock.now().toISOString(),
      body: {},
    })
    for (const commands of [[], Array.from({ length: 101 }, command)])
      expect((await post(town, 'dispatcher', { commands }, '/api/v1/cases/acts')).status).toBe(422)
  })
})
