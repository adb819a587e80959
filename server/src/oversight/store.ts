/** The only writer of draws, their populations and samples, and of check tasks. */
import type { Drawn, ExtraLots, Stratum } from '@bihuan/domain/oversight/draw'
import { countCheck } from '@bihuan/domain/oversight/tallies'
import type { CheckResult, Fault } from '@bihuan/domain/oversight/words'
import type { Place } from '@bihuan/domain/place'
import { sql, type Queryable } from '../platform/database.ts'
import { insertEvents } from '../platform/event-store.ts'
import type { EventRow } from '../platform/events.ts'
import { addCounts, addToSums, type Sums } from './store-lines.ts'

export interface DrawRow {
  id: string
  regionId: string
  place: Place
  from: string
  to: string
  size: number
  extra: ExtraLots
  checkers: 'verifier' | 'grid-worker'
  dueDays: number
  seedFrom: 'log' | 'number'
  numberOf: string | null
  plannedBy: string
  plannedAt: Date
}

export async function insertDraw(db: Queryable, row: DrawRow, event: EventRow): Promise<void> {
  const { place, extra } = row
  await db.run(sql`insert into spot_draw (id, state, region_id, city_id, county_id, town_id, community_id, from_day, to_day, size, extra_fixed,
      extra_gap, checkers, due_days, seed_from, number_of, planned_by, planned_at, seq, head_hash)
    values (${row.id}, 'counting', ${row.regionId}, ${place.cityId}, ${place.countyId}, ${place.townId}, ${place.communityId}, ${row.from}, ${row.to},
      ${row.size}, ${extra.fixed}, ${extra.gap}, ${row.checkers}, ${row.dueDays}, ${row.seedFrom}, ${row.numberOf}, ${row.plannedBy}, ${row.plannedAt},
      ${event.seq}, ${event.hash})`)
  await insertEvents(db, [event])
}

export async function insertPopulationPart(db: Queryable, drawId: string, part: number, lines: string): Promise<void> {
  await db.run(
    sql`insert into spot_population (draw_id, part, lines) values (${drawId}, ${part}, ${lines})`,
    'spot-population-part',
  )
}

export interface Frozen {
  population: number
  digest: string
  strata: Record<Stratum, number>
}

/** The plan stands fast: what comes out of it is no longer in anybody's hand. */
export async function commitDraw(db: Queryable, id: string, frozen: Frozen, event: EventRow): Promise<void> {
  await db.run(sql`update spot_draw set state = 'committed', population = ${frozen.population}, population_digest = ${frozen.digest},
    population_strata = ${JSON.stringify(frozen.strata)}::jsonb, commit_event_id = ${event.id}, seq = ${event.seq}, head_hash = ${event.hash} where id = ${id}`)
  await insertEvents(db, [event])
}

export async function discardDraw(db: Queryable, id: string, event: EventRow): Promise<void> {
  await db.run(
    sql`update spot_draw set state = 'discarded', seq = ${event.seq}, head_hash = ${event.hash} where id = ${id}`,
  )
  await insertEvents(db, [event])
}

export interface Published {
  position: number | null
  value: string
  seed: string
  sampleDigest: string
  by: string
  at: Date
}

export async function publishDraw(
  db: Queryable,
  id: string,
  published: Published,
  sample: readonly Drawn[],
  event: EventRow,
): Promise<void> {
  const list = <T>(pick: (drawn: Drawn) => T) => sample.map(pick)
  await db.run(sql`update spot_draw set state = 'published', seed_position = ${published.position}, seed_value = ${published.value}, seed = ${published.seed},
    sample_digest = ${published.sampleDigest}, published_by = ${published.by}, published_at = ${published.at}, seq = ${event.seq}, head_hash = ${event.hash}
    where id = ${id}`)
  await db.run(sql`insert into spot_member (draw_id, rank, case_id, case_number, lot, fixed, gap)
    select ${id}::uuid, m.* from unnest(${sample.map((_, rank) => rank + 1)}::int[], ${list((one) => one.id)}::uuid[], ${list((one) => one.number)}::text[],
      ${list((one) => one.lot)}::text[], ${list((one) => one.fixed)}::boolean[], ${list((one) => one.gap)}::boolean[]) as m`)
  await insertEvents(db, [event])
}

export async function leaveOut(
  db: Queryable,
  drawId: string,
  caseId: string,
  why: 'not-closed' | 'confidential',
): Promise<void> {
  await db.run(sql`update spot_member set left_out = ${why} where draw_id = ${drawId} and case_id = ${caseId}`)
}

export async function linkMember(db: Queryable, drawId: string, caseId: string, taskId: string): Promise<void> {
  await db.run(sql`update spot_member set task_id = ${taskId} where draw_id = ${drawId} and case_id = ${caseId}`)
}

export interface TaskRow {
  id: string
  caseId: string
  number: string
  drawId: string | null
  place: Place
  leadDepartmentId: string | null
  itemId: string
  fixed: boolean
  gap: boolean
  checkers: 'verifier' | 'grid-worker'
  checkerId: string | null
  madeAt: Date
  dueAt: Date
}

export async function insertTask(db: Queryable, row: TaskRow, event: EventRow): Promise<void> {
  const { place } = row
  await db.run(sql`insert into check_task (id, case_id, case_number, draw_id, state, city_id, county_id, town_id, community_id, grid_id, lead_department_id,
      item_id, fixed, gap, checkers, checker_id, made_at, due_at, seq, head_hash)
    values (${row.id}, ${row.caseId}, ${row.number}, ${row.drawId}, 'open', ${place.cityId}, ${place.countyId}, ${place.townId}, ${place.communityId},
      ${place.gridId}, ${row.leadDepartmentId}, ${row.itemId}, ${row.fixed}, ${row.gap}, ${row.checkers}, ${row.checkerId}, ${row.madeAt}, ${row.dueAt},
      ${event.seq}, ${event.hash})`)
  await insertEvents(db, [event])
}

/** False when the task is no longer at `expected`: nothing was written. */
export async function giveTask(
  db: Queryable,
  id: string,
  expected: number,
  to: string,
  event: EventRow,
): Promise<boolean> {
  const changed =
    await db.run(sql`update check_task set checker_id = ${to}, seq = ${event.seq}, head_hash = ${event.hash}
      where id = ${id} and seq = ${expected} and state = 'open'`)
  if (changed > 0) await insertEvents(db, [event])
  return changed > 0
}

export interface Found {
  result: CheckResult
  wrong: readonly Fault[]
  textId: string | null
  by: string
  at: Date
  /** Where it counts: the place of the task, and the department that had handled. */
  place: Place
  leadDepartmentId: string | null
}

export async function finishTask(
  db: Queryable,
  id: string,
  expected: number,
  found: Found,
  event: EventRow,
): Promise<boolean> {
  const changed =
    await db.run(sql`update check_task set state = 'done', result = ${found.result}, wrong = ${[...found.wrong]}::text[], text_id = ${found.textId},
      checker_id = ${found.by}, done_at = ${found.at}, seq = ${event.seq}, head_hash = ${event.hash} where id = ${id} and seq = ${expected} and state = 'open'`)
  if (changed === 0) return false
  const sums: Sums = new Map()
  addCounts(sums, found.place, [countCheck(found.at.getTime(), found.leadDepartmentId, found.result, found.wrong)], 1)
  await addToSums(db, sums)
  await insertEvents(db, [event])
  return true
}

/** The case was opened again before anybody looked. */
export async function dropTask(db: Queryable, id: string, event: EventRow): Promise<void> {
  await db.run(
    sql`update check_task set state = 'dropped', seq = ${event.seq}, head_hash = ${event.hash} where id = ${id} and state = 'open'`,
  )
  await insertEvents(db, [event])
}
