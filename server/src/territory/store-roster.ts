/** The only writer of roster and duty_shift. */
import { sql, type Queryable } from '../platform/database.ts'
import { insertEvents } from '../platform/event-store.ts'
import type { EventRow, Head } from '../platform/events.ts'
import { insertRecordKey, insertSealedTexts, type SealedText } from '../platform/secrets-store.ts'

export interface ShiftRow {
  id: string
  startsAt: Date
  endsAt: Date
  accountIds: string[]
  leaderId: string
  phoneTextId: string | null
}

/** The head of a team's roster, held until the transaction ends; made with its key where there was none. */
export async function lockRoster(db: Queryable, teamId: string, wrappedKey: Buffer, now: Date): Promise<Head> {
  const fresh = await db.run(
    sql`insert into roster (id, seq, head_hash) values (${teamId}, 0, '') on conflict (id) do nothing`,
  )
  if (fresh > 0) await db.run(insertRecordKey(teamId, wrappedKey, now))
  const row = await db.maybe<{ seq: number; hash: string }>(
    sql`select seq, head_hash as hash from roster where id = ${teamId} for update`,
  )
  return { subject: teamId, ...row! }
}

export async function writeShifts(
  db: Queryable,
  teamId: string,
  { put, remove, texts, now }: { put: ShiftRow[]; remove: string[]; texts: SealedText[]; now: Date },
): Promise<void> {
  if (texts.length > 0) await db.run(insertSealedTexts(texts))
  for (const { id, startsAt, endsAt, accountIds, leaderId, phoneTextId } of put)
    await db.run(sql`
      insert into duty_shift (id, team_id, starts_at, ends_at, account_ids, leader_id, phone_text_id)
      values (${id}, ${teamId}, ${startsAt}, ${endsAt}, ${accountIds}::uuid[], ${leaderId}, ${phoneTextId})
      on conflict (id) do update set starts_at = excluded.starts_at, ends_at = excluded.ends_at, account_ids = excluded.account_ids,
        leader_id = excluded.leader_id, phone_text_id = excluded.phone_text_id`)
  if (remove.length > 0)
    await db.run(
      sql`update duty_shift set removed_at = ${now} where team_id = ${teamId} and id = any(${remove}::uuid[]) and removed_at is null`,
    )
}

export async function noteRoster(db: Queryable, event: EventRow): Promise<void> {
  await db.run(sql`update roster set seq = ${event.seq}, head_hash = ${event.hash} where id = ${event.subject}`)
  await insertEvents(db, [event])
}
