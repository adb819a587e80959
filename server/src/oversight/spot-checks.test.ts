import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { done, noiseIn, photo } from '../cases/testing-way.ts'
import { actBySystem } from '../cases/oversight-answers.ts'
import { sql } from '../platform/database.ts'
import { newId } from '../platform/id.ts'
import { verify } from '../verify/verify.ts'
import { differences, oversightTown, planOf, publishedDraw, tasksOf, type OversightTown } from './testing.ts'

let town: OversightTown
const closed: string[] = []
beforeAll(async () => {
  town = await oversightTown()
  for (let n = 0; n < 4; n++) closed.push(await noiseIn(town, 'closed'))
  // The day on which they were closed is over.
  town.clock.advance(86_400_000)
})
afterAll(() => town.stop())

const record = (taskId: string, body: object, by = town.other, more: object = {}) =>
  town.send(by, 'POST', `/api/v1/check-tasks/${taskId}/acts`, {
    commandId: newId(),
    act: 'check',
    occurredAt: town.clock.now().toISOString(),
    body,
    ...more,
  })

describe('a draw', () => {
  it('freezes its population first, takes its seed from what happens afterwards, and can be repeated', async () => {
    const { supervisor } = town.people
    const plan = planOf(town)
    expect((await town.send(supervisor, 'POST', '/api/v1/draws', plan)).status).toBe(201)
    const url = `/api/v1/draws/${plan.id}`
    expect((await town.send(supervisor, 'GET', url)).body).toMatchObject({ state: 'counting', population: null })
    const publish = (commandId = newId()) => town.send(supervisor, 'POST', `${url}/acts`, { commandId, act: 'publish' })
    expect((await publish()).body['code']).toBe('oversight.draw-not-ready')
    await town.runTimers()
    await town.settle()
    const committed = (await town.send(supervisor, 'GET', url)).body
    expect(committed).toMatchObject({ state: 'committed', population: 4, seedReady: false, seed: null })
    // Nothing has happened since: there is no seed to know.
    expect((await publish()).body['code']).toBe('oversight.seed-not-there')

    await town.report('noise')
    await town.settle()
    const commandId = newId()
    expect((await publish(commandId)).status).toBe(200)
    expect((await publish(commandId)).status).toBe(200)
    expect((await publish()).body['code']).toBe('oversight.draw-over')
    await town.settle()
    const page = (await town.send(supervisor, 'GET', url)).body
    expect(page).toMatchObject({ state: 'published', tasks: 2, done: 0, seedPosition: committed['planPosition'] + 1 })
    const repeat = (await town.send(town.auditor, 'GET', `${url}/repeat`)).body
    expect(repeat).toMatchObject({ equal: true, population: 4, seedValueHolds: true, seed: page['seed'] })
    const members = (await town.send(supervisor, 'GET', `${url}/members`)).body['rows']
    expect(members).toHaveLength(2)
    expect(members.every((one: { state: string }) => one.state === 'open')).toBe(true)
    const acts = await town.city.db.rows<{ act: string }>(
      sql`select act from event where subject = ${plan.id} order by seq`,
    )
    expect(acts.map(({ act }) => act)).toEqual(['plan-draw', 'commit-draw', 'publish-draw'])
    const lines = (await town.send(supervisor, 'GET', `${url}/population`)).body['lines'].trim().split('\n')
    expect(lines).toHaveLength(4)
  })

  it('by a public number must say beforehand which, and asks for it', async () => {
    const { supervisor } = town.people
    const unsaid = await town.send(supervisor, 'POST', '/api/v1/draws', planOf(town, { seedFrom: 'number' }))
    expect([unsaid.status, unsaid.body['code']]).toEqual([422, 'oversight.number-not-said'])
    const plan = planOf(town, { seedFrom: 'number', numberOf: 'the next lottery' })
    await town.send(supervisor, 'POST', '/api/v1/draws', plan)
    await town.runTimers()
    const act = (more: object) =>
      town.send(supervisor, 'POST', `/api/v1/draws/${plan.id}/acts`, { commandId: newId(), act: 'publish', ...more })
    expect((await act({})).body['code']).toBe('oversight.number-missing')
    expect((await act({ number: '03 11 17 22 29 30 + 08' })).status).toBe(200)
  })

  it('is refused over a period that is not over, over nothing, outside the scope, and to others', async () => {
    const { supervisor, dispatcher } = town.people
    const late = await town.send(supervisor, 'POST', '/api/v1/draws', planOf(town, { to: '2026-03-19' }))
    expect([late.status, late.body['code']]).toEqual([422, 'oversight.period-not-over'])
    const outside = planOf(town, { regionId: town.places.regions.countyB })
    expect((await town.send(supervisor, 'POST', '/api/v1/draws', outside)).status).toBe(404)
    expect((await town.send(dispatcher, 'POST', '/api/v1/draws', planOf(town))).status).toBe(403)
    const empty = planOf(town, { from: '2026-01-01', to: '2026-01-02' })
    await town.send(supervisor, 'POST', '/api/v1/draws', empty)
    await town.runTimers()
    const url = `/api/v1/draws/${empty.id}/acts`
    const nothing = await town.send(supervisor, 'POST', url, { commandId: newId(), act: 'publish' })
    expect([nothing.status, nothing.body['code']]).toEqual([409, 'oversight.population-empty'])
    expect((await town.send(supervisor, 'POST', url, { commandId: newId(), act: 'discard' })).status).toBe(200)
  })
})

describe('a check', () => {
  it('is somebody else’s: never the finder’s, the handler’s, the verifier’s, nor their departments’', async () => {
    await publishedDraw(town, { size: 4 })
    const tasks = await tasksOf(town)
    expect(tasks).toHaveLength(4)
    expect(new Set(tasks.map((task) => task.checker_id))).toEqual(new Set([town.other.accountId]))
    const [task] = tasks
    for (const name of ['worker', 'handler', 'verifier', 'colleague'] as const) {
      const given = await town.send(town.people.supervisor, 'POST', `/api/v1/check-tasks/${task!.id}/acts`, {
        commandId: newId(),
        act: 'give',
        occurredAt: town.clock.now().toISOString(),
        body: { checkerId: town.people[name].accountId },
      })
      expect([name, given.body['code']]).toEqual([name, 'oversight.barred'])
    }
    const caller = { checkerId: town.people.caller.accountId }
    const wrong = await town.send(town.people.supervisor, 'POST', `/api/v1/check-tasks/${task!.id}/acts`, {
      commandId: newId(),
      act: 'give',
      occurredAt: town.clock.now().toISOString(),
      body: caller,
    })
    expect(wrong.body['code']).toBe('oversight.not-a-checker')
  })

  it('asks for what it claims: faults by name, words, and a photo where it was not put right', async () => {
    const [task] = await tasksOf(town)
    expect((await record(task!.id, { result: 'data-wrong', text: 'x' })).body['code']).toBe('oversight.fault-missing')
    expect((await record(task!.id, { result: 'data-wrong', wrong: ['photo'] })).body['code']).toBe(
      'oversight.words-missing',
    )
    expect((await record(task!.id, { result: 'not-put-right', text: 'x' })).body['code']).toBe(
      'oversight.evidence-missing',
    )
    expect((await record(task!.id, { result: 'as-recorded' }, town.people.worker)).status).toBe(404)
    expect((await record(task!.id, { result: 'as-recorded' }, town.people.supervisor)).body['code']).toBe(
      'oversight.not-your-task',
    )
  })

  it('as recorded counts for the quality of the data; sent twice it is once; it left its events', async () => {
    const [task] = await tasksOf(town)
    const commandId = newId()
    const occurredAt = town.clock.now().toISOString()
    for (let n = 0; n < 2; n++)
      expect((await record(task!.id, { result: 'as-recorded' }, town.other, { commandId, occurredAt })).status).toBe(
        200,
      )
    expect((await record(task!.id, { result: 'as-recorded' })).body['code']).toBe('oversight.task-over')
    await town.settle()
    expect((await town.events(task!.case_id)).slice(-2)).toMatchObject([
      { act: 'sample', actor: 'system' },
      { act: 'check', actor: town.other.accountId },
    ])
    const row = await town.city.db.maybe<{ measures: string[]; state: string }>(
      sql`select measures, state from cases where id = ${task!.case_id}`,
    )
    expect(row!.state).toBe('closed')
    expect(row!.measures).toEqual(expect.arrayContaining(['checked', 'checked-as-recorded']))
  })

  it('not put right opens the case again with new clocks, and the figures say so', async () => {
    const task = (await tasksOf(town)).find((one) => one.state === 'open')!
    const { uploadId } = await photo({ ...town, people: { ...town.people, caller: town.other } }, 'caller', 'evidence')
    const body = { result: 'not-put-right', text: '垃圾仍在', files: [{ uploadId, purpose: 'evidence' }] }
    expect((await record(task.id, body)).body).toEqual({ id: task.id })
    await town.settle()
    const page = await town.page('supervisor', task.case_id)
    expect(page.state).toBe('assessed')
    expect(page.timeline.slice(-2).map(({ act, text }) => [act, text?.value])).toEqual([
      ['check', '垃圾仍在'],
      ['reopen', '垃圾仍在'],
    ])
    expect(page.clocks.filter((clock) => clock.kind === 'dispatch' && clock.stoppedAt === null)).toHaveLength(1)
    const figures = '/api/v1/check-tasks/figures?from=2026-03-01&to=2026-03-31'
    const quality = (await town.send(town.people.supervisor, 'GET', figures)).body
    expect(quality.total).toMatchObject({ checked: 2, asRecorded: 1, dataWrong: 0, notPutRight: 1 })
    // For the department that had handled it, though the case has none now.
    expect(quality.byDepartment).toMatchObject([{ id: town.places.departments.urban, checked: 2, notPutRight: 1 }])
    const behind = `/api/v1/check-tasks?state=done&result=not-put-right&departmentId=${town.places.departments.urban}&from=2026-03-01&to=2026-03-31`
    const tasks = (await town.send(town.people.supervisor, 'GET', behind)).body.rows
    expect(tasks.map((row: { id: string }) => row.id)).toEqual([task.id])
    const reopened = `/api/v1/cases?measure=reopened&from=2026-03-01&to=2026-03-31`
    expect((await town.send(town.people.supervisor, 'GET', reopened)).body.total).toBe(1)
  })

  it('falls away when the case is opened again before anybody looked', async () => {
    const task = (await tasksOf(town)).find((one) => one.state === 'open')!
    await done(town, 'supervisor', task.case_id, 'reopen', { text: '群众再次反映' })
    await town.settle()
    expect((await tasksOf(town)).find((one) => one.id === task.id)!.state).toBe('dropped')
    expect((await record(task.id, { result: 'as-recorded' })).body['code']).toBe('oversight.task-over')
  })

  it('comes of a lot at fixing on the spot too: one word, one task', async () => {
    const caseId = await noiseIn(town, 'closed')
    const seed = '0000000000000000'
    expect(await actBySystem(town.city, town.city.db, caseId, { act: 'sample', body: { seed } })).toBeNull()
    await town.settle()
    const made = (await tasksOf(town)).filter((one) => one.case_id === caseId)
    expect(made).toMatchObject([{ state: 'open', checker_id: town.other.accountId }])
    const line = await town.send(town.other, 'GET', `/api/v1/check-tasks/${made[0]!.id}`)
    expect(line.body).toMatchObject({ drawId: null, checkers: 'verifier' })
    // Drawn once more while it is open: the same task serves.
    await actBySystem(town.city, town.city.db, caseId, { act: 'sample', body: { seed } })
    await town.settle()
    expect((await tasksOf(town)).filter((one) => one.case_id === caseId)).toHaveLength(1)
  })

  it('shows its checker what was recorded, and nobody else', async () => {
    const task = (await tasksOf(town)).find((one) => one.state === 'open')!
    const page = await town.send(town.other, 'GET', `/api/v1/check-tasks/${task.id}`)
    expect(page.body).toMatchObject({ state: 'open', mayRecord: true, mayGive: false })
    expect((await town.send(town.people.worker, 'GET', `/api/v1/check-tasks/${task.id}`)).status).toBe(404)
    const mine = await town.send(town.other, 'GET', '/api/v1/check-tasks/mine')
    expect(mine.body['rows'].map((row: { id: string }) => row.id)).toContain(task.id)
    const all = await town.send(town.people.supervisor, 'GET', '/api/v1/check-tasks?state=open')
    expect(all.body['rows'].map((row: { id: string }) => row.id)).toContain(task.id)
  })
})

it('what was checked is counted as its events say, and its photo is the case’s own', async () => {
  expect(await differences(town)).toEqual([])
  const { filesDir, masterKey } = town.city
  const report = await verify({ connection: town.connection, schema: null, filesDir, masterKey, projectionChecks: [] })
  expect(report.findings).toEqual([])
  await town.city.db.run(sql`update check_task set result = 'as-recorded' where result = 'not-put-right'`)
  expect(await differences(town)).toMatchObject([{ what: 'result', expected: 'not-put-right', found: 'as-recorded' }])
})
