/** What follows from a change of the territory: open cases go over to the grids under them, and back when it is taken back. */
import type { City } from '../platform/city.ts'
import { sql } from '../platform/database.ts'
import { consumerOf, heard, type Consumer, type Read } from '../platform/sequencer-consumer.ts'
import { rezoneCases } from './commands/rezone-cases.ts'

export const TERRITORY_READER = 'case-territory'

const readRevisions: Read<{ body: string }> = (db, after, upTo) =>
  db.rows<{ body: string }>(
    sql`select e.body ${heard(['revision-applied', 'revision-taken-back'], after, upTo)} order by l.position`,
    'log-read-revisions',
  )

/** Each case is written by itself, not in the reader's transaction: some thousand may move, and people act on them meanwhile. */
export function startTerritoryReactions(city: City, onError: (error: unknown) => void): Consumer {
  return consumerOf(
    city,
    TERRITORY_READER,
    readRevisions,
    async (entries) => {
      if (entries.some(({ body }) => (JSON.parse(body) as { kind: string }).kind === 'territory'))
        await rezoneCases(city)
    },
    { batch: 2_000, onError },
  )
}
