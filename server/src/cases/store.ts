/** The only writer of cases, follower and of their events. One message does act, event, outbox and answer. */
import type { Case } from '@bihuan/domain/cases/case'
import { documentOf } from '@bihuan/domain/cases/document'
import type { Projection } from '@bihuan/domain/cases/projection'
import { openRequests } from '@bihuan/domain/cases/projection'
import type { Contribution } from '@bihuan/domain/cases/measures'
import type { Delta } from '@bihuan/domain/cases/deltas'
import type { CommandKey } from '../platform/command.ts'
import { sql, violatedUnique, type Queryable, type Writer } from '../platform/database.ts'
import { eventRows } from '../platform/event-store.ts'
import type { EventRow } from '../platform/events.ts'
import { changeIn, rowsInto, sideBySide, type Change, type Rows, type Value } from '../platform/write-together.ts'
import { recordKeyRows, sealedTextRows, type SealedText } from '../platform/secrets-store.ts'

export interface CaseWrite {
  caseFile: Case
  projection: Projection
  contribution: Contribution
  events: EventRow[]
  /** Of all its events together; carried by the last one. */
  deltas: Delta[]
  texts: SealedText[]
  /** null for the system's own acts, which have no command id. */
  answer: { key: CommandKey; status: number; body: unknown } | null
  now: Date
}

const at = (millis: number | null) => (millis === null ? null : new Date(millis))

/** The columns that an act may change, in one order for insert and update. */
const CHANGING = [
  ...[
    'seq',
    'head_hash',
    'document',
    'state',
    'item_id',
    'category_id',
    'city_id',
    'county_id',
    'town_id',
    'community_id',
  ],
  ...['grid_id', 'position', 'office_id', 'holder_kind', 'holder_id', 'lead_department_id', 'assist_department_ids'],
  ...['called_office_ids', 'told_office_ids', 'requests', 'supervised', 'danger', 'suspended', 'due_at', 'warn_at'],
  ...['whole_due_at', 'wake_at', 'provisional', 'closed_at', 'closing', 'late', 'closed_day', 'measures', 'parent_id'],
]
const FILED = ['id', 'number', 'source', 'finder', 'reported_at', 'reported_day']

/** A row of `cases`, by column. */
function rowOf({ caseFile: c, projection: p, contribution, events }: CaseWrite): Record<string, Value> {
  const head = events.at(-1)!
  return {
    id: c.id,
    number: c.number,
    source: c.source,
    finder: c.finder,
    reported_at: at(c.reportedAt),
    reported_day: contribution.reportedDay,
    seq: head.seq,
    head_hash: head.hash,
    document: JSON.stringify(documentOf(c)),
    state: c.state,
    item_id: c.item.id,
    category_id: c.item.categoryId,
    city_id: c.place.cityId,
    county_id: c.place.countyId,
    town_id: c.place.townId,
    community_id: c.place.communityId,
    grid_id: c.place.gridId,
    position: c.position && `(${c.position.longitude},${c.position.latitude})`,
    office_id: c.officeId,
    holder_kind: c.holder?.kind ?? null,
    holder_id: c.holder?.id ?? null,
    lead_department_id: c.assignment?.lead ?? null,
    assist_department_ids: c.assignment?.assisting ?? [],
    called_office_ids: c.calls.flatMap((call) => (call.settledAt === null ? (call.officeId ?? []) : [])),
    told_office_ids: c.holder ? [...new Set(c.escalations.flatMap((told) => told.officeId ?? []))] : [],
    requests: openRequests(c),
    supervised: c.supervises.some((order) => order.settledAt === null),
    danger: c.procedure.id === 'danger-to-life' || c.item.severity === 'danger-to-life',
    suspended: c.suspension !== null,
    due_at: at(p.dueAt),
    warn_at: at(p.warnAt),
    whole_due_at: at(p.wholeDueAt),
    wake_at: at(p.wakeAt),
    provisional: p.provisional,
    closed_at: at(c.closedAt),
    closing: c.closing,
    late: p.late,
    closed_day: contribution.closedDay,
    measures: contribution.measures,
    parent_id: c.parentId,
  }
}

const OUTBOX = ['event_id', 'act', 'deltas'] as const
function outboxOf({ events, deltas }: CaseWrite) {
  return events.map(({ id, act }, index) => ({
    event_id: id,
    act,
    deltas: index === events.length - 1 && deltas.length > 0 ? JSON.stringify(deltas) : null,
  }))
}

const ANSWERED = ['id', 'actor', 'subject', 'request_hash', 'status', 'answer', 'recorded_at'] as const
function answerOf({ answer, now }: CaseWrite) {
  if (!answer) return []
  const { id, actor, subject, requestHash } = answer.key
  const told = { status: answer.status, answer: JSON.stringify(answer.body) }
  return [{ id, actor, subject, request_hash: requestHash, ...told, recorded_at: now }]
}

export interface NewCase extends CaseWrite {
  wrappedKey: Buffer
}

const FILED_AT_ONCE = [...FILED, ...CHANGING]

/** All that is written of a new case. */
export function rowsOfNew(write: NewCase): Rows[] {
  const { caseFile, wrappedKey, now } = write
  return [
    rowsInto('cases', FILED_AT_ONCE, [rowOf(write)]),
    recordKeyRows([{ record: caseFile.id, wrapped: wrappedKey, now }]),
    ...rowsBeside(write),
  ]
}

/** Events, outbox, answer and texts of whatever is done. */
function rowsBeside(write: CaseWrite): Rows[] {
  return [
    eventRows(write.events),
    rowsInto('outbox', OUTBOX, outboxOf(write)),
    rowsInto('command', ANSWERED, answerOf(write)),
    sealedTextRows(write.texts),
  ]
}

/** New cases, each as `rowsOfNew`; all or none. A second copy of the same command, or a taken id, fails on a unique constraint. */
export async function insertCases(db: Writer, cases: readonly Rows[][]): Promise<void> {
  await db.writeTogether(sideBySide(cases))
}

export interface CaseChange extends CaseWrite {
  /** The version that it changes. */
  expected: number
}

/** A change of a case that is still at the version expected, with all that goes with it; ready to be sent. */
export interface PreparedChange {
  change: Change
  beside: Rows[]
}

const HELD = ['id', 'seq'] as const
export function prepareChange(write: CaseChange): PreparedChange {
  const held = { id: write.caseFile.id, seq: write.expected }
  return { change: changeIn('cases', CHANGING, rowOf(write), HELD, held), beside: rowsBeside(write) }
}

/**
 * Changes of different cases; says of each whether it was still at the version expected. Of the others nothing is written: their event
 * would bear a number that is taken already, so the database refuses all of them, and each is tried alone.
 */
export async function updateCases(db: Writer, changes: readonly PreparedChange[]): Promise<boolean[]> {
  try {
    await db.writeTogether([...changes.map(({ change }) => change), ...sideBySide(changes.map(({ beside }) => beside))])
    return changes.map(() => true)
  } catch (error) {
    if (violatedUnique(error) !== 'event_subject_seq') throw error
    if (changes.length === 1) return [false]
    const done: boolean[] = []
    for (const one of changes) done.push(...(await updateCases(db, [one])))
    return done
  }
}

/** False when the case is no longer at `expected`: nothing was written. */
export async function updateCase(db: Writer, write: CaseWrite, expected: number): Promise<boolean> {
  return (await updateCases(db, [prepareChange({ ...write, expected })]))[0]!
}

/** The projection of clocks anew, after a calendar was published. No event: the facts did not change. */
export async function reproject(
  db: Queryable,
  id: string,
  seq: number,
  projection: Projection,
  contribution: Contribution,
): Promise<boolean> {
  const changed =
    await db.maybe(sql`update cases set due_at = ${at(projection.dueAt)}, warn_at = ${at(projection.warnAt)}, whole_due_at = ${at(projection.wholeDueAt)},
    wake_at = ${at(projection.wakeAt)}, provisional = ${projection.provisional}, late = ${projection.late}, measures = ${contribution.measures}
    where id = ${id} and seq = ${seq} returning id`)
  return changed !== null
}

export async function setFollower(db: Queryable, caseId: string, accountId: string, follows: boolean): Promise<void> {
  await db.run(
    follows
      ? sql`insert into follower (case_id, account_id) values (${caseId}, ${accountId}) on conflict do nothing`
      : sql`delete from follower where case_id = ${caseId} and account_id = ${accountId}`,
  )
}

/** 64 numbers at a time; gaps are allowed. The first of the block. */
export async function takeNumbers(db: Queryable): Promise<number> {
  const row = await db.maybe<{ first: number }>(sql`select nextval('case_number') as first`)
  return row!.first
}
export const NUMBERS_AT_ONCE = 64

/** Says that an account has a case open until then, or has it no longer. */
export async function setPresence(db: Queryable, caseId: string, accountId: string, until: Date | null): Promise<void> {
  await db.run(
    until
      ? sql`insert into presence (case_id, account_id, until) values (${caseId}, ${accountId}, ${until}) on conflict (case_id, account_id) do update set until = excluded.until`
      : sql`delete from presence where case_id = ${caseId} and account_id = ${accountId}`,
  )
}
