/**
 * The whole program on a fresh database, in this process: a simulated city, the server on a port of its own, the work beside it.
 * Whoever plays talks to it by HTTP; only what imports will make later (territory, catalogue, accounts) is written directly.
 */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import { composeApp } from '../../server/src/app.ts'
import { SettableClock, type City } from '../../server/src/platform/city.ts'
import { sql } from '../../server/src/platform/database.ts'
import {
  claimKey,
  createCity,
  dropUnseededCity,
  markSeeded,
  masterKey,
  migrateAll,
  openCity,
} from '../../server/src/platform/directory.ts'
import { startEmbedded } from '../../server/src/platform/embedded.ts'
import { createLogger } from '../../server/src/platform/logging.ts'
import { sequenceNow } from '../../server/src/platform/sequencer.ts'
import { consumerPositions } from '../../server/src/platform/sequencer-consumer.ts'
import { startWorkers } from '../../server/src/verbs/workers.ts'
import { Api, Person } from './api.ts'
import { tell } from './telling.ts'
import { buildTown, type TownIds, type TownPlan } from './town.ts'

export interface HarnessOptions {
  name: string
  town: TownPlan
  /** Where the simulated clock begins, ms. */
  start: number
  /** What envelopes name as the device. */
  device: string
  /** Keep database and files in this folder, which must not hold any yet. Else all is in a temporary folder and goes. */
  keep?: string | undefined
}

export interface Play {
  city: City
  town: TownIds
  password: string
  /** Database (the embedded one), keys and files; gone after `close` unless it was to be kept. */
  folder: string
  /** Signed in once; the same person the next time. */
  person(login: string): Promise<Person>
  /** Moves the simulated clock; gives the number of things that fell due. */
  moveClock(at: number): Promise<number>
  /** Returns when the figures hold all that has happened. */
  settle(): Promise<void>
  close(): Promise<void>
}

/** Well away from anything that a city would use. */
export const PLAY_PASSWORD = 'bihuan-play-2026'

export async function openPlay(options: HarnessOptions): Promise<Play> {
  const undo: (() => unknown)[] = []
  const takeDown = async () => {
    for (let step = undo.pop(); step; step = undo.pop()) await step()
  }
  // Whoever is interrupted closes it too: once, and both wait for it.
  let closing: Promise<void> | null = null
  const close = () => (closing ??= takeDown())
  const interrupted = () => {
    tell('正在停止 …', 'Stopping …')
    void close().finally(() => process.exit(130))
  }
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted)
  undo.push(() => process.off('SIGINT', interrupted).off('SIGTERM', interrupted))
  try {
    return await open(options, undo, close)
  } catch (error) {
    await close()
    throw error
  }
}

async function open(options: HarnessOptions, undo: (() => unknown)[], close: () => Promise<void>): Promise<Play> {
  const { start, device, town: plan } = options
  const dataDir = freshFolder(options.keep, undo)
  const connection = await database(dataDir, undo)
  const city = await freshCity(connection, dataDir, options, undo)
  const logger = createLogger('warn')
  const app = await composeApp(city, { limits: 'off', logger, logLevel: 'warn' })
  undo.push(() => app.close())
  const town = await buildTown(city, plan, PLAY_PASSWORD)
  const workers = await startWorkers(city, app, logger)
  // Requests end before the work beside them.
  undo.splice(-1, 0, () => workers.stop())
  const api = new Api(await listen(app))
  undo.push(() => api.close())
  const people = new Map<string, Promise<Person>>()
  const person = (login: string) => {
    let found = people.get(login)
    if (!found) people.set(login, (found = Person.signIn(api, login, PLAY_PASSWORD, start, device)))
    return found
  }
  const first = plan.people(town)[0]!.login
  return {
    city,
    town,
    password: PLAY_PASSWORD,
    folder: dataDir,
    person,
    moveClock: async (at) => (await (await person(first)).moveClock(at)).ran,
    settle: () => settle(city),
    close,
  }
}

function freshFolder(keep: string | undefined, undo: (() => unknown)[]): string {
  if (keep !== undefined) {
    const folder = resolve(keep)
    if (existsSync(folder) && readdirSync(folder).length > 0)
      throw new Error(`${folder} is not empty; name a new folder to keep it in`)
    return folder
  }
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'bihuan-play-'))
  undo.push(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }))
  return folder
}

/** DATABASE_URL, else an embedded server that is as durable as a city's. */
async function database(dataDir: string, undo: (() => unknown)[]): Promise<pg.ClientConfig> {
  const url = process.env['DATABASE_URL']?.trim()
  if (url) return { connectionString: url }
  const server = await startEmbedded({ dataDir })
  undo.push(() => server.stop())
  return server.connection
}

async function freshCity(
  connection: pg.ClientConfig,
  dataDir: string,
  { name, start, keep }: HarnessOptions,
  undo: (() => unknown)[],
): Promise<City> {
  await migrateAll(connection)
  // In somebody's own database beside whatever is there; in ours it is the one that `npm start` opens.
  const schema = 'connectionString' in connection ? `play_${randomBytes(5).toString('hex')}` : 'main'
  const entry = await createCity(connection, { schema, name, kind: 'simulated', createdAt: new Date(start) })
  if (keep === undefined) undo.push(() => dropUnseededCity(connection, schema))
  else await markSeeded(connection, schema, new Date(start))
  const file = join(dataDir, 'keys', 'master.key')
  const key = masterKey(file)
  await claimKey(connection, schema, key, file)
  const filesDir = join(dataDir, 'files', schema)
  const city = openCity(connection, entry, {
    masterKey: key,
    filesDir,
    clock: new SettableClock(new Date(start)),
    poolSize: 12,
  })
  undo.push(() => city.db.close())
  return city
}

async function listen(app: FastifyInstance): Promise<number> {
  await app.listen({ host: '127.0.0.1', port: 0 })
  const address = app.server.address()
  if (typeof address !== 'object' || !address) throw new Error('the server has no port')
  return address.port
}

const PATIENCE = 120_000

/** What follows from the log may write into it again: until nothing waits for its place and every reader has seen the end, in one look. */
async function settle(city: City): Promise<void> {
  for (const until = Date.now() + PATIENCE; ;) {
    await sequenceNow(city)
    const settled = await city.db.maybe(
      sql`select 1 where not exists (select from outbox) and exists (select from consumer)
        and not exists (select from consumer where position < (select coalesce(max(position), 0) from log))`,
    )
    if (settled) return
    if (Date.now() > until)
      throw new Error(`the figures do not catch up: ${JSON.stringify(await consumerPositions(city.db))}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
