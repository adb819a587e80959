/**
 * The verifier's own way to the database: one connection, one read-only snapshot, values as the database writes them.
 * Nothing of the writer's code is used here or below: a defect there must not hide itself.
 */
import pg from 'pg'

export interface Source {
  city: { id: string; schema: string; kind: string }
  rows<T extends unknown[]>(text: string, values?: unknown[], name?: string): Promise<T[]>
  close(): Promise<void>
}

export interface OpenedClient {
  query: pg.ClientBase['query']
  /** `broken`: whatever state the connection is in, it must not be used again. */
  close(broken?: Error): Promise<void> | void
}

/** A connection of one's own. */
export async function connect(config: pg.ClientConfig): Promise<OpenedClient> {
  const client = new pg.Client(config)
  // A connection that breaks fails the query under way, which says so.
  client.on('error', () => undefined)
  await client.connect()
  return { query: client.query.bind(client) as OpenedClient['query'], close: () => client.end() }
}

/** Everything as text: no rounding, no time zones, no guess. */
const asText = { getTypeParser: () => (value: string) => value } as unknown as pg.CustomTypesConfig

const SNAPSHOT = `begin isolation level repeatable read read only; set local timezone = 'UTC'; set local datestyle = 'ISO';
  set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0; set local jit = off; set local max_parallel_workers_per_gather = 0`

/** Opens a snapshot of one city. `schema` null: the only city there is. */
export async function openSource(client: OpenedClient, schema: string | null): Promise<Source> {
  const rows = async <T extends unknown[]>(text: string, values: unknown[] = [], name?: string) => {
    const result = await client.query({ text, values, rowMode: 'array', types: asText, ...(name ? { name } : {}) })
    return result.rows as T[]
  }
  try {
    await client.query(SNAPSHOT)
    const cities = await rows<[string, string, string]>(
      'select id, schema, kind from bihuan_shared.city order by schema',
    )
    const found = schema === null && cities.length === 1 ? cities[0] : cities.find((row) => row[1] === schema)
    if (!found) {
      const names = cities.map((row) => row[1]).join(', ')
      throw new Error(
        schema === null
          ? `name the city with --city: ${names || 'there is none'}`
          : `there is no city ${schema}; there are: ${names}`,
      )
    }
    const city = { id: found[0], schema: found[1], kind: found[2] }
    await client.query(`set local search_path = "${city.schema}", bihuan_shared`)
    return {
      city,
      rows,
      async close() {
        await client.query('rollback').then(
          () => client.close(),
          (error: Error) => client.close(error),
        )
      },
    }
  } catch (error) {
    await client.close(error as Error)
    throw error
  }
}

/** `2026-11-21 22:10:54.12+00` → `2026-11-21T22:10:54.120Z`. Finer than milliseconds stays visible, and so breaks the hash. */
export function instant(text: string): string {
  const [, date, time, fraction] = /^(\d{4,}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d+))?\+00$/.exec(text) ?? []
  if (!date) return text
  return `${date}T${time}.${(fraction ?? '').padEnd(3, '0')}Z`
}
