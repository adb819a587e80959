/**
 * One sequencer per city gives committed events their places in the one order of the city: it moves outbox rows into the
 * log, without gaps. Any number of processes may start it; the one that holds the advisory lock works, the others wait
 * for the lock and pass on what they hear. Why not a serial column: docs/decisions/0005-event-log-seal.md.
 */
import type pg from 'pg'
import type { City } from './city.ts'
import { isConnectionLoss } from './database.ts'
import { channelOf, LOCK, tryLock, type Client } from './sequencer-lock.ts'
import { announcePositions, onWake, startPositionsAt } from './sequencer-signal.ts'

export { wakeSequencer, onPositions, topPosition } from './sequencer-signal.ts'

/** Rows moved by one statement. */
const BATCH = 2_000
/** Wakes within this time share one batch (ms): each batch costs a commit, and a tenth of a second is at once to who looks on. */
const GATHER = 100
/** A look at the outbox without being woken: for writers in other processes (ms). */
const POLL = 250
/** Between tries for the lock, and after a loss of the database (ms). */
const RETRY = 500

export interface Sequencer {
  /** Ends after the batch in hand; the lock is free afterwards. */
  stop(): Promise<void>
  /** Whether this process holds the city's lock. */
  readonly leading: boolean
}

export interface SequencerOptions {
  /** Hears of every failure but the loss of the database, which mends itself. */
  onError?: (error: unknown) => void
}

/**
 * One statement = one transaction: rows leave the outbox and enter the log together. `max(position)` is safe because
 * only the holder of the lock writes to the log, on the very connection that holds it. By ctid (outbox rows are never
 * updated), so that no plan reads the whole of a table that a backlog has left long and empty.
 */
const MOVE = `
  with taken as (
    delete from outbox where ctid = any(array(select ctid from outbox order by place limit $1))
    returning place, event_id, act, deltas
  ), moved as (
    insert into log (position, event_id, act, deltas)
    select coalesce((select max(position) from log), 0) + row_number() over (order by place), event_id, act, deltas from taken
    returning position
  ), sum as (
    select count(*)::int as moved, max(position) as top from moved
  )
  select moved, top, case when moved > 0 then pg_notify($2, top::text) end from sum`

async function moveBatch(client: Client, channel: string): Promise<{ moved: number; top: number }> {
  const { rows } = await client.query<{ moved: number; top: number | null }>({
    name: 'sequencer-move',
    text: MOVE,
    values: [BATCH, channel],
  })
  return { moved: rows[0]!.moved, top: rows[0]!.top ?? 0 }
}

interface Guest {
  perform(client: Client): Promise<void>
  refuse(error: unknown): void
}

class RunningSequencer implements Sequencer {
  leading = false
  private stopping = false
  private awake = false
  /** Ends the present sleep; set only while asleep. */
  private rouse: (() => void) | null = null
  private gathering: NodeJS.Timeout | null = null
  private waiting: (() => void)[] = []
  private guests: Guest[] = []
  private readonly unhook: () => void
  private readonly loop: Promise<void>
  private started = false

  constructor(
    private readonly city: City,
    private readonly onError: (error: unknown) => void,
  ) {
    this.unhook = onWake(city, () => this.wake())
    this.loop = this.run()
  }

  async stop(): Promise<void> {
    this.stopping = true
    this.unhook()
    this.rouse?.()
    await this.loop
    this.release()
  }

  /** Resolves after a pass that began after this call and found the outbox empty, or when the sequencer lets go. */
  async pass(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.waiting.push(resolve)
      this.awake = true
      this.rouse?.()
    })
  }

  /** Has something done on the connection that holds the lock, between two batches. */
  lend<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.guests.push({ perform: async (client) => resolve(await work(client)), refuse: reject })
      this.awake = true
      this.rouse?.()
    })
  }

  private wake(): void {
    this.awake = true
    if (!this.rouse || this.gathering) return
    this.gathering = setTimeout(() => this.rouse?.(), GATHER)
  }

  private async sleep(ms: number): Promise<void> {
    if (this.stopping || this.waiting.length > 0 || this.guests.length > 0) return
    await new Promise<void>((resolve) => {
      const end = () => {
        clearTimeout(timer)
        if (this.gathering) clearTimeout(this.gathering)
        this.gathering = null
        this.rouse = null
        resolve()
      }
      const timer = setTimeout(end, this.awake ? GATHER : ms)
      this.rouse = end
    })
  }

  private release(): void {
    this.leading = false
    for (const resolve of this.waiting.splice(0)) resolve()
    for (const guest of this.guests.splice(0)) guest.refuse(new Error('the sequencer has let go of its lock'))
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      try {
        await this.attend()
      } catch (error) {
        if (!isConnectionLoss(error)) this.onError(error)
      }
      this.release()
      this.awake = false
      await this.sleep(RETRY)
    }
  }

  /** Works on one connection for as long as it lasts. */
  private async attend(): Promise<void> {
    const client = (await this.city.db.connection()) as Client
    const broken: { error?: Error } = {}
    const onLost = (error?: Error) => {
      broken.error ??= error ?? new Error('Connection terminated')
      this.rouse?.()
    }
    const onNotice = (notice: pg.Notification) => {
      if (notice.processId !== client.processID) announcePositions(this.city, Number(notice.payload))
    }
    client.on('error', onLost).on('end', onLost).on('notification', onNotice)
    try {
      const channel = await channelOf(client)
      await client.query(`listen ${channel}`)
      const { rows } = await client.query<{ top: number }>('select coalesce(max(position), 0) as top from log')
      if (this.started) announcePositions(this.city, rows[0]!.top)
      else startPositionsAt(this.city, rows[0]!.top)
      this.started = true
      while (!this.stopping) {
        if (broken.error) throw broken.error
        this.leading ||= await tryLock(client)
        if (this.leading) await this.empty(client, channel)
        else this.release()
        await this.sleep(this.leading ? POLL : RETRY)
      }
    } finally {
      client.off('end', onLost).off('notification', onNotice)
      // Not back to the pool: with the connection go its lock and its listening. Its error listener stays: it may still fail.
      client.release(true)
    }
  }

  private async empty(client: Client, channel: string): Promise<void> {
    const served = this.waiting.splice(0)
    let full = true
    this.awake = false
    try {
      while (full && !this.stopping) {
        const { moved, top } = await moveBatch(client, channel)
        announcePositions(this.city, top)
        full = moved === BATCH
      }
    } finally {
      for (const resolve of served) resolve()
    }
    for (let guest = this.guests.shift(); guest; guest = this.guests.shift())
      await guest.perform(client).catch(guest.refuse)
  }
}

const running = new WeakMap<object, RunningSequencer>()

/** The one of this process, where there is one and it holds the lock. */
export function leadingHere(city: City): Pick<RunningSequencer, 'lend'> | null {
  const own = running.get(city.db)
  return own?.leading ? own : null
}

/** Starts the city's sequencer in this process. It survives the loss of the database by itself. */
export function startSequencer(city: City, options: SequencerOptions = {}): Sequencer {
  if (running.has(city.db)) throw new Error(`the sequencer of ${city.schema} runs in this process already`)
  const sequencer = new RunningSequencer(
    city,
    options.onError ?? ((error) => console.error('sequencer', city.schema, error)),
  )
  running.set(city.db, sequencer)
  return {
    get leading() {
      return sequencer.leading
    },
    stop: async () => {
      running.delete(city.db)
      await sequencer.stop()
    },
  }
}

/**
 * Moves now what is committed, and returns when it is in the log: before a seal, and in tests instead of waiting.
 * Throws when another process holds the lock and does not come to it within ten seconds.
 */
export async function sequenceNow(city: City): Promise<void> {
  const own = running.get(city.db)
  if (own?.leading) return own.pass()
  const client = (await city.db.connection()) as Client
  let broken: Error | undefined
  try {
    const { rows } = await client.query<{ place: number }>('select coalesce(max(place), 0) as place from outbox')
    const last = rows[0]!.place
    for (let attempt = 0; ; attempt++) {
      if (await tryLock(client)) {
        try {
          const channel = await channelOf(client)
          for (let moved = BATCH; moved === BATCH;) {
            const batch = await moveBatch(client, channel)
            announcePositions(city, batch.top)
            moved = batch.moved
          }
        } finally {
          await client.query(`select pg_advisory_unlock(${LOCK})`)
        }
        return
      }
      const left = await client.query('select 1 from outbox where place <= $1 limit 1', [last])
      if (left.rowCount === 0) return
      if (attempt >= 200) throw new Error(`the sequencer of ${city.schema} does not answer`)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  } catch (error) {
    broken = error as Error
    throw error
  } finally {
    client.release(broken)
  }
}
