/**
 * Migrations: plain SQL files, numbered, forward only. `shared` runs in the schema bihuan_shared, `city` in each city's
 * schema. Each file is one transaction, so an interrupted run is taken up where it stopped.
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { LaunchProblem } from './launch-problem.ts'

export const SHARED_SCHEMA = 'bihuan_shared'
/** One key for all programs that migrate: they go one after the other. */
const LOCK = 2_023_112_101

export interface Migration {
  number: number
  name: string
  text: string
  checksum: string
}

/** The folder of the server's workspace, from the sources as from the bundle. */
export function serverFolder(): string {
  for (let at = dirname(fileURLToPath(import.meta.url)); ; at = dirname(at)) {
    if (existsSync(join(at, 'db', 'migrations'))) return at
    if (at === dirname(at)) throw new Error('db/migrations is not beside the program')
  }
}

export function readMigrations(folder: 'shared' | 'city'): Migration[] {
  const path = join(serverFolder(), 'db', 'migrations', folder)
  const migrations = readdirSync(path)
    .filter((file) => file.endsWith('.sql'))
    .map((file) => {
      const match = /^(\d{4})_([a-z0-9_]+)\.sql$/.exec(file)
      if (!match) throw new Error(`a migration is named NNNN_words.sql, not ${folder}/${file}`)
      const text = readFileSync(join(path, file), 'utf8')
      return {
        number: Number(match[1]),
        name: match[2]!,
        text,
        checksum: createHash('sha256').update(text).digest('hex'),
      }
    })
    .sort((a, b) => a.number - b.number)
  const twice = migrations.find((migration, index) => migrations[index + 1]?.number === migration.number)
  if (twice) throw new Error(`two migrations bear the number ${twice.number} in ${folder}`)
  return migrations
}

export interface MigrateOptions {
  onApplied?: (schema: string, migration: Migration) => void
  /** Only for tests of this module. */
  migrations?: Migration[]
}

/** Brings one schema up to date. Returns the number of files applied. Refuses a schema that a newer release has migrated. */
export async function migrate(
  connection: pg.ClientConfig,
  folder: 'shared' | 'city',
  schema: string,
  options: MigrateOptions = {},
): Promise<number> {
  const migrations = options.migrations ?? readMigrations(folder)
  const client = new pg.Client({
    ...connection,
    options: `-c search_path=${schema},${SHARED_SCHEMA} -c timezone=Asia/Shanghai`,
  })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    await client.query(`create schema if not exists ${client.escapeIdentifier(schema)}`)
    await client.query(`create table if not exists ${client.escapeIdentifier(schema)}.migration (
      number int primary key, name text not null, checksum text not null, applied_at timestamptz not null)`)
    const applied = await client.query<{ number: number; name: string; checksum: string }>(
      `select number, name, checksum from ${client.escapeIdentifier(schema)}.migration order by number`,
    )
    refuseForeign(schema, applied.rows, migrations)
    const pending = migrations.filter(({ number }) => !applied.rows.some((row) => row.number === number))
    for (const migration of pending) {
      await apply(client, migration)
      options.onApplied?.(schema, migration)
    }
    return pending.length
  } finally {
    await client.end()
  }
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  try {
    await client.query('begin')
    await client.query(migration.text)
    await client.query(
      "insert into migration (number, name, checksum, applied_at) values ($1, $2, $3, date_trunc('milliseconds', now()))",
      [migration.number, migration.name, migration.checksum],
    )
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    const at = (error as { position?: string }).position
    const line = at ? `, line ${migration.text.slice(0, Number(at)).split('\n').length}` : ''
    throw new Error(`migration ${migration.number}_${migration.name}${line}: ${(error as Error).message}`, {
      cause: error,
    })
  }
}

function refuseForeign(
  schema: string,
  applied: { number: number; name: string; checksum: string }[],
  known: Migration[],
): void {
  for (const row of applied) {
    const migration = known.find(({ number }) => number === row.number)
    if (!migration) {
      throw new LaunchProblem(
        `数据库（${schema}）由更新版本的程序升级过（第 ${row.number} 号 ${row.name}），本程序不认识它。请使用更新的程序；不要用旧程序打开新数据。`,
        `The database (${schema}) was upgraded by a newer release (no. ${row.number} ${row.name}) that this program does not know. Use the newer release; old programs must not open new data.`,
      )
    }
    if (migration.checksum !== row.checksum) {
      throw new LaunchProblem(
        `数据库（${schema}）的第 ${row.number} 号升级（${row.name}）与本程序中的内容不同。请使用建立该数据的版本，或换一个数据文件夹（DATA_DIR）。`,
        `Migration ${row.number} (${row.name}) of the database (${schema}) differs from the one in this program. Use the release that made the data, or another data folder (DATA_DIR).`,
      )
    }
  }
}
