/** A city for a test: a fresh database cloned from the migrated template, the whole app, and a clock that the test sets. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import { afterAll, inject } from 'vitest'
import type { Role, Scope } from '@bihuan/domain/powers'
import { composeApp } from '../../app.ts'
import { SettableClock, type City, type CityKind } from '../city.ts'
import { listCities, openCity } from '../directory.ts'
import type { Limits } from '../http-limits.ts'
import { newId } from '../id.ts'
import { runDue } from '../timers-worker.ts'
import { signInAs, type SignedIn, type SignInOptions } from './sign-in.ts'

const TEMPLATE = 'bihuan_template'

export interface TestCityOptions {
  /** `real` unless said otherwise; `simulated` takes the header `bihuan-time`. */
  kind?: CityKind
  /** Where the clock starts; a Wednesday morning in Jinhua unless said otherwise. */
  now?: Date | string
  /** Off unless said otherwise. */
  limits?: Limits
}

export interface TestCity {
  city: City
  app: FastifyInstance
  clock: SettableClock
  /** For tools and processes of their own. */
  connection: pg.ClientConfig & { host: string; user: string; database: string }
  /** An account with this role and scope (the whole city unless said otherwise), and the headers of its session. */
  signIn(role: Role, scope?: Scope, options?: SignInOptions): Promise<SignedIn>
  /** Runs what is due at the clock's time. */
  runTimers(): Promise<number>
  close(): Promise<void>
}

const open = new Set<TestCity>()
// Registered with the importing test file: nothing outlives it.
afterAll(async () => {
  for (const city of open) await city.close()
})

function testServer(): { host: string; user: string } {
  const { host, user, failure } = inject('testServer')
  if (failure !== null) throw new Error(`no test city: ${failure}`)
  return { host, user }
}

async function administer(statement: string): Promise<void> {
  const client = new pg.Client({ ...testServer(), database: 'postgres' })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

/** Two clones of one template cannot be made in the same moment: the later one waits its turn. */
async function cloneTemplate(database: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await administer(`create database ${database} template ${TEMPLATE}`)
    } catch (error) {
      if ((error as { code?: string }).code !== '55006' || attempt > 100) throw error
      await new Promise((resolve) => setTimeout(resolve, 20 + attempt))
    }
  }
}

export async function testCity(options: TestCityOptions = {}): Promise<TestCity> {
  const database = `test_${randomBytes(8).toString('hex')}`
  await cloneTemplate(database)
  const connection = { ...testServer(), database }
  const clock = new SettableClock(new Date(options.now ?? '2026-03-18T10:00:00+08:00'))
  const filesDir = mkdtempSync(join(realpathSync(tmpdir()), 'bihuan-files-'))
  const entry = (await listCities(connection))[0]!
  const city = openCity(
    connection,
    { ...entry, kind: options.kind ?? 'real' },
    { masterKey: randomBytes(32), filesDir, clock, poolSize: 8 },
  )
  const app = await composeApp(city, {
    limits: options.limits ?? 'off',
    logLevel: process.env['TEST_LOG'] ? 'debug' : 'silent',
  })
  const made: TestCity = {
    city,
    app,
    clock,
    connection,
    signIn: (role, scope = { kind: 'city' }, signInOptions = {}) => signInAs(made, role, scope, signInOptions),
    runTimers: () => runDue(city, clock.now()),
    async close() {
      if (!open.delete(made)) return
      await app.close()
      await city.db.close()
      await administer(`drop database if exists ${database} with (force)`)
      rmSync(filesDir, { recursive: true, force: true })
    },
  }
  open.add(made)
  await app.ready()
  return made
}

/** An id for things that a test names but never stores. */
export const anyId = newId
