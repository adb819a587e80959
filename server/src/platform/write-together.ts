/**
 * Rows of several tables, and changes of rows, sent in one go and written as one transaction: one round trip and one sync for all of
 * them. Each value travels as a parameter of its column; put together as JSON and taken apart by the database, the same rows cost it a
 * good quarter more.
 */
import pg from 'pg'

export type Value = string | number | boolean | Date | Buffer | null | readonly string[]
/** A value as the wire carries it; bytes go as they are. */
type Word = string | Buffer | null

export interface Rows {
  table: string
  columns: readonly string[]
  /** One word for each column of the first row, then of the second, and so on. */
  words: readonly Word[]
}

/** Objects as rows: of each, the members that are columns. Throws where one of them is not there. */
export function rowsInto<C extends string>(
  table: string,
  columns: readonly C[],
  objects: readonly Readonly<Record<C, Value>>[],
): Rows {
  const words: Word[] = []
  for (const object of objects) for (const name of columns) words.push(written(object[name]))
  return { table, columns, words }
}

function written(value: Value): Word {
  if (value === null || typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (value instanceof Date) return momentOf(value.getTime())
  if (Buffer.isBuffer(value)) return value
  return `{${value.map((member) => `"${member.replace(/["\\]/g, '\\$&')}"`).join(',')}}`
}

const MILLENNIUM = Date.UTC(2000, 0, 1)
let last = { millis: NaN, moment: Buffer.alloc(0) }

/** A `timestamptz` as the server keeps it, microseconds since 2000: to write and to read its text costs both sides more than all else of it. */
function momentOf(millis: number): Buffer {
  // One act is written with the same moment in most of its rows.
  if (millis !== last.millis) {
    const moment = Buffer.allocUnsafe(8)
    moment.writeBigInt64BE(BigInt(millis - MILLENNIUM) * 1000n)
    last = { millis, moment }
  }
  return last.moment
}

/** One row that is changed where it is still as held; of a row that is not, nothing. */
export interface Change {
  table: string
  columns: readonly string[]
  held: readonly string[]
  /** One word for each column, then one for each of those held. */
  words: readonly Word[]
}

/** An object as a change: of it, the members that are columns; of `held`, those by which the row is found. */
export function changeIn<C extends string, H extends string>(
  table: string,
  columns: readonly C[],
  object: Readonly<Record<C, Value>>,
  names: readonly H[],
  held: Readonly<Record<H, Value>>,
): Change {
  const words = columns.map((name) => written(object[name]))
  for (const name of names) words.push(written(held[name]))
  return { table, columns, held: names, words }
}

/** Lists of the same tables as one such list. */
export function sideBySide(lists: readonly (readonly Rows[])[]): readonly Rows[] {
  const [first = [], ...others] = lists
  if (others.length === 0) return first
  return first.map(({ table, columns, words }, place) => ({
    table,
    columns,
    words: words.concat(...others.map((list) => list[place]!.words)),
  }))
}

/** Rows of one statement at most. Each number of rows up to here is a text of its own, prepared once per connection. */
const MOST_ROWS = 16

interface Statement {
  name: string
  text: string
}
interface Part {
  statement: Statement
  values: readonly Word[]
}

interface Shape {
  columns: readonly string[]
  held: readonly string[] | null
  /** By number of rows; a change has one. */
  statements: Statement[]
}
const shapes = new Map<string, Shape[]>()
let made = 0

const same = (one: readonly string[] | null, other: readonly string[] | null) =>
  one === other || (one !== null && other !== null && one.join() === other.join())

function statementFor(what: Rows | Change, count: number): Statement {
  const { table, columns } = what
  const held = 'held' in what ? what.held : null
  let known = shapes.get(table)
  if (!known) shapes.set(table, (known = []))
  let shape = known.find((one) => same(one.columns, columns) && same(one.held, held))
  if (!shape) known.push((shape = { columns, held, statements: [] }))
  return (shape.statements[count] ??= {
    name: `write-${(made += 1)}`,
    text: held ? changing(table, columns, held) : inserting(table, columns, count),
  })
}

function changing(table: string, columns: readonly string[], held: readonly string[]): string {
  const sets = columns.map((name, place) => `${name} = $${place + 1}`)
  const still = held.map((name, place) => `${name} = $${columns.length + place + 1}`)
  return `update ${table} set ${sets.join(', ')} where ${still.join(' and ')}`
}

function inserting(table: string, columns: readonly string[], count: number): string {
  let parameter = 0
  const row = () => `(${columns.map(() => `$${(parameter += 1)}`).join(', ')})`
  return `insert into ${table} (${columns.join(', ')}) values ${Array.from({ length: count }, row).join(', ')}`
}

function partsOf(writes: readonly (Rows | Change)[]): Part[] {
  const parts: Part[] = []
  for (const table of writes) {
    const { columns, words } = table
    if ('held' in table) {
      parts.push({ statement: statementFor(table, 1), values: words })
      continue
    }
    const most = MOST_ROWS * columns.length
    for (let from = 0; from < words.length; from += most) {
      const values = words.length > most ? words.slice(from, from + most) : words
      parts.push({ statement: statementFor(table, values.length / columns.length), values })
    }
  }
  return parts
}

/** What a connection has prepared, and what it has been asked to, in the order in which it will answer. */
interface Prepared {
  names: Set<string>
  /** The name is '' where the statement serves one message only. */
  asked: { name: string; by: WriteTogether }[]
}
const prepared = new WeakMap<pg.Connection, Prepared>()

function preparedOn(connection: pg.Connection): Prepared {
  let known = prepared.get(connection)
  if (!known) {
    const made: Prepared = (known = { names: new Set(), asked: [] })
    prepared.set(connection, made)
    connection.on('parseComplete', () => {
      const name = made.asked.shift()?.name
      if (name) made.names.add(name)
    })
  }
  return known
}

/**
 * For `client.query`: a sequence of statements that ends with one Sync, which PostgreSQL runs as one transaction (or within the one
 * that is open): what fails undoes the others. Several may be under way on a connection that is a pipeline; each stands by itself.
 * Answers by its callback, as the driver's own queries do. It is one of these because in a pipeline the driver takes no other; it
 * holds no portal open, which is why others are refused.
 */
export class WriteTogether extends pg.Query {
  /** Given by the driver, from what `query` was called with. */
  declare callback?: (error?: unknown) => void

  private readonly parts: Part[]
  private prepared: Prepared | null = null

  constructor(writes: readonly (Rows | Change)[]) {
    super('')
    this.parts = partsOf(writes)
  }

  override submit = (connection: pg.Connection): void => {
    const { names, asked } = (this.prepared = preparedOn(connection))
    connection.stream.cork()
    try {
      for (const { statement, values } of this.parts) {
        let { name } = statement
        if (!names.has(name)) {
          const own = asked.find((one) => one.name === name)?.by
          // Another message has asked for it, and may fail before: this one then takes a statement for itself.
          if (own && own !== this) name = ''
          if (own !== this) {
            asked.push({ name, by: this })
            connection.parse({ name, text: statement.text, types: [] }, true)
          }
        }
        connection.bind({ statement: name, values: values as Word[] }, true)
        connection.execute(null, true)
      }
      connection.sync()
    } finally {
      connection.stream.uncork()
    }
  }

  handleReadyForQuery(): void {
    this.end()
  }

  handleError(error: unknown): void {
    this.end(error)
  }

  /** What it asked for and was not answered will not be: the server skips all that follows an error up to the Sync. */
  private end(error?: unknown): void {
    const asked = this.prepared?.asked
    while (asked?.[0]?.by === this) asked.shift()
    this.callback?.(error)
  }

  /** Each statement ends with one; what counts is the end of all. */
  handleCommandComplete(): void {}
}
