/** Publishing a year of the calendar, or correcting one: an event of the city; open cases are counted anew in reaction to it. */
import { calendarYearFaults } from '@bihuan/domain/calendar'
import type { Actor } from '../../platform/actor.ts'
import { publishYear } from '../../platform/calendar.ts'
import type { City } from '../../platform/city.ts'
import { commandKey, insertAnswer, once } from '../../platform/command.ts'
import { buildEvents } from '../../platform/events.ts'
import { holdCalendar } from '../../platform/held-calendar.ts'
import { newId } from '../../platform/id.ts'
import { Problem } from '../../platform/problem.ts'
import { wakeSequencer } from '../../platform/sequencer.ts'
import { PUBLISHED } from '../answers.ts'
import { insertPublication } from '../store.ts'

export interface YearToPublish {
  commandId: string
  year: number
  holidays: string[]
  workdays: string[]
  source: string
}

export async function publishCalendarYear(
  city: City,
  actor: Actor,
  body: YearToPublish,
  now: Date,
): Promise<{ version: number }> {
  const { year, holidays, workdays, source } = body
  const faults = calendarYearFaults(year, { holidays, workdays })
  if (faults.length > 0)
    throw new Problem('calendar.days-invalid', { faults: faults.map((fault) => JSON.stringify(fault)).join('; ') })
  const id = newId()
  const key = commandKey(actor.accountId, { ...body, subject: actor.accountId })
  const answer = await once(city.db, key, now, () =>
    city.db.transaction(async (db) => {
      const version = await publishYear(db, year, { holidays, workdays }, source, now)
      const [event] = buildEvents(city.id, { subject: id, seq: 0, hash: '' }, [
        {
          act: PUBLISHED,
          actor: actor.accountId,
          occurredAt: now,
          recordedAt: now,
          body: { year, version, holidays, workdays, source },
        },
      ])
      await insertPublication(db, { id, year, version, publishedBy: actor.accountId }, event!)
      await db.run(insertAnswer(key, 200, { version }, now))
      return { version }
    }),
  )
  await holdCalendar(city)
  wakeSequencer(city)
  return answer
}
