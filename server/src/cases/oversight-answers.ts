/** What oversight may ask of cases, and what it may have the system do on them: always by the ordinary rules and the ordinary write. */
import type { z } from 'zod'
import type { caseFilter } from '@bihuan/contract/cases'
import type { Case, TextRef } from '@bihuan/domain/cases/case'
import { caseOf, type CaseDocument } from '@bihuan/domain/cases/document'
import { decide, isRefusal } from '@bihuan/domain/cases/decide'
import type { Entry } from '@bihuan/domain/cases/entries'
import { guard, SYSTEM, type Refusal, type RefusalCode } from '@bihuan/domain/cases/guard'
import type { Intention } from '@bihuan/domain/cases/intentions'
import type { Scope } from '@bihuan/domain/powers'
import type { Actor } from '../platform/actor.ts'
import type { City } from '../platform/city.ts'
import { join, sql, type Queryable } from '../platform/database.ts'
import { calendarOf } from '../platform/held-calendar.ts'
import { recordKey, type SealedText } from '../platform/secrets-store.ts'
import { actingPerson, casesInScope, powersOver } from './access.ts'
import { actOnCase } from './commands/act-on-case.ts'
import { prepare } from './commands/write.ts'
import { filterConditions } from './list.ts'
import { updateCase } from './store.ts'
import { Sealing } from './texts.ts'
import { asEntry, readForAct, statesOf, type EventLine } from './views.ts'
import { worldOf } from './world.ts'

export { actOnCase } from './commands/act-on-case.ts'
export { mayReadContent, powersOver, scopedRecord } from './access.ts'
export { readCalendar } from './recount.ts'
export { statesOf } from './views.ts'

export interface History {
  entries: Entry[]
  states: Case[]
}

/** Documents of cases by id; those that do not exist are left out. */
export async function caseFiles(db: Queryable, ids: readonly string[]): Promise<Map<string, Case>> {
  if (ids.length === 0) return new Map()
  const rows = await db.rows<{ document: CaseDocument }>(
    sql`select document from cases where id = any(${[...ids]}::uuid[])`,
    'case-documents',
  )
  return new Map(rows.map(({ document }) => [document.id, caseOf(document)]))
}

/** Histories up to a position of the log, folded. */
export async function historiesTo(
  db: Queryable,
  ids: readonly string[],
  position: number,
): Promise<Map<string, History>> {
  const rows = await db.rows<EventLine & { subject: string }>(
    sql`select e.id, e.subject, e.seq, e.act, e.actor, e.occurred_at, e.recorded_at, e.body
      from event e join log l on l.event_id = e.id
      where e.subject = any(${[...ids]}::uuid[]) and l.position <= ${position} order by e.subject, e.seq`,
    'histories-to',
  )
  const entries = new Map<string, Entry[]>()
  for (const row of rows) {
    const known = entries.get(row.subject)
    const entry = asEntry(row.subject, row)
    if (known) known.push(entry)
    else entries.set(row.subject, [entry])
  }
  return new Map([...entries].map(([id, own]) => [id, { entries: own, states: statesOf(own) }]))
}

/**
 * An act of the system's own, in the caller's transaction. Gives why it may not be done, or null. Throws where somebody was
 * faster: the caller's whole turn is tried again.
 */
export async function actBySystem(
  city: City,
  db: Queryable,
  caseId: string,
  intention: Intention,
): Promise<RefusalCode | null> {
  const now = city.clock.now()
  const calendar = calendarOf(city)
  const found = await readForAct(db, caseId, null, null)
  if (!found) throw new Error(`no case ${caseId}`)
  const moment = { at: now.getTime(), now: now.getTime(), calendar }
  const decided = decide(found.document, intention, SYSTEM, moment, worldOf(city))
  if (isRefusal(decided)) return decided.code
  const head = { subject: caseId, seq: found.seq, hash: found.headHash }
  const prepared = prepare(city, {
    head,
    before: found.document,
    entries: decided.entries,
    occurredAt: now,
    now,
    calendar,
  })
  if (!(await updateCase(db, { ...prepared, texts: [], answer: null }, found.seq)))
    throw new Error(`case ${caseId} changed meanwhile: tried again`)
  return null
}

/** Whether this person may supervise this case now; the case must be in his sight. */
export function superviseRefusal(city: City, actor: Actor, caseFile: Case, now: Date): Refusal | 'unknown' | null {
  const powers = powersOver(city, actor, caseFile)
  if (!powers.has('case.read')) return 'unknown'
  const person = actingPerson(actor, powers, { departmentIds: actor.departmentIds, teamIds: actor.teamIds })
  return guard(caseFile, 'supervise', person, { at: now.getTime(), now: now.getTime(), calendar: calendarOf(city) })
}

/** The ordinary act of a person who is not there: a command of a batch, once only by its id. */
export function superviseCase(
  city: City,
  actor: Actor,
  given: { commandId: string; caseId: string; limit: { amount: number; unit: string }; text: string; at: Date },
  now: Date,
) {
  const { commandId, caseId, limit, text, at } = given
  const body = { limit, text }
  const command = { commandId, act: 'supervise' as const, subject: caseId, occurredAt: at.toISOString(), body }
  return actOnCase(city, actor, command, now)
}

/** Open cases that a list with this filter would show, the first `limit` by due time. */
export async function matchingCases(
  city: City,
  actor: Actor,
  scopes: readonly Scope[],
  filter: z.output<typeof caseFilter>,
  now: Date,
  limit: number,
): Promise<string[]> {
  const conditions = [
    casesInScope(city, actor, scopes),
    sql`c.holder_id is not null`,
    ...filterConditions(city, actor, filter, now),
  ]
  const rows = await city.db.rows<{ id: string }>(
    sql`select c.id from cases c where ${join(conditions, ' and ')} order by c.due_at, c.id limit ${limit}`,
  )
  return rows.map(({ id }) => id)
}

/** Seals a remark under a case's key: the reference for the event, and the row to write. Throws `record.erased`. */
export async function sealRemark(
  city: City,
  db: Queryable,
  caseId: string,
  text: string,
  now: Date,
): Promise<{ ref: TextRef | null; rows: SealedText[] }> {
  const sealing = new Sealing(city, caseId, await recordKey(db, city, caseId), now)
  return { ref: sealing.seal('remark', text), rows: sealing.rows }
}
