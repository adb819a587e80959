/** The reader of recurrences, brought to the end of the log; for tests. */
import type { TestCity } from '../platform/testing/city.ts'
import { sequenceNow } from '../platform/sequencer.ts'
import { startRecurrence } from './reactions.ts'

/** Everything that happened is in the log and worked out when this returns. */
export async function workedOut({ city }: TestCity): Promise<void> {
  await sequenceNow(city)
  const reader = startRecurrence(city, (error) => {
    throw error
  })
  await reader.caughtUp()
  await reader.stop()
}
