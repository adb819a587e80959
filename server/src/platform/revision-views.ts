/** Reads of revisions, as the endpoints of every kind answer them. */
import type {
  RevisionAnswer,
  RevisionChangeAnswer,
  RevisionFindingAnswer,
  RevisionKindName,
  Severity,
} from '@bihuan/contract/revision'
import { allProblems, type ProblemCode } from '@bihuan/contract/problems'
import type { City } from './city.ts'
import { sql, type Sql } from './database.ts'
import { Problem } from './problem.ts'
import { revisionKind } from './revision.ts'
import { REVISION_COLUMNS, type RevisionRow, type RevisionState } from './revision-row.ts'

type Row = RevisionRow & { createdName: string | null; appliedName: string | null; changes: number }

const READ = sql`select ${REVISION_COLUMNS},
  (select name from account where account.id = created_by) as "createdName", (select name from account where account.id = applied_by) as "appliedName",
  (select count(*) from revision_change c where c.revision_id = revision.id) as changes from revision`

const filled = (sentence: string, params: Record<string, unknown>) =>
  sentence.replace(/\{(\w+)\}/g, (whole, name: string) => (name in params ? String(params[name]) : whole))

function sentenceOf(kind: RevisionKindName, code: string, params: Record<string, unknown>): { zh: string; en: string } {
  const words = revisionKind(kind).sentences[code]
  if (!words) throw new Error(`no sentence for the finding ${code} of ${kind}`)
  return { zh: filled(words.zh, params), en: filled(words.en, params) }
}

/** Without its parameters: what the code means, `…` for what differs from finding to finding. */
function kindOfFinding(kind: RevisionKindName, code: string): { zh: string; en: string } {
  const { zh, en } = sentenceOf(kind, code, {})
  return { zh: zh.replace(/\{\w+\}/g, '…'), en: en.replace(/\{\w+\}/g, '…') }
}

const MAY: Record<RevisionState, RevisionAnswer['may']> = {
  rehearsing: ['discard'],
  rehearsed: ['apply', 'rehearse-again', 'discard'],
  failed: ['rehearse-again', 'discard'],
  applied: ['take-back'],
  'taken-back': [],
  discarded: [],
}

function toAnswer(row: Row, version: number): RevisionAnswer {
  const number = (severity: Severity) =>
    row.findingCounts.filter((one) => one.severity === severity).reduce((sum, { count }) => sum + count, 0)
  const stale = row.state === 'rehearsed' && row.baseVersion !== version
  const failure = row.failure && new Problem(row.failure.code as ProblemCode, row.failure.params)
  return {
    id: row.id,
    kind: row.kind,
    origin: row.origin,
    state: row.state,
    title: row.title,
    source: row.source,
    keepGood: row.keepGood,
    file: row.fileSha256 === null ? null : { sha256: row.fileSha256, name: row.fileName },
    progress: row.progress,
    failure: failure && failure.code in allProblems ? { code: failure.code, sentence: failure.toBody().detail } : null,
    counts: row.counts,
    findings: row.findingCounts.map((one) => ({ ...one, sentence: kindOfFinding(row.kind, one.code) })),
    errors: number('error'),
    warnings: number('warning'),
    changes: row.changes,
    createdBy: { id: row.createdBy, name: row.createdName ?? '' },
    createdAt: row.createdAt.toISOString(),
    rehearsedAt: row.rehearsedAt?.toISOString() ?? null,
    appliedBy: row.appliedBy === null ? null : { id: row.appliedBy, name: row.appliedName ?? '' },
    appliedAt: row.appliedAt?.toISOString() ?? null,
    takenBackAt: row.takenBackAt?.toISOString() ?? null,
    may: MAY[row.state].filter((act) => act !== 'apply' || (!stale && row.changes > 0)),
    stale,
  }
}

export async function revisionById(city: City, kind: RevisionKindName, id: string): Promise<RevisionAnswer> {
  const row = await city.db.maybe<Row>(sql`${READ} where id = ${id} and kind = ${kind}`)
  if (!row) throw new Problem('platform.not-found')
  return toAnswer(row, await revisionKind(kind).version(city.db, false))
}

function cursor<T>(next: string | undefined, read: (parts: string[]) => T | null): T | null {
  if (next === undefined) return null
  const found = read(Buffer.from(next, 'base64url').toString('utf8').split(' '))
  if (found === null) throw new Problem('platform.cursor-invalid')
  return found
}
const cursorOf = (...parts: (string | number)[]) => Buffer.from(parts.join(' ')).toString('base64url')

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Newest first. */
export async function revisionsOf(
  city: City,
  kind: RevisionKindName,
  query: { limit: number; next?: string | undefined; state?: RevisionState | undefined },
): Promise<{ rows: RevisionAnswer[]; next: string | null }> {
  const after = cursor(query.next, ([at, id]) =>
    at && id && !Number.isNaN(Date.parse(at)) && UUID.test(id) ? { at: new Date(at), id } : null,
  )
  const rows = await city.db.rows<Row>(sql`${READ} where kind = ${kind}
    and (${query.state ?? null}::text is null or state = ${query.state ?? null})
    and (${after?.at ?? null}::timestamptz is null or (created_at, id) < (${after?.at ?? null}, ${after?.id ?? null}::uuid))
    order by created_at desc, id desc limit ${query.limit + 1}`)
  const version = await revisionKind(kind).version(city.db, false)
  const shown = rows.slice(0, query.limit)
  const last = shown.at(-1)
  return {
    rows: shown.map((row) => toAnswer(row, version)),
    next: rows.length > query.limit && last ? cursorOf(last.createdAt.toISOString(), last.id) : null,
  }
}

/** One page of what hangs under a revision, by its number. */
async function numbered<R extends { number: number }>(
  city: City,
  kind: RevisionKindName,
  id: string,
  query: { limit: number; next?: string | undefined },
  read: (after: number) => Sql,
): Promise<{ rows: R[]; next: string | null }> {
  if (!(await city.db.maybe(sql`select 1 as found from revision where id = ${id} and kind = ${kind}`)))
    throw new Problem('platform.not-found')
  const after = cursor(query.next, ([number]) => (/^\d{1,9}$/.test(number ?? '') ? Number(number) : null)) ?? 0
  const rows = await city.db.rows<R>(read(after))
  const shown = rows.slice(0, query.limit)
  return { rows: shown, next: rows.length > query.limit ? cursorOf(shown.at(-1)!.number) : null }
}

export async function revisionFindingsOf(
  city: City,
  kind: RevisionKindName,
  id: string,
  query: {
    limit: number
    next?: string | undefined
    severity?: Severity | undefined
    code?: string | undefined
    placed?: boolean | undefined
  },
): Promise<{ rows: RevisionFindingAnswer[]; next: string | null }> {
  const { severity = null, code = null, placed = null } = query
  const { rows, next } = await numbered<Omit<RevisionFindingAnswer, 'sentence'>>(
    city,
    kind,
    id,
    query,
    (after) => sql`
    select number, severity, code, params, row_number as row, field, subject, area, geometry from revision_finding
    where revision_id = ${id} and number > ${after} and (${severity}::text is null or severity = ${severity})
      and (${code}::text is null or code = ${code}) and (${placed}::boolean is null or (geometry is not null) = ${placed})
    order by number limit ${query.limit + 1}`,
  )
  return { rows: rows.map((row) => ({ ...row, sentence: sentenceOf(kind, row.code, row.params) })), next }
}

export async function revisionChangesOf(
  city: City,
  kind: RevisionKindName,
  id: string,
  query: { limit: number; next?: string | undefined; what?: string | undefined },
): Promise<{ rows: RevisionChangeAnswer[]; next: string | null }> {
  return numbered(
    city,
    kind,
    id,
    query,
    (after) => sql`
    select number, what, action, record, label, body, before from revision_change
    where revision_id = ${id} and number > ${after} and (${query.what ?? null}::text is null or what = ${query.what ?? null})
    order by number limit ${query.limit + 1}`,
  )
}
