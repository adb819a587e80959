/** Lines of lists: cases by a condition, with the names that a reader needs. Every filter is SQL; pages go by key. */
import type { z } from 'zod'
import type { caseLine } from '@bihuan/contract/case-shapes'
import { nextStep } from '@bihuan/domain/cases/abilities'
import type { Case } from '@bihuan/domain/cases/case'
import { caseOf, type CaseDocument } from '@bihuan/domain/cases/document'
import { openRequests } from '@bihuan/domain/cases/projection'
import type { Actor } from '../platform/actor.ts'
import type { City } from '../platform/city.ts'
import { join, sql, type Queryable, type Sql } from '../platform/database.ts'
import { openTexts } from '../platform/secrets-store.ts'
import { territory } from '../territory/answers.ts'
import { mayReadContent } from './access.ts'
import { organisationNames } from './names.ts'

export type CaseLine = z.input<typeof caseLine>

export interface LineRow {
  id: string
  seq: number
  document: Case
  danger: boolean
  due_at: Date | null
  warn_at: Date | null
  whole_due_at: Date | null
  late: boolean
}

/** Characters of the description that a list shows. */
const EXCERPT = 80

export async function lineRows(db: Queryable, where: Sql, order: Sql, limit: number): Promise<LineRow[]> {
  return readLines(db, sql`from cases c where ${where} order by ${order} limit ${limit}`)
}

/** `from`: the rest of a select over `cases c`. */
export async function readLines(db: Queryable, from: Sql): Promise<LineRow[]> {
  const rows = await db.rows<Omit<LineRow, 'document'> & { document: CaseDocument }>(
    sql`select c.id, c.seq, c.document, c.danger, c.due_at, c.warn_at, c.whole_due_at, c.late ${from}`,
  )
  return rows.map((row) => ({ ...row, document: caseOf(row.document) }))
}

export async function personNames(db: Queryable, ids: Iterable<string>): Promise<Map<string, string>> {
  const wanted = [...new Set(ids)].filter((id) => /^[0-9a-f-]{36}$/.test(id))
  if (wanted.length === 0) return new Map()
  const rows = await db.rows<{ id: string; name: string }>(
    sql`select id, name from account where id = any(${wanted}::uuid[])`,
    'person-names',
  )
  return new Map(rows.map((row) => [row.id, row.name]))
}

export async function toLines(city: City, actor: Actor, rows: readonly LineRow[]): Promise<CaseLine[]> {
  if (rows.length === 0) return []
  const { db } = city
  const places = territory(city)
  const holders = rows.flatMap(({ document }) => (document.holder?.kind === 'person' ? [document.holder.id] : []))
  const [names, texts] = await Promise.all([
    personNames(db, holders),
    openTexts(db, city, {
      records: rows.filter((row) => mayReadContent(actor, row.document)).map((row) => row.id),
    }),
  ])
  const shown = new Map<string, string>()
  for (const text of texts) {
    if (text.text !== null && (text.kind === 'description' || text.kind === 'address'))
      shown.set(`${text.record} ${text.kind}`, text.text)
  }
  const named = (id: string) => ({ id, name: names.get(id) ?? '', ...organisationNames(places, id) })
  return rows.map((row) => {
    const { document: c } = row
    const regionId = places.nearestRegion(c.place)
    const description = shown.get(`${row.id} description`)
    const date = (value: Date | null) => value?.toISOString() ?? null
    return {
      id: row.id,
      number: c.number,
      version: row.seq,
      state: c.state,
      nextStep: nextStep(c),
      item: { id: c.item.id, name: c.item.name, severity: c.item.severity },
      danger: row.danger,
      excerpt: description === undefined ? null : [...description].slice(0, EXCERPT).join(''),
      address: shown.get(`${row.id} address`) ?? null,
      holder: c.holder ? { ...c.holder, ...named(c.holder.id) } : null,
      lead: c.assignment ? named(c.assignment.lead) : null,
      region: { id: regionId, name: places.region(regionId)?.name ?? '' },
      grid: c.place.gridId ? { id: c.place.gridId, name: places.grid(c.place.gridId)?.name ?? '' } : null,
      position: c.position,
      source: c.source,
      reportedAt: new Date(c.reportedAt).toISOString(),
      dueAt: date(row.due_at),
      wholeDueAt: date(row.whole_due_at),
      warnAt: date(row.warn_at),
      suspended: c.suspension !== null,
      supervised: c.supervises.some((order) => order.settledAt === null),
      requests: openRequests(c),
      closedAt: c.closedAt === null ? null : new Date(c.closedAt).toISOString(),
      closing: c.closing,
      late: row.late,
    }
  })
}

export function all(parts: readonly Sql[]): Sql {
  return parts.length === 0 ? sql`true` : join(parts, ' and ')
}
