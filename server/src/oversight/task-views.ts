/** Check tasks as they are read: lists, one task with what was recorded, and who may see it. */
import type { z } from 'zod'
import type { taskLine, taskPage } from '@bihuan/contract/oversight-shapes'
import type { CheckResult, Fault } from '@bihuan/domain/oversight/words'
import type { Case } from '@bihuan/domain/cases/case'
import type { Place } from '@bihuan/domain/place'
import { scopesFor } from '@bihuan/domain/powers'
import { catalogue } from '../catalogue/answers.ts'
import { caseFiles } from '../cases/oversight-answers.ts'
import { filesOfRecords } from '../files/answers.ts'
import type { Actor } from '../platform/actor.ts'
import type { City } from '../platform/city.ts'
import { join, sql, type Queryable, type Sql } from '../platform/database.ts'
import { Problem } from '../platform/problem.ts'
import { inScope } from '../platform/scope.ts'
import { openTexts } from '../platform/secrets-store.ts'
import { accountNames } from '../staff/answers.ts'
import { territory } from '../territory/answers.ts'
import { CheckerBook } from './checkers.ts'
import type { Evidence } from './evidence.ts'
import { decodeKey, encodeKey } from './paging.ts'

export interface Task {
  id: string
  case_id: string
  case_number: string
  draw_id: string | null
  state: 'open' | 'done' | 'dropped'
  city_id: string
  county_id: string | null
  town_id: string | null
  community_id: string | null
  grid_id: string | null
  lead_department_id: string | null
  item_id: string
  fixed: boolean
  gap: boolean
  checkers: 'verifier' | 'grid-worker'
  checker_id: string | null
  made_at: Date
  due_at: Date
  result: CheckResult | null
  wrong: Fault[]
  text_id: string | null
  done_at: Date | null
  seq: number
  head_hash: string
}

type Line = z.input<typeof taskLine>
export type TaskPage = z.input<typeof taskPage>

export async function readTask(db: Queryable, id: string): Promise<Task | null> {
  return db.maybe<Task>(sql`select * from check_task where id = ${id}`, 'task-read')
}

export function placeOf(task: Task): Place {
  const { city_id: cityId, county_id: countyId, town_id: townId, community_id: communityId, grid_id: gridId } = task
  return { cityId, countyId, townId, communityId, gridId }
}

export function mayOversee(city: City, actor: Actor, task: Task): boolean {
  const record = { ...placeOf(task), leadDepartmentId: task.lead_department_id, finderId: null, holderId: null }
  return inScope(scopesFor(actor.grants, 'oversight.read'), record, territory(city).lookups, actor)
}

const persons = (actor: Actor) => [actor.accountId, ...actor.standsInFor]
const iso = (at: Date | null) => at?.toISOString() ?? null

export async function toLines(city: City, tasks: readonly Task[]): Promise<Line[]> {
  const places = territory(city)
  const items = catalogue(city)
  const cases = await caseFiles(
    city.db,
    tasks.map((task) => task.case_id),
  )
  const names = await accountNames(
    city.db,
    tasks.flatMap((task) => task.checker_id ?? []),
  )
  const addresses = new Map<string, string>()
  for (const text of await openTexts(city.db, city, { records: tasks.map((task) => task.case_id) }))
    if (text.kind === 'address' && text.text) addresses.set(text.record, text.text)
  return tasks.map((task) => {
    const caseFile = cases.get(task.case_id)!
    const region = places.region(task.community_id ?? task.town_id ?? task.county_id ?? task.city_id)
    const grid = task.grid_id ? places.grid(task.grid_id) : null
    const lead = task.lead_department_id ? places.department(task.lead_department_id) : null
    return {
      ...{ id: task.id, state: task.state, caseId: task.case_id, number: task.case_number },
      item: items.itemVersion(caseFile.item.id, caseFile.item.version)?.name ?? caseFile.item.name,
      region: region && { id: region.id, name: region.name },
      grid: grid && { id: grid.id, name: grid.name },
      lead: lead && { id: lead.id, name: lead.name },
      address: addresses.get(task.case_id) ?? null,
      position: caseFile.position,
      ...{ fixed: task.fixed, gap: task.gap, drawId: task.draw_id, checkers: task.checkers },
      checker: task.checker_id ? { id: task.checker_id, name: names.get(task.checker_id) ?? '' } : null,
      ...{ madeAt: task.made_at.toISOString(), dueAt: task.due_at.toISOString() },
      closedAt: caseFile.closedAt === null ? null : new Date(caseFile.closedAt).toISOString(),
      ...{ result: task.result, wrong: task.wrong, doneAt: iso(task.done_at) },
    }
  })
}

/** What waits for this person, due first; or what he has checked, latest first. */
export async function myTasks(
  city: City,
  actor: Actor,
  query: { state: 'open' | 'done'; limit: number; next?: string | undefined },
  now: Date,
) {
  const mine = sql`checker_id = any(${persons(actor)}::uuid[]) and state = ${query.state}`
  const key = decodeKey(query.next)
  const open = query.state === 'open'
  const after = !key
    ? sql`true`
    : open
      ? sql`(due_at, id) > (${key.at}::timestamptz, ${key.id}::uuid)`
      : sql`(done_at, id) < (${key.at}::timestamptz, ${key.id}::uuid)`
  const order = open ? sql`due_at, id` : sql`done_at desc, id desc`
  const tasks = await city.db.rows<Task>(
    sql`select * from check_task where ${mine} and ${after} order by ${order} limit ${query.limit + 1}`,
  )
  const counts = await city.db.maybe<{ open: number; overdue: number }>(
    sql`select count(*) as open, count(*) filter (where due_at < ${now}) as overdue from check_task
      where checker_id = any(${persons(actor)}::uuid[]) and state = 'open'`,
    'tasks-waiting',
  )
  const page = tasks.slice(0, query.limit)
  const last = tasks.length > query.limit ? page.at(-1)! : null
  const next = last && encodeKey((open ? last.due_at : last.done_at!).toISOString(), last.id)
  return { rows: await toLines(city, page), next, ...counts! }
}

/** Newest first by (made_at, id). */
export async function tasksWhere(
  city: City,
  where: readonly Sql[],
  query: { limit: number; next?: string | undefined },
) {
  const key = decodeKey(query.next)
  const after = key ? [sql`(t.made_at, t.id) < (${key.at}::timestamptz, ${key.id}::uuid)`] : []
  const tasks = await city.db.rows<Task>(
    sql`select t.* from check_task t where ${join([...where, ...after, sql`true`], ' and ')} order by t.made_at desc, t.id desc limit ${query.limit + 1}`,
  )
  const page = tasks.slice(0, query.limit)
  const last = tasks.length > query.limit ? page.at(-1)! : null
  return { rows: await toLines(city, page), next: last && encodeKey(last.made_at.toISOString(), last.id) }
}

/** Records whose files a checker may see: those of the cases that he is to check. */
export async function mayReadFilesOf(city: City, actor: Actor, record: string): Promise<boolean> {
  if (scopesFor(actor.grants, 'spot-check.check').length === 0) return false
  const found = await city.db.maybe(
    sql`select 1 from check_task where case_id = ${record} and state = 'open' and checker_id = any(${persons(actor)}::uuid[]) limit 1`,
    'task-of-record',
  )
  return found !== null
}

export async function taskPageOf(city: City, actor: Actor, id: string, now: Date): Promise<TaskPage> {
  const { db } = city
  const task = await readTask(db, id)
  const mine = task?.checker_id != null && persons(actor).includes(task.checker_id)
  const oversees = task !== null && mayOversee(city, actor, task)
  if (!task || (!mine && !oversees)) throw new Problem('platform.not-found')
  const caseFile = (await caseFiles(db, [task.case_id])).get(task.case_id)!
  const [line] = await toLines(city, [task])
  const texts = await openTexts(db, city, { records: [task.case_id] })
  const files = await filesOfRecords(db, [task.case_id])
  const own = new Set(await ownFiles(db, task.id))
  const shown = files
    .filter((file) => !file.erased)
    .map((file) => ({
      ...{ referenceId: file.id, sha256: file.sha256!, purpose: file.purpose },
      ...{ mediaType: file.mediaType!, size: file.size!, seq: 0 },
    }))
  const mayGive = task.state === 'open' && scopesFor(actor.grants, 'spot-check.draw').length > 0 && oversees
  const finder = await accountNames(db, [caseFile.finder])
  return {
    ...line!,
    version: task.seq,
    description: texts.find((text) => text.kind === 'description')?.text ?? null,
    condition: conditionOf(city, caseFile),
    reportedAt: new Date(caseFile.reportedAt).toISOString(),
    reportedBy: { id: caseFile.finder, name: finder.get(caseFile.finder) ?? '' },
    handledAt: caseFile.handledAt === null ? null : new Date(caseFile.handledAt).toISOString(),
    closing: caseFile.closing,
    files: shown.filter((file) => !own.has(file.referenceId)),
    text: task.text_id ? (texts.find((text) => text.id === task.text_id)?.text ?? null) : null,
    checkFiles: shown.filter((file) => own.has(file.referenceId)),
    mayRecord: mine && task.state === 'open' && scopesFor(actor.grants, 'spot-check.check').length > 0,
    mayGive,
    candidates: mayGive ? await candidates(city, caseFile, task, now) : [],
  }
}

/** As many as a list to choose from may have. */
const MOST_CANDIDATES = 20

async function candidates(city: City, caseFile: Case, task: Task, now: Date) {
  const book = new CheckerBook(city, city.db, now)
  const first = await book.candidates(caseFile, task.checkers, MOST_CANDIDATES)
  const other = task.checkers === 'verifier' ? 'grid-worker' : 'verifier'
  const rest = await book.candidates(caseFile, other, MOST_CANDIDATES)
  return [...first, ...rest.filter(({ id }) => !first.some((one) => one.id === id))].slice(0, 2 * MOST_CANDIDATES)
}

function conditionOf(city: City, { item, conditionId }: Case) {
  const conditions = catalogue(city).itemVersion(item.id, item.version)?.conditions ?? []
  return conditions.find((condition) => condition.id === conditionId)?.closing ?? null
}

/** Files that came with the check itself. */
async function ownFiles(db: Queryable, taskId: string): Promise<string[]> {
  const row = await db.maybe<{ body: string }>(
    sql`select body from event where subject = ${taskId} and act = 'record-check'`,
    'task-files',
  )
  if (!row) return []
  return (JSON.parse(row.body) as { evidence: Evidence[] }).evidence.map(({ reference }) => reference)
}
