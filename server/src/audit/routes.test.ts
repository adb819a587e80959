import type { FastifyInstance } from 'fastify'
import { beforeEach, expect, test } from 'vitest'
import { auditEndpoints } from '@bihuan/contract/audit'
import { sql } from '../platform/database.ts'
import type { Head } from '../platform/events.ts'
import { buildApp } from '../platform/http.ts'
import { newId } from '../platform/id.ts'
import { sequenceNow } from '../platform/sequencer.ts'
import { writeEvents } from '../platform/sequencer-testing.ts'
import { testCity, type TestCity } from '../platform/testing/city.ts'
import { authenticate } from '../staff/authenticate.ts'
import { keepDailySeal, nextSealTime } from './clocks.ts'
import { verificationEnded } from './commands/start-verification.ts'
import { registerAuditRoutes } from './routes.ts'

let made: TestCity
let app: FastifyInstance
let auditor: Awaited<ReturnType<TestCity['signIn']>>

beforeEach(async () => {
  made = await testCity()
  app = await buildApp({ city: made.city, authenticate, limits: 'off', logLevel: 'silent' })
  registerAuditRoutes(app)
  auditor = await made.signIn('auditor')
  await made.city.db.run(sql`create table thing (id uuid primary key, seq integer not null, head_hash text not null)`)
  return async () => {
    await app.close()
    await made.close()
  }
})

async function grow(count: number, more: Parameters<typeof writeEvents>[3] = {}): Promise<Head> {
  const { head } = await writeEvents(made.city, { subject: newId(), seq: 0, hash: '' }, count, more)
  await made.city.db.run(sql`insert into thing values (${head.subject}, ${head.seq}, ${head.hash})`)
  await sequenceNow(made.city)
  return head
}

async function get<K extends keyof typeof auditEndpoints>(key: K, url: string, headers = auditor.headers) {
  const answer = await app.inject({ url, headers })
  return {
    status: answer.statusCode,
    body: answer.json(),
    parsed: () => auditEndpoints[key].response.parse(answer.json()),
    answer,
  }
}
async function post(url: string, payload: object, headers = auditor.headers) {
  const answer = await app.inject({ method: 'POST', url, payload, headers })
  return { status: answer.statusCode, body: answer.json() }
}

const events = (query = '') => get('GET /api/v1/audit/events', `/api/v1/audit/events${query}`)
const positions = async (query = '') => (await events(query)).body.rows.map((row: { position: number }) => row.position)
const acts = async () =>
  (
    await made.city.db.rows<{ act: string }>(
      sql`select act from event e join audit_book b on b.id = e.subject order by e.seq`,
    )
  ).map((row) => row.act)

test('events are found newest first, page by page, and by each filter', async () => {
  const actor = (await made.signIn('dispatcher', { kind: 'city' }, { name: '李四' })).accountId
  const head = await grow(3, { act: 'dispatch', actor })
  made.clock.advance(60_000)
  await grow(2, { act: 'unmask' })
  const all = await events()
  all.parsed()
  expect(all.body.rows.map((row: { position: number }) => row.position)).toEqual([5, 4, 3, 2, 1])
  expect(all.body.rows[4]).toMatchObject({
    subject: head.subject,
    seq: 1,
    act: 'dispatch',
    actor,
    actorName: '李四',
    subjectKind: null,
  })
  expect(all.body.rows[0]).not.toHaveProperty('body')
  const first = await events('?limit=2')
  expect(await positions(`?limit=2&next=${first.body.next}`)).toEqual([3, 2])
  expect((await events('?limit=5')).body.next).toBeNull()
  expect(await positions(`?subject=${head.subject}`)).toEqual([3, 2, 1])
  expect(await positions(`?actor=${actor}`)).toEqual([3, 2, 1])
  expect(await positions('?actor=system&act=unmask')).toEqual([5, 4])
  const between = made.clock.now().toISOString()
  expect(await positions(`?from=${between}`)).toEqual([5, 4])
  expect(await positions(`?to=${between}`)).toEqual([3, 2, 1])
  expect(await positions('?number=NO-SUCH')).toEqual([])
})

test('one event shows its body and its seal; what might be a text is withheld', async () => {
  await grow(1, { body: { item: 'a-1', note: '张三家没有灭火器', list: [{ ok: true, n: 1 }] } })
  const [{ id }] = (await events()).body.rows
  const url = `/api/v1/audit/events/${id}`
  expect((await get('GET /api/v1/audit/events/{id}', url)).body).toMatchObject({
    seal: null,
    alg: 'sha256',
    prevHash: '',
  })
  await post('/api/v1/seals', { commandId: newId() })
  const found = await get('GET /api/v1/audit/events/{id}', url)
  found.parsed()
  expect(found.body).toMatchObject({ seal: 1, body: { item: 'a-1', note: '■', list: [{ ok: true, n: 1 }] } })
  expect((await get('GET /api/v1/audit/events/{id}', `/api/v1/audit/events/${newId()}`)).status).toBe(404)
})

test('only auditors of the whole city come in; bad input is refused', async () => {
  const others = await made.signIn('administrator')
  const partial = await made.signIn('auditor', { kind: 'region', regionId: newId() })
  for (const url of ['/api/v1/audit/events', '/api/v1/seals', '/api/v1/audit/verify']) {
    expect((await app.inject({ url })).statusCode).toBe(401)
    expect((await app.inject({ url, headers: others.headers })).json()).toMatchObject({
      code: 'platform.forbidden',
    })
    expect((await app.inject({ url, headers: partial.headers })).json()).toMatchObject({
      code: 'audit.whole-city-only',
    })
  }
  expect((await post('/api/v1/seals', { commandId: newId() }, others.headers)).status).toBe(403)
  for (const query of [
    '?next=-1',
    '?next=abc',
    '?limit=0',
    '?actor=nobody',
    '?from=yesterday',
    '?act=DROP%20TABLE',
    '?unknown=1',
  ]) {
    expect([query, (await events(query)).status]).toEqual([query, 422])
  }
  expect((await get('GET /api/v1/seals/{number}/file', '/api/v1/seals/1/file')).status).toBe(404)
  expect((await get('GET /api/v1/seals/{number}/file', '/api/v1/seals/x/file')).status).toBe(404)
})

test('sealing by hand: once for one command, refused when nothing is new, and it leaves its event', async () => {
  await grow(4)
  const commandId = newId()
  const made1 = await post('/api/v1/seals', { commandId })
  expect(made1.status).toBe(201)
  expect(made1.body).toMatchObject({ number: 1, fromPosition: 1, toPosition: 4, kind: 'real', alg: 'ed25519' })
  expect((await post('/api/v1/seals', { commandId })).body).toEqual(made1.body)
  expect(await acts()).toEqual(['seal'])
  // Its own event is new: the next seal covers it, and then leaves another.
  expect((await post('/api/v1/seals', { commandId: newId() })).body).toMatchObject({
    number: 2,
    fromPosition: 5,
    toPosition: 5,
  })
  const listed = await get('GET /api/v1/seals', '/api/v1/seals?limit=1')
  listed.parsed()
  expect(listed.body).toMatchObject({ rows: [{ number: 2 }], next: '2' })
  expect((await get('GET /api/v1/seals', '/api/v1/seals?next=2')).body).toMatchObject({
    rows: [{ number: 1 }],
    next: null,
  })
})

test('a city in which nothing happened has nothing to seal', async () => {
  const commandId = newId()
  for (let time = 0; time < 2; time++) {
    const answer = await post('/api/v1/seals', { commandId })
    expect(answer).toMatchObject({ status: 409, body: { code: 'audit.nothing-to-seal' } })
  }
  expect(await acts()).toEqual([])
})

test('the seal file is handed out, and the verifier runs against it in the background', async () => {
  await grow(4)
  await post('/api/v1/seals', { commandId: newId() })
  const file = await get('GET /api/v1/seals/{number}/file', '/api/v1/seals/1/file')
  file.parsed()
  expect(file.answer.headers['content-disposition']).toBe('attachment; filename="bihuan-main-seal-1.json"')
  const commandId = newId()
  const started = await post('/api/v1/audit/verify', { commandId, against: file.body })
  expect(started.status).toBe(202)
  expect((await post('/api/v1/audit/verify', { commandId, against: file.body })).body.id).toBe(started.body.id)
  await verificationEnded(made.city)
  const ended = await get('GET /api/v1/audit/verify/{id}', `/api/v1/audit/verify/${started.body.id}`)
  ended.parsed()
  expect(ended.body).toMatchObject({
    state: 'intact',
    error: null,
    report: { findings: [], proven: { to: 4, by: 'handed-out', seal: 1 } },
  })
  expect(await acts()).toEqual(['seal', 'verify', 'verified'])
  expect((await get('GET /api/v1/audit/verify', '/api/v1/audit/verify')).body.rows).toMatchObject([
    { id: started.body.id, state: 'intact' },
  ])
})

test('the verifier names what is broken, and a second one waits its turn', async () => {
  const head = await grow(4)
  await made.city.db.transaction(async (db) => {
    await db.run(sql`set local session_replication_role = replica`)
    await db.run(sql`update event set body = '{}' where subject = ${head.subject} and seq = 2`)
  })
  const started = await post('/api/v1/audit/verify', { commandId: newId() })
  expect(await post('/api/v1/audit/verify', { commandId: newId() })).toMatchObject({
    status: 409,
    body: { code: 'audit.verification-running' },
  })
  await verificationEnded(made.city)
  const ended = await get('GET /api/v1/audit/verify/{id}', `/api/v1/audit/verify/${started.body.id}`)
  ended.parsed()
  expect(ended.body).toMatchObject({
    state: 'broken',
    report: {
      counts: { 'event.altered': 1 },
      findings: [{ code: 'event.altered', place: { seq: 2, subject: head.subject } }],
    },
  })
  expect((await post('/api/v1/audit/verify', { commandId: newId() })).status).toBe(202)
  await verificationEnded(made.city)
  expect(await post('/api/v1/audit/verify', { commandId: newId(), against: { no: 'seals' } })).toMatchObject({
    status: 422,
    body: { code: 'audit.not-a-seal-file' },
  })
  expect((await get('GET /api/v1/audit/verify/{id}', `/api/v1/audit/verify/${newId()}`)).status).toBe(404)
})

test('a run that a crash left behind does not stand in the way', async () => {
  const id = newId()
  await made.city.db.run(
    sql`insert into verification (id, started_by, started_at, state) values (${id}, ${auditor.accountId}, now(), 'running')`,
  )
  expect((await post('/api/v1/audit/verify', { commandId: newId() })).status).toBe(202)
  await verificationEnded(made.city)
  expect((await get('GET /api/v1/audit/verify/{id}', `/api/v1/audit/verify/${id}`)).body).toMatchObject({
    state: 'failed',
    report: null,
    error: 'the program was stopped',
  })
})

test('the daily seal comes at ten past midnight, each day anew', async () => {
  expect(nextSealTime(new Date('2026-03-18T00:09:59+08:00')).toISOString()).toBe('2026-03-17T16:10:00.000Z')
  expect(nextSealTime(new Date('2026-03-18T00:10:00+08:00')).toISOString()).toBe('2026-03-18T16:10:00.000Z')
  await keepDailySeal(made.city, made.clock.now())
  await keepDailySeal(made.city, made.clock.now())
  await grow(2)
  made.clock.set('2026-03-19T00:10:00+08:00')
  await made.runTimers()
  await grow(1)
  made.clock.set('2026-03-20T00:30:00+08:00')
  await made.runTimers()
  made.clock.set('2026-03-21T00:30:00+08:00')
  await made.runTimers()
  const seals = await made.city.db.rows(
    sql`select number, from_position as "from", to_position as "to" from seal order by number`,
  )
  expect(seals).toEqual([
    { number: 1, from: 1, to: 2 },
    { number: 2, from: 3, to: 3 },
  ])
  expect(await made.city.db.rows(sql`select 1 from timer where kind = 'audit.seal' and done_at is null`)).toHaveLength(
    1,
  )
})
