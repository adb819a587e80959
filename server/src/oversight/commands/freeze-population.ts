/**
 * Freezing a plan's population: written down line by line with its digest, and committed in the log before any seed can be known.
 * A timer's work: it begins anew after a crash, and leaves nothing half done.
 */
import { createHash } from 'node:crypto'
import { lineOf, STRATA, stratumOf, type Stratum } from '@bihuan/domain/oversight/draw'
import type { City } from '../../platform/city.ts'
import { sql } from '../../platform/database.ts'
import { buildEvents } from '../../platform/events.ts'
import { wakeSequencer } from '../../platform/sequencer.ts'
import { registerTimer } from '../../platform/timers.ts'
import { territory } from '../../territory/answers.ts'
import { closedCases, readDraw, type ClosedCase } from '../draw-views.ts'
import { commitDraw, insertPopulationPart } from '../store.ts'

export const FREEZE = 'freeze-population'
/** Lines in a part. */
const PART = 5_000

export function registerFreezing(): void {
  registerTimer(FREEZE, (city, timer, now) => freezePopulation(city, timer.subject!, now))
}

export async function freezePopulation(city: City, drawId: string, now: Date): Promise<void> {
  await city.db.transaction(async (db) => {
    // One snapshot: no case is counted twice or missed because it was reopened meanwhile.
    await db.run(sql`set transaction isolation level repeatable read`)
    const row = await readDraw(db, drawId)
    if (row?.state !== 'counting') return
    const level = territory(city).region(row.region_id)!.level
    const hash = createHash('sha256')
    const strata = Object.fromEntries(STRATA.map((name) => [name, 0])) as Record<Stratum, number>
    let population = 0
    let last: ClosedCase | null = null
    for (let part = 0; ; part++) {
      const found: ClosedCase[] = await closedCases(db, row, level, last, PART)
      if (found.length === 0) break
      const lines = found.map(lineOf).join('')
      hash.update(lines)
      for (const member of found) strata[stratumOf(member)] += 1
      await insertPopulationPart(db, drawId, part, lines)
      population += found.length
      last = found.at(-1)!
      if (found.length < PART) break
    }
    const frozen = { population, digest: hash.digest('hex'), strata }
    const [event] = buildEvents(city.id, { subject: drawId, seq: row.seq, hash: row.head_hash }, [
      { act: 'commit-draw', actor: 'system', occurredAt: now, recordedAt: now, body: frozen },
    ])
    await commitDraw(db, drawId, frozen, event!)
  })
  wakeSequencer(city)
}
