/** The list of cases and the desks: which cases, in which order, page after page. */
import { z } from 'zod'
import type { caseFilter, DESK_TABS } from '@bihuan/contract/cases'
import { isOpen, OPEN_STATES, STATES } from '@bihuan/domain/acts'
import { DESK_COUNTS } from '@bihuan/domain/cases/desk'
import { basisOf, type Measure } from '@bihuan/domain/cases/measures'
import type { Actor } from '../platform/actor.ts'
import type { City } from '../platform/city.ts'
import { join, raw, sql, type Sql } from '../platform/database.ts'
import { Problem } from '../platform/problem.ts'
import { territory } from '../territory/answers.ts'
import { lineRows, toLines, all, type CaseLine } from './lines.ts'

export interface Page {
  rows: CaseLine[]
  next: string | null
}
type Filter = z.output<typeof caseFilter>

/** Beyond this a count is "1,000+". */
const COUNT_UP_TO = 1_001
const OPEN = sql`c.holder_id is not null`

const columnOfLevel = { city: 'city_id', county: 'county_id', town: 'town_id', community: 'community_id' } as const

function byRegion(city: City, regionId: string): Sql {
  const parts = territory(city)
    .lineage(regionId)
    .map((region) => sql`${raw(`c.${columnOfLevel[region.level]}`)} = ${region.id}`)
  return parts.length === 0 ? sql`false` : sql`(${join(parts, ' or ')})`
}

/** PostgreSQL counts no year 0; ISO 8601 does. */
export function dayOf<D extends string | undefined>(day: D): D {
  return (day?.startsWith('0000') ? '0001-01-01' : day) as D
}

export function filterConditions(city: City, actor: Actor, filter: Filter, now: Date): Sql[] {
  const parts: Sql[] = []
  const add = (part: Sql) => void parts.push(part)
  if (filter.state) {
    const asked = filter.state.split(',')
    const states = STATES.filter((state) => asked.includes(state) || (asked.includes('open') && isOpen(state)))
    if (states.every(isOpen) && states.length > 0) add(OPEN)
    // One state alone by its name, so that an index gives its cases in their order.
    if (states.length === 1) add(sql`c.state = ${states[0]}`)
    else if (states.length < OPEN_STATES.length || !states.every(isOpen)) add(sql`c.state = any(${states}::text[])`)
  }
  if (filter.itemId) add(sql`c.item_id = ${filter.itemId}`)
  if (filter.categoryId) add(sql`c.category_id = ${filter.categoryId}`)
  if (filter.regionId) add(byRegion(city, filter.regionId))
  if (filter.departmentId) {
    const alone = filter.departmentAlone
    const leads = alone ? [filter.departmentId] : territory(city).departmentSubtree(filter.departmentId)
    add(sql`c.lead_department_id = any(${leads}::uuid[])`)
  }
  if (filter.holderId) add(sql`c.holder_id = ${filter.holderId}`)
  if (filter.source) add(sql`c.source = ${filter.source}`)
  if (filter.danger !== undefined) add(sql`c.danger = ${filter.danger}`)
  if (filter.suspended !== undefined) add(sql`c.suspended = ${filter.suspended}`)
  if (filter.overdue) add(overdueNow(filter.overdue, now))
  if (filter.finder === 'me') add(sql`c.finder = ${actor.accountId}`)
  if (filter.following)
    add(sql`exists (select from follower f where f.case_id = c.id and f.account_id = ${actor.accountId})`)
  const reportedFrom = dayOf(filter.reportedFrom)
  if (reportedFrom)
    add(
      sql`c.reported_day >= ${reportedFrom}::date and c.reported_at >= (${reportedFrom} || 'T00:00:00+08:00')::timestamptz`,
    )
  if (filter.reportedTo) add(sql`c.reported_day <= ${dayOf(filter.reportedTo)}::date`)
  if (filter.measure) {
    add(sql`c.measures @> array[${filter.measure}]`)
    const day = raw(basisOf(filter.measure as Measure) === 'closed' ? 'c.closed_day' : 'c.reported_day')
    if (filter.from) add(sql`${day} >= ${dayOf(filter.from)}::date`)
    if (filter.to) add(sql`${day} <= ${dayOf(filter.to)}::date`)
  }
  if (filter.number) add(sql`c.number >= ${filter.number} and c.number < ${filter.number + '~'} collate "C"`)
  return parts
}

/** Made here, but anybody may send one. */
const cursorShape = z.object({ at: z.iso.datetime().nullable(), id: z.uuid(), danger: z.boolean().default(false) })
/** The same conditions as the stocks of the overview (overview.ts). */
function overdueNow(what: NonNullable<Filter['overdue']>, now: Date): Sql {
  const step = sql`coalesce(c.due_at < ${now}, false)`
  const whole = sql`coalesce(c.whole_due_at < ${now}, false)`
  if (what === 'none') return sql`not ${step} and not ${whole}`
  if (what === 'any') return sql`${OPEN} and (${step} or ${whole})`
  return sql`${OPEN} and ${what === 'step' ? step : whole}`
}

type Cursor = z.output<typeof cursorShape>

export function encodeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url')
}
export function decodeCursor(text: string | undefined): Cursor | null {
  if (text === undefined) return null
  try {
    const sent = cursorShape.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
    if (sent.success) return sent.data
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw new Problem('platform.cursor-invalid')
}

export type Sort = 'newest' | 'due' | 'desk'

/** Newest first by (reported_at, id); due first by (due_at, id) with nulls last; a desk puts danger to life on top of that. */
function keyset(sort: Sort, cursor: Cursor | null): { order: Sql; after: Sql | null } {
  if (sort === 'newest') {
    return {
      order: sql`c.reported_at desc, c.id desc`,
      after: cursor ? sql`(c.reported_at, c.id) < (${cursor.at}::timestamptz, ${cursor.id}::uuid)` : null,
    }
  }
  const order = sort === 'desk' ? sql`c.danger desc, c.due_at, c.id` : sql`c.due_at, c.id`
  if (cursor === null) return { order, after: null }
  const later =
    cursor.at === null
      ? sql`(c.due_at is null and c.id > ${cursor.id}::uuid)`
      : sql`((c.due_at, c.id) > (${cursor.at}::timestamptz, ${cursor.id}::uuid) or c.due_at is null)`
  if (sort === 'due') return { order, after: later }
  return { order, after: cursor.danger ? sql`(not c.danger or ${later})` : sql`(not c.danger and ${later})` }
}

export async function listCases(
  city: City,
  actor: Actor,
  where: readonly Sql[],
  sort: Sort,
  { limit, next }: { limit: number; next?: string | undefined },
): Promise<Page> {
  const { order, after } = keyset(sort, decodeCursor(next))
  const rows = await lineRows(city.db, all([...where, ...(after ? [after] : [])]), order, limit + 1)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const at = last ? (sort === 'newest' ? new Date(last.document.reportedAt) : last.due_at) : null
  return {
    rows: await toLines(city, actor, shown),
    next:
      rows.length > limit && last
        ? encodeCursor({ at: at?.toISOString() ?? null, id: last.id, danger: last.danger })
        : null,
  }
}

/** How many there are of each kind, and how many of them are past due, each up to one more than `DESK_COUNTS`; by one statement. */
export async function countWaiting(
  city: City,
  kinds: readonly (readonly Sql[])[],
  now: Date,
): Promise<{ count: number; overdue: number }[]> {
  if (kinds.length === 0) return []
  const each = kinds.map(
    (where, kind) => sql`select ${kind}::int as kind, count(*) as count, count(*) filter (where late) as overdue
      from (select c.due_at < ${now} as late from cases c where ${all(where)} limit ${DESK_COUNTS + 1}) as counted`,
  )
  const rows = await city.db.rows<{ kind: number; count: number; overdue: number }>(join(each, ' union all '))
  const counts = rows.sort((a, b) => a.kind - b.kind).map(({ count, overdue }) => ({ count, overdue }))
  // Of more than were looked at others may be past due.
  for (const [kind, sum] of counts.entries())
    if (sum.count > DESK_COUNTS && sum.overdue <= DESK_COUNTS)
      sum.overdue = await countCases(city, [...kinds[kind]!, sql`c.due_at < ${now}`], DESK_COUNTS + 1)
  return counts
}

export async function countCases(city: City, where: readonly Sql[], upTo = COUNT_UP_TO): Promise<number> {
  const row = await city.db.maybe<{ n: number }>(
    sql`select count(*) as n from (select 1 from cases c where ${all(where)} limit ${upTo}) as counted`,
  )
  return row!.n
}

/** Just as in the indexes `cases_requests_time` and `cases_requests_end`. */
const FOR_TIME = sql`c.requests && '{extension,suspension,consult}'::text[]`
const TO_END = sql`c.requests && '{void,reopen}'::text[]`

export type DeskTab = (typeof DESK_TABS)[number]

/** Whose desk: offices and departments that the person belongs to, teams, and the person. */
function holders(actor: Actor): Sql {
  const ids = [actor.accountId, ...actor.standsInFor, ...actor.departmentIds, ...actor.teamIds]
  return sql`c.holder_id = any(${ids}::uuid[])`
}

/** What makes a case wait for this person under this heading; null where the person's roles never see it. */
export function deskCondition(actor: Actor, tab: DeskTab, has: (power: string) => boolean): Sql | null {
  const departments = sql`${[...actor.departmentIds]}::uuid[]`
  const held = holders(actor)
  // An office's: of one alone the index gives the cases in their order.
  const [office, ...others] = actor.departmentIds
  const atOffice = others.length === 0 && office ? sql`c.holder_id = ${office}` : held
  switch (tab) {
    case 'assess':
      return has('assess') ? sql`${atOffice} and c.state = 'reported' and not c.requests @> array['supplement']` : null
    case 'dispatch':
      return has('dispatch') ? sql`${atOffice} and c.state = 'assessed'` : null
    case 'requests': {
      const kinds = [...(has('grant-extension') ? [FOR_TIME] : []), ...(has('refuse-void') ? [TO_END] : [])]
      return kinds.length > 0 ? sql`(${join(kinds, ' or ')}) and c.office_id = any(${departments})` : null
    }
    case 'accept':
      return has('accept') ? sql`${held} and c.state = 'dispatched'` : null
    case 'handle':
      return has('submit') ? sql`${held} and c.state = 'accepted' and not c.suspended` : null
    case 'review':
      return has('pass') ? sql`${held} and c.state = 'reviewing'` : null
    case 'verify':
      return has('verify-pass') ? sql`${held} and c.state = 'handled'` : null
    case 'call-back':
      return has('record-call-back') ? sql`${held} and c.state = 'calling-back'` : null
    case 'supervise':
      return has('answer-supervise')
        ? sql`c.supervised and c.lead_department_id = any(${departments}) and ${OPEN}`
        : null
    case 'calls':
      return has('answer-call') ? sql`c.called_office_ids <> '{}' and c.called_office_ids && ${departments}` : null
    case 'escalated':
      // 超时上报: the holder stays responsible; the office above knows, and may supervise or call.
      return has('overview.read') ? sql`c.told_office_ids <> '{}' and c.told_office_ids && ${departments}` : null
    case 'supplement':
      return has('supplement')
        ? sql`c.holder_id = any(${[actor.accountId, ...actor.standsInFor]}::uuid[]) and c.state = 'reported' and c.requests @> array['supplement']`
        : null
  }
}
