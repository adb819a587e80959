/** Rows of what was told, for COPY: the same columns and values as the statements of store.ts write. */
import { documentOf } from '@bihuan/domain/cases/document'
import { openRequests } from '@bihuan/domain/cases/projection'
import type { CommandKey } from '../../platform/command.ts'
import type { CopyRows } from '../../platform/copy-rows.ts'
import type { EventRow } from '../../platform/events.ts'
import type { SealedText } from '../../platform/secrets-store.ts'
import type { CaseWrite } from '../store.ts'

/** Tables and their columns, in the order in which they are copied: what is referred to comes first. */
export const TABLES = {
  record_key: ['record', 'wrapped', 'created_at', 'erased_at'],
  sealed_text: ['id', 'record', 'kind', 'sealed', 'blind_index', 'created_at'],
  event: [
    ...['id', 'subject', 'seq', 'act', 'actor', 'occurred_at', 'recorded_at', 'body', 'prev_hash', 'hash', 'alg'],
  ],
  cases: [
    ...['id', 'number', 'source', 'finder', 'reported_at', 'reported_day', 'seq', 'head_hash', 'document', 'state'],
    ...[
      'item_id',
      'category_id',
      'city_id',
      'county_id',
      'town_id',
      'community_id',
      'grid_id',
      'position',
      'office_id',
    ],
    ...['holder_kind', 'holder_id', 'lead_department_id', 'assist_department_ids', 'called_office_ids'],
    ...['told_office_ids', 'requests', 'supervised', 'danger', 'suspended', 'due_at', 'warn_at', 'whole_due_at'],
    ...['wake_at', 'provisional', 'closed_at', 'closing', 'late', 'closed_day', 'measures', 'parent_id'],
  ],
  follower: ['account_id', 'case_id'],
  command: ['id', 'actor', 'subject', 'request_hash', 'status', 'answer', 'recorded_at'],
  file_reference: ['id', 'record', 'sha256', 'purpose', 'uploaded_by', 'upload_id', 'created_at', 'erased_at'],
  log: ['position', 'event_id', 'deltas', 'act'],
} as const
export type Table = keyof typeof TABLES

export function putCase(
  rows: CopyRows,
  { caseFile: c, projection: p, contribution, events }: Omit<CaseWrite, 'texts' | 'answer' | 'deltas' | 'now'>,
): void {
  const head = events.at(-1)!
  rows
    .row()
    .uuid(c.id)
    .text(c.number)
    .text(c.source)
    .text(c.finder)
    .time(c.reportedAt)
    .date(contribution.reportedDay)
    .int4(head.seq)
    .text(head.hash)
    .text(JSON.stringify(documentOf(c)))
    .text(c.state)
    .uuid(c.item.id)
    .uuid(c.item.categoryId)
    .uuid(c.place.cityId)
    .uuid(c.place.countyId)
    .uuid(c.place.townId)
    .uuid(c.place.communityId)
    .uuid(c.place.gridId)
    .point(c.position)
    .uuid(c.officeId)
    .text(c.holder?.kind ?? null)
    .uuid(c.holder?.id ?? null)
    .uuid(c.assignment?.lead ?? null)
    .uuids(c.assignment?.assisting ?? [])
    .uuids(c.calls.filter((call) => call.settledAt === null).map((call) => call.officeId!))
    .uuids(c.holder ? [...new Set(c.escalations.flatMap((told) => told.officeId ?? []))] : [])
    .texts(openRequests(c))
    .bool(c.supervises.some((order) => order.settledAt === null))
    .bool(c.procedure.id === 'danger-to-life' || c.item.severity === 'danger-to-life')
    .bool(c.suspension !== null)
    .time(p.dueAt)
    .time(p.warnAt)
    .time(p.wholeDueAt)
    .time(p.wakeAt)
    .bool(p.provisional)
    .time(c.closedAt)
    .text(c.closing)
    .bool(p.late)
    .date(contribution.closedDay)
    .texts(contribution.measures)
    .uuid(c.parentId)
}

export function putEvent(rows: CopyRows, event: EventRow): void {
  rows
    .row()
    .uuid(event.id)
    .uuid(event.subject)
    .int4(event.seq)
    .text(event.act)
    .text(event.actor)
    .time(event.occurred_at)
    .time(event.recorded_at)
    .text(event.body)
    .text(event.prev_hash)
    .text(event.hash)
    .text(event.alg)
}

export function putText(rows: CopyRows, { id, record, kind, sealed, blindIndex, createdAt }: SealedText): void {
  rows.row().uuid(id).uuid(record).text(kind).buffer(sealed).buffer(blindIndex).time(createdAt)
}

export interface Answered {
  key: CommandKey
  status: number
  body: unknown
  at: Date
}

export function putAnswer(rows: CopyRows, { key, status, body, at }: Answered): void {
  const { id, actor, subject, requestHash } = key
  rows.row().uuid(id).text(actor).uuid(subject).text(requestHash).int2(status).text(JSON.stringify(body)).time(at)
}

/** A file that lies there already, as one more record holds it. */
export interface Held {
  referenceId: string
  sha256: string
  purpose: string
  by: string
  at: Date
}

export function putFile(
  rows: CopyRows,
  record: string,
  uploadId: string,
  { referenceId, sha256, purpose, by, at }: Held,
): void {
  rows.row().uuid(referenceId).uuid(record).text(sha256).text(purpose).uuid(by).uuid(uploadId).time(at).nothing()
}
