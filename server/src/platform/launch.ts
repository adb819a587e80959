/** From the settings to a city that stands open: the database, its migrations, the keys. Verbs and tools begin here. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { SettableClock, systemClock, type City } from './city.ts'
import { claimKey, createCity, listCities, masterKey, migrateAll, openCity, type CityEntry } from './directory.ts'
import { runningEmbedded, startEmbedded } from './embedded.ts'
import { LaunchProblem, launchProblemOf } from './launch-problem.ts'
import type { Logger } from './logging.ts'
import type { Settings } from './settings.ts'

/** Said to the person at the terminal while something takes its time. */
export type Say = (zh: string, en: string) => void

/** Statements that fail are told to who sent them; what concerns the server as a whole is told here. */
function isRemarkable(line: string): boolean {
  return (
    /\b(FATAL|PANIC):|ended by itself/.test(line) &&
    !line.includes('terminating connection due to administrator command')
  )
}

export interface LaunchedDatabase {
  connection: pg.ClientConfig
  stop(): Promise<void>
}

export async function launchDatabase(settings: Settings, logger: Logger): Promise<LaunchedDatabase> {
  if (settings.databaseUrl === null) {
    const server = await startEmbedded({
      dataDir: settings.dataDir,
      onLog: (line) => (isRemarkable(line) ? logger.warn(line) : logger.debug(line)),
    })
    return { connection: server.connection, stop: () => server.stop() }
  }
  const connection = { connectionString: settings.databaseUrl }
  await refuseOldServer(connection)
  return { connection, stop: async () => undefined }
}

/** The database as it is, for reading: beside a server that another process runs, or started for this alone. */
export async function reachDatabase(settings: Settings, logger: Logger): Promise<LaunchedDatabase> {
  const beside = settings.databaseUrl === null ? runningEmbedded(settings.dataDir) : null
  if (beside) return { connection: beside, stop: async () => undefined }
  if (settings.databaseUrl === null && !existsSync(join(settings.dataDir, 'postgresql'))) {
    throw new LaunchProblem(
      `${settings.dataDir} 中还没有数据。请先启动一次，或用 DATA_DIR 指定数据文件夹。`,
      `There is no data in ${settings.dataDir} yet. Start the program first, or name the data folder in DATA_DIR.`,
      2,
    )
  }
  return launchDatabase(settings, logger)
}

async function refuseOldServer(connection: pg.ClientConfig): Promise<void> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 10_000 })
  let version: number
  try {
    await client.connect()
    version = Number(
      (await client.query<{ server_version_num: string }>('show server_version_num')).rows[0]!.server_version_num,
    )
  } catch (error) {
    const reason = (error as Error).message || (error as { code?: string }).code
    throw new LaunchProblem(
      `无法连接 DATABASE_URL 指定的数据库（${reason}）。请检查地址、用户、密码以及数据库是否已启动。`,
      `The database named by DATABASE_URL cannot be reached (${reason}). Check its address, user and password, and that it runs.`,
      3,
      { cause: error },
    )
  } finally {
    await client.end()
  }
  if (version >= 150_000) return
  throw new LaunchProblem(
    `数据库版本过低（${Math.floor(version / 10_000)}），需要 PostgreSQL 15 或更高版本。`,
    `The database is too old (${Math.floor(version / 10_000)}): PostgreSQL 15 or newer is needed.`,
  )
}

/** The city of the settings; entered and migrated if it is not there. */
export async function findOrCreateCity(connection: pg.ClientConfig, settings: Settings, say: Say): Promise<CityEntry> {
  const applied = await migrateAll(connection)
  const present = (await listCities(connection)).find(({ schema }) => schema === settings.city)
  if (present) {
    if (applied > 0) say(`数据库已升级（${applied} 项）`, `The database was brought up to date (${applied} steps)`)
    return present
  }
  say(`正在建立数据库 …`, `Making the database …`)
  return createCity(connection, {
    schema: settings.city,
    name: settings.cityName,
    kind: settings.cityKind,
    createdAt: systemClock.now(),
  })
}

/** A city ready for work. In a simulated one the clock stands at its making until somebody moves it. */
export async function open(connection: pg.ClientConfig, entry: CityEntry, settings: Settings): Promise<City> {
  try {
    const key = masterKey(settings.masterKeyFile)
    await claimKey(connection, entry.schema, key, settings.masterKeyFile)
    return openCity(connection, entry, {
      masterKey: key,
      filesDir: join(settings.dataDir, 'files', entry.schema),
      clock: entry.kind === 'simulated' ? new SettableClock(entry.createdAt) : systemClock,
      poolSize: settings.poolSize,
      stages: settings.stages,
    })
  } catch (error) {
    throw launchProblemOf(error, settings.dataDir) ?? error
  }
}
