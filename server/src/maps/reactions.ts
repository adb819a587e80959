/** What follows from the log: which open cases repeat what was at their place before. */
import type { Act } from '@bihuan/domain/acts'
import type { City } from '../platform/city.ts'
import { sql } from '../platform/database.ts'
import { consumerOf, heard, type Consumer, type Read } from '../platform/sequencer-consumer.ts'
import { moreOpenThan, workOutAllRecurrences, workOutRecurrence, type Changed } from './recurring.ts'

export const RECURRENCE_READER = 'map-recurrence'

/** Acts after which a case may be another item, at another place, or no occurrence any more. Whatever they did may be undone. */
const CHANGING: readonly Act[] = [
  'report',
  'fix-on-the-spot',
  'split',
  'withdraw',
  'assess',
  'decline',
  'contest',
  'reclassify',
  'rezone',
  'merge',
  'void',
  'reopen',
  'retract',
]

interface Heard extends Changed {
  /** When the last of what was read with it was recorded. */
  recordedAt: Date
}

/** By name at another reader's table: only the subjects of the acts that matter, each once. */
const readChanged: Read<Heard> = (db, after, upTo) =>
  db.rows<Heard>(
    sql`select e.subject, bool_or(e.act <> 'report') as again, max(max(e.recorded_at)) over () as "recordedAt"
        ${heard(CHANGING, after, upTo)} group by e.subject`,
    'log-read-occurrences',
  )

/**
 * Entries, after which the open cases are rather looked at all at once, each but once: a city was taken in, most of whose cases ended
 * long ago. Not in a flood, which leaves as many open cases as entries: going through all of them would take the machine from those who
 * report (measured: a quarter of the reports a second).
 */
const TOO_FAR = 100_000

export function startRecurrence(city: City, onError: (error: unknown) => void): Consumer {
  /** As far as this process has read without a gap, and the latest recording among all that was read by anybody up to there. */
  let through: number | null = null
  let latest = 0
  const read: Read<Heard> = async (db, after, upTo) => {
    const changed = await readChanged(db, after, upTo)
    const start = through === after ? latest : city.clock.now().getTime()
    latest = Math.max(start, changed[0]?.recordedAt.getTime() ?? 0)
    through = upTo
    return changed
  }
  return consumerOf(
    city,
    RECURRENCE_READER,
    read,
    (changed, db) => workOutRecurrence(city, db, changed, latest),
    // A warning on a map may come some seconds later while a thousand people report at once: some 130 cases a second then (measured).
    {
      batch: 200,
      share: 0.025,
      catchUp: {
        behind: TOO_FAR,
        worth: async (db, behind) => !(await moreOpenThan(db, behind / 4)),
        anew: (db) => workOutAllRecurrences(city, db),
      },
      onError,
    },
  )
}
