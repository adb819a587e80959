/** The only writer of the lines of oversight and of their sums: a case's lines are replaced as a whole, and the sums move by the difference. */
import type { Lines } from '@bihuan/domain/oversight/lines'
import { countDeferral, countOrder, type LineCount } from '@bihuan/domain/oversight/tallies'
import type { Place } from '@bihuan/domain/place'
import { sql, type Queryable } from '../platform/database.ts'

/** Stands for "no department" in the key of a sum. */
export const NO_DEPARTMENT = '00000000-0000-0000-0000-000000000000'

export interface CaseLines extends Lines {
  caseId: string
  place: Place
}

export type Sums = Map<string, number>

/** What these lines count for, `sign` times, at every region above the case. */
export function addUp(
  sums: Sums,
  { place, deferrals, orders }: Pick<CaseLines, 'place' | 'deferrals' | 'orders'>,
  sign: number,
): void {
  addCounts(sums, place, [...deferrals.map(countDeferral), ...orders.map(countOrder)], sign)
}

export function addCounts(sums: Sums, place: Place, counts: readonly LineCount[], sign: number): void {
  const regions = [place.cityId, place.countyId, place.townId, place.communityId].filter((id) => id !== null)
  for (const { day, departmentId, measures } of counts)
    for (const region of regions)
      for (const measure of measures) {
        const key = `${region} ${day} ${departmentId ?? NO_DEPARTMENT} ${measure}`
        sums.set(key, (sums.get(key) ?? 0) + sign)
      }
}

/** In the reader's transaction: the lines as they were (`before`) go, these come, and the sums follow. */
export async function replaceLines(
  db: Queryable,
  before: readonly CaseLines[],
  after: readonly CaseLines[],
): Promise<void> {
  const sums: Sums = new Map()
  for (const one of before) addUp(sums, one, -1)
  for (const one of after) addUp(sums, one, 1)
  const ids = after.map((one) => one.caseId)
  await db.run(sql`delete from deferral where case_id = any(${ids}::uuid[])`, 'lines-drop-deferrals')
  await db.run(sql`delete from order_line where case_id = any(${ids}::uuid[])`, 'lines-drop-orders')
  const at = (millis: number | null) => (millis === null ? null : new Date(millis))
  const deferrals = after.flatMap(({ caseId, place, deferrals: lines }) =>
    lines.map((line) => ({
      ...{ case_id: caseId, seq: line.seq, kind: line.kind, department_id: line.departmentId, ...regionsOf(place) },
      ...{ asked_by: line.by, asked_at: at(line.at), reason_id: line.reason?.textId ?? null },
      ...{ limit_amount: line.limit?.amount ?? null, limit_unit: line.limit?.unit ?? null, until_at: at(line.until) },
      ...{ condition_id: line.condition?.textId ?? null, state: line.state, decided_at: at(line.decidedAt) },
      ...{ decided_by: line.decidedBy, decision_id: line.decision?.textId ?? null, ended_at: at(line.endedAt) },
    })),
  )
  const orders = after.flatMap(({ caseId, place, orders: lines }) =>
    lines.map((line) => ({
      ...{ id: line.id, case_id: caseId, line_seq: line.seq, kind: line.kind, department_id: line.departmentId },
      ...{ ...regionsOf(place), given_by: line.by, given_at: at(line.at), due_at: at(line.dueAt) },
      ...{ reason_id: line.reason?.textId ?? null, state: line.state, settled_at: at(line.settledAt) },
      ...{ settled_by: line.settledBy, answer_id: line.answer?.textId ?? null },
    })),
  )
  await db.run(
    sql`insert into deferral select * from json_populate_recordset(null::deferral, ${JSON.stringify(deferrals)}::json)`,
    'lines-add-deferrals',
  )
  await db.run(
    sql`insert into order_line select * from json_populate_recordset(null::order_line, ${JSON.stringify(orders)}::json)`,
    'lines-add-orders',
  )
  await addToSums(db, sums)
}

/** In the caller's transaction. */
export async function addToSums(db: Queryable, sums: Sums): Promise<void> {
  // In the order of the key: two writers never wait for each other in a circle.
  const rows = [...sums].filter(([, n]) => n !== 0).sort(([a], [b]) => (a < b ? -1 : 1))
  const column = (index: number) => rows.map(([key]) => key.split(' ')[index]!)
  await db.run(
    sql`insert into tally_oversight (region_id, day, department_id, measure, n)
      select * from unnest(${column(0)}::uuid[], ${column(1)}::date[], ${column(2)}::uuid[], ${column(3)}::text[], ${rows.map(([, n]) => n)}::bigint[])
      on conflict (region_id, day, department_id, measure) do update set n = tally_oversight.n + excluded.n`,
    'lines-tally',
  )
}

function regionsOf({ cityId, countyId, townId, communityId }: Place) {
  return { city_id: cityId, county_id: countyId, town_id: townId, community_id: communityId }
}
