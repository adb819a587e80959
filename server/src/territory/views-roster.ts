/** Reads of rosters. Telephones are masked here; in clear they are read by a command that leaves its event. */
import type { ShiftAnswer } from '@bihuan/contract/roster'
import type { City } from '../platform/city.ts'
import { sql, type Queryable } from '../platform/database.ts'
import { maskPhone } from '../platform/secrets.ts'
import { openTexts } from '../platform/secrets-store.ts'
import { accountNames } from '../staff/answers.ts'

export interface KnownShift {
  id: string
  teamId: string
  startsAt: Date
  endsAt: Date
  accountIds: string[]
  leaderId: string
  phoneTextId: string | null
  removedAt: Date | null
}

const COLUMNS = sql`id, team_id as "teamId", starts_at as "startsAt", ends_at as "endsAt", account_ids as "accountIds", leader_id as "leaderId",
  phone_text_id as "phoneTextId", removed_at as "removedAt"`

export async function shiftsById(db: Queryable, ids: readonly string[]): Promise<Map<string, KnownShift>> {
  const rows = await db.rows<KnownShift>(sql`select ${COLUMNS} from duty_shift where id = any(${ids}::uuid[])`)
  return new Map(rows.map((row) => [row.id, row]))
}

export async function shiftsBetween(city: City, teamId: string, from: Date, to: Date): Promise<ShiftAnswer[]> {
  const rows = await city.db.rows<KnownShift>(
    sql`select ${COLUMNS} from duty_shift
      where team_id = ${teamId} and removed_at is null and starts_at < ${to} and ends_at > ${from} order by starts_at, ends_at, id`,
    'shifts-between',
  )
  return answers(city, rows)
}

/** Who is on duty at a moment: the start belongs to the shift, the end does not. */
export async function shiftsAt(city: City, teamId: string, at: Date): Promise<ShiftAnswer[]> {
  const rows = await city.db.rows<KnownShift>(
    sql`select ${COLUMNS} from duty_shift
      where team_id = ${teamId} and removed_at is null and starts_at <= ${at} and ends_at > ${at} order by starts_at, id`,
    'shifts-at',
  )
  return answers(city, rows)
}

export async function nextStart(db: Queryable, teamId: string, after: Date): Promise<Date | null> {
  const row = await db.maybe<{ at: Date }>(
    sql`select starts_at as at from duty_shift where team_id = ${teamId} and removed_at is null and starts_at > ${after}
      order by starts_at limit 1`,
  )
  return row?.at ?? null
}

async function answers(city: City, rows: readonly KnownShift[]): Promise<ShiftAnswer[]> {
  if (rows.length === 0) return []
  const names = await accountNames(
    city.db,
    rows.flatMap((row) => row.accountIds),
  )
  const texts = await openTexts(city.db, city, { ids: rows.flatMap((row) => row.phoneTextId ?? []) })
  const phones = new Map(texts.map(({ id, text }) => [id, text]))
  return rows.map(({ id, startsAt, endsAt, accountIds, leaderId, phoneTextId }) => {
    const phone = phoneTextId === null ? null : (phones.get(phoneTextId) ?? null)
    const people = accountIds
      .map((account) => ({ id: account, name: names.get(account) ?? '' }))
      // The leader first, as one rings him first.
      .toSorted((a, b) => Number(b.id === leaderId) - Number(a.id === leaderId) || (a.name < b.name ? -1 : 1))
    return {
      id,
      startsAt: startsAt.toISOString(),
      endsAt: endsAt.toISOString(),
      people,
      leaderId,
      phone: phone === null ? null : maskPhone(phone),
    }
  })
}
