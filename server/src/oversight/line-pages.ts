/** Extensions, suspensions, orders and calls one by one, newest first, each with its reason in words. */
import type { z } from 'zod'
import type { deferralLine, orderLine } from '@bihuan/contract/oversight-shapes'
import type { Case } from '@bihuan/domain/cases/case'
import type { Unit } from '@bihuan/domain/item'
import type { Level } from '@bihuan/domain/place'
import type { Scope } from '@bihuan/domain/powers'
import { caseFiles, mayReadContent } from '../cases/oversight-answers.ts'
import type { Actor } from '../platform/actor.ts'
import type { City } from '../platform/city.ts'
import { join, sql, type Sql } from '../platform/database.ts'
import { openTexts } from '../platform/secrets-store.ts'
import { accountNames } from '../staff/answers.ts'
import { territory } from '../territory/answers.ts'
import { decodeKey, encodeKey } from './paging.ts'
import { regionWithin, rowsOfRegion } from './reach.ts'

export interface Asked {
  regionId?: string | undefined
  departmentId?: string | undefined
  from: string
  to: string
  limit: number
  next?: string | undefined
}

/** Days of the business calendar as moments: half open. */
const within = (column: Sql, { from, to }: Asked): Sql =>
  sql`${column} >= (${from} || 'T00:00:00+08:00')::timestamptz and ${column} < (${to} || 'T00:00:00+08:00')::timestamptz + interval '1 day'`

const ofDepartment = (city: City, asked: Asked, column: Sql): Sql[] =>
  asked.departmentId ? [sql`${column} = any(${territory(city).departmentSubtree(asked.departmentId)}::uuid[])`] : []

const iso = (at: Date | null) => at?.toISOString() ?? null

/** What the lines of a page need beside their own rows. */
async function around(
  city: City,
  actor: Actor,
  rows: readonly { case_id: string }[],
  textIds: readonly (string | null)[],
  persons: readonly (string | null)[],
) {
  const cases = await caseFiles(
    city.db,
    rows.map((row) => row.case_id),
  )
  const texts = await openTexts(city.db, city, { ids: textIds.filter((id) => id !== null) })
  const names = await accountNames(
    city.db,
    persons.filter((id) => id !== null),
  )
  const places = territory(city)
  const open = (caseFile: Case) => mayReadContent(actor, caseFile)
  const said = new Map(texts.map((text) => [text.id, text.text]))
  return {
    caseOf: (id: string) => cases.get(id)!,
    text: (caseFile: Case, id: string | null) => (id && open(caseFile) ? (said.get(id) ?? null) : null),
    person: (id: string) => ({ id, name: names.get(id) ?? '' }),
    office: (id: string | null) => (id ? { id, name: places.department(id)?.name ?? '' } : null),
    region: (caseFile: Case) => {
      const region = places.region(places.nearestRegion(caseFile.place))
      return region && { id: region.id, name: region.name }
    },
    level: (id: string | null): Level | null => (id ? (places.department(id)?.level ?? null) : null),
  }
}

interface DeferralRow {
  case_id: string
  seq: number
  kind: 'extension' | 'suspension'
  department_id: string
  asked_by: string
  asked_at: Date
  reason_id: string | null
  limit_amount: number | null
  limit_unit: Unit | null
  until_at: Date | null
  condition_id: string | null
  state: 'open' | 'granted' | 'refused' | 'lapsed'
  decided_at: Date | null
  decided_by: string | null
  decision_id: string | null
  ended_at: Date | null
}

export async function deferralsOf(
  city: City,
  actor: Actor,
  scopes: readonly Scope[],
  asked: Asked & { kind?: DeferralRow['kind'] | undefined; state?: DeferralRow['state'] | undefined },
): Promise<{ rows: z.input<typeof deferralLine>[]; next: string | null }> {
  const regionId = regionWithin(city, scopes, asked.regionId)
  const key = decodeKey(asked.next)
  const where = [
    rowsOfRegion(city, regionId, 'd'),
    within(sql`d.asked_at`, asked),
    ...ofDepartment(city, asked, sql`d.department_id`),
    ...(asked.kind ? [sql`d.kind = ${asked.kind}`] : []),
    ...(asked.state ? [sql`d.state = ${asked.state}`] : []),
    ...(key ? [sql`(d.asked_at, d.case_id, d.seq) < (${key.at}::timestamptz, ${key.id}::uuid, ${key.n}::int)`] : []),
  ]
  const found = await city.db.rows<DeferralRow>(
    sql`select d.* from deferral d where ${join(where, ' and ')} order by d.asked_at desc, d.case_id desc, d.seq desc limit ${asked.limit + 1}`,
  )
  const page = found.slice(0, asked.limit)
  const last = found.length > asked.limit ? page.at(-1)! : null
  const { caseOf, text, person, office, region } = await around(
    city,
    actor,
    page,
    page.flatMap((row) => [row.reason_id, row.condition_id, row.decision_id]),
    page.flatMap((row) => [row.asked_by, row.decided_by]),
  )
  return {
    next: last && encodeKey(last.asked_at.toISOString(), last.case_id, last.seq),
    rows: page.map((row) => {
      const caseFile = caseOf(row.case_id)
      return {
        ...{ caseId: row.case_id, number: caseFile.number, seq: row.seq, kind: row.kind, item: caseFile.item.name },
        ...{ department: office(row.department_id)!, region: region(caseFile), by: person(row.asked_by) },
        ...{ at: row.asked_at.toISOString(), reason: text(caseFile, row.reason_id) },
        limit: row.limit_unit ? { amount: row.limit_amount!, unit: row.limit_unit } : null,
        ...{ until: iso(row.until_at), condition: text(caseFile, row.condition_id), state: row.state },
        ...{ decidedAt: iso(row.decided_at), decidedBy: row.decided_by ? person(row.decided_by) : null },
        ...{ decision: text(caseFile, row.decision_id), endedAt: iso(row.ended_at) },
      }
    }),
  }
}

interface OrderRow {
  id: string
  case_id: string
  kind: 'supervise' | 'call'
  department_id: string | null
  given_by: string
  given_at: Date
  due_at: Date | null
  reason_id: string | null
  state: 'open' | 'answered' | 'lifted' | 'ended'
  settled_at: Date | null
  settled_by: string | null
  answer_id: string | null
}

type Show = 'all' | 'open' | 'late' | 'answered'

export async function ordersOf(
  city: City,
  actor: Actor,
  scopes: readonly Scope[],
  asked: Asked & { kind: OrderRow['kind']; show: Show; level?: Level | undefined },
  now: Date,
): Promise<{ rows: z.input<typeof orderLine>[]; next: string | null }> {
  const regionId = regionWithin(city, scopes, asked.regionId)
  const key = decodeKey(asked.next)
  const shown: Record<Show, Sql> = {
    all: sql`true`,
    open: sql`o.state = 'open'`,
    late: sql`o.due_at < coalesce(o.settled_at, ${now})`,
    answered: sql`o.state = 'answered'`,
  }
  const ofLevel = asked.level
    ? territory(city)
        .departments()
        .flatMap((department) => (department.level === asked.level ? [department.id] : []))
    : null
  const where = [
    sql`o.kind = ${asked.kind}`,
    rowsOfRegion(city, regionId, 'o'),
    within(sql`o.given_at`, asked),
    shown[asked.show],
    ...ofDepartment(city, asked, sql`o.department_id`),
    ...(ofLevel ? [sql`o.department_id = any(${ofLevel}::uuid[])`] : []),
    ...(key ? [sql`(o.given_at, o.id) < (${key.at}::timestamptz, ${key.id}::uuid)`] : []),
  ]
  const found = await city.db.rows<OrderRow>(
    sql`select o.* from order_line o where ${join(where, ' and ')} order by o.given_at desc, o.id desc limit ${asked.limit + 1}`,
  )
  const page = found.slice(0, asked.limit)
  const last = found.length > asked.limit ? page.at(-1)! : null
  const { caseOf, text, person, office, region, level } = await around(
    city,
    actor,
    page,
    page.flatMap((row) => [row.reason_id, row.answer_id]),
    page.flatMap((row) => [row.given_by, row.settled_by]),
  )
  return {
    next: last && encodeKey(last.given_at.toISOString(), last.id),
    rows: page.map((row) => {
      const caseFile = caseOf(row.case_id)
      return {
        ...{ id: row.id, kind: row.kind, caseId: row.case_id, number: caseFile.number, item: caseFile.item.name },
        ...{ region: region(caseFile), office: office(row.department_id), level: level(row.department_id) },
        ...{ by: person(row.given_by), at: row.given_at.toISOString(), dueAt: iso(row.due_at) },
        ...{ reason: text(caseFile, row.reason_id), state: row.state, settledAt: iso(row.settled_at) },
        ...{ settledBy: row.settled_by ? person(row.settled_by) : null, answer: text(caseFile, row.answer_id) },
        late: row.due_at !== null && row.due_at < (row.settled_at ?? now),
      }
    }),
  }
}
