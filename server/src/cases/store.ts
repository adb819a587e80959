/** The only writer of cases, follower and of their events. One statement does act, event, outbox and answer. */
import type { Case } from '@bihuan/domain/cases/case'
import { documentOf } from '@bihuan/domain/cases/document'
import type { Projection } from '@bihuan/domain/cases/projection'
import { openRequests } from '@bihuan/domain/cases/projection'
import type { Contribution } from '@bihuan/domain/cases/measures'
import type { Delta } from '@bihuan/domain/cases/deltas'
import type { CommandKey } from '../platform/command.ts'
import { raw, sql, type Queryable, type Sql } from '../platform/database.ts'
import { eventRows } from '../platform/event-store.ts'
import type { EventRow } from '../platform/events.ts'
import { rowsInto, sideBySide, type Rows, type Value } from '../platform/insert-together.ts'
import { insertSealedTexts, recordKeyRows, sealedTextRows, type SealedText } from '../platform/secrets-store.ts'

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

/** A row of `cases`, by column. As JSON, PostgreSQL gives each member the type of its column. */
function rowOf({ caseFile: c, projection: p, contribution, events }: CaseWrite): Record<string, unknown> {
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
    document: documentOf(c),
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
    called_office_ids: c.calls.filter((call) => call.settledAt === null).map((call) => call.officeId),
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

// The texts below never change, however many rows go with them: each is prepared once per connection and planned once.
const SET_COLUMNS = raw(CHANGING.map((name) => `${name} = r.${name}`).join(', '))

/** Events, outbox, answers and texts of changes, as further arms of their statement; nothing of a case that was not `changed`. */
function tail(writes: readonly CaseWrite[]): Sql {
  const events = writes.flatMap((write) => write.events)
  const outbox = writes.flatMap(outboxOf)
  const answers = writes.flatMap(answerOf)
  const texts = writes.flatMap((write) => write.texts)
  // A filter, not a join: the rows keep their order, which is that of the histories.
  const changed = raw('= any (array(select id from changed))')
  return sql`, entered as (
      insert into event (id, subject, seq, act, actor, occurred_at, recorded_at, body, prev_hash, hash, alg)
      select id, subject, seq, act, actor, occurred_at, recorded_at, body, prev_hash, hash, alg
      from json_populate_recordset(null::event, ${JSON.stringify(events)}::json) where subject ${changed}
    ), sent as (
      insert into outbox (event_id, act, deltas)
      select event_id, act, deltas from json_to_recordset(${JSON.stringify(outbox)}::json) as o (event_id uuid, subject uuid, act text, deltas text)
      where subject ${changed}
    ), answered as (
      insert into command (id, actor, subject, request_hash, status, answer, recorded_at)
      select id, actor, subject, request_hash, status, answer, recorded_at
      from json_populate_recordset(null::command, ${JSON.stringify(answers)}::json) where subject ${changed}
    ), sealed as (${insertSealedTexts(texts)} where record ${changed})`
}

const OUTBOX = ['event_id', 'act', 'deltas'] as const
function outboxOf({ events, deltas }: CaseWrite) {
  return events.map(({ id, subject, act }, index) => ({
    event_id: id,
    act,
    subject,
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
  const { caseFile, wrappedKey, now, events, texts } = write
  const row = Object.assign(rowOf(write), { document: JSON.stringify(documentOf(caseFile)) }) as Record<string, Value>
  return [
    rowsInto('cases', FILED_AT_ONCE, [row]),
    recordKeyRows([{ record: caseFile.id, wrapped: wrappedKey, now }]),
    eventRows(events),
    rowsInto('outbox', OUTBOX, outboxOf(write)),
    rowsInto('command', ANSWERED, answerOf(write)),
    sealedTextRows(texts),
  ]
}

/** New cases, each as `rowsOfNew`; all or none. A second copy of the same command, or a taken id, fails on a unique constraint. */
export async function insertCases(db: Queryable, cases: readonly Rows[][]): Promise<void> {
  await db.insertTogether(sideBySide(cases))
}

export interface CaseChange extends CaseWrite {
  /** The version that it changes. */
  expected: number
}

/** Changes of different cases; gives the ids of those that were still at the version expected. Of the others nothing is written. */
export async function updateCases(db: Queryable, writes: readonly CaseChange[]): Promise<ReadonlySet<string>> {
  const rows = await db.rows<{ id: string }>(
    sql`with changed as (
        update cases c set ${SET_COLUMNS}
        from json_populate_recordset(null::cases, ${JSON.stringify(writes.map(rowOf))}::json) r
        join unnest(${writes.map(({ caseFile }) => caseFile.id)}::uuid[], ${writes.map(({ expected }) => expected)}::integer[]) as held (id, expected)
          on held.id = r.id
        where c.id = r.id and c.seq = held.expected returning c.id
      )${tail(writes)} select id from changed`,
    'cases-update',
  )
  return new Set(rows.map(({ id }) => id))
}

/** False when the case is no longer at `expected`: nothing was written. */
export async function updateCase(db: Queryable, write: CaseWrite, expected: number): Promise<boolean> {
  return (await updateCases(db, [{ ...write, expected }])).size > 0
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
