/** What follows from the log: sums for the figures, and the reporters of a merged case who follow its parent. */
import type { City } from '../platform/city.ts'
import { consumerOf, readActs, readDeltas, type Consumer } from '../platform/sequencer-consumer.ts'
import { PUBLISHED } from '../calendar/answers.ts'
import { followParent } from './commands/follow-parent.ts'
import { reprojectCases } from './commands/reproject-cases.ts'
import { addToTallies } from './figures-store.ts'

/** The reader whose place is the position that figures are "as of". */
export const TALLY_READER = 'case-tallies'
export const MERGE_READER = 'case-merges'
export const CALENDAR_READER = 'case-calendar'

/** The last of a batch's entries carry what the whole act changed: nothing else is asked of the database. */
export function startTallies(city: City, onError: (error: unknown) => void): Consumer {
  return consumerOf(city, TALLY_READER, readDeltas, (entries, db) => addToTallies(db, entries), {
    // In a flood of reports the sums come a second later, and many reports share one writing of a sum.
    batch: 10_000,
    share: 0.05,
    onError,
  })
}

export function startMergeReactions(city: City, onError: (error: unknown) => void): Consumer {
  return consumerOf(
    city,
    MERGE_READER,
    readActs('merge'),
    async (entries, db) => {
      for (const { subject, body } of entries)
        await followParent(city, db, subject, (JSON.parse(body) as { parentId: string }).parentId)
    },
    { batch: 500, onError },
  )
}

/** Another calendar: the clocks of open cases are read anew. Their facts stay as they are, and so do their histories. */
export function startCalendarReactions(city: City, onError: (error: unknown) => void): Consumer {
  return consumerOf(
    city,
    CALENDAR_READER,
    readActs(PUBLISHED),
    async (entries, db) => {
      if (entries.length > 0) await reprojectCases(city, db)
    },
    { batch: 2_000, onError },
  )
}
