import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { createCity, masterKey, migrateAll, openCity } from './directory.ts'
import { sql } from './database.ts'
import { startEmbedded } from './embedded.ts'
import { buildApp } from './http.ts'
import { newId } from './id.ts'
import { createLogger } from './logging.ts'
import { registerTimer, setTimers } from './timers.ts'
import { startTimerWorker } from './timers-worker.ts'
import { temporaryFolder } from './testing/program.ts'

/** A server, a city, and an app with one route that writes; closed by the caller. */
async function makeCity(dataDir: string) {
  const server = await startEmbedded({ dataDir })
  await migrateAll(server.connection)
  const entry = await createCity(server.connection, {
    schema: 'main',
    name: '测试市',
    kind: 'real',
    createdAt: new Date(),
  })
  const city = openCity(server.connection, entry, {
    masterKey: masterKey(join(dataDir, 'key')),
    filesDir: join(dataDir, 'files'),
  })
  const app = await buildApp({ city, authenticate: async () => null, limits: 'off', logLevel: 'silent' })
  await city.db.run(sql`create table kept (id uuid primary key)`)
  app.post<{ Params: { id: string } }>('/keep/:id', async (request, reply) => {
    await city.db.run(sql`insert into kept values (${request.params.id}) on conflict do nothing`, 'keep')
    return reply.code(201).send()
  })
  await app.ready()
  return { server, city, app }
}
type Made = Awaited<ReturnType<typeof makeCity>>

/** Eight clients that send, and send again with the same id when told to, until `stop` is called. */
function load({ app }: Made) {
  const acknowledged: string[] = []
  const refusals = new Set<string>()
  let going = true
  const client = async () => {
    while (going) {
      const id = newId()
      for (;;) {
        const answer = await app.inject({ method: 'POST', url: `/keep/${id}` })
        if (answer.statusCode === 201) {
          acknowledged.push(id)
          break
        }
        refusals.add(`${answer.statusCode} ${answer.json().code} ${answer.headers['retry-after']}`)
        if (!going) break
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
    }
  }
  const clients = Promise.all(Array.from({ length: 8 }, client))
  return { acknowledged, refusals, stop: () => ((going = false), clients) }
}

async function lost({ city }: Made, acknowledged: string[]): Promise<string[]> {
  const kept = new Set((await city.db.rows<{ id: string }>(sql`select id from kept`)).map(({ id }) => id))
  return acknowledged.filter((id) => !kept.has(id))
}

async function close({ app, city, server }: Made): Promise<void> {
  await app.close()
  await city.db.close()
  await server.stop()
}

test('the database is killed under load: it is started again, and requests and timers go on by themselves', async () => {
  const made = await makeCity(temporaryFolder('loss'))
  const ran: string[] = []
  registerTimer('loss', async (_city, timer) => void ran.push(timer.id))
  const worker = startTimerWorker(made.city, createLogger('silent'), 50)
  const traffic = load(made)
  await vi.waitFor(() => expect(traffic.acknowledged.length).toBeGreaterThan(100), { timeout: 30_000 })
  for (let kill = 0; kill < 2; kill++) {
    process.kill(made.server.postmaster()!, 'SIGKILL')
    const before = traffic.acknowledged.length
    await vi.waitFor(() => expect(traffic.acknowledged.length).toBeGreaterThan(before + 100), { timeout: 30_000 })
  }
  await traffic.stop()
  expect(await lost(made, traffic.acknowledged)).toEqual([])
  expect([...traffic.refusals]).toEqual(['503 platform.database-unavailable 2'])
  const [timer] = await setTimers(made.city.db, [{ kind: 'loss', dueAt: new Date() }])
  await vi.waitFor(() => expect(ran).toEqual([timer]), { timeout: 30_000 })
  await worker.stop()
  await close(made)
}, 180_000)

test('the database is away for a while: 503 until it is back, nothing acknowledged is lost, and readiness says so', async () => {
  const dataDir = temporaryFolder('away')
  const made = await makeCity(dataDir)
  const worker = startTimerWorker(made.city, createLogger('silent'), 50)
  const traffic = load(made)
  await vi.waitFor(() => expect(traffic.acknowledged.length).toBeGreaterThan(100), { timeout: 30_000 })
  await made.server.stop()
  await vi.waitFor(() => expect(traffic.refusals.size).toBeGreaterThan(0))
  expect((await made.app.inject('/ready')).statusCode).toBe(503)
  expect((await made.app.inject('/health')).statusCode).toBe(200)
  const server = await startEmbedded({ dataDir })
  const before = traffic.acknowledged.length
  await vi.waitFor(() => expect(traffic.acknowledged.length).toBeGreaterThan(before + 100), { timeout: 30_000 })
  expect((await made.app.inject('/ready')).statusCode).toBe(200)
  await traffic.stop()
  expect(await lost(made, traffic.acknowledged)).toEqual([])
  await worker.stop()
  await close({ ...made, server })
}, 180_000)
