/**
 * Rows of several tables, sent in one go and written as one transaction: one round trip and one sync for all of them. Each value
 * travels as a parameter of its column; put together as JSON and taken apart by the database, the same rows cost it a good quarter more.
 */
import type pg from 'pg'

export type Value = string | number | boolean | Date | Buffer | null | readonly string[]

export interface Rows {
  table: string
  columns: readonly string[]
  /** One value for each column. */
  rows: readonly (readonly Value[])[]
}

/** Objects as rows: of each, the members that are columns. */
export function rowsInto<C extends string>(
  table: string,
  columns: readonly C[],
  objects: readonly Readonly<Record<C, Value>>[],
): Rows {
  return { table, columns, rows: objects.map((object) => columns.map((name) => object[name])) }
}

/** Rows of one statement at most. Each number of rows up to here is a text of its own, prepared once per connection. */
const MOST_ROWS = 16

interface Statement {
  name: string
  text: string
}
type Part = Statement & { values: (string | Buffer | null)[] }

/** By table, columns and number of rows. */
const statements = new Map<string, Statement>()

function statementFor({ table, columns }: Rows, count: number): Statement {
  const key = `${table}(${columns.join()})x${count}`
  let found = statements.get(key)
  if (!found) {
    let parameter = 0
    const row = () => `(${columns.map(() => `$${(parameter += 1)}`).join(', ')})`
    const text = `insert into ${table} (${columns.join(', ')}) values ${Array.from({ length: count }, row).join(', ')}`
    statements.set(key, (found = { name: `insert-${statements.size}`, text }))
  }
  return found
}

/** As the wire carries it; bytes go as they are. */
function written(value: Value): string | Buffer | null {
  if (value === null || typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (value instanceof Date) return value.toISOString()
  if (Buffer.isBuffer(value)) return value
  return `{${value.map((member) => `"${member.replace(/["\\]/g, '\\$&')}"`).join(',')}}`
}

/** Everything as it will be sent: what cannot be written is found out before a connection is touched. */
function partsOf(table: Rows): Part[] {
  const parts: Part[] = []
  for (let from = 0; from < table.rows.length; from += MOST_ROWS) {
    const rows = table.rows.slice(from, from + MOST_ROWS)
    parts.push({ ...statementFor(table, rows.length), values: rows.flatMap((row) => row.map(written)) })
  }
  return parts
}

/** What a connection has prepared, by name. */
const prepared = new WeakMap<pg.Connection, Set<string>>()

/**
 * For `client.query`: a sequence of statements that ends with one Sync, which PostgreSQL runs as one transaction (or within the one
 * that is open): what fails undoes the others. Answers by its callback, as the driver's own queries do.
 */
export class InsertTogether implements pg.Submittable {
  private ended: (() => void) | null = null

  /** Given by the driver, from what `query` was called with. */
  callback?: (error?: unknown) => void

  private readonly parts: Part[]

  constructor(tables: readonly Rows[]) {
    this.parts = tables.flatMap(partsOf)
  }

  submit(connection: pg.Connection): void {
    const known = prepared.get(connection) ?? new Set()
    prepared.set(connection, known)
    const parsing: string[] = []
    const parsed = () => known.add(parsing.shift()!)
    connection.on('parseComplete', parsed)
    this.ended = () => connection.off('parseComplete', parsed)
    connection.stream.cork()
    try {
      for (const { name, text, values } of this.parts) {
        if (!known.has(name) && !parsing.includes(name)) {
          connection.parse({ name, text, types: [] }, true)
          parsing.push(name)
        }
        connection.bind({ statement: name, values }, true)
        connection.execute(null, true)
      }
      connection.sync()
    } finally {
      connection.stream.uncork()
    }
  }

  handleReadyForQuery(): void {
    this.ended?.()
    this.callback?.()
  }

  handleError(error: unknown): void {
    this.ended?.()
    this.callback?.(error)
  }

  /** Each statement ends with one; what counts is the end of all. */
  handleCommandComplete(): void {}
}
