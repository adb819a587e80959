/** The only writer of record_key and sealed_text. */
import type { City } from './city.ts'
import { sql, type Queryable, type Sql } from './database.ts'
import { rowsInto, type Rows } from './write-together.ts'
import { Problem } from './problem.ts'
import { open, seal, textAad, unwrapRecordKey } from './secrets.ts'

export interface SealedText {
  id: string
  record: string
  /** What the text is, in the caller's words: `description`, `contact-name`, `contact-phone`, `remark`, … */
  kind: string
  sealed: Buffer
  /** Only for what must be found again: see `blindIndex`. */
  blindIndex: Buffer | null
  createdAt: Date
}

/** Seals one text and gives the row to insert. */
export function sealText(
  key: Buffer,
  row: Omit<SealedText, 'sealed' | 'blindIndex'> & { text: string; blindIndex?: Buffer | null },
): SealedText {
  const { id, record, kind, createdAt, text, blindIndex = null } = row
  return { id, record, kind, sealed: seal(key, text, textAad(row)), blindIndex, createdAt }
}

/** An insert to run as it is, or as one arm of a `with` in the caller's single statement. */
export function insertRecordKey(record: string, wrapped: Buffer, now: Date): Sql {
  return sql`insert into record_key (record, wrapped, created_at) values (${record}, ${wrapped}, ${now})`
}

const KEY_COLUMNS = ['record', 'wrapped', 'created_at'] as const
/** Keys of any number of records, for `writeTogether`. */
export function recordKeyRows(keys: readonly { record: string; wrapped: Buffer; now: Date }[]): Rows {
  const objects = keys.map(({ record, wrapped, now }) => ({ record, wrapped, created_at: now }))
  return rowsInto('record_key', KEY_COLUMNS, objects)
}

const TEXT_COLUMNS = ['id', 'record', 'kind', 'sealed', 'blind_index', 'created_at'] as const
/** Texts, for `writeTogether`. */
export function sealedTextRows(texts: readonly SealedText[]): Rows {
  const objects = texts.map(({ id, record, kind, sealed, blindIndex, createdAt }) => ({
    id,
    record,
    kind,
    sealed,
    blind_index: blindIndex,
    created_at: createdAt,
  }))
  return rowsInto('sealed_text', TEXT_COLUMNS, objects)
}

/**
 * One insert for any number of texts, none included; its SQL text never changes, so the statement around it can be named.
 * Runs as it is or as an arm of a `with`; a `where` may follow.
 */
export function insertSealedTexts(rows: readonly SealedText[]): Sql {
  return sql`insert into sealed_text (id, record, kind, sealed, blind_index, created_at)
    select * from unnest(${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.record)}::uuid[], ${rows.map((row) => row.kind)}::text[],
      ${rows.map((row) => row.sealed)}::bytea[], ${rows.map((row) => row.blindIndex)}::bytea[], ${rows.map((row) => row.createdAt)}::timestamptz[])
      as t (id, record, kind, sealed, blind_index, created_at)`
}

/**
 * The key of a record that gets another text. In a transaction: an erasure waits until it ends.
 * Throws `record.erased` (410) where it was erased, `platform.not-found` where it never was.
 */
export async function recordKey(db: Queryable, city: Pick<City, 'masterKey'>, record: string): Promise<Buffer> {
  const row = await db.maybe<{ wrapped: Buffer | null }>(
    sql`select wrapped from record_key where record = ${record} for share`,
    'record-key',
  )
  if (!row) throw new Problem('platform.not-found')
  if (!row.wrapped) throw new Problem('record.erased')
  return unwrapRecordKey(city.masterKey, record, row.wrapped)
}

export interface OpenedText {
  id: string
  record: string
  kind: string
  createdAt: Date
  /** Null exactly when `erased`. */
  text: string | null
  erased: boolean
}

/** Texts of records or by their ids, oldest first. After erasure `text` is null and `erased` is true. Altered bytes throw. */
export async function openTexts(
  db: Queryable,
  city: Pick<City, 'masterKey'>,
  which: { records: readonly string[] } | { ids: readonly string[] },
): Promise<OpenedText[]> {
  const condition =
    'records' in which ? sql`t.record = any(${which.records}::uuid[])` : sql`t.id = any(${which.ids}::uuid[])`
  const rows = await db.rows<{
    id: string
    record: string
    kind: string
    sealed: Buffer
    createdAt: Date
    wrapped: Buffer | null
  }>(
    sql`select t.id, t.record, t.kind, t.sealed, t.created_at as "createdAt", k.wrapped
      from sealed_text t join record_key k on k.record = t.record where ${condition} order by t.created_at, t.id`,
  )
  const keys = new Map<string, Buffer>()
  return rows.map(({ sealed, wrapped, ...row }) => {
    if (!wrapped) return { ...row, text: null, erased: true }
    let key = keys.get(row.record)
    if (!key) keys.set(row.record, (key = unwrapRecordKey(city.masterKey, row.record, wrapped)))
    return { ...row, text: open(key, sealed, textAad(row)), erased: false }
  })
}

/** Records that hold this number under this kind, newest first, at most `limit`. The index comes from `blindIndex`. */
export async function recordsByBlindIndex(db: Queryable, index: Buffer, kind: string, limit = 50): Promise<string[]> {
  const rows = await db.rows<{ record: string }>(
    sql`select record from sealed_text where blind_index = ${index} and kind = ${kind} order by created_at desc, id desc limit ${limit}`,
    'records-by-blind-index',
  )
  return [...new Set(rows.map((row) => row.record))]
}

export interface Erasure {
  erasedAt: Date
  /** False where it had been erased before: nothing was done. */
  fresh: boolean
  texts: number
}

/**
 * Destroys a record's key and empties its texts and blind indexes; the rows stay and say that something was here.
 * Within the caller's transaction, which also drops the files and leaves the event. Null where the record has no key.
 * PostgreSQL keeps the old row version until vacuum, and backups keep it until they age out; both are stated to the user.
 */
export async function eraseRecordTexts(db: Queryable, record: string, now: Date): Promise<Erasure | null> {
  const key = await db.maybe<{ erasedAt: Date | null }>(
    sql`select erased_at as "erasedAt" from record_key where record = ${record} for update`,
  )
  if (!key) return null
  if (key.erasedAt) return { erasedAt: key.erasedAt, fresh: false, texts: 0 }
  await db.run(sql`update record_key set wrapped = null, erased_at = ${now} where record = ${record}`)
  const texts = await db.run(sql`update sealed_text set sealed = '', blind_index = null where record = ${record}`)
  return { erasedAt: now, fresh: true, texts }
}
