/**
 * The real program for a story: a small city known by heart on its own database, with people who sign in by password, the built
 * screens, and all the work beside the requests, on a port of its own. Its clock is the machine's.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import { afterAll } from 'vitest'
import type { Role, Scope } from '@bihuan/domain/powers'
import { composeApp, loadSnapshots } from '../server/src/app.ts'
import { systemClock, type City } from '../server/src/platform/city.ts'
import { listCities, openCity } from '../server/src/platform/directory.ts'
import { createLogger } from '../server/src/platform/logging.ts'
import { testCity } from '../server/src/platform/testing/city.ts'
import { createAccount, hashPassword } from '../server/src/staff/answers.ts'
import { codeOf, stepAt } from '../server/src/staff/totp.ts'
import { seedTestTerritory, type TestTerritory } from '../server/src/territory/testing.ts'
import { startWorkers, type Workers } from '../server/src/verbs/workers.ts'

export const PASSWORD = 'a lamp over seven bridges'
export const SECRET = Buffer.from('a-secret-of-20-bytes')

export type Login =
  | 'worker'
  | 'assessor'
  | 'dispatcher'
  | 'dispatcher-b'
  | 'handler'
  | 'reviewer'
  | 'verifier'
  | 'caller'
  | 'supervisor'
  | 'leader'
  | 'auditor'
  | 'admin'

export interface StoryCity {
  url: string
  city: City
  places: TestTerritory
  accounts: Record<Login, string>
  /** The present six digits of the second factor. */
  code(): string
  /** Ends the HTTP server, cutting every connection, as when the program is killed; its database and its port stay. */
  cut(): Promise<void>
  /** Serves again on the same port. */
  mend(): Promise<void>
}

const root = dirname(dirname(fileURLToPath(import.meta.url)))

/**
 * The screens as the sources are now, in a folder of this story's own: test files run beside each other, so one builds and the
 * others wait for it, and what another builds later does not change what is served here.
 */
async function builtScreens(): Promise<string> {
  const lock = join(root, 'node_modules', '.bihuan-e2e-build')
  for (let waited = 0; !taken(lock); waited += 100) {
    // Whoever held it was killed.
    if (waited > 90_000) rmdirSync(lock)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  try {
    execFileSync(process.execPath, [join(root, 'tools', 'build.mjs'), 'console', 'field'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    const folder = mkdtempSync(join(tmpdir(), 'bihuan-screens-'))
    for (const part of ['console', 'field']) cpSync(join(root, part, 'dist'), join(folder, part), { recursive: true })
    return folder
  } finally {
    rmdirSync(lock)
  }
}

function taken(lock: string): boolean {
  try {
    mkdirSync(lock)
    return true
  } catch (error) {
    if ((error as { code?: string }).code === 'EEXIST') return false
    throw error
  }
}

const running = new Set<{ stop(): Promise<void> }>()
afterAll(async () => {
  for (const one of running) await one.stop()
})

export async function storyCity(): Promise<StoryCity> {
  const screens = await builtScreens()
  const made = await testCity()
  const entry = (await listCities(made.connection))[0]!
  const { masterKey, filesDir } = made.city
  const city = openCity(made.connection, entry, { masterKey, filesDir, clock: systemClock, poolSize: 8 })
  const places = await seedTestTerritory(city)
  await loadSnapshots(city)
  const accounts = await hire(city, places)
  const logger = createLogger('silent')
  const compose = () =>
    composeApp(city, {
      limits: 'off',
      logLevel: 'silent',
      pages: { console: join(screens, 'console'), field: join(screens, 'field') },
    })
  let app: FastifyInstance = await compose()
  const workers: Workers = await startWorkers(city, app, logger)
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as { port: number }
  const cut = async () => {
    app.server.closeAllConnections()
    await app.close()
  }
  running.add({
    async stop() {
      await workers.stop()
      await cut()
      await city.db.close()
      rmSync(screens, { recursive: true, force: true })
    },
  })
  return {
    // A name that browsers hold for secure: the position and the camera are given to no other.
    url: `http://localhost:${port}`,
    city,
    places,
    accounts,
    code: () => codeOf(SECRET, stepAt(new Date())),
    cut,
    async mend() {
      app = await compose()
      await app.listen({ host: '127.0.0.1', port })
    },
  }
}

/** Town A1 with its command office; its urban squad handles manholes there. All with one password. */
async function hire(city: City, places: TestTerritory): Promise<Record<Login, string>> {
  const passwordHash = await hashPassword(PASSWORD)
  const { regions, grids, teams, departments } = places
  const { commandA1, commandA, urban, urbanA1 } = departments
  const town: Scope = { kind: 'region', regionId: regions.townA1 }
  const duty: Scope = { kind: 'department', departmentId: urban }
  const city1: Scope = { kind: 'city' }
  const office = { departmentIds: [commandA1] }
  const squad = { departmentIds: [urban, urbanA1] }
  const post = (name: string, role: Role, scope: Scope, more: object = {}) => ({
    name,
    grants: [{ role, scope }],
    ...more,
  })
  const own: Scope = { kind: 'own' }
  const beat: Scope = { kind: 'grids', gridIds: [grids.a1x1] }
  const posts: Record<Login, ReturnType<typeof post>> = {
    worker: {
      ...post('王桂花', 'grid-worker', beat, { teamIds: [teams.gridA1x1] }),
      grants: [
        { role: 'grid-worker', scope: beat },
        { role: 'grid-worker', scope: own },
      ],
    },
    assessor: post('李研', 'assessor', town, office),
    dispatcher: post('赵派', 'dispatcher', town, office),
    'dispatcher-b': post('钱遣', 'dispatcher', town, office),
    handler: post('孙处', 'handler', duty, squad),
    reviewer: post('周审', 'department-reviewer', duty, squad),
    verifier: post('吴核', 'verifier', town, office),
    caller: post('郑访', 'caller', town, office),
    supervisor: post('冯督', 'supervisor', town, office),
    leader: post('陈领', 'leader', { kind: 'region', regionId: regions.countyA }, { departmentIds: [commandA] }),
    auditor: post('褚计', 'auditor', city1, { totpSecret: SECRET }),
    admin: post('卫管', 'administrator', city1, { totpSecret: SECRET }),
  }
  const since = new Date(Date.now() - 86_400_000)
  const accounts = {} as Record<Login, string>
  for (const [login, given] of Object.entries(posts))
    accounts[login as Login] = await createAccount(city, since, { login, passwordHash, ...given })
  return accounts
}
