/** The daily seal: a timer that sets its successor. Ten minutes past midnight in Asia/Shanghai, which has no summer time. */
import type { City } from '../platform/city.ts'
import { sql } from '../platform/database.ts'
import { registerTimer, setTimers } from '../platform/timers.ts'
import { makeSeal } from './commands/make-seal.ts'

const KIND = 'audit.seal'
const DAY = 86_400_000
const OFFSET = 8 * 3_600_000
const MINUTE_OF_DAY = 10 * 60_000

/** The next ten past midnight after `now`. */
export function nextSealTime(now: Date): Date {
  const local = now.getTime() + OFFSET
  const today = local - (local % DAY) + MINUTE_OF_DAY
  return new Date((local < today ? today : today + DAY) - OFFSET)
}

/** Makes sure that a next seal is set; to be called when the work beside the requests begins. */
export async function keepDailySeal(city: City, now: Date): Promise<void> {
  await city.db.transaction(async (db) => {
    await db.run(sql`select pg_advisory_xact_lock(hashtextextended('bihuan daily seal ' || current_schema(), 0))`)
    const set = await db.rows(
      sql`select 1 from timer where kind = ${KIND} and done_at is null and due_at > ${now} limit 1`,
    )
    if (set.length === 0) await setTimers(db, [{ kind: KIND, dueAt: nextSealTime(now) }])
  })
}

export function registerSealTimer(): void {
  registerTimer(KIND, async (city, _timer, now) => {
    await makeSeal(city, now)
    await keepDailySeal(city, now)
  })
}
