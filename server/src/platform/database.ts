/**
 * One pool per city, its schema first in `search_path`; SQL is written as text and unqualified.
 * int8, numeric, date, timestamp and point are parsed here and nowhere else.
 */
import pg from 'pg'
import type { Sql } from 'sql-template-tag'
import { WriteTogether, type Change, type Rows } from './write-together.ts'

export { default as sql, join, raw, empty, type Sql } from 'sql-template-tag'

const { types } = pg
const INT8 = 20
const NUMERIC = 1700
const DATE = 1082
const TIMESTAMPTZ = 1184
const POINT = 600

/** bigint columns hold positions and counts far below 2^53; a larger value is a defect and must not be rounded in silence. */
function parseBigint(value: string): number {
  const number = Number(value)
  if (!Number.isSafeInteger(number)) throw new Error(`bigint beyond 2^53: ${value}`)
  return number
}

const cityTypes: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (format !== 'binary') {
      if (oid === INT8) return parseBigint
      if (oid === NUMERIC) return Number
      if (oid === DATE) return (value: string) => value
      if (oid === TIMESTAMPTZ) return (value: string) => new Date(value)
      if (oid === POINT) {
        return (value: string) => {
          const [longitude, latitude] = value.slice(1, -1).split(',').map(Number)
          return { longitude: longitude!, latitude: latitude! }
        }
      }
    }
    return types.getTypeParser(oid, format)
  },
} as pg.CustomTypesConfig

export interface Writer {
  /** All of these or none, in this order; committed when it resolves, unless a transaction is open around it. */
  writeTogether(writes: readonly (Rows | Change)[]): Promise<void>
}

export interface Queryable extends Writer {
  /** All rows. Give a name to a statement on a hot path: it is then prepared once per connection. */
  rows<R extends object>(statement: Sql, name?: string): Promise<R[]>
  /** The one row, or null. More than one is a defect. */
  maybe<R extends object>(statement: Sql, name?: string): Promise<R | null>
  /** The number of rows changed. */
  run(statement: Sql, name?: string): Promise<number>
}

class Runner implements Queryable {
  constructor(protected readonly target: pg.Pool | pg.PoolClient) {}

  private async query(statement: Sql, name?: string) {
    return this.target.query({ text: statement.text, values: statement.values, ...(name ? { name } : {}) })
  }
  async rows<R extends object>(statement: Sql, name?: string): Promise<R[]> {
    return (await this.query(statement, name)).rows as R[]
  }
  async maybe<R extends object>(statement: Sql, name?: string): Promise<R | null> {
    const { rows } = await this.query(statement, name)
    if (rows.length > 1) throw new Error(`expected at most one row, got ${rows.length}: ${statement.text}`)
    return (rows[0] as R | undefined) ?? null
  }
  async run(statement: Sql, name?: string): Promise<number> {
    return (await this.query(statement, name)).rowCount ?? 0
  }
  writeTogether(writes: readonly (Rows | Change)[]): Promise<void> {
    return new Promise((resolve, reject) => {
      const done = (error?: unknown) => (error ? reject(error) : resolve())
      const target = this.target as { query(what: WriteTogether, values: undefined, done: unknown): void }
      target.query(new WriteTogether(writes), undefined, done)
    })
  }
}

/** The same, on a connection of one's own (`connection()`), within the caller's transaction. */
export function runnerOf(client: pg.PoolClient): Queryable {
  return new Runner(client)
}

/** Connections for messages that follow each other without waiting: `inARow`. */
const ROWS = 2

export class Database extends Runner {
  private constructor(
    private readonly pool: pg.Pool,
    private readonly rowPool: pg.Pool,
  ) {
    super(pool)
  }

  /** `connection` is a PostgreSQL URL or a pg client configuration; `schema` is the city's. */
  static open(connection: pg.ClientConfig, schema: string, size = 10): Database {
    if (!/^[a-z][a-z0-9_]{0,40}$/.test(schema)) throw new Error(`not a schema name: ${schema}`)
    const settings = {
      ...connection,
      types: cityTypes,
      connectionTimeoutMillis: 5_000,
      options: `-c search_path=${schema},bihuan_shared -c timezone=Asia/Shanghai -c statement_timeout=30000 -c idle_in_transaction_session_timeout=30000`,
    }
    const pool = new pg.Pool({ ...settings, max: size })
    const rowPool = new pg.Pool({ ...settings, max: ROWS, pipeline: true })
    // An idle connection that the server ends is replaced at the next query; without a listener it would end the process.
    for (const one of [pool, rowPool]) one.on('error', () => undefined)
    return new Database(pool, rowPool)
  }

  /** Commits when `work` returns, rolls back when it throws. The runner must not outlive `work`. */
  async transaction<T>(work: (db: Queryable) => Promise<T>): Promise<T> {
    return held(this.pool, async (client, breaks) => {
      try {
        await client.query('begin')
        const result = await work(new Runner(client))
        await client.query('commit')
        return result
      } catch (error) {
        await client.query('rollback').catch(breaks)
        throw error
      }
    })
  }

  /**
   * Messages on one connection, each committed by itself. One may be sent while the one before it is under way: the server goes on to
   * it at once, where it would otherwise wait until this program had read the answer and had time to send. `work` returns when all are
   * answered, and throws when the connection is lost. The writer must not outlive `work`.
   */
  async inARow<T>(work: (db: Writer) => Promise<T>): Promise<T> {
    return held(this.rowPool, (client, breaks) =>
      work(new Runner(client)).catch((error: Error) => {
        breaks(error)
        throw error
      }),
    )
  }

  /** A connection of one's own, for `listen` and advisory locks. The caller releases it. */
  async connection(): Promise<pg.PoolClient> {
    return this.pool.connect()
  }

  async close(): Promise<void> {
    await Promise.all([this.pool.end(), this.rowPool.end()])
  }
}

async function held<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient, breaks: (error: Error) => void) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  const breaks = (error: Error) => void (broken ??= error)
  // The server may end the connection between two queries; unheard, that would end the process.
  client.on('error', breaks)
  try {
    return await work(client, breaks)
  } finally {
    client.off('error', breaks)
    client.release(broken)
  }
}

/** The server went away or is not there yet: the act may be tried again with the same command id. */
export function isConnectionLoss(error: unknown): boolean {
  const code = (error as { code?: string } | null)?.code ?? ''
  const message = error instanceof Error ? error.message : ''
  return (
    /^(08|57P0|53300|53400)/.test(code) ||
    ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOENT', 'ETIMEDOUT'].includes(code) ||
    /Connection terminated|is not queryable|timeout exceeded when trying to connect|the database system is/.test(
      message,
    )
  )
}

/** The name of the unique constraint that an insert ran into, or null. */
export function violatedUnique(error: unknown): string | null {
  const { code, constraint } = error as { code?: string; constraint?: string }
  return code === '23505' ? (constraint ?? '') : null
}
