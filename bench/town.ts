/** A city to work in: the demo county with its grids, catalogue, duties and staff, without a past; and the sessions of its people. */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { catalogue } from '../server/src/catalogue/answers.ts'
import { buildDemoCatalogue } from '../server/src/catalogue/demo.ts'
import { DEMO_PASSWORD, DEMO_TOWN, hireStaff } from '../server/src/demo/people.ts'
import { sql } from '../server/src/platform/database.ts'
import { markSeeded } from '../server/src/platform/directory.ts'
import { holdCalendar } from '../server/src/platform/held-calendar.ts'
import { findOrCreateCity, launchDatabase, open } from '../server/src/platform/launch.ts'
import { createLogger } from '../server/src/platform/logging.ts'
import { readSettings } from '../server/src/platform/settings.ts'
import { territory } from '../server/src/territory/answers.ts'
import { buildDemoTerritory } from '../server/src/territory/demo.ts'
import { sendFor, type Connection } from './client.ts'

export interface Point {
  longitude: number
  latitude: number
}

export interface Town {
  dataDir: string
  /** Within grids of the demo town. */
  points: Point[]
  grids: number
  /** Logins of grid workers of that town. */
  workers: string[]
  /** Item id by code. */
  items: ReadonlyMap<string, string>
  /** Condition of each item, by its code: the first one. */
  conditions: ReadonlyMap<string, string>
  remove(): void
}

export function temporaryFolder(name: string): string {
  return mkdtempSync(join(realpathSync(tmpdir()), `bihuan-bench-${name}-`))
}

/** Some seconds. The city is a real one: the server's clock alone. */
export async function makeTown(): Promise<Town> {
  const dataDir = temporaryFolder('town')
  const settings = readSettings({ DATA_DIR: dataDir, CITY_KIND: 'real', CITY_NAME: '压测市' })
  const logger = createLogger('warn')
  const database = await launchDatabase(settings, logger)
  try {
    const city = await open(
      database.connection,
      await findOrCreateCity(database.connection, settings, () => undefined),
      settings,
    )
    await holdCalendar(city)
    const demo = await buildDemoTerritory(city, 330703)
    await buildDemoCatalogue(city)
    await hireStaff(city, demo, new Date(city.clock.now().getTime() - 86_400_000), () => undefined)
    await markSeeded(database.connection, city.schema, city.clock.now())
    const grids = territory(city).gridsOf(demo.regions.get(DEMO_TOWN)!)
    const points = grids
      .map(({ geometry }) => middleOf(geometry.coordinates))
      .filter((point) => territory(city).locate(point) !== null)
    const items = catalogue(city).items()
    // Those whose password is known: the demo town's.
    const workers = await city.db.rows<{ login: string }>(
      sql`select login from account where login like 'worker%' and password_hash = (select password_hash from account where login = 'worker') order by login`,
    )
    await city.db.close()
    return {
      dataDir,
      points,
      grids: demo.grids.size,
      workers: workers.map(({ login }) => login),
      items: new Map(items.map(({ code, id }) => [code, id])),
      conditions: new Map(items.map(({ code, conditions }) => [code, conditions[0]!.id])),
      remove: () => rmSync(dataDir, { recursive: true, force: true, maxRetries: 10 }),
    }
  } finally {
    await database.stop()
  }
}

/** The mean of the corners; where it falls outside a bent outline it is left out by the caller. */
function middleOf(coordinates: unknown): Point {
  const corners = (coordinates as unknown[]).flat(Infinity) as number[]
  const mean = (offset: number) => {
    const values = corners.filter((_, index) => index % 2 === offset)
    return Number((values.reduce((sum, value) => sum + value, 0) / values.length).toFixed(6))
  }
  return { longitude: mean(0), latitude: mean(1) }
}

/** The token of a new session of this login. */
export async function signIn(connection: Connection, login: string): Promise<string> {
  const body = { login, password: DEMO_PASSWORD, transport: 'bearer' }
  return (await sendFor<{ token: string }>(connection, 201, { method: 'POST', path: '/api/v1/session', body })).token
}
