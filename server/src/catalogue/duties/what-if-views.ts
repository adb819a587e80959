/** What was asked of the duties, and its answers, down to the cases behind them. */
import type { WhatIfAnswer, WhatIfRowAnswer } from '@bihuan/contract/duties-what-if'
import { GAP, OVERLAP, type WhatIfKind } from '@bihuan/domain/duty-what-if'
import type { Scope } from '@bihuan/domain/powers'
import { casesInScope } from '../../cases/access.ts'
import { lineRows, toLines } from '../../cases/lines.ts'
import type { Actor } from '../../platform/actor.ts'
import type { City } from '../../platform/city.ts'
import { sql } from '../../platform/database.ts'
import { Problem } from '../../platform/problem.ts'
import { catalogue } from '../answers.ts'
import { nameDepartment } from '../duty-views.ts'

interface Row {
  id: string
  title: string
  revisionId: string | null
  from: string
  to: string
  state: WhatIfAnswer['state']
  done: number
  of: number
  counts: WhatIfAnswer['counts']
  createdBy: string
  createdName: string | null
  createdAt: Date
}
const READ = sql`select id, title, revision_id as "revisionId", from_day as "from", to_day as "to", state, done, of_cases as "of", counts,
  created_by as "createdBy", (select name from account where account.id = created_by) as "createdName", created_at as "createdAt"
  from duty_what_if`

function toAnswer({ done, of, createdBy, createdName, createdAt, ...row }: Row): WhatIfAnswer {
  return {
    ...row,
    progress: { done, of },
    createdBy: { id: createdBy, name: createdName ?? '' },
    createdAt: createdAt.toISOString(),
  }
}

export async function whatIfById(city: City, id: string): Promise<WhatIfAnswer> {
  const row = await city.db.maybe<Row>(sql`${READ} where id = ${id}`)
  if (!row) throw new Problem('platform.not-found')
  return toAnswer(row)
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const encode = (at: Date, id: string) => Buffer.from(`${at.toISOString()} ${id}`).toString('base64url')
export function decodeMoment(next: string | undefined): { at: Date; id: string } | null {
  if (next === undefined) return null
  const [at, id] = Buffer.from(next, 'base64url').toString('utf8').split(' ')
  if (at && id && !Number.isNaN(Date.parse(at)) && UUID.test(id)) return { at: new Date(at), id }
  throw new Problem('platform.cursor-invalid')
}
export { encode as encodeMoment }

export async function whatIfs(city: City, { limit, next }: { limit: number; next?: string | undefined }) {
  const after = decodeMoment(next)
  const rows = await city.db.rows<Row>(sql`${READ}
    where (${after?.at ?? null}::timestamptz is null or (created_at, id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by created_at desc, id desc limit ${limit + 1}`)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { rows: shown.map(toAnswer), next: rows.length > limit && last ? encode(last.createdAt, last.id) : null }
}

interface Counted {
  number: number
  from_outcome: string
  to_outcome: string
  item_id: string
  kind: WhatIfKind
  cases: number
  avoided: number
  taken_away: number
}

export async function whatIfRows(
  city: City,
  id: string,
  { limit, next, kind }: { limit: number; next?: string | undefined; kind?: WhatIfKind | undefined },
): Promise<{ rows: WhatIfRowAnswer[]; next: string | null }> {
  await whatIfById(city, id)
  if (next !== undefined && !/^\d{1,9}$/.test(next)) throw new Problem('platform.cursor-invalid')
  const rows = await city.db.rows<Counted>(sql`
    select number, from_outcome, to_outcome, item_id, kind, cases, avoided, taken_away from duty_what_if_row
    where what_if_id = ${id} and number > ${Number(next ?? 0)} and (${kind ?? null}::text is null or kind = ${kind ?? null})
    order by number limit ${limit + 1}`)
  const outcome = (said: string): WhatIfRowAnswer['from'] =>
    said === GAP || said === OVERLAP
      ? { kind: said === GAP ? 'gap' : 'overlap', department: null }
      : { kind: 'department', department: nameDepartment(city, said) }
  const shown = rows.slice(0, limit).map((row) => ({
    number: row.number,
    from: outcome(row.from_outcome),
    to: outcome(row.to_outcome),
    item: { id: row.item_id, name: catalogue(city).item(row.item_id)!.name },
    kind: row.kind,
    cases: row.cases,
    avoided: row.avoided,
    takenAway: row.taken_away,
  }))
  return { rows: shown, next: rows.length > limit ? String(shown.at(-1)!.number) : null }
}

export interface WhatIfCasesQuery {
  limit: number
  next?: string | undefined
  row?: number | undefined
  avoided?: boolean | undefined
  takenAway?: boolean | undefined
}

/** Behind one row, or behind all of them; of those that the reader may see. */
export async function whatIfCases(
  city: City,
  { actor, scopes }: { actor: Actor; scopes: readonly Scope[] },
  id: string,
  { limit, next, row, avoided, takenAway }: WhatIfCasesQuery,
) {
  await whatIfById(city, id)
  const after = decodeMoment(next)
  const behind = await city.db.rows<{ id: string; reported_at: Date }>(sql`
    select w.case_id as id, w.reported_at from duty_what_if_case w join cases c on c.id = w.case_id
    ${
      row === undefined
        ? sql``
        : sql`join duty_what_if_row r on r.what_if_id = w.what_if_id and r.number = ${row} and r.item_id = w.item_id
            and r.from_outcome = w.from_outcome and r.to_outcome = w.to_outcome`
    }
    where w.what_if_id = ${id} and ${casesInScope(city, actor, scopes)}
      and (${avoided ?? null}::boolean is null or w.avoided = ${avoided ?? null})
      and (${takenAway ?? null}::boolean is null or w.taken_away = ${takenAway ?? null})
      and (${after?.at ?? null}::timestamptz is null or (w.reported_at, w.case_id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by w.reported_at desc, w.case_id desc limit ${limit + 1}`)
  const shown = behind.slice(0, limit)
  const last = shown.at(-1)
  const rows = await lineRows(
    city.db,
    sql`c.id = any(${shown.map((one) => one.id)}::uuid[])`,
    sql`c.reported_at desc, c.id desc`,
    limit,
  )
  return {
    rows: await toLines(city, actor, rows),
    next: behind.length > limit && last ? encode(last.reported_at, last.id) : null,
  }
}
