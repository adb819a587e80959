/** Sums of extensions and suspensions by department, and of calls and orders by level and office: from the tally, never from the lines. */
import type { z } from 'zod'
import type { deferralFigures, orderFigures } from '@bihuan/contract/oversight-shapes'
import { DURATION_EDGES } from '@bihuan/domain/cases/measures'
import type { Scope } from '@bihuan/domain/powers'
import type { City } from '../platform/city.ts'
import { join, sql, type Queryable } from '../platform/database.ts'
import { territory } from '../territory/answers.ts'
import { OVERSIGHT_READER } from './reader.ts'
import { regionWithin, rowsOfRegion } from './reach.ts'
import { NO_DEPARTMENT } from './store-lines.ts'

export interface Period {
  regionId?: string | undefined
  departmentId?: string | undefined
  from: string
  to: string
}

type Counts = Map<string, number>

async function sums(
  city: City,
  db: Queryable,
  regionId: string,
  { from, to, departmentId }: Period,
): Promise<Map<string, Counts>> {
  const led = departmentId
    ? sql`department_id = any(${territory(city).departmentSubtree(departmentId)}::uuid[])`
    : sql`true`
  const rows = await db.rows<{ department: string; measure: string; n: number }>(
    sql`select department_id as department, measure, sum(n)::bigint as n from tally_oversight
      where region_id = ${regionId} and day between ${from}::date and ${to}::date and ${led}
      group by department_id, measure having sum(n) <> 0`,
  )
  const groups = new Map<string, Counts>()
  for (const { department, measure, n } of rows) {
    const group = groups.get(department) ?? new Map<string, number>()
    group.set(measure, n)
    groups.set(department, group)
  }
  return groups
}

/** The bucket that holds the given share: exact to its edges, in minutes. */
function durationOf(counts: Counts, kind: string) {
  const buckets = Array.from(
    { length: DURATION_EDGES.length + 1 },
    (_, index) => counts.get(`${kind}-time-${index}`) ?? 0,
  )
  const count = buckets.reduce((total, n) => total + n, 0)
  const at = (share: number) => {
    if (count === 0) return null
    let seen = 0
    const index = buckets.findIndex((n) => (seen += n) >= Math.ceil(count * share))
    return { from: index === 0 ? 0 : DURATION_EDGES[index - 1]!, to: DURATION_EDGES[index] ?? null }
  }
  return { count, median: at(0.5), ninetieth: at(0.9) }
}

async function head(city: City, db: Queryable, regionId: string, { from, to }: Period) {
  await db.run(sql`set transaction isolation level repeatable read, read only`)
  const reader = await db.maybe<{ position: number }>(
    sql`select position from consumer where name = ${OVERSIGHT_READER}`,
  )
  const region = territory(city).region(regionId)!
  return { asOf: { position: reader?.position ?? 0 }, region: { id: region.id, name: region.name }, from, to }
}

export async function deferralFiguresOf(
  city: City,
  scopes: readonly Scope[],
  asked: Period,
): Promise<z.input<typeof deferralFigures>> {
  const regionId = regionWithin(city, scopes, asked.regionId)
  return city.db.transaction(async (db) => {
    const top = await head(city, db, regionId, asked)
    const groups = await sums(city, db, regionId, asked)
    const one = (counts: Counts, kind: 'extension' | 'suspension') => {
      const of = (what: string) => counts.get(`${kind}-${what}`) ?? 0
      const [requested, granted, refused, lapsed] = [of('requested'), of('granted'), of('refused'), of('lapsed')]
      const open = requested - granted - refused - lapsed
      return { requested, granted, refused, lapsed, open, time: durationOf(counts, kind) }
    }
    const rows = [...groups]
      .map(([id, counts]) => {
        const department = territory(city).department(id)
        return {
          department: department && { id, name: department.name },
          extension: one(counts, 'extension'),
          suspension: one(counts, 'suspension'),
        }
      })
      .filter(({ extension, suspension }) => extension.requested + suspension.requested > 0)
      .sort((a, b) => total(b) - total(a) || ((a.department?.name ?? '') < (b.department?.name ?? '') ? -1 : 1))
    return { ...top, rows }
  })
}

const total = (row: { extension: { requested: number }; suspension: { requested: number } }) =>
  row.extension.requested + row.suspension.requested

const LEVELS = ['city', 'county', 'town', 'community'] as const

export async function orderFiguresOf(
  city: City,
  scopes: readonly Scope[],
  asked: Period & { kind: 'supervise' | 'call' },
  now: Date,
): Promise<z.input<typeof orderFigures>> {
  const regionId = regionWithin(city, scopes, asked.regionId)
  const { kind } = asked
  return city.db.transaction(async (db) => {
    const top = await head(city, db, regionId, asked)
    const groups = await sums(city, db, regionId, asked)
    // What is open now, whenever it was ordered: from the partial index of open lines.
    const stock = await db.rows<{ department: string; open: number; late: number }>(
      sql`select coalesce(o.department_id, ${NO_DEPARTMENT}::uuid)::text as department, count(*) as open, count(*) filter (where o.due_at < ${now}) as late
        from order_line o where ${join([sql`o.kind = ${kind}`, sql`o.state = 'open'`, rowsOfRegion(city, regionId, 'o')], ' and ')} group by 1`,
    )
    const open = new Map(stock.map((row) => [row.department, row]))
    const rows = [...new Set([...groups.keys(), ...open.keys()])]
      .map((id) => {
        const counts = groups.get(id) ?? new Map<string, number>()
        const of = (what: string) => counts.get(`${kind}-${what}`) ?? 0
        const office = territory(city).department(id)
        return {
          level: office?.level ?? null,
          office: office && { id, name: office.name },
          ...{ given: of('given'), answered: of('answered'), ended: of('lifted') + of('ended'), late: of('late') },
          ...{ open: open.get(id)?.open ?? 0, openLate: open.get(id)?.late ?? 0, time: durationOf(counts, kind) },
        }
      })
      .filter((row) => row.given + row.open > 0)
      .sort((a, b) => rank(a.level) - rank(b.level) || b.given - a.given)
    return { ...top, rows }
  })
}

const rank = (level: (typeof LEVELS)[number] | null) => (level === null ? LEVELS.length : LEVELS.indexOf(level))
