/**
 * Work that must happen later, or again until it succeeds: deadlines, notices, retries. A timer is a row, written in the
 * transaction of the act that wants it. Handlers may run twice (a crash between work and mark) and must bear it.
 */
import type { City } from './city.ts'
import { sql, type Queryable } from './database.ts'
import { newId } from './id.ts'

export interface Timer {
  id: string
  kind: string
  subject: string | null
  dueAt: Date
  payload: unknown
  /** Failed attempts before this one. */
  attempts: number
}

/** `now` is the time for which the timer runs: in a simulated city its own due time, else the present. */
export type TimerHandler = (city: City, timer: Timer, now: Date) => Promise<void>

const handlers = new Map<string, TimerHandler>()

/** One handler per kind, registered when the program is put together. */
export function registerTimer(kind: string, handler: TimerHandler): void {
  handlers.set(kind, handler)
}

export function timerHandler(kind: string): TimerHandler | undefined {
  return handlers.get(kind)
}

export interface NewTimer {
  kind: string
  subject?: string | null
  dueAt: Date
  payload?: unknown
}

/** Sets timers within the caller's transaction. Returns their ids. */
export async function setTimers(db: Queryable, timers: readonly NewTimer[]): Promise<string[]> {
  if (timers.length === 0) return []
  const ids = timers.map(() => newId())
  await db.run(
    sql`insert into timer (id, kind, subject, due_at, payload)
        select * from unnest(${ids}::uuid[], ${timers.map((timer) => timer.kind)}::text[], ${timers.map((timer) => timer.subject ?? null)}::uuid[],
          ${timers.map((timer) => timer.dueAt)}::timestamptz[], ${timers.map((timer) => JSON.stringify(timer.payload ?? {}))}::jsonb[])`,
    'timer-set',
  )
  return ids
}

/** Takes back the open timers of a subject, of one kind or of all. */
export async function clearTimers(db: Queryable, subject: string, kind?: string): Promise<number> {
  return db.run(
    sql`delete from timer where subject = ${subject}::uuid and done_at is null and (${kind ?? null}::text is null or kind = ${kind ?? null})`,
    'timer-clear',
  )
}

/** After the nth failure: a second, two, four, … at most an hour. */
export function backoff(attempts: number): number {
  return Math.min(3_600_000, 1_000 * 2 ** Math.min(attempts, 20))
}
