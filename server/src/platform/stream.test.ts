import type { EventAct } from '@bihuan/contract/audit-acts'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { authenticate } from '../staff/authenticate.ts'
import { sql } from './database.ts'
import type { Head } from './events.ts'
import { buildApp } from './http.ts'
import { newId } from './id.ts'
import { sequenceNow } from './sequencer.ts'
import { writeEvents } from './sequencer-testing.ts'
import { registerStreamRoute } from './stream.ts'
import { Screen } from './stream-screen.ts'
import { registerStreamSource } from './stream-source.ts'
import { testCity, type TestCity } from './testing/city.ts'

/** Records of the test: whoever has a department scope hears of those of its department. */
registerStreamSource<string>({
  kind: 'thing',
  audience: (_city, actor) => JSON.stringify(actor.grants.map(({ scope }) => scope)),
  async load(city, subjects) {
    const there = await city.db.maybe<{ there: boolean }>(sql`select to_regclass('thing') is not null as there`)
    if (!there!.there) return new Map()
    const rows = await city.db.rows<{ id: string; owner: string }>(
      sql`select id, owner from thing where id = any(${subjects}::uuid[])`,
    )
    return new Map(rows.map((row) => [row.id, row.owner]))
  },
  reads: (_city, actor) => (owner) =>
    actor.grants.some(
      ({ scope }) => scope.kind === 'city' || (scope.kind === 'department' && scope.departmentId === owner),
    ),
})

let made: TestCity
let app: FastifyInstance
let base: string
const north = newId()
const south = newId()

beforeEach(async () => {
  made = await testCity()
  await made.city.db.run(sql`create table thing (id uuid primary key, owner uuid not null)`)
  app = await buildApp({ city: made.city, authenticate, limits: 'off', logLevel: 'silent' })
  registerStreamRoute(app, { heartbeat: 100, recheck: 50 })
  await app.listen({ port: 0, host: '127.0.0.1' })
  base = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/api/v1/stream`
})
afterEach(async () => {
  await app.close()
})

interface Listening {
  status: number
  text: () => string
  /** What arrived as messages. */
  heard: () => { position: number; subjectKind: string; subject: string; act: string; at: string }[]
  lastId: () => number
  ended: Promise<void>
  stop(): void
}

async function listen(headers: Record<string, string>, query = ''): Promise<Listening> {
  const abort = new AbortController()
  const response = await fetch(base + query, { headers, signal: abort.signal })
  let text = ''
  const ended = (async () => {
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) text += chunk.value
  })().catch(() => undefined)
  return {
    status: response.status,
    text: () => text,
    heard: () => [...text.matchAll(/^data: (\{"position".*\})$/gm)].map((match) => JSON.parse(match[1]!)),
    lastId: () => Number([...text.matchAll(/^id: (\d+)$/gm)].at(-1)?.[1] ?? -1),
    ended,
    stop: () => abort.abort(),
  }
}

async function act(
  owner: string,
  head: Head = { subject: newId(), seq: 0, hash: '' },
  name: EventAct = 'report',
): Promise<Head> {
  await made.city.db.run(
    sql`insert into thing values (${head.subject}, ${owner}) on conflict (id) do update set owner = excluded.owner`,
  )
  const written = await writeEvents(made.city, head, 1, { act: name })
  await sequenceNow(made.city)
  return written.head
}

const department = (departmentId: string) => made.signIn('handler', { kind: 'department', departmentId })
const eventually = (check: () => void) => vi.waitFor(check, { timeout: 5_000, interval: 10 })

test('a screen hears of what its reader may read, and of nothing else', async () => {
  const [northern, whole] = [
    await listen((await department(north)).headers),
    await listen((await made.signIn('supervisor')).headers),
  ]
  await eventually(() => expect(northern.lastId()).toBe(0))
  await eventually(() => expect(whole.lastId()).toBe(0))
  const first = await act(north)
  await act(south)
  await writeEvents(made.city, { subject: newId(), seq: 0, hash: '' }, 1)
  await act(north)
  await eventually(() => expect(whole.heard().map(({ position }) => position)).toEqual([1, 2, 4]))
  expect(northern.heard().map(({ position }) => position)).toEqual([1, 4])
  expect(northern.heard()[0]).toEqual({
    position: 1,
    subjectKind: 'thing',
    subject: first.subject,
    act: 'report',
    at: made.clock.now().toISOString(),
  })
})

test('whoever loses a record from sight hears of that one act', async () => {
  const northern = await listen((await department(north)).headers)
  const head = await act(north)
  await eventually(() => expect(northern.heard()).toHaveLength(1))
  const moved = await act(south, head, 'transfer')
  await eventually(() => expect(northern.heard()).toHaveLength(2))
  await act(south, moved, 'accept')
  await act(north)
  await eventually(() => expect(northern.heard().map(({ position }) => position)).toEqual([1, 2, 4]))
})

test('screens of one audience hear the same, and one of another audience nothing of it', async () => {
  const [one, two, other] = await Promise.all([department(north), department(north), department(south)])
  const screens = await Promise.all([one, two, one, other].map(({ headers }) => listen(headers)))
  for (const screen of screens) await eventually(() => expect(screen.lastId()).toBe(0))
  await act(north)
  await act(south)
  await eventually(() => expect(screens[3]!.heard()).toHaveLength(1))
  await eventually(() =>
    expect(screens.map((screen) => screen.heard().map(({ position }) => position))).toEqual([[1], [1], [1], [2]]),
  )
})

test('a screen that comes after the last one left, in the midst of news, hears again', async () => {
  const { headers } = await made.signIn('supervisor')
  const first = await listen(headers)
  await eventually(() => expect(first.lastId()).toBe(0))
  await act(north)
  // News is on its way to it, and nobody is left to hear it.
  first.stop()
  await first.ended
  // The server hears of it a moment later, and says so nowhere.
  await new Promise((resolve) => setTimeout(resolve, 60))
  const second = await listen(headers)
  await eventually(() => expect(second.lastId()).toBe(1))
  await act(north)
  await eventually(() => expect(second.heard().map(({ position }) => position)).toEqual([2]))
})

test('without a session it is 401', async () => {
  expect((await fetch(base)).status).toBe(401)
})

test('it resumes behind Last-Event-ID, from memory and from the log', async () => {
  const { headers } = await made.signIn('supervisor')
  for (let index = 0; index < 3; index++) await act(north)
  const fromLog = await listen({ ...headers, 'last-event-id': '1' })
  await eventually(() => expect(fromLog.heard().map(({ position }) => position)).toEqual([2, 3]))
  await act(north)
  await eventually(() => expect(fromLog.heard()).toHaveLength(3))
  const fromMemory = await listen(headers, '?after=3')
  await eventually(() => expect(fromMemory.heard().map(({ position }) => position)).toEqual([4]))
  expect(fromMemory.text()).not.toContain('resync')
})

test('too far behind, or ahead of the log, it says resync and goes on from now', async () => {
  const { headers } = await made.signIn('supervisor')
  await act(north)
  const ahead = await listen({ ...headers, 'last-event-id': '99' })
  await eventually(() => expect(ahead.text()).toContain('event: resync'))
  await made.city.db.run(
    sql`insert into log (position, event_id) select n, gen_random_uuid() from generate_series(2, 6000) n`,
  )
  await act(north)
  await eventually(() => expect(ahead.heard().at(-1)?.position).toBe(6001))
  const behind = await listen({ ...headers, 'last-event-id': '1' })
  await eventually(() => expect(behind.text()).toContain('event: resync'))
  expect(behind.heard()).toEqual([])
})

test('the heartbeat carries the position, also past what the screen may not hear', async () => {
  const northern = await listen((await department(north)).headers)
  await act(south)
  await act(south)
  await eventually(() => expect(northern.lastId()).toBe(2))
  expect(northern.heard()).toEqual([])
})

test('a revoked session closes its screens', async () => {
  const { headers, accountId } = await made.signIn('supervisor')
  const screen = await listen(headers)
  await made.city.db.run(sql`delete from session where account_id = ${accountId}`)
  await made.city.db.run(sql`update staff_version set version = version + 1`)
  await made.city.db.run(
    sql`update account set changed_in = (select version from staff_version) where id = ${accountId}`,
  )
  await screen.ended
  expect(screen.text()).toContain('"reason":"signed-out"')
})

test('a stop closes all screens at once', async () => {
  const screen = await listen((await made.signIn('supervisor')).headers)
  await eventually(() => expect(screen.lastId()).toBe(0))
  const before = performance.now()
  await app.close()
  await screen.ended
  expect(performance.now() - before).toBeLessThan(2_000)
  expect(screen.text()).toContain('"reason":"shutdown"')
})

test('a reader that takes nothing is given up once too much waits for it, and told why', async () => {
  let closed = false
  const screen = new Screen(
    {} as never,
    () => true,
    '',
    () => (closed = true),
  )
  for (let round = 0; round < 16; round++) screen.write(Buffer.alloc(16 * 1024, 'x'))
  expect(screen.ended).toBe(false)
  screen.write(Buffer.from('one more'))
  expect(screen.ended).toBe(true)
  let text = ''
  for await (const chunk of screen.stream) text += String(chunk)
  expect(text).toMatch(/^x+event: resync\ndata: \{"reason":"slow"\}\n\n$/)
  expect(closed).toBe(true)
})

test('too many screens of one account are refused', async () => {
  const { headers } = await made.signIn('supervisor')
  const screens = await Promise.all(Array.from({ length: 20 }, () => listen(headers)))
  expect(screens.every(({ status }) => status === 200)).toBe(true)
  expect((await fetch(base, { headers })).status).toBe(429)
  for (const screen of screens) screen.stop()
})
