/**
 * A durable reader of the log: it goes by position alone, and its place is moved in the same transaction as its effects.
 * So a crash between the two neither loses an entry nor counts it twice. Several processes may run the same reader:
 * the row lock on its place lets one of them work.
 */
import type { City } from './city.ts'
import { isConnectionLoss, sql, type Queryable, type Sql } from './database.ts'
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
  /** The most of its time that it works, above 0 and up to 1: what is not urgent leaves the machine to those who wait. 1 if left out. */
  share?: number
  /**
   * Further behind than `behind` entries (a city was taken in) it is not handed what it missed: `anew` works everything out from what
   * stands now, in the same transaction, and the reader goes on from where the log ended before. `worth`: whether that is less work than
   * so many entries; where it is not, they are read.
   */
  catchUp?: {
    behind: number
    worth?: (db: Queryable, behind: number) => Promise<boolean>
    anew: (db: Queryable) => Promise<void>
  }
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
/** Between two looks, however fast the log grows (ms): each costs a commit of its own, and what comes meanwhile shares it. */
const REST = 400
const LONGEST_PAUSE = 30_000
/** Between two batches of a reader that has only a share of the time (ms). */
const LONGEST_BREATH = 10_000

/** Gives what a reader wants of the entries after one position and up to another, in order. */
export type Read<E> = (db: Queryable, after: number, upTo: number) => Promise<E[]>

/** Every entry with its event. */
export const readLog: Read<LogEntry> = (db, after, upTo) =>
  db.rows<LogEntry>(
    sql`select l.position, l.deltas, e.id, e.subject, e.seq, e.act, e.actor, e.occurred_at as "occurredAt", e.recorded_at as "recordedAt", e.body
        from log l join event e on e.id = l.event_id
        where l.position > ${after} and l.position <= ${upTo} order by l.position`,
    'log-read',
  )

/**
 * The entries between two positions that are of these acts, as a `from … where …` over `log l` and `event e`: for readers whom the
 * others do not concern. Of those no event is fetched.
 */
export const heard = (acts: readonly string[], after: number, upTo: number): Sql => {
  const named = [...acts]
  // Each of the few entries fetches its event by key: left to itself the planner may read all events instead.
  return sql`from log l cross join lateral (select * from event where event.id = l.event_id offset 0) e
    where l.position > ${after} and l.position <= ${upTo} and (l.act is null or l.act = any(${named}::text[]))
      and e.act = any(${named}::text[])`
}

/** Only entries of this act. */
export const readActs =
  (act: string): Read<LogEntry> =>
  (db, after, upTo) =>
    db.rows<LogEntry>(
      sql`select l.position, l.deltas, e.id, e.subject, e.seq, e.act, e.actor, e.occurred_at as "occurredAt", e.recorded_at as "recordedAt", e.body
        ${heard([act], after, upTo)} order by l.position`,
      'log-read-act',
    )

/** What entries add to the tallies, without their events. */
export const readDeltas: Read<Pick<LogEntry, 'deltas'>> = (db, after, upTo) =>
  db.rows<Pick<LogEntry, 'deltas'>>(
    sql`select deltas from log where position > ${after} and position <= ${upTo} and deltas is not null order by position`,
    'log-read-deltas',
  )

/** How far each reader has come, and how far it is behind; for health and "as of position P". */
export async function consumerPositions(db: Queryable): Promise<{ name: string; position: number; behind: number }[]> {
  return db.rows(
    sql`select name, position, greatest(0, coalesce((select max(position) from log), 0) - position) as behind from consumer order by name`,
  )
}

/** Keeps a reader from working until the transaction ends, for whoever does its work; gives where it stands. */
export async function holdConsumer(db: Queryable, name: string): Promise<number> {
  await db.run(sql`insert into consumer (name) values (${name}) on conflict do nothing`)
  const row = await db.maybe<{ position: number }>(sql`select position from consumer where name = ${name} for update`)
  return row!.position
}

/** Of readers that were held, or that stand at `from` with nothing for them up to there. */
export async function moveConsumers(db: Queryable, names: readonly string[], to: number, from?: number): Promise<void> {
  await db.run(
    sql`update consumer set position = ${to} where name = any(${[...names]}::text[]) and (${from ?? null}::bigint is null or position = ${from ?? null})`,
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
  return consumerOf(city, name, readLog, handle, options)
}

/** As `consumer`, of only what `read` gives. */
export function consumerOf<E>(
  city: City,
  name: string,
  read: Read<E>,
  handle: (entries: E[], db: Queryable) => Promise<void>,
  options: ConsumerOptions = {},
): Consumer {
  const batch = options.batch ?? 500
  // In a simulated city time waits for the readers, and nobody waits beside them.
  const share = city.kind === 'simulated' ? 1 : (options.share ?? 1)
  const onError = options.onError ?? ((error: unknown) => console.error('consumer', name, city.schema, error))
  let stopping = false
  let fresh = true
  let rouse: (() => void) | null = null
  let sleepsLightly = false
  /** Rounds of one process never overlap: the row lock would make the second one give up. */
  let turn: Promise<unknown> = Promise.resolve()

  /** One batch; says how many positions were passed. */
  async function round(): Promise<number> {
    return city.db.transaction(async (db) => {
      // What a crash takes back it takes back together with the reader's place, and it is read once more: nobody waits for a sync.
      await db.run(sql`set local synchronous_commit = off`, 'consumer-unsynced')
      const place = await db.maybe<{ position: number; top: number }>(
        sql`select position, coalesce((select max(position) from log), 0) as top from consumer where name = ${name} for update skip locked`,
        'consumer-take',
      )
      if (!place || place.top <= place.position) return 0
      const anew = await leap(db, place.top - place.position)
      // Positions have no gaps: what lies between is all that there is.
      const upTo = anew ? place.top : Math.min(place.top, place.position + batch)
      if (anew) await anew(db)
      else {
        const entries = await read(db, place.position, upTo)
        if (entries.length > 0) await handle(entries, db)
      }
      await db.run(sql`update consumer set position = ${upTo} where name = ${name}`, 'consumer-move')
      return upTo - place.position
    })
  }

  async function leap(db: Queryable, behind: number): Promise<((db: Queryable) => Promise<void>) | null> {
    const { catchUp } = options
    if (!catchUp || behind <= catchUp.behind) return null
    return (await (catchUp.worth?.(db, behind) ?? true)) ? catchUp.anew : null
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
      const began = performance.now()
      if ((await inTurn(round)) === 0) return
      if (share < 1) await sleep(Math.min(LONGEST_BREATH, (performance.now() - began) * (1 / share - 1)))
    }
  }

  /** Ends early when the reader is stopped, and with `lightly` at the next new position. */
  async function sleep(ms: number, lightly = false): Promise<void> {
    if (stopping) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      rouse = () => {
        clearTimeout(timer)
        resolve()
      }
      sleepsLightly = lightly
    })
    rouse = null
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
      if (failures > 0) await sleep(Math.min(LONGEST_PAUSE, 250 * 2 ** failures))
      else {
        await sleep(REST)
        if (!fresh) await sleep(POLL, true)
      }
    }
  }

  const unhook = onPositions(city, () => {
    fresh = true
    if (sleepsLightly) rouse?.()
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
