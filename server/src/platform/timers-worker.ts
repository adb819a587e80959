/** Runs the timers that are due. Any number of workers may run beside each other: a row is one worker's at a time. */
import type { City } from './city.ts'
import { isConnectionLoss, sql } from './database.ts'
import type { Logger } from './logging.ts'
import { backoff, timerHandler, type Timer } from './timers.ts'

const BATCH = 50
/** Timers that failed this often stay in the table, undone, with their last error, for a person to look at. */
const MOST_ATTEMPTS = 30

interface Row {
  id: string
  kind: string
  subject: string | null
  due_at: Date
  payload: unknown
  attempts: number
}

/**
 * Runs everything due at `now`, in order of due time, also what these runs make due. Returns the number of timers that
 * succeeded. In a simulated city each runs at its own due time, which its clock is set to by the caller of `advance`.
 */
export async function runDue(city: City, now: Date, logger?: Logger): Promise<number> {
  let ran = 0
  // One by one where each runs at its own time: what it sets may come before what was due after it.
  const size = city.kind === 'simulated' ? 1 : BATCH
  for (;;) {
    const batch = await runBatch(city, now, size, logger)
    ran += batch.succeeded
    if (batch.taken === 0) return ran
  }
}

/** The rows stay locked while their handlers work on connections of their own; a worker that dies frees them. */
async function runBatch(
  city: City,
  now: Date,
  size: number,
  logger?: Logger,
): Promise<{ taken: number; succeeded: number }> {
  return city.db.transaction(async (db) => {
    await db.run(sql`set local idle_in_transaction_session_timeout = 0`)
    const rows = await db.rows<Row>(
      sql`select id, kind, subject, due_at, payload, attempts from timer
          where done_at is null and due_at <= ${now} and attempts < ${MOST_ATTEMPTS}
          order by due_at, id limit ${size} for update skip locked`,
      'timer-take',
    )
    let succeeded = 0
    for (const row of rows) {
      const failure = await attempt(city, toTimer(row), city.kind === 'simulated' ? row.due_at : now)
      if (failure === null) {
        succeeded++
        await db.run(sql`update timer set done_at = ${now}, last_error = null where id = ${row.id}`, 'timer-done')
      } else {
        if (isConnectionLoss(failure)) throw failure
        logger?.error(
          { err: failure, timer: row.id, kind: row.kind, attempts: row.attempts + 1 },
          'a timer failed and will be tried again',
        )
        const again = new Date(now.getTime() + backoff(row.attempts))
        await db.run(
          sql`update timer set attempts = attempts + 1, last_error = ${String(failure).slice(0, 2000)}, due_at = ${again} where id = ${row.id}`,
          'timer-failed',
        )
      }
    }
    return { taken: rows.length, succeeded }
  })
}

function toTimer(row: Row): Timer {
  return {
    id: row.id,
    kind: row.kind,
    subject: row.subject,
    dueAt: row.due_at,
    payload: row.payload,
    attempts: row.attempts,
  }
}

async function attempt(city: City, timer: Timer, now: Date): Promise<Error | null> {
  const handler = timerHandler(timer.kind)
  if (!handler) return new Error(`no handler for timers of kind ${timer.kind}`)
  try {
    await handler(city, timer, now)
    return null
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

export interface TimerWorker {
  /** Look now: something was set that is due at once. */
  wake(): void
  stop(): Promise<void>
}

/** Looks every `poll` milliseconds, and when woken. A database that is away is waited for. */
export function startTimerWorker(city: City, logger: Logger, poll = 1_000): TimerWorker {
  let stopped = false
  let woken = false
  let interrupt = () => {}
  const pause = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      const timeout = setTimeout(resolve, milliseconds)
      interrupt = () => {
        clearTimeout(timeout)
        resolve()
      }
    })
  const loop = async () => {
    let failures = 0
    while (!stopped) {
      woken = false
      try {
        const { taken } = await runBatch(city, city.clock.now(), BATCH, logger)
        if (failures > 0) logger.info('the timers run again')
        failures = 0
        if (taken === BATCH) continue
      } catch (error) {
        // Said once, not every second while the database is away.
        if (failures++ === 0) logger.error({ err: error }, 'the timers stand still; trying again')
      }
      if (!woken && !stopped) await pause(failures > 0 ? Math.min(5_000, poll * failures) : poll)
    }
  }
  const done = loop()
  return {
    wake() {
      woken = true
      interrupt()
    },
    async stop() {
      stopped = true
      interrupt()
      await done
    },
  }
}
