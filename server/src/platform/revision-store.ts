/** The only writer of revision, revision_change and revision_finding. */
import type { RevisionKindName } from '@bihuan/contract/revision'
import { sql, type Queryable } from './database.ts'
import type { EventRow } from './events.ts'
import { insertEvents } from './event-store.ts'
import type { Change, NewFinding } from './revision.ts'
import { REVISION_COLUMNS, type RevisionRow } from './revision-row.ts'

export async function insertRevision(
  db: Queryable,
  row: Pick<
    RevisionRow,
    'id' | 'kind' | 'origin' | 'title' | 'source' | 'keepGood' | 'fileSha256' | 'fileName' | 'createdBy' | 'createdAt'
  >,
): Promise<void> {
  await db.run(sql`
    insert into revision (id, kind, origin, state, title, source, keep_good, file_sha256, file_name, created_by, created_at, seq, head_hash)
    values (${row.id}, ${row.kind}, ${row.origin}, 'rehearsing', ${row.title}, ${JSON.stringify(row.source)}::jsonb, ${row.keepGood},
      ${row.fileSha256}, ${row.fileName}, ${row.createdBy}, ${row.createdAt}, 0, '')`)
}

/** Holds the row until the transaction ends; null where there is none of this kind. */
export function lockRevision(db: Queryable, kind: RevisionKindName, id: string): Promise<RevisionRow | null> {
  return db.maybe<RevisionRow>(
    sql`select ${REVISION_COLUMNS} from revision where id = ${id} and kind = ${kind} for update`,
  )
}

/** The event, and the head of its chain. */
export async function noteRevisionEvent(db: Queryable, event: EventRow): Promise<void> {
  await db.run(sql`update revision set seq = ${event.seq}, head_hash = ${event.hash} where id = ${event.subject}`)
  await insertEvents(db, [event])
}

/** What an earlier rehearsal left behind goes; its number is the caller's. False where it was overtaken or discarded. */
export async function beginRehearsal(db: Queryable, id: string, rehearsal: number, base: number): Promise<boolean> {
  const begun = await db.run(sql`
    update revision set base_version = ${base}, progress = null, failure = null, counts = '{}', finding_counts = '[]', plan_sha256 = null,
      rehearsed_at = null where id = ${id} and state = 'rehearsing' and rehearsal = ${rehearsal}`)
  if (begun === 0) return false
  await db.run(sql`delete from revision_change where revision_id = ${id}`)
  await db.run(sql`delete from revision_finding where revision_id = ${id}`)
  return true
}

/** False where the rehearsal was overtaken or discarded. */
export async function noteProgress(
  db: Queryable,
  id: string,
  rehearsal: number,
  progress: RevisionRow['progress'],
): Promise<boolean> {
  const noted = await db.run(sql`update revision set progress = ${JSON.stringify(progress)}::jsonb
    where id = ${id} and state = 'rehearsing' and rehearsal = ${rehearsal}`)
  return noted === 1
}

export async function insertChanges(db: Queryable, id: string, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return
  await db.run(sql`
    insert into revision_change (revision_id, number, what, action, record, label, body, before)
    select ${id}::uuid, number, what, action, record, label, body, before
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb)
      as c (number integer, what text, action text, record text, label text, body jsonb, before jsonb)`)
}

export async function insertFindings(
  db: Queryable,
  id: string,
  findings: readonly (NewFinding & { number: number })[],
): Promise<void> {
  if (findings.length === 0) return
  await db.run(sql`
    insert into revision_finding (revision_id, number, severity, code, params, row_number, field, subject, area, geometry)
    select ${id}::uuid, number, severity, code, coalesce(params, '{}'), "row", field, subject, area, geometry
    from jsonb_to_recordset(${JSON.stringify(findings)}::jsonb)
      as f (number integer, severity text, code text, params jsonb, "row" integer, field text, subject text, area float8, geometry jsonb)`)
}

export interface Rehearsed {
  counts: Record<string, number>
  findingCounts: RevisionRow['findingCounts']
  planSha256: string
}

/** False where the rehearsal was overtaken or discarded. */
export async function endRehearsal(
  db: Queryable,
  id: string,
  rehearsal: number,
  result: Rehearsed,
  now: Date,
): Promise<boolean> {
  const ended = await db.run(sql`
    update revision set state = 'rehearsed', progress = null, counts = ${JSON.stringify(result.counts)}::jsonb,
      finding_counts = ${JSON.stringify(result.findingCounts)}::jsonb, plan_sha256 = ${result.planSha256}, rehearsed_at = ${now}
    where id = ${id} and state = 'rehearsing' and rehearsal = ${rehearsal}`)
  return ended === 1
}

export async function failRehearsal(
  db: Queryable,
  id: string,
  rehearsal: number,
  failure: NonNullable<RevisionRow['failure']>,
  now: Date,
): Promise<void> {
  await db.run(sql`
    update revision set state = 'failed', progress = null, failure = ${JSON.stringify(failure)}::jsonb, rehearsed_at = ${now}
    where id = ${id} and state = 'rehearsing' and rehearsal = ${rehearsal}`)
}

/** Back to its rehearsal, under the next number. */
export async function rehearseAnew(db: Queryable, id: string): Promise<void> {
  await db.run(
    sql`update revision set state = 'rehearsing', rehearsal = rehearsal + 1, progress = null, failure = null where id = ${id}`,
  )
}

export async function markApplied(
  db: Queryable,
  id: string,
  applied: { version: number; by: string; at: Date; keepGood: boolean },
): Promise<void> {
  await db.run(sql`update revision set state = 'applied', applied_version = ${applied.version}, applied_by = ${applied.by},
    applied_at = ${applied.at}, keep_good = ${applied.keepGood} where id = ${id}`)
}

export async function markTakenBack(db: Queryable, id: string, by: string, at: Date): Promise<void> {
  await db.run(
    sql`update revision set state = 'taken-back', taken_back_by = ${by}, taken_back_at = ${at} where id = ${id}`,
  )
}

export async function markDiscarded(db: Queryable, id: string): Promise<void> {
  await db.run(sql`update revision set state = 'discarded', progress = null where id = ${id}`)
}
