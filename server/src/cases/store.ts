/** The only writer of cases, follower and of their events. One statement does act, event, outbox and answer. */
import type { Case } from '@bihuan/domain/cases/case'
import type { Projection } from '@bihuan/domain/cases/projection'
import { openRequests } from '@bihuan/domain/cases/projection'
import type { Contribution } from '@bihuan/domain/cases/measures'
import type { Delta } from '@bihuan/domain/cases/deltas'
import type { CommandKey } from '../platform/command.ts'
import { empty, sql, type Queryable, type Sql } from '../platform/database.ts'
import type { EventRow } from '../platform/events.ts'
import { insertRecordKey, insertSealedTexts, type SealedText } from '../platform/secrets-store.ts'

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
function columns({ caseFile: c, projection: p, contribution, events }: CaseWrite): [string, unknown][] {
  const head = events.at(-1)!
  const calls = c.calls.filter((call) => call.settledAt === null).map((call) => call.officeId)
  return [
    ['seq', head.seq],
    ['head_hash', head.hash],
    ['document', JSON.stringify(c)],
    ['state', c.state],
    ['item_id', c.item.id],
    ['category_id', c.item.categoryId],
    ['city_id', c.place.cityId],
    ['county_id', c.place.countyId],
    ['town_id', c.place.townId],
    ['community_id', c.place.communityId],
    ['grid_id', c.place.gridId],
    ['position', c.position ? `(${c.position.longitude},${c.position.latitude})` : null],
    ['office_id', c.officeId],
    ['holder_kind', c.holder?.kind ?? null],
    ['holder_id', c.holder?.id ?? null],
    ['lead_department_id', c.assignment?.lead ?? null],
    ['assist_department_ids', c.assignment?.assisting ?? []],
    ['called_office_ids', calls],
    ['told_office_ids', c.holder ? [...new Set(c.escalations.flatMap((told) => told.officeId ?? []))] : []],
    ['requests', openRequests(c)],
    ['supervised', c.supervises.some((order) => order.settledAt === null)],
    ['danger', c.procedure.id === 'danger-to-life' || c.item.severity === 'danger-to-life'],
    ['suspended', c.suspension !== null],
    ['due_at', at(p.dueAt)],
    ['warn_at', at(p.warnAt)],
    ['whole_due_at', at(p.wholeDueAt)],
    ['wake_at', at(p.wakeAt)],
    ['provisional', p.provisional],
    ['closed_at', at(c.closedAt)],
    ['closing', c.closing],
    ['late', p.late],
    ['closed_day', contribution.closedDay],
    ['measures', contribution.measures],
    ['parent_id', c.parentId],
  ]
}

const CASTS: Record<string, string> = {
  document: 'jsonb',
  position: 'point',
  assist_department_ids: 'uuid[]',
  called_office_ids: 'uuid[]',
  told_office_ids: 'uuid[]',
  requests: 'text[]',
  measures: 'text[]',
  due_at: 'timestamptz',
  warn_at: 'timestamptz',
  whole_due_at: 'timestamptz',
  wake_at: 'timestamptz',
  closed_at: 'timestamptz',
  closed_day: 'date',
  seq: 'integer',
  supervised: 'boolean',
  danger: 'boolean',
  suspended: 'boolean',
  provisional: 'boolean',
  late: 'boolean',
  item_id: 'uuid',
  category_id: 'uuid',
  city_id: 'uuid',
  county_id: 'uuid',
  town_id: 'uuid',
  community_id: 'uuid',
  grid_id: 'uuid',
  office_id: 'uuid',
  holder_id: 'uuid',
  lead_department_id: 'uuid',
  parent_id: 'uuid',
}

/** Values bound in order; the text is the same for every call, so that the statement is prepared once. */
function bind(values: readonly unknown[], text: (parameter: (index: number) => string) => string): Sql {
  const parts = text((index) => `\u0000${index}\u0000`).split('\u0000')
  const strings = parts.filter((_, index) => index % 2 === 0)
  const bound = parts.filter((_, index) => index % 2 === 1).map((index) => values[Number(index)])
  return sql(strings, ...(bound as never[]))
}

function eventArm(events: readonly EventRow[], from: string): Sql {
  const list = <K extends keyof EventRow>(key: K) => events.map((event) => event[key])
  return sql`insert into event (id, subject, seq, act, actor, occurred_at, recorded_at, body, prev_hash, hash, alg)
    select e.* from ${sql([from])}, unnest(${list('id')}::uuid[], ${list('subject')}::uuid[], ${list('seq')}::int[], ${list('act')}::text[], ${list('actor')}::text[],
      ${list('occurred_at')}::timestamptz[], ${list('recorded_at')}::timestamptz[], ${list('body')}::text[], ${list('prev_hash')}::text[], ${list('hash')}::text[],
      ${list('alg')}::text[]) as e`
}

function outboxArm(events: readonly EventRow[], deltas: readonly Delta[], from: string): Sql {
  const carried = events.map((_, index) =>
    index === events.length - 1 && deltas.length > 0 ? JSON.stringify(deltas) : null,
  )
  return sql`insert into outbox (event_id, deltas) select o.* from ${sql([from])}, unnest(${events.map((event) => event.id)}::uuid[], ${carried}::text[]) as o`
}

function tail(write: CaseWrite, from: string): Sql {
  const answer = write.answer ? sql`, answered as (${insertAnswerFrom(write, from)})` : empty
  // A change that found another version seals nothing either.
  const texts =
    write.texts.length > 0
      ? sql`, sealed as (${insertSealedTexts(write.texts)} where exists (select from ${sql([from])}))`
      : empty
  return sql`, entered as (${eventArm(write.events, from)}), sent as (${outboxArm(write.events, write.deltas, from)})${answer}${texts}`
}

/** Only together with the change itself: a change that found another version answers nothing. */
function insertAnswerFrom({ answer, now }: CaseWrite, from: string): Sql {
  const { key, status, body } = answer!
  return sql`insert into command (id, actor, subject, request_hash, status, answer, recorded_at)
    select ${key.id}::uuid, ${key.actor}, ${key.subject}::uuid, ${key.requestHash}, ${status}::smallint, ${JSON.stringify(body)}, ${now}::timestamptz from ${sql([from])}`
}

const shape = (write: CaseWrite, kind: string) =>
  `case-${kind}-${write.answer ? 'a' : ''}${write.texts.length > 0 ? 't' : ''}`

/** A new case. A second copy of the same command, or a taken id, fails on a unique constraint. */
export async function insertCase(db: Queryable, write: CaseWrite, wrappedKey: Buffer): Promise<void> {
  const { caseFile: c, contribution, now } = write
  const pairs: [string, unknown][] = [
    ['id', c.id],
    ['number', c.number],
    ['source', c.source],
    ['finder', c.finder],
    ['reported_at', at(c.reportedAt)],
    ['reported_day', contribution.reportedDay],
    ...columns(write),
  ]
  const casts: Record<string, string> = { ...CASTS, id: 'uuid', reported_at: 'timestamptz', reported_day: 'date' }
  const row = bind(
    pairs.map(([, value]) => value),
    (parameter) =>
      `insert into cases (${pairs.map(([name]) => name).join(', ')}) values (${pairs.map(([name], index) => `${parameter(index)}::${casts[name] ?? 'text'}`).join(', ')}) returning id`,
  )
  await db.run(
    sql`with changed as (${row}), keyed as (${insertRecordKey(c.id, wrappedKey, now)})${tail(write, 'changed')} select id from changed`,
    shape(write, 'insert'),
  )
}

/** False when the case is no longer at `expected`: nothing was written. */
export async function updateCase(db: Queryable, write: CaseWrite, expected: number): Promise<boolean> {
  const pairs = columns(write)
  const values = [...pairs.map(([, value]) => value), write.caseFile.id, expected]
  const change = bind(
    values,
    (parameter) =>
      `update cases set ${pairs.map(([name], index) => `${name} = ${parameter(index)}::${CASTS[name] ?? 'text'}`).join(', ')} where id = ${parameter(pairs.length)}::uuid and seq = ${parameter(pairs.length + 1)}::integer returning id`,
  )
  return (
    (await db.maybe(
      sql`with changed as (${change})${tail(write, 'changed')} select id from changed`,
      shape(write, 'update'),
    )) !== null
  )
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
