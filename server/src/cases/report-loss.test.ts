/** The database killed and gone for ten seconds while reports come in: none that was acknowledged is lost, none is there twice. */
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { expect, test, vi } from 'vitest'
import { composeApp } from '../app.ts'
import { SettableClock } from '../platform/city.ts'
import { createCity, masterKey, migrateAll, openCity } from '../platform/directory.ts'
import { sql } from '../platform/database.ts'
import { startEmbedded } from '../platform/embedded.ts'
import { newId } from '../platform/id.ts'
import { sequenceNow, startSequencer } from '../platform/sequencer.ts'
import { signInAs, type SignedIn } from '../platform/testing/sign-in.ts'
import { temporaryFolder } from '../platform/testing/program.ts'
import type { TestCity } from '../platform/testing/city.ts'
import { seedTestTerritory, type TestTerritory } from '../territory/testing.ts'
import { verify } from '../verify/verify.ts'
import { caseRecount } from './recount.ts'

const CLIENTS = 6
const AWAY = 10_000

async function makeTown(dataDir: string) {
  const server = await startEmbedded({ dataDir })
  await migrateAll(server.connection)
  const clock = new SettableClock(new Date('2026-03-18T10:00:00+08:00'))
  const entry = await createCity(server.connection, {
    schema: 'main',
    name: '测试市',
    kind: 'real',
    createdAt: clock.now(),
  })
  const city = openCity(server.connection, entry, {
    masterKey: masterKey(join(dataDir, 'key')),
    filesDir: join(dataDir, 'files'),
    clock,
  })
  const app = await composeApp(city, { limits: 'off', logLevel: 'silent' })
  await app.ready()
  const places = await seedTestTerritory(city)
  const worker = await signInAs(
    { city } as TestCity,
    'grid-worker',
    { kind: 'city' },
    { teamIds: [places.teams.gridA1x1] },
  )
  return { server, city, app, clock, places, worker }
}

interface Sent {
  commandId: string
  subject: string
}

/** Phones that report, then note something that follows the report; each is sent again, with its id, until it is acknowledged. */
function phones(app: FastifyInstance, { headers }: SignedIn, places: TestTerritory, occurredAt: string) {
  const acknowledged: Sent[] = []
  const refusals = new Map<string, number>()
  let repeated = 0
  let going = true
  const until = async (url: string, payload: object): Promise<number> => {
    for (let attempt = 0; ; attempt++) {
      const answer = await app.inject({ method: 'POST', url, headers, payload })
      if (answer.statusCode < 300) {
        if (attempt > 0) repeated += 1
        return answer.statusCode
      }
      const told = `${answer.statusCode} ${answer.json().code}`
      refusals.set(told, (refusals.get(told) ?? 0) + 1)
      await new Promise((resolve) => setTimeout(resolve, 25))
    }
  }
  const phone = async () => {
    while (going) {
      const report = { commandId: newId(), subject: newId() }
      const body = {
        itemId: places.items.blockedExit,
        position: places.points.a1x1,
        text: '通道堵塞',
        contact: { phone: '13800001234' },
      }
      await until('/api/v1/cases', { ...report, act: 'report', occurredAt, body })
      const note = { commandId: newId(), act: 'note', after: report.commandId, occurredAt, body: { text: '补充说明' } }
      await until(`/api/v1/cases/${report.subject}/acts`, note)
      acknowledged.push(report)
    }
  }
  const all = Promise.all(Array.from({ length: CLIENTS }, phone))
  return { acknowledged, refusals, repeated: () => repeated, stop: () => ((going = false), all) }
}

test('reports sent while the database is killed, and while it is gone, are each there once', async () => {
  const dataDir = temporaryFolder('reports')
  const { server, city, app, clock, places, worker } = await makeTown(dataDir)
  const sequencer = startSequencer(city)
  const traffic = phones(app, worker, places, clock.now().toISOString())
  const more = (n: number) => {
    const wanted = traffic.acknowledged.length + n
    return vi.waitFor(() => expect(traffic.acknowledged.length).toBeGreaterThan(wanted), { timeout: 60_000 })
  }
  await more(40)
  for (let kill = 0; kill < 2; kill++) {
    process.kill(server.postmaster()!, 'SIGKILL')
    await more(40)
  }
  await server.stop()
  const gone = Date.now()
  await vi.waitFor(() => expect(Date.now() - gone).toBeGreaterThan(AWAY), { timeout: AWAY * 2, interval: 200 })
  const back = await startEmbedded({ dataDir })
  await more(40)
  await traffic.stop()

  expect([...traffic.refusals.keys()]).toEqual(['503 platform.database-unavailable'])
  expect(traffic.repeated()).toBeGreaterThan(0)
  const rows = await city.db.rows<{ id: string; seq: number; acts: string[] }>(
    sql`select c.id, c.seq, (select array_agg(e.act order by e.seq) from event e where e.subject = c.id) as acts from cases c`,
  )
  // Nothing but what was acknowledged in the end, and all of it, once.
  expect(rows.map(({ id }) => id).toSorted()).toEqual(traffic.acknowledged.map(({ subject }) => subject).toSorted())
  for (const row of rows) expect(row).toMatchObject({ seq: 4, acts: ['report', 'assess', 'dispatch', 'note'] })
  await sequencer.stop()
  await sequenceNow(city)
  const report = await verify({
    connection: back.connection,
    schema: null,
    filesDir: null,
    masterKey: null,
    projectionChecks: [caseRecount],
  })
  expect(report.findings).toEqual([])
  expect([report.waiting, report.top]).toEqual([0, rows.length * 4])
  await app.close()
  await city.db.close()
  await back.stop()
}, 240_000)
