/** Draws as people read them: the list, one with its findings and what they say of the whole, the sample, the repetition. */
import type { z } from 'zod'
import type { drawLine, drawMembers, drawPage, drawRepeat } from '@bihuan/contract/oversight-shapes'
import { estimate } from '@bihuan/domain/oversight/estimate'
import { lotsOf, STRATA, stratumOf, type Stratum } from '@bihuan/domain/oversight/draw'
import type { CheckResult } from '@bihuan/domain/oversight/words'
import { scopesFor, type Scope } from '@bihuan/domain/powers'
import type { Actor } from '../platform/actor.ts'
import type { City } from '../platform/city.ts'
import { join, sql, type Sql } from '../platform/database.ts'
import { Problem } from '../platform/problem.ts'
import { accountNames } from '../staff/answers.ts'
import { territory } from '../territory/answers.ts'
import { digest, drawAgain, seedTextOf } from './drawing.ts'
import { extraOf, hashAt, planPosition, readDraw, type Draw } from './draw-views.ts'
import { decodeKey, decodeRank, encodeKey, encodeRank } from './paging.ts'
import { rowsInScope } from './reach.ts'

type Line = z.input<typeof drawLine>

interface Counted extends Draw {
  tasks: number
  done: number
}

async function counted(city: City, where: readonly Sql[], limit: number): Promise<Counted[]> {
  return city.db.rows<Counted>(
    sql`select d.*, n.* from (select d.* from spot_draw d where ${join(where, ' and ')} order by d.planned_at desc, d.id desc limit ${limit}) d
      cross join lateral (
        select count(m.task_id) as tasks, count(*) filter (where t.state = 'done') as done
        from spot_member m left join check_task t on t.id = m.task_id where m.draw_id = d.id
      ) n order by d.planned_at desc, d.id desc`,
  )
}

async function toLines(city: City, found: readonly Counted[]): Promise<Line[]> {
  const names = await accountNames(
    city.db,
    found.flatMap((row) => [row.planned_by, row.published_by ?? row.planned_by]),
  )
  return found.map((row) => ({
    ...{ id: row.id, state: row.state, from: row.from_day, to: row.to_day, size: row.size },
    region: { id: row.region_id, name: territory(city).region(row.region_id)?.name ?? '' },
    plannedAt: row.planned_at.toISOString(),
    plannedBy: { id: row.planned_by, name: names.get(row.planned_by) ?? '' },
    publishedAt: row.published_at?.toISOString() ?? null,
    ...{ population: row.population, tasks: row.tasks, done: row.done },
  }))
}

export async function drawList(
  city: City,
  actor: Actor,
  scopes: readonly Scope[],
  query: { limit: number; next?: string | undefined },
) {
  const key = decodeKey(query.next)
  const after = key ? sql`(d.planned_at, d.id) < (${key.at}::timestamptz, ${key.id}::uuid)` : sql`true`
  const found = await counted(city, [rowsInScope(city, scopes, actor, 'd'), after], query.limit + 1)
  const page = found.slice(0, query.limit)
  const last = found.length > query.limit ? page.at(-1)! : null
  return { rows: await toLines(city, page), next: last && encodeKey(last.planned_at.toISOString(), last.id) }
}

async function seen(city: City, actor: Actor, scopes: readonly Scope[], id: string): Promise<Counted> {
  const [row] = await counted(city, [sql`d.id = ${id}`, rowsInScope(city, scopes, actor, 'd')], 1)
  if (!row) throw new Problem('platform.not-found')
  return row
}

interface FoundRow {
  fixed: boolean
  gap: boolean
  drawn: number
  checked: number
  as_recorded: number
  data_wrong: number
  not_put_right: number
  overdue: number
  unassigned: number
  left_out: number
}

export async function drawPageOf(
  city: City,
  actor: Actor,
  scopes: readonly Scope[],
  id: string,
  now: Date,
): Promise<z.input<typeof drawPage>> {
  const row = await seen(city, actor, scopes, id)
  const [line] = await toLines(city, [row])
  const rows = await city.db.rows<FoundRow>(
    sql`select m.fixed, m.gap, count(*) as drawn, count(*) filter (where t.state = 'done') as checked,
        count(*) filter (where t.result = 'as-recorded') as as_recorded, count(*) filter (where t.result = 'data-wrong') as data_wrong,
        count(*) filter (where t.result = 'not-put-right') as not_put_right,
        count(*) filter (where t.state = 'open' and t.due_at < ${now}) as overdue,
        count(*) filter (where t.state = 'open' and t.checker_id is null) as unassigned,
        count(*) filter (where m.left_out is not null or t.state = 'dropped') as left_out
      from spot_member m left join check_task t on t.id = m.task_id where m.draw_id = ${id} group by m.fixed, m.gap`,
  )
  const byStratum = new Map(rows.map((one) => [stratumOf(one), one]))
  const found = STRATA.map((stratum) => {
    const one = byStratum.get(stratum)
    return {
      ...{ stratum, lots: lotsOf(sampleOf(stratum), extraOf(row)) },
      ...{ population: row.population_strata?.[stratum] ?? 0, drawn: one?.drawn ?? 0, checked: one?.checked ?? 0 },
      ...{ asRecorded: one?.as_recorded ?? 0, dataWrong: one?.data_wrong ?? 0, notPutRight: one?.not_put_right ?? 0 },
    }
  })
  const sum = (pick: (one: FoundRow) => number) => rows.reduce((total, one) => total + pick(one), 0)
  const position = await planPosition(city.db, row)
  const next = position === null ? null : position + 1
  const ready = row.seed_from === 'number' || (next !== null && (await hashAt(city.db, next)) !== null)
  const names = await accountNames(city.db, row.published_by ? [row.published_by] : [])
  return {
    ...line!,
    ...{ extra: extraOf(row), checkers: row.checkers, dueDays: row.due_days, seedFrom: row.seed_from },
    ...{ numberOf: row.number_of, populationDigest: row.population_digest, populationStrata: row.population_strata },
    planPosition: position,
    seedPosition: row.seed_from === 'log' ? next : null,
    seedReady: row.state === 'committed' && ready,
    ...{ seedValue: row.seed_value, seed: row.seed, sampleDigest: row.sample_digest },
    publishedBy: row.published_by ? { id: row.published_by, name: names.get(row.published_by) ?? '' } : null,
    found,
    estimate: estimate(found),
    ...{ overdue: sum((one) => one.overdue), unassigned: sum((one) => one.unassigned) },
    leftOut: sum((one) => one.left_out),
    mayPublish: scopesFor(actor.grants, 'spot-check.draw').length > 0,
  }
}

/** Any member of the stratum: how many lots it holds. */
function sampleOf(stratum: Stratum) {
  return { id: '', number: '', fixed: stratum.startsWith('fixed'), gap: stratum.endsWith('gap') }
}

interface MemberRow {
  rank: number
  case_id: string
  case_number: string
  lot: string
  fixed: boolean
  gap: boolean
  task_id: string | null
  left_out: 'not-closed' | 'confidential' | null
  state: 'open' | 'done' | 'dropped' | null
  checker_id: string | null
  due_at: Date | null
  result: CheckResult | null
}

export async function membersOf(
  city: City,
  actor: Actor,
  scopes: readonly Scope[],
  id: string,
  query: { limit: number; next?: string | undefined },
): Promise<z.input<typeof drawMembers>> {
  await seen(city, actor, scopes, id)
  const found = await city.db.rows<MemberRow>(
    sql`select m.*, t.state, t.checker_id, t.due_at, t.result from spot_member m left join check_task t on t.id = m.task_id
      where m.draw_id = ${id} and m.rank > ${decodeRank(query.next)} order by m.rank limit ${query.limit + 1}`,
  )
  const page = found.slice(0, query.limit)
  const names = await accountNames(
    city.db,
    page.flatMap((row) => row.checker_id ?? []),
  )
  const last = found.length > query.limit ? page.at(-1)! : null
  return {
    next: last && encodeRank(last.rank),
    rows: page.map((row) => ({
      ...{ rank: row.rank, caseId: row.case_id, number: row.case_number, lot: row.lot, stratum: stratumOf(row) },
      ...{ taskId: row.task_id, state: row.state, result: row.result, leftOut: row.left_out },
      checker: row.checker_id ? { id: row.checker_id, name: names.get(row.checker_id) ?? '' } : null,
      dueAt: row.due_at?.toISOString() ?? null,
    })),
  }
}

export async function populationOf(city: City, actor: Actor, scopes: readonly Scope[], id: string, part: number) {
  await seen(city, actor, scopes, id)
  const rows = await city.db.rows<{ part: number; lines: string }>(
    sql`select part, lines from spot_population where draw_id = ${id} and part in (${part}::int, ${part}::int + 1) order by part`,
  )
  const [first, second] = rows[0]?.part === part ? rows : []
  return { lines: first?.lines ?? '', next: second ? part + 1 : null }
}

export async function repeatDraw(
  city: City,
  actor: Actor,
  scopes: readonly Scope[],
  id: string,
): Promise<z.input<typeof drawRepeat>> {
  await seen(city, actor, scopes, id)
  const row = (await readDraw(city.db, id))!
  if (row.state !== 'published') throw new Problem('oversight.draw-not-ready')
  const text = seedTextOf(row, row.seed_value!)
  const seed = digest(text)
  const again = await drawAgain(city, row, seed)
  const holds = row.seed_position === null ? null : (await hashAt(city.db, row.seed_position)) === row.seed_value
  const equal =
    seed === row.seed &&
    again.populationDigest === row.population_digest &&
    again.sampleDigest === row.sample_digest &&
    holds !== false
  return {
    equal,
    ...{ population: again.population, populationDigest: again.populationDigest, sampleDigest: again.sampleDigest },
    publishedPopulationDigest: row.population_digest!,
    publishedSampleDigest: row.sample_digest!,
    ...{ seedText: text, seed, publishedSeed: row.seed! },
    seedValueHolds: holds,
  }
}
