import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { done, noiseIn } from '../cases/testing-way.ts'
import { sql } from '../platform/database.ts'
import { newId } from '../platform/id.ts'
import { verify } from '../verify/verify.ts'
import { oversightRecount } from './recount.ts'
import { differences, oversightTown, publishedDraw, type OversightTown } from './testing.ts'

let town: OversightTown
beforeAll(async () => {
  town = await oversightTown()
})
afterAll(() => town.stop())

const PERIOD = 'from=2026-03-01&to=2026-03-31'
const HOUR = { amount: 60, unit: 'emergency-minute' }

describe('extensions and suspensions', () => {
  it('are told with their reasons, by department, and add up to the recount', async () => {
    const [granted, refused, lapsed] = [
      await noiseIn(town, 'accepted'),
      await noiseIn(town, 'accepted'),
      await noiseIn(town, 'accepted'),
    ]
    const limit = (await town.page('handler', granted!)).clocks.find((clock) => clock.kind === 'handle')!.limit!
    for (const id of [granted!, refused!, lapsed!])
      await done(town, 'handler', id, 'request-extension', { limit, text: '需要等待配件' })
    await done(town, 'dispatcher', granted!, 'grant-extension', {})
    await done(town, 'dispatcher', refused!, 'refuse-extension', { text: '请按期完成' })
    await done(town, 'handler', lapsed!, 'submit', { text: '已处理' })
    await done(town, 'handler', refused!, 'request-suspension', { condition: '待业主返回', text: '无法入户' })
    await done(town, 'dispatcher', refused!, 'grant-suspension', {})
    town.clock.advance(3 * 3_600_000)
    await done(town, 'handler', refused!, 'resume', {})
    await town.settle()
    const figures = await town.send(town.people.supervisor, 'GET', `/api/v1/deferrals/figures?${PERIOD}`)
    expect(figures.body['rows']).toMatchObject([
      {
        department: { id: town.places.departments.urban },
        extension: { requested: 3, granted: 1, refused: 1, lapsed: 1, open: 0 },
        suspension: { requested: 1, granted: 1, time: { count: 1, median: { from: 120, to: 240 } } },
      },
    ])
    const lines = await town.send(town.people.supervisor, 'GET', `/api/v1/deferrals?${PERIOD}&kind=extension&limit=2`)
    expect(lines.body['rows']).toHaveLength(2)
    const rest = await town.send(
      town.people.supervisor,
      'GET',
      `/api/v1/deferrals?${PERIOD}&kind=extension&limit=2&next=${lines.body['next']}`,
    )
    const all = [...lines.body['rows'], ...rest.body['rows']]
    expect(all.map((row: { state: string }) => row.state).sort()).toEqual(['granted', 'lapsed', 'refused'])
    expect(all.every((row: { reason: string }) => row.reason === '需要等待配件')).toBe(true)
    expect(await differences(town)).toEqual([])
  })

  it('what was undone leaves no line', async () => {
    const id = await noiseIn(town, 'accepted')
    const limit = (await town.page('handler', id)).clocks.find((clock) => clock.kind === 'handle')!.limit!
    await done(town, 'handler', id, 'request-extension', { limit, text: '误操作' })
    await town.settle()
    await done(town, 'handler', id, 'retract')
    await town.settle()
    expect(await town.city.db.rows(sql`select 1 from deferral where case_id = ${id}`)).toEqual([])
    expect(await differences(town)).toEqual([])
  })

  it('are nobody’s but an overseer’s, within his region', async () => {
    expect((await town.send(town.people.dispatcher, 'GET', `/api/v1/deferrals?${PERIOD}`)).status).toBe(403)
    const elsewhere = `/api/v1/deferrals?${PERIOD}&regionId=${town.places.regions.countyB}`
    expect((await town.send(town.people.supervisor, 'GET', elsewhere)).status).toBe(404)
  })
})

describe('calls', () => {
  it('are told by level and office, with how fast they were answered and which are late', async () => {
    const [answered, open] = [await noiseIn(town, 'accepted'), await noiseIn(town, 'accepted')]
    await done(town, 'dispatcher', answered!, 'call', { text: '请区里协调' })
    await done(town, 'dispatcher', open!, 'call', { text: '请区里协调' })
    const [call] = (await town.page('countyDispatcher', answered!)).calls
    town.clock.advance(20 * 60_000)
    await done(town, 'countyDispatcher', answered!, 'answer-call', { callId: call!.id, text: '已安排' })
    town.clock.advance(20 * 60_000)
    await town.settle()
    const figures = await town.send(town.people.supervisor, 'GET', `/api/v1/orders/figures?${PERIOD}&kind=call`)
    expect(figures.body['rows']).toMatchObject([
      {
        level: 'county',
        office: { id: town.places.departments.commandA },
        ...{ given: 2, answered: 1, late: 0, open: 1, openLate: 1 },
        time: { count: 1, median: { from: 15, to: 30 } },
      },
    ])
    const late = await town.send(
      town.people.supervisor,
      'GET',
      `/api/v1/orders?${PERIOD}&kind=call&show=late&level=county`,
    )
    expect(late.body['rows']).toMatchObject([{ caseId: open, late: true, reason: '请区里协调' }])
    const wrong = await town.send(town.people.supervisor, 'GET', `/api/v1/orders?${PERIOD}&kind=call&level=town`)
    expect(wrong.body['rows']).toEqual([])
    expect(await differences(town)).toEqual([])
  })
})

describe('a batch of supervise orders', () => {
  const order = (body: object, by = town.people.supervisor) =>
    town.send(by, 'POST', '/api/v1/batches', {
      commandId: newId(),
      id: newId(),
      text: '限时办结',
      limit: HOUR,
      refused: 'none',
      ...body,
    })

  it('gives each case its order, once, by the ordinary act, and follows the answers', async () => {
    const cases = [await noiseIn(town, 'accepted'), await noiseIn(town, 'accepted'), await noiseIn(town, 'dispatched')]
    const sent = { commandId: newId(), id: newId(), caseIds: cases }
    expect((await order(sent)).body).toMatchObject({ cases: 3, refused: 0 })
    expect((await order(sent)).body).toMatchObject({ id: sent.id })
    await town.runTimers()
    await town.settle()
    for (const id of cases) {
      const given = (await town.events(id)).filter(({ act }) => act === 'supervise')
      expect(given).toMatchObject([{ actor: town.people.supervisor.accountId }])
    }
    const [first] = cases
    const [own] = (await town.page('handler', first!)).supervises
    await done(town, 'handler', first!, 'answer-supervise', { orderId: own!.id, text: '今天完成' })
    town.clock.advance(2 * 3_600_000)
    await town.settle()
    const url = `/api/v1/batches/${sent.id}`
    expect((await town.send(town.people.supervisor, 'GET', url)).body).toMatchObject({
      ...{ state: 'given', text: '限时办结', cases: 3, ordered: 3, refused: 0, answered: 1, open: 2, late: 2 },
    })
    const late = await town.send(town.people.supervisor, 'GET', `${url}/cases?show=late`)
    expect(late.body['rows'].map((row: { caseId: string }) => row.caseId)).toEqual(cases.slice(1))
    const answered = await town.send(town.people.supervisor, 'GET', `${url}/cases?show=answered`)
    expect(answered.body['rows'][0]).toMatchObject({ order: { answer: '今天完成', late: false } })
    const acts = await town.city.db.rows<{ act: string }>(
      sql`select act from event where subject = ${sent.id} order by seq`,
    )
    expect(acts.map(({ act }) => act)).toEqual(['order-batch', 'batch-given'])
    expect(await differences(town)).toEqual([])
  })

  it('is all or none where one refuses, or leaves the refused out and lists them', async () => {
    const [open, closed] = [await noiseIn(town, 'accepted'), await noiseIn(town, 'closed')]
    const all = await order({ caseIds: [open, closed] })
    expect([all.status, all.body['code'], all.body['params'].refused]).toEqual([409, 'oversight.batch-refused', 1])
    const some = await order({ caseIds: [open, closed], refused: 'leave-out' })
    expect(some.body).toMatchObject({ cases: 2, refused: 1 })
    await town.runTimers()
    const list = await town.send(town.people.supervisor, 'GET', `/api/v1/batches/${some.body['id']}/cases?show=refused`)
    expect(list.body['rows']).toMatchObject([{ caseId: closed, state: 'refused', order: null }])
    expect((await order({ caseIds: [closed], refused: 'leave-out' })).body['code']).toBe('oversight.batch-empty')
  })

  it('takes the cases of a filter; not both, not neither, none from outside, nothing of others', async () => {
    const filter = { state: 'dispatched', departmentId: town.places.departments.urban }
    const waiting = await noiseIn(town, 'dispatched')
    const made = await order({ filter, refused: 'leave-out' })
    expect(made.status).toBe(201)
    await town.runTimers()
    expect((await town.events(waiting)).at(-1)!.act).toBe('supervise')
    expect((await order({ filter, caseIds: [waiting] })).body['code']).toBe('oversight.cases-not-chosen')
    expect((await order({})).body['code']).toBe('oversight.cases-not-chosen')
    expect((await order({ caseIds: [newId()] })).status).toBe(404)
    expect((await order({ caseIds: [waiting] }, town.people.dispatcher)).status).toBe(403)
    expect((await town.send(town.people.stranger, 'GET', '/api/v1/batches')).status).toBe(403)
  })
})

it('the verifier finds nothing wrong with draws, tasks and batches; and finds a sample that somebody changed', async () => {
  await noiseIn(town, 'closed')
  town.clock.advance(86_400_000)
  const id = await publishedDraw(town, { size: 1 })
  expect(await differences(town)).toEqual([])
  const report = await verify({
    connection: town.connection,
    schema: null,
    filesDir: town.city.filesDir,
    masterKey: town.city.masterKey,
    projectionChecks: [oversightRecount],
  })
  expect(report.findings).toEqual([])
  await town.city.db.run(sql`update spot_member set case_number = '2026-00000000-0' where draw_id = ${id} and rank = 1`)
  expect(await differences(town)).toMatchObject([{ subject: id, what: 'sample' }])
})
