/** The directory of cities: making one, finding it, opening it. */
import { createHmac, randomBytes } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { systemClock, type City, type CityKind, type Clock } from './city.ts'
import { Database } from './database.ts'
import { newId } from './id.ts'
import { LaunchProblem } from './launch-problem.ts'
import { migrate, SHARED_SCHEMA, type MigrateOptions } from './migrate.ts'

export interface CityEntry {
  id: string
  schema: string
  name: string
  kind: CityKind
  createdAt: Date
  /** Null until its first data stands complete. */
  seededAt: Date | null
}

async function withClient<T>(connection: pg.ClientConfig, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ ...connection, options: `-c search_path=${SHARED_SCHEMA}` })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

export async function listCities(connection: pg.ClientConfig): Promise<CityEntry[]> {
  return withClient(connection, async (client) => {
    const { rows } = await client.query<CityEntry>(
      `select id, schema, name, kind, created_at as "createdAt", seeded_at as "seededAt" from city order by schema`,
    )
    return rows
  })
}

/** Migrates the shared schema and every city. Returns the number of files applied. */
export async function migrateAll(connection: pg.ClientConfig, options: MigrateOptions = {}): Promise<number> {
  let applied = await migrate(connection, 'shared', SHARED_SCHEMA, options)
  for (const city of await listCities(connection)) applied += await migrate(connection, 'city', city.schema, options)
  return applied
}

/** Enters a city and makes its schema. The shared schema is migrated already. A city that is there is left as it is. */
export async function createCity(
  connection: pg.ClientConfig,
  city: { schema: string; name: string; kind: CityKind; createdAt: Date },
  options: MigrateOptions = {},
): Promise<CityEntry> {
  await withClient(connection, (client) =>
    client.query(
      'insert into city (id, schema, name, kind, created_at) values ($1, $2, $3, $4, $5) on conflict (schema) do nothing',
      [newId(), city.schema, city.name, city.kind, city.createdAt],
    ),
  )
  await migrate(connection, 'city', city.schema, options)
  return (await listCities(connection)).find(({ schema }) => schema === city.schema)!
}

/** Says that the first data of a city stands complete. */
export async function markSeeded(connection: pg.ClientConfig, schema: string, at: Date): Promise<void> {
  await withClient(connection, (client) =>
    client.query('update city set seeded_at = $2 where schema = $1', [schema, at]),
  )
}

/**
 * The first key that opens a city is its key. A program started with another data folder on the same database would else make
 * a new one, and write records that the first cannot read.
 */
export async function claimKey(connection: pg.ClientConfig, schema: string, key: Buffer, file: string): Promise<void> {
  const mark = createHmac('sha256', key).update('bihuan master key').digest('hex').slice(0, 32)
  await withClient(connection, async (client) => {
    await client.query('update city set key_mark = $2 where schema = $1 and key_mark is null', [schema, mark])
    const { rows } = await client.query<{ key_mark: string }>('select key_mark from city where schema = $1', [schema])
    if (rows[0]?.key_mark === mark) return
    throw new LaunchProblem(
      `主密钥 ${file} 不是这个数据库当初使用的密钥。请把原来的密钥文件放回，或用 MASTER_KEY_FILE 指定它。`,
      `The master key ${file} is not the one that this database was made with. Put the original key file back, or name it in MASTER_KEY_FILE.`,
      2,
    )
  })
}

/** Takes a city out, with all its data. Only for one whose first data was never complete. */
export async function dropUnseededCity(connection: pg.ClientConfig, schema: string): Promise<void> {
  await withClient(connection, async (client) => {
    const { rowCount } = await client.query('delete from city where schema = $1 and seeded_at is null', [schema])
    if (rowCount === 1) await client.query(`drop schema if exists ${client.escapeIdentifier(schema)} cascade`)
  })
}

export interface OpenOptions {
  masterKey: Buffer
  filesDir: string
  clock?: Clock
  poolSize?: number
  /** Profile of stage names; `five` unless said otherwise. */
  stages?: string
}

export function openCity(connection: pg.ClientConfig, entry: CityEntry, options: OpenOptions): City {
  mkdirSync(options.filesDir, { recursive: true })
  return {
    id: entry.id,
    schema: entry.schema,
    name: entry.name,
    kind: entry.kind,
    db: Database.open(connection, entry.schema, options.poolSize),
    stages: options.stages ?? 'five',
    clock: options.clock ?? systemClock,
    masterKey: options.masterKey,
    filesDir: options.filesDir,
  }
}

/**
 * The 32 bytes that wrap all record keys. Kept in a file of mode 0600 and made at the first start, complete or not at all:
 * losing it, or making a second one, would make every personal text unreadable.
 */
export function masterKey(file: string): Buffer {
  if (!existsSync(file)) {
    mkdirSync(join(file, '..'), { recursive: true, mode: 0o700 })
    const draft = `${file}.${process.pid}`
    const handle = openSync(draft, 'w', 0o600)
    writeSync(handle, `${randomBytes(32).toString('hex')}\n`)
    fsyncSync(handle)
    closeSync(handle)
    try {
      linkSync(draft, file)
    } catch (error) {
      // Another process was faster: its key holds.
      if ((error as { code?: string }).code !== 'EEXIST') throw error
    } finally {
      rmSync(draft)
    }
    chmodSync(file, 0o600)
  }
  const text = readFileSync(file, 'utf8').trim()
  if (!/^[0-9a-f]{64}$/i.test(text)) {
    throw new LaunchProblem(
      `主密钥文件 ${file} 无效（应为 64 位十六进制）。请从备份恢复；不要删除它，否则个人信息将无法读取。`,
      `The master key file ${file} is not valid (64 hexadecimal digits expected). Restore it from the backup; do not delete it, or personal data becomes unreadable.`,
      2,
    )
  }
  return Buffer.from(text, 'hex')
}
