/**
 * The event chain: each entry carries the hash of the one before it. Building rows is pure; stores insert them in the
 * same statement as the state that they change. What the hash covers: docs/decisions/0005-event-log-seal.md.
 */
import { hash as digest } from 'node:crypto'
import type { EventAct } from '@bihuan/contract/audit-acts'
import { canonical } from './canonical.ts'
import { newId } from './id.ts'

/** Algorithms an event may be chained with; GM/T 0004 SM3 where the city must use national cryptography. */
export type HashAlgorithm = 'sha256' | 'sm3'

/** The end of a subject's chain; `seq` 0 and `hash` '' before the first event. */
export interface Head {
  subject: string
  seq: number
  hash: string
}

export interface NewEvent {
  act: EventAct
  actor: string
  occurredAt: Date
  recordedAt: Date
  body: unknown
}

/** A row of the table `event`. */
export interface EventRow {
  id: string
  subject: string
  seq: number
  act: string
  actor: string
  occurred_at: Date
  recorded_at: Date
  body: string
  prev_hash: string
  hash: string
  alg: HashAlgorithm
}

export function buildEvents(
  cityId: string,
  head: Head,
  events: readonly NewEvent[],
  alg: HashAlgorithm = 'sha256',
): EventRow[] {
  let { seq, hash } = head
  return events.map((event) => {
    const row: EventRow = {
      id: newId(),
      subject: head.subject,
      seq: (seq += 1),
      act: event.act,
      actor: event.actor,
      occurred_at: event.occurredAt,
      recorded_at: event.recordedAt,
      body: canonical(event.body),
      prev_hash: hash,
      hash: '',
      alg,
    }
    row.hash = hash = digest(
      alg,
      canonical({
        act: row.act,
        actor: row.actor,
        alg,
        body: row.body,
        city: cityId,
        id: row.id,
        occurred_at: row.occurred_at.toISOString(),
        prev_hash: row.prev_hash,
        recorded_at: row.recorded_at.toISOString(),
        seq: row.seq,
        subject: row.subject,
      }),
      'hex',
    )
    return row
  })
}

/** The head after these events, or the given one if there are none. */
export function headAfter(head: Head, rows: readonly EventRow[]): Head {
  const last = rows.at(-1)
  return last ? { subject: head.subject, seq: last.seq, hash: last.hash } : head
}
