/** Reads open cases for the copy in memory: all of them once, then those that something happened to. Never writes. */
import type { State } from '@bihuan/domain/acts'
import type { Point } from '@bihuan/domain/place'
import type { City } from '../platform/city.ts'
import { isConfidential } from '../cases/confidential-answers.ts'
import { sql, type Queryable } from '../platform/database.ts'
import type { OpenCase } from './open-cases.ts'

interface Row {
  id: string
  state: State
  item_id: string
  category_id: string
  city_id: string
  county_id: string | null
  town_id: string | null
  community_id: string | null
  grid_id: string | null
  office_id: string
  holder_id: string
  lead_department_id: string | null
  assist_department_ids: string[]
  finder: string
  position: Point | null
  due_at: Date | null
  whole_due_at: Date | null
  danger: boolean
  supervised: boolean
  suspended: boolean
  confidential: boolean
  times: number
}

const COLUMNS = sql`c.id, c.state, c.item_id, c.category_id, c.city_id, c.county_id, c.town_id, c.community_id, c.grid_id, c.office_id, c.holder_id, c.lead_department_id,
   c.assist_department_ids, c.finder, c.position, c.due_at, c.whole_due_at, c.danger, c.supervised, c.suspended,
   ${isConfidential('c')} as confidential, coalesce(r.times, 0) as times`

/** Where a person in need lives is no point on a map: such a case is counted and not drawn. */
const openCase = (row: Row): OpenCase => ({
  id: row.id,
  state: row.state,
  itemId: row.item_id,
  categoryId: row.category_id,
  cityId: row.city_id,
  countyId: row.county_id,
  townId: row.town_id,
  communityId: row.community_id,
  gridId: row.grid_id,
  officeId: row.office_id,
  holderId: row.holder_id,
  leadDepartmentId: row.lead_department_id,
  assistDepartmentIds: row.assist_department_ids,
  finderId: row.finder,
  position: row.confidential ? null : row.position,
  dueAt: row.due_at?.getTime() ?? null,
  wholeDueAt: row.whole_due_at?.getTime() ?? null,
  danger: row.danger,
  supervised: row.supervised,
  suspended: row.suspended,
  times: row.times,
})

/** Desks asked for at once: rows of some thousand cases. */
const HOLDERS_AT_ONCE = 12

/**
 * Desk by desk, along the index of open cases: among millions of ended ones nothing else is touched. What moves from desk to desk
 * meanwhile is in the log behind the position at which the reading began.
 */
export async function* allOpenCases(db: Queryable): AsyncGenerator<OpenCase[]> {
  const holders = await db.rows<{ holder_id: string }>(
    sql`with recursive desk as (
        (select holder_id from cases where holder_id is not null order by holder_id limit 1)
        union all
        select (select c.holder_id from cases c where c.holder_id > d.holder_id order by c.holder_id limit 1) from desk d where d.holder_id is not null
      ) select holder_id from desk where holder_id is not null`,
    'map-desks',
  )
  for (let from = 0; from < holders.length; from += HOLDERS_AT_ONCE) {
    const some = holders.slice(from, from + HOLDERS_AT_ONCE).map((row) => row.holder_id)
    const rows = await db.rows<Row>(
      sql`select ${COLUMNS} from cases c left join recurrence r on r.case_id = c.id where c.holder_id = any(${some}::uuid[])`,
      'map-desk-cases',
    )
    yield rows.map(openCase)
  }
}

/** Of these, those that are open. */
export async function openCasesOf(db: Queryable, ids: readonly string[]): Promise<OpenCase[]> {
  if (ids.length === 0) return []
  const rows = await db.rows<Row>(
    sql`select ${COLUMNS} from cases c left join recurrence r on r.case_id = c.id where c.id = any(${[...ids]}::uuid[]) and c.holder_id is not null`,
    'map-cases-of',
  )
  return rows.map(openCase)
}

/** The subjects of a stretch of the log, each once, and whether another calendar was published in it. */
export async function changedSince(
  db: Queryable,
  after: number,
  limit: number,
): Promise<{ upTo: number; subjects: string[]; acts: Set<string> }> {
  const rows = await db.rows<{ position: number; subject: string; act: string }>(
    sql`select l.position, e.subject, e.act from log l join event e on e.id = l.event_id where l.position > ${after} order by l.position limit ${limit}`,
    'map-log',
  )
  return {
    upTo: rows.at(-1)?.position ?? after,
    subjects: [...new Set(rows.map(({ subject }) => subject))],
    acts: new Set(rows.map(({ act }) => act)),
  }
}

export async function recurrencesSince(
  db: Queryable,
  stamp: number,
): Promise<{ id: string; times: number; stamp: number }[]> {
  return db.rows(
    sql`select case_id as id, times, stamp from recurrence where stamp > ${stamp} order by stamp limit 5000`,
    'map-recurrences',
  )
}

export async function endOfLog(db: Queryable): Promise<{ position: number; stamp: number }> {
  return (await db.maybe(
    sql`select (select coalesce(max(position), 0) from log) as position, (select coalesce(max(stamp), 0) from recurrence) as stamp`,
    'map-ends',
  ))!
}

/** Whether a reader of the log has come this far. */
export async function readerIsPast(city: City, reader: string, position: number): Promise<boolean> {
  const found = await city.db.maybe<{ past: boolean }>(
    sql`select position >= ${position} as past from consumer where name = ${reader}`,
    'map-reader-past',
  )
  return found?.past ?? true
}
