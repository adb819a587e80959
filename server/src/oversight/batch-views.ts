/** Batches of supervise orders as they are read: the list with its progress, one batch, its cases. */
import type { z } from 'zod'
import type { batchCases, batchLine } from '@bihuan/contract/oversight-shapes'
import { allProblems } from '@bihuan/contract/problems'
import { dueAt } from '@bihuan/domain/clocks'
import type { Scope } from '@bihuan/domain/powers'
import type { Unit } from '@bihuan/domain/item'
import { caseFiles } from '../cases/oversight-answers.ts'
import type { Actor } from '../platform/actor.ts'
import type { City } from '../platform/city.ts'
import { join, sql, type Sql } from '../platform/database.ts'
import { calendarOf } from '../platform/held-calendar.ts'
import { Problem } from '../platform/problem.ts'
import { openTexts } from '../platform/secrets-store.ts'
import { accountNames } from '../staff/answers.ts'
import { territory } from '../territory/answers.ts'
import { decodeKey, decodeRank, encodeKey, encodeRank } from './paging.ts'
import { rowsInScope } from './reach.ts'

type Line = z.input<typeof batchLine>

interface Row {
  id: string
  state: 'giving' | 'given'
  limit_amount: number
  limit_unit: Unit
  text_id: string
  given_by: string
  given_at: Date
  cases: number
  ordered: number
  refused: number
  answered: number
  otherwise: number
  open: number
  late: number
}

/** A batch is seen by who gave it, and by whoever oversees the region that holds all of its cases. */
const seen = (city: City, actor: Actor, scopes: readonly Scope[]): Sql =>
  sql`(b.given_by = ${actor.accountId} or ${rowsInScope(city, scopes, actor, 'b')})`

async function rows(city: City, where: readonly Sql[], limit: number, now: Date): Promise<Row[]> {
  return city.db.rows<Row>(
    sql`select b.id, b.state, b.limit_amount, b.limit_unit, b.text_id, b.given_by, b.given_at, b.cases, n.*
      from (select b.* from supervise_batch b where ${join(where, ' and ')} order by b.given_at desc, b.id desc limit ${limit}) b
      cross join lateral (
        select count(*) filter (where c.state = 'ordered') as ordered, count(*) filter (where c.state = 'refused') as refused,
          count(*) filter (where o.state = 'answered') as answered, count(*) filter (where o.state in ('lifted', 'ended')) as otherwise,
          count(*) filter (where c.state = 'ordered' and coalesce(o.state, 'open') = 'open') as open,
          count(*) filter (where o.due_at < coalesce(o.settled_at, ${now})) as late
        from supervise_batch_case c left join order_line o on o.id = c.order_id where c.batch_id = b.id
      ) n order by b.given_at desc, b.id desc`,
  )
}

async function toLines(city: City, found: readonly Row[]): Promise<Line[]> {
  const names = await accountNames(
    city.db,
    found.map((row) => row.given_by),
  )
  const texts = await openTexts(city.db, city, { ids: found.map((row) => row.text_id) })
  const said = new Map(texts.map((text) => [text.id, text.text]))
  return found.map((row) => {
    const limit = { amount: row.limit_amount, unit: row.limit_unit }
    const clock = { id: '', kind: 'supervise' as const, limit, startedAt: row.given_at.getTime() }
    const due = dueAt({ ...clock, extensions: [], pauses: [], stoppedAt: null }, calendarOf(city)).dueAt
    return {
      ...{ id: row.id, state: row.state, text: said.get(row.text_id) ?? null, limit },
      dueAt: due === null ? null : new Date(due).toISOString(),
      givenBy: { id: row.given_by, name: names.get(row.given_by) ?? '' },
      givenAt: row.given_at.toISOString(),
      ...{ cases: row.cases, ordered: row.ordered, refused: row.refused, answered: row.answered },
      ...{ settledOtherwise: row.otherwise, open: row.open, late: row.late },
    }
  })
}

export async function batchList(
  city: City,
  actor: Actor,
  scopes: readonly Scope[],
  query: { limit: number; next?: string | undefined },
  now: Date,
) {
  const key = decodeKey(query.next)
  const after = key ? sql`(b.given_at, b.id) < (${key.at}::timestamptz, ${key.id}::uuid)` : sql`true`
  const found = await rows(city, [seen(city, actor, scopes), after], query.limit + 1, now)
  const page = found.slice(0, query.limit)
  const last = found.length > query.limit ? page.at(-1)! : null
  return { rows: await toLines(city, page), next: last && encodeKey(last.given_at.toISOString(), last.id) }
}

export async function batchOf(
  city: City,
  actor: Actor,
  scopes: readonly Scope[],
  id: string,
  now: Date,
): Promise<Line> {
  const [line] = await toLines(city, await rows(city, [sql`b.id = ${id}`, seen(city, actor, scopes)], 1, now))
  if (!line) throw new Problem('platform.not-found')
  return line
}

type Show = 'all' | 'open' | 'late' | 'answered' | 'refused'

interface CaseRow {
  rank: number
  case_id: string
  case_number: string
  state: 'waiting' | 'ordered' | 'refused'
  refusal: string | null
  order_id: string | null
  order_state: 'open' | 'answered' | 'lifted' | 'ended' | null
  due_at: Date | null
  settled_at: Date | null
  answer_id: string | null
}

export async function batchCasesOf(
  city: City,
  actor: Actor,
  scopes: readonly Scope[],
  id: string,
  query: { limit: number; next?: string | undefined; show: Show },
  now: Date,
): Promise<z.input<typeof batchCases>> {
  await batchOf(city, actor, scopes, id, now)
  const shown: Record<Show, Sql> = {
    all: sql`true`,
    open: sql`c.state = 'ordered' and coalesce(o.state, 'open') = 'open'`,
    late: sql`o.due_at < coalesce(o.settled_at, ${now})`,
    answered: sql`o.state = 'answered'`,
    refused: sql`c.state = 'refused'`,
  }
  const found = await city.db.rows<CaseRow>(
    sql`select c.rank, c.case_id, c.case_number, c.state, c.refusal, c.order_id, o.state as order_state, o.due_at, o.settled_at, o.answer_id
      from supervise_batch_case c left join order_line o on o.id = c.order_id
      where c.batch_id = ${id} and c.rank > ${decodeRank(query.next)} and ${shown[query.show]} order by c.rank limit ${query.limit + 1}`,
  )
  const page = found.slice(0, query.limit)
  const cases = await caseFiles(
    city.db,
    page.map((row) => row.case_id),
  )
  const texts = await openTexts(city.db, city, { ids: page.flatMap((row) => row.answer_id ?? []) })
  const said = new Map(texts.map((text) => [text.id, text.text]))
  const places = territory(city)
  const last = found.length > query.limit ? page.at(-1)! : null
  return {
    next: last && encodeRank(last.rank),
    rows: page.map((row) => {
      const caseFile = cases.get(row.case_id)!
      const region = places.region(places.nearestRegion(caseFile.place))
      const lead = caseFile.assignment && places.department(caseFile.assignment.lead)
      return {
        ...{ rank: row.rank, caseId: row.case_id, number: row.case_number, state: row.state },
        refusal: row.refusal ? sentence(row.refusal) : null,
        item: caseFile.item.name,
        lead: lead && { id: lead.id, name: lead.name },
        region: region && { id: region.id, name: region.name },
        order:
          row.order_id && row.order_state
            ? {
                ...{ id: row.order_id, state: row.order_state },
                dueAt: row.due_at?.toISOString() ?? null,
                settledAt: row.settled_at?.toISOString() ?? null,
                late: row.due_at !== null && row.due_at < (row.settled_at ?? now),
                answer: caseFile.item.confidential ? null : row.answer_id ? (said.get(row.answer_id) ?? null) : null,
              }
            : null,
      }
    }),
  }
}

/** A refusal in words; its parameters were not kept. */
function sentence(code: string): { zh: string; en: string } {
  const kind = (allProblems as Record<string, { zh: string; en: string }>)[code]
  const plain = (text: string) => text.replace(/“?\{\w+\}”?/g, '').replace(/ {2,}/g, ' ')
  return kind ? { zh: plain(kind.zh), en: plain(kind.en) } : { zh: code, en: code }
}
