/**
 * Cases whose due dates depend on the calendar, counted anew; in batches by id. What clocks decide of the figures moves with
 * them, in the same transaction. Ended cases take part while their due time was provisional.
 */
import { caseOf, type CaseDocument } from '@bihuan/domain/cases/document'
import { counted, deltas } from '@bihuan/domain/cases/deltas'
import type { Measure } from '@bihuan/domain/cases/measures'
import { stockOf } from '@bihuan/domain/cases/stock'
import { project } from '@bihuan/domain/cases/projection'
import type { City } from '../../platform/city.ts'
import { sql, type Queryable } from '../../platform/database.ts'
import { calendarOf, holdCalendar } from '../../platform/held-calendar.ts'
import { addToTallies } from '../figures-store.ts'
import { reproject } from '../store.ts'

const BATCH = 500

/** Gives the number of cases looked at. A case that is acted on meanwhile projects itself with the new calendar. */
export async function reprojectCases(city: City, db: Queryable): Promise<number> {
  await holdCalendar(city)
  const calendar = calendarOf(city)
  const now = city.clock.now().getTime()
  let after = '00000000-0000-0000-0000-000000000000'
  let looked = 0
  for (;;) {
    const rows = await db.rows<{
      id: string
      seq: number
      document: CaseDocument
      reportedDay: string
      closedDay: string | null
      measures: Measure[]
      dueAt: Date | null
      wholeDueAt: Date | null
    }>(
      sql`select id, seq, document, reported_day as "reportedDay", closed_day as "closedDay", measures, due_at as "dueAt", whole_due_at as "wholeDueAt" from cases
        where (holder_id is not null or provisional) and id > ${after}::uuid order by id limit ${BATCH}`,
      'cases-to-reproject',
    )
    const entries: { deltas: string }[] = []
    for (const { id, seq, document, dueAt, wholeDueAt, ...before } of rows) {
      const caseFile = caseOf(document)
      const present = counted(caseFile, calendar)
      if (!(await reproject(db, id, seq, project(caseFile, calendar, now), present.contribution))) continue
      const was = { dueAt: dueAt?.getTime() ?? null, wholeDueAt: wholeDueAt?.getTime() ?? null }
      const changes = deltas({ ...present, contribution: before, stock: stockOf(caseFile, was) }, present)
      if (changes.length > 0) entries.push({ deltas: JSON.stringify(changes) })
    }
    await addToTallies(db, entries)
    looked += rows.length
    if (rows.length < BATCH) return looked
    after = rows.at(-1)!.id
  }
}
