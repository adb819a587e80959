/**
 * A durable reader of the log: it goes by position alone, and its place is moved in the same transaction as its effects.
 * So a crash between the two neither loses an entry nor counts it twice. Several processes may run the same reader:
 * the row lock on its place lets one of them work.
 */
import type { City } from './city.ts'
import { isConnectionLoss, sql, type Queryable } from './database.ts'
import { onPositions } from './sequencer-signal.ts'

/** An event with its place in the log. `deltas`: what it adds to the tallies (JSON text), or null. */
export interface LogEntry {
  position: number
  deltas: string | null
  id: string
  subject: string
  seq: number
  act: string
  actor: string
  occurredAt: Date
  recordedAt: Date
  body: string
}

export interface ConsumerOptions {
  /** Entries handed over at once; one transaction each. */
  batch?: number
  /** Hears of every failure but the loss of the database. The batch is tried again, with growing pauses. */
  onError?: (error: unknown) => void
}

export interface Consumer {
  readonly name: string
  /** Ends after the batch in hand. */
  stop(): Promise<void>
  /** Works until nothing is left that was in the log at the call; for tests and for figures "as of now". Throws what the handler throws. */
  caughtUp(): Promise<void>
}

/** A look at the log without having heard of new positions (ms). */
const POLL = 1_000
const LONGEST_PAUSE = 30_000

export async function readLog(
  db: Queryable,
  after: number,
  limit: number,
  upTo = Number.MAX_SAFE_INTEGER,
): Promise<LogEntry[]> {
  return db.rows<LogEntry>(
    sql`select l.position, l.deltas, e.id, e.subject, e.seq, e.act, e.actor, e.occurred_at as "occurredAt", e.recorded_at as "recordedAt", e.body
        from log l join event e on e.id = l.event_id
        where l.position > ${after} and l.position <= ${upTo} order by l.position limit ${limit}`,
    'log-read',
  )
}

/** How far each reader has come, and how far it is behind; for health and "as of position P". */
export async function consumerPositions(db: Queryable): Promise<{ name: string; position: number; behind: number }[]> {
  return db.rows(
    sql`select name, position, greatest(0, coalesce((select max(position) from log), 0) - position) as behind from consumer order by name`,
  )
}

/**
 * Starts the reader `name` at where it stood, or at the beginning of the log. `handle` gets entries in order and the
 * transaction in which everything that it does must happen; it is called again with the same entries when it throws.
 */
export function consumer(
  city: City,
  name: string,
  handle: (entries: LogEntry[], db: Queryable) => Promise<void>,
  options: ConsumerOptions = {},
): Consumer {
  const batch = options.batch ?? 500
  const onError = options.onError ?? ((error: unknown) => console.error('consumer', name, city.schema, error))
  let stopping = false
  let fresh = true
  let rouse: (() => void) | null = null
  /** Rounds of one process never overlap: the row lock would make the second one give up. */
  let turn: Promise<unknown> = Promise.resolve()

  /** One batch; says how many entries were handled. */
  async function round(): Promise<number> {
    return city.db.transaction(async (db) => {
      const place = await db.maybe<{ position: number }>(
        sql`select position from consumer where name = ${name} for update skip locked`,
        'consumer-take',
      )
      if (!place) return 0
      const entries = await readLog(db, place.position, batch)
      if (entries.length === 0) return 0
      await handle(entries, db)
      await db.run(
        sql`update consumer set position = ${entries.at(-1)!.position} where name = ${name}`,
        'consumer-move',
      )
      return entries.length
    })
  }

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = turn.then(work, work)
    // The failure is its caller's; the next in turn goes on regardless.
    turn = result.catch(() => undefined)
    return result
  }

  async function behind(): Promise<boolean> {
    const found = await city.db.maybe<{ behind: boolean }>(
      sql`select coalesce((select max(position) from log), 0) > position as behind from consumer where name = ${name}`,
      'consumer-behind',
    )
    if (found) return found.behind
    await city.db.run(sql`insert into consumer (name) values (${name}) on conflict do nothing`)
    return true
  }

  async function drain(): Promise<void> {
    while (!stopping && (await behind())) {
      if ((await inTurn(round)) === 0) return
    }
  }

  async function run(): Promise<void> {
    let failures = 0
    while (!stopping) {
      fresh = false
      try {
        await drain()
        failures = 0
      } catch (error) {
        failures += 1
        if (!isConnectionLoss(error)) onError(error)
      }
      if (!stopping && (!fresh || failures > 0)) {
        await new Promise<void>((resolve) => {
          const pause = failures === 0 ? POLL : Math.min(LONGEST_PAUSE, 250 * 2 ** failures)
          const timer = setTimeout(resolve, pause)
          rouse = () => {
            clearTimeout(timer)
            resolve()
          }
        })
        rouse = null
      }
    }
  }

  const unhook = onPositions(city, () => {
    fresh = true
    rouse?.()
  })
  const loop = run()
  return {
    name,
    async stop() {
      stopping = true
      unhook()
      rouse?.()
      await loop
    },
    async caughtUp() {
      while (!stopping && (await behind())) await inTurn(round)
    },
  }
}
