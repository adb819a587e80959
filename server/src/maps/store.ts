/** The only writer of `recurrence`. */
import { sql, type Queryable } from '../platform/database.ts'

export interface Recurrence {
  caseId: string
  /** Newest first; none: it repeats nothing any more. */
  earlierIds: string[]
}

/** Writes what has changed; rows that say the same already keep their stamp. */
export async function writeRecurrences(db: Queryable, found: readonly Recurrence[]): Promise<void> {
  const repeating = found.filter(({ earlierIds }) => earlierIds.length > 0)
  const rows = repeating.map(({ caseId, earlierIds }) => ({
    case_id: caseId,
    times: earlierIds.length,
    earlier_ids: earlierIds,
  }))
  if (rows.length > 0)
    await db.run(
      sql`insert into recurrence (case_id, times, earlier_ids)
        select case_id, times, earlier_ids from json_to_recordset(${JSON.stringify(rows)}::json) as r (case_id uuid, times integer, earlier_ids uuid[])
        on conflict (case_id) do update set times = excluded.times, earlier_ids = excluded.earlier_ids, stamp = nextval('recurrence_stamp')
        where recurrence.earlier_ids <> excluded.earlier_ids`,
      'recurrence-write',
    )
  const single = found.filter(({ earlierIds }) => earlierIds.length === 0).map(({ caseId }) => caseId)
  if (single.length > 0)
    await db.run(
      sql`update recurrence set times = 0, earlier_ids = '{}', stamp = nextval('recurrence_stamp') where case_id = any(${single}::uuid[]) and times > 0`,
      'recurrence-end',
    )
}
