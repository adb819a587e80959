/** Writes duties and the answers to "what if". The catalogue's one writer, with store.ts beside it. */
import type { DutyBegin, DutyEnd } from '@bihuan/domain/duty-change'
import type { WhatIfTotals } from '@bihuan/domain/duty-what-if'
import { sql, type Queryable } from '../../platform/database.ts'

/** Every process that holds an older copy loads anew. */
export async function bumpDuties(db: Queryable): Promise<void> {
  await db.run(sql`update catalogue_version set version = version + 1`)
}

/** Held until the transaction ends. */
export async function lockDuties(db: Queryable): Promise<number> {
  return (await db.maybe<{ version: number }>(sql`select version from catalogue_version for update`))!.version
}

/** Ends (or, taking back, opens again) each where it stands as it was planned; returns how many did. */
export async function endDuties(db: Queryable, ends: readonly DutyEnd[]): Promise<number> {
  if (ends.length === 0) return 0
  return db.run(sql`
    update duty set valid_to = e."validTo"
    from jsonb_to_recordset(${JSON.stringify(ends)}::jsonb) as e ("dutyId" uuid, "validTo" date, was date)
    where duty.id = e."dutyId" and duty.valid_to is not distinct from e.was`)
}

export async function beginDuties(db: Queryable, begins: readonly DutyBegin[]): Promise<void> {
  if (begins.length === 0) return
  await db.run(sql`
    insert into duty (id, item_id, category_id, region_id, lead_department_id, assisting_department_ids, basis, valid_from, valid_to, successor_of)
    select id, "itemId", "categoryId", "regionId", "leadDepartmentId",
           array(select jsonb_array_elements_text("assistingDepartmentIds")::uuid), basis, "validFrom", "validTo", "successorOf"
    from jsonb_to_recordset(${JSON.stringify(begins)}::jsonb)
      as d (id uuid, "itemId" uuid, "categoryId" uuid, "regionId" uuid, "leadDepartmentId" uuid,
            "assistingDepartmentIds" jsonb, basis text, "validFrom" date, "validTo" date, "successorOf" uuid)`)
}

export interface NewWhatIf {
  id: string
  title: string
  revisionId: string | null
  plan: { ends: readonly DutyEnd[]; begins: readonly DutyBegin[] }
  from: string
  to: string
  createdBy: string
  createdAt: Date
}

export async function insertWhatIf(db: Queryable, whatIf: NewWhatIf): Promise<void> {
  const { id, title, revisionId, plan, from, to, createdBy, createdAt } = whatIf
  await db.run(sql`
    insert into duty_what_if (id, title, revision_id, plan, from_day, to_day, state, created_by, created_at)
    values (${id}, ${title}, ${revisionId}, ${JSON.stringify(plan)}::jsonb, ${from}, ${to}, 'counting', ${createdBy}, ${createdAt})`)
}

/** What was worked out so far, by an attempt that did not come to its end: it is worked out anew. */
export async function clearWhatIf(db: Queryable, id: string): Promise<void> {
  await db.run(sql`delete from duty_what_if_case where what_if_id = ${id}`)
  await db.run(sql`delete from duty_what_if_row where what_if_id = ${id}`)
}

export async function noteWhatIf(db: Queryable, id: string, done: number, of: number): Promise<void> {
  await db.run(sql`update duty_what_if set done = ${done}, of_cases = ${of} where id = ${id}`)
}

export interface WhatIfCase {
  id: string
  reportedAt: Date
  itemId: string
  from: string
  to: string
  avoided: boolean
  takenAway: boolean
}

export async function insertWhatIfCases(db: Queryable, whatIfId: string, cases: readonly WhatIfCase[]): Promise<void> {
  if (cases.length === 0) return
  await db.run(sql`
    insert into duty_what_if_case (what_if_id, case_id, reported_at, item_id, from_outcome, to_outcome, avoided, taken_away)
    select ${whatIfId}::uuid, id, "reportedAt", "itemId", "from", "to", avoided, "takenAway"
    from jsonb_to_recordset(${JSON.stringify(cases)}::jsonb)
      as c (id uuid, "reportedAt" timestamptz, "itemId" uuid, "from" text, "to" text, avoided boolean, "takenAway" boolean)`)
}

export async function endWhatIf(db: Queryable, id: string, { rows, ...counts }: WhatIfTotals): Promise<void> {
  const numbered = rows.map((row, at) => ({ ...row, number: at + 1 }))
  await db.run(sql`
    insert into duty_what_if_row (what_if_id, number, from_outcome, to_outcome, item_id, kind, cases, avoided, taken_away)
    select ${id}::uuid, number, "from", "to", "itemId", kind, cases, avoided, "takenAway"
    from jsonb_to_recordset(${JSON.stringify(numbered)}::jsonb)
      as r (number integer, "from" text, "to" text, "itemId" uuid, kind text, cases integer, avoided integer, "takenAway" integer)`)
  await db.run(sql`
    update duty_what_if set state = 'counted', done = ${counts.cases}, of_cases = ${counts.cases}, counts = ${JSON.stringify(counts)}::jsonb
    where id = ${id}`)
}

/** The cases behind those that nobody asks about any more: the counts stay, and they can be asked anew. */
export async function thinOutWhatIfs(db: Queryable, keep: number): Promise<void> {
  await db.run(sql`
    delete from duty_what_if_case where what_if_id in (
      select id from duty_what_if order by created_at desc, id desc offset ${keep})`)
}
