/** Works out anew, for cases that something happened to, what they repeat and who repeats them. The rule: domain/recurrence.ts. */
import { boxAroundPlace, isOccurrence, RECURRENCE_DAYS, repeated, type Occurrence } from '@bihuan/domain/recurrence'
import type { State } from '@bihuan/domain/acts'
import type { Millis } from '@bihuan/domain/clocks'
import type { Point } from '@bihuan/domain/place'
import type { City } from '../platform/city.ts'
import { isConfidential } from '../cases/confidential-answers.ts'
import { sql, type Queryable } from '../platform/database.ts'
import { gridBoxes } from './grid-boxes.ts'
import { writeRecurrences } from './store.ts'

/** More than this are counted as this many: a place where so much comes back needs no exact number. */
export const MOST_TIMES = 20
/** In one grid and box; the rule then takes those within the circle. */
const CANDIDATES = 30
/** Cases of one query when all are worked out. */
const AT_ONCE = 500
const WINDOW = RECURRENCE_DAYS * 86_400_000

interface Row {
  id: string
  state: State
  item_id: string
  reported_at: Date
  position: Point | null
  grid_id: string | null
  parent_id: string | null
  open: boolean
  /** About a person in need: that somebody asked for help again is nothing to warn of on a map. */
  confidential: boolean
}

const occurrence = (row: Row): Occurrence => ({
  id: row.id,
  state: row.state,
  itemId: row.item_id,
  reportedAt: row.reported_at.getTime(),
  position: row.position,
  gridId: row.grid_id,
  parentId: row.parent_id,
})

/** A case that something happened to. */
export interface Changed {
  subject: string
  /** More than that it was reported: until then whoever names it as an earlier one has found it as it is. */
  again: boolean
}

/**
 * `through`: what was recorded after this moment has not been read yet, and will be worked out when it is; of the cases that may
 * repeat a changed one, only those reported by then are looked at now.
 */
export async function workOutRecurrence(
  city: City,
  db: Queryable,
  changed: readonly Changed[],
  through: Millis,
): Promise<void> {
  const subjects = await rowsOf(
    db,
    changed.map(({ subject }) => subject),
  )
  if (subjects.length === 0) return
  const listing = await thatName(
    db,
    changed.flatMap(({ subject, again }) => (again ? subject : [])),
  )
  const after = await around(city, db, subjects, 'after', through)
  const known = new Map(subjects.map((row) => [row.id, row]))
  for (const rows of after.values()) for (const row of rows) known.set(row.id, row)
  const missing = listing.filter((id) => !known.has(id))
  for (const row of await rowsOf(db, missing)) known.set(row.id, row)
  // What has ended warns of nothing: its row stays as it was.
  const open = [...known.values()].filter((row) => row.open)
  await writeWhatRepeats(city, db, open)
}

/** Cases that name one of these as an earlier one. */
async function thatName(db: Queryable, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await db.rows<{ case_id: string }>(
    sql`select case_id from recurrence where earlier_ids && ${[...ids]}::uuid[]`,
    'recurrence-listing',
  )
  return rows.map((row) => row.case_id)
}

export async function moreOpenThan(db: Queryable, count: number): Promise<boolean> {
  const most = Math.floor(count)
  const found = await db.maybe<{ more: boolean }>(
    sql`select count(*) > ${most} as more from (select from cases where holder_id is not null limit ${most + 1}) as open`,
    'recurrence-open-count',
  )
  return found!.more
}

/** Every open case anew. Some thousand a second. */
export async function workOutAllRecurrences(city: City, db: Queryable): Promise<void> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const open = await db.rows<Row>(
      sql`${CASES} where holder_id is not null and id > ${after} order by id limit ${AT_ONCE}`,
      'recurrence-open',
    )
    if (open.length === 0) return
    await writeWhatRepeats(city, db, open)
    after = open.at(-1)!.id
  }
}

async function writeWhatRepeats(city: City, db: Queryable, open: readonly Row[]): Promise<void> {
  const before = await around(city, db, open, 'before')
  const found = open.map((row) => ({
    caseId: row.id,
    earlierIds: repeated(occurrence(row), (before.get(row.id) ?? []).map(occurrence))
      .slice(0, MOST_TIMES)
      .map(({ id }) => id),
  }))
  await writeRecurrences(db, found)
}

const CASES = sql`select id, state, item_id, reported_at, position, grid_id, parent_id, holder_id is not null as open,
    ${isConfidential('cases')} as confidential from cases`

async function rowsOf(db: Queryable, ids: readonly string[]): Promise<Row[]> {
  if (ids.length === 0) return []
  return db.rows<Row>(sql`${CASES} where id = any(${[...ids]}::uuid[])`, 'recurrence-cases')
}

/**
 * Candidates for each case: the same item in the grids that its place touches, in the thirty days before it, or (open ones only)
 * after it. By the index of grid and time: what lies in no grid at all is not found.
 */
async function around(
  city: City,
  db: Queryable,
  rows: readonly Row[],
  side: 'before' | 'after',
  through: Millis = Infinity,
): Promise<Map<string, Row[]>> {
  const { touched } = await gridBoxes(city, db)
  const asked = rows
    .filter((row) => isOccurrence(row) && !row.confidential)
    .flatMap((row) => {
      const box = row.position ? boxAroundPlace(row.position) : null
      const grids = new Set(box ? touched(box) : [])
      if (row.grid_id) grids.add(row.grid_id)
      const at = row.reported_at.getTime()
      return [...grids].map((grid) => ({
        id: row.id,
        item: row.item_id,
        grid,
        box: box && `(${box[2]},${box[3]}),(${box[0]},${box[1]})`,
        since: new Date(side === 'before' ? at - WINDOW : at),
        until: new Date(side === 'before' ? at : Math.min(at + WINDOW, through)),
      }))
    })
  const found = new Map<string, Row[]>()
  if (asked.length === 0) return found
  const candidates = await db.rows<Row & { of: string }>(
    sql`select n.id as of, o.*
      from json_to_recordset(${JSON.stringify(asked)}::json) as n (id uuid, item uuid, grid uuid, box box, since timestamptz, until timestamptz)
      cross join lateral (
        select c.id, c.state, c.item_id, c.reported_at, c.position, c.grid_id, c.parent_id, c.holder_id is not null as open, false as confidential
        from cases c
        where c.grid_id = n.grid and c.item_id = n.item and c.reported_at between n.since and n.until and c.id <> n.id
          and c.state not in ('void', 'merged') and (n.box is null or c.position is null or c.position <@ n.box)
          and (${side === 'before'} or c.holder_id is not null)
        order by c.reported_at desc limit ${CANDIDATES}) o`,
    'recurrence-around',
  )
  for (const { of, ...row } of candidates) {
    const own = found.get(of)
    if (own) own.push(row)
    else found.set(of, [row])
  }
  return found
}
