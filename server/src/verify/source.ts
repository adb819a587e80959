/**
 * The verifier's own way to the database: one connection, one read-only snapshot, times as the database writes them.
 * Nothing of the writer's code is used here or below: a defect there must not hide itself.
 */
import pg from 'pg'

export interface Source {
  city: { id: string; schema: string; kind: string }
  rows<T extends unknown[]>(text: string, values?: unknown[], name?: string): Promise<T[]>
  close(): Promise<void>
}

/** Opens a snapshot of one city. `schema` null: the only city there is. */
export async function openSource(connection: pg.ClientConfig, schema: string | null): Promise<Source> {
  const client = new pg.Client({
    ...connection,
    options: '-c timezone=UTC -c datestyle=ISO -c default_transaction_read_only=on -c statement_timeout=0 -c jit=off',
    // Everything as text: no rounding, no time zones, no guess.
    types: { getTypeParser: () => (value: string) => value } as unknown as pg.CustomTypesConfig,
  })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    const cities = await client.query<{ id: string; schema: string; kind: string }>(
      'select id, schema, kind from bihuan_shared.city order by schema',
    )
    const city =
      schema === null && cities.rows.length === 1 ? cities.rows[0] : cities.rows.find((row) => row.schema === schema)
    if (!city) {
      const names = cities.rows.map((row) => row.schema).join(', ')
      throw new Error(
        schema === null
          ? `name the city with --city: ${names || 'there is none'}`
          : `there is no city ${schema}; there are: ${names}`,
      )
    }
    await client.query(`set local search_path = ${client.escapeIdentifier(city.schema)}, bihuan_shared`)
    return {
      city,
      async rows<T extends unknown[]>(text: string, values: unknown[] = [], name?: string) {
        const result = await client.query({ text, values, rowMode: 'array', ...(name ? { name } : {}) })
        return result.rows as T[]
      },
      close: () => client.end(),
    }
  } catch (error) {
    await client.end()
    throw error
  }
}

/** `2026-11-21 22:10:54.12+00` → `2026-11-21T22:10:54.120Z`. Finer than milliseconds stays visible, and so breaks the hash. */
export function instant(text: string): string {
  const [, date, time, fraction] = /^(\d{4,}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d+))?\+00$/.exec(text) ?? []
  if (!date) return text
  return `${date}T${time}.${(fraction ?? '').padEnd(3, '0')}Z`
}
