/** Reading cases for commands: the row as it is locked by its version, its history, its clocks' next moments. */
import type { Case } from '@bihuan/domain/cases/case'
import { caseOf, type CaseDocument } from '@bihuan/domain/cases/document'
import type { Entry } from '@bihuan/domain/cases/entries'
import { evolve, restore } from '@bihuan/domain/cases/evolve'
import type { StoredAnswer } from '../platform/command.ts'
import { sql, type Queryable } from '../platform/database.ts'

export interface CaseForAct {
  document: Case
  seq: number
  headHash: string
  /** The record's wrapped key; null once erased. */
  wrapped: Buffer | null
  finderName: string | null
  /** What this command id was answered before. */
  answer: StoredAnswer | null
  /** The command that this one follows. */
  predecessor: { subject: string; status: number } | null
}

/** Everything that an act needs, in one round trip. */
export async function readForAct(
  db: Queryable,
  id: string,
  commandId: string | null,
  after: string | null,
): Promise<CaseForAct | null> {
  const row = await db.maybe<{
    document: CaseDocument
    seq: number
    head_hash: string
    wrapped: Buffer | null
    finder_name: string | null
    status: number | null
    answer: string | null
    actor: string | null
    request_hash: string | null
    after_subject: string | null
    after_status: number | null
  }>(
    sql`select c.document, c.seq, c.head_hash, k.wrapped, a.name as finder_name, m.status, m.answer, m.actor, m.request_hash,
        p.subject as after_subject, p.status as after_status
      from cases c
      left join record_key k on k.record = c.id
      left join account a on a.id = case when c.finder ~ '^[0-9a-f]{8}-' then c.finder::uuid end
      left join command m on m.id = ${commandId}
      left join command p on p.id = ${after}
      where c.id = ${id}`,
    'case-for-act',
  )
  if (!row) return null
  return {
    document: caseOf(row.document),
    seq: row.seq,
    headHash: row.head_hash,
    wrapped: row.wrapped,
    finderName: row.finder_name,
    answer:
      row.answer === null
        ? null
        : { status: row.status!, answer: row.answer, actor: row.actor!, request_hash: row.request_hash! },
    predecessor: row.after_subject === null ? null : { subject: row.after_subject, status: row.after_status! },
  }
}

export interface EventLine {
  id: string
  seq: number
  act: string
  actor: string
  occurred_at: Date
  recorded_at: Date
  body: string
}

export async function eventsOf(db: Queryable, subject: string): Promise<EventLine[]> {
  return db.rows<EventLine>(
    sql`select id, seq, act, actor, occurred_at, recorded_at, body from event where subject = ${subject} order by seq`,
    'events-of-subject',
  )
}

export function asEntry(subject: string, line: EventLine): Entry {
  return {
    act: line.act,
    subject,
    actor: line.actor,
    occurredAt: line.occurred_at.getTime(),
    recordedAt: line.recorded_at.getTime(),
    seq: line.seq,
    body: JSON.parse(line.body),
  } as Entry
}

/** The case after each entry of its history, oldest first. */
export function statesOf(entries: readonly Entry[]): Case[] {
  const states: Case[] = []
  for (const entry of entries)
    states.push(entry.act === 'retract' ? restore(states, entry) : evolve(states.at(-1) ?? null, entry))
  return states
}

export async function historyOf(db: Queryable, subject: string): Promise<Case[]> {
  return statesOf((await eventsOf(db, subject)).map((line) => asEntry(subject, line)))
}

/** Cases at which the system must look now, the longest waiting first. */
export async function casesToWake(
  db: Queryable,
  now: Date,
  limit: number,
): Promise<{ id: string; document: Case; seq: number; head_hash: string }[]> {
  const rows = await db.rows<{ id: string; document: CaseDocument; seq: number; head_hash: string }>(
    sql`select id, document, seq, head_hash from cases where wake_at <= ${now} order by wake_at, id limit ${limit}`,
    'cases-to-wake',
  )
  return rows.map((row) => ({ ...row, document: caseOf(row.document) }))
}

/** When the system must look next, or null. */
export async function nextWake(db: Queryable): Promise<Date | null> {
  const row = await db.maybe<{ next: Date | null }>(
    sql`select min(wake_at) as next from cases where wake_at is not null`,
  )
  return row?.next ?? null
}
