/** Answers to commands are kept for 180 days (docs/decisions/0006-commands.md); after that the same id would be a new command. */
import type { City } from './city.ts'
import { sql } from './database.ts'

const KEPT_DAYS = 180
const BATCH = 5_000

/** Clears the oldest first, in batches that hold no lock for long; gives how many went. */
export async function clearOldAnswers(city: City): Promise<number> {
  const before = new Date(city.clock.now().getTime() - KEPT_DAYS * 86_400_000)
  let cleared = 0
  for (;;) {
    const gone = await city.db.run(
      sql`delete from command where id in (select id from command where recorded_at < ${before} order by recorded_at limit ${BATCH})`,
      'commands-expire',
    )
    cleared += gone
    if (gone < BATCH) return cleared
  }
}
