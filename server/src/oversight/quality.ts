/** 数据质量: of the checks done in a period, how many found what was recorded; and the tasks behind each number. */
import type { z } from 'zod'
import type { qualityFigures } from '@bihuan/contract/oversight-shapes'
import { FAULTS, type CheckResult } from '@bihuan/domain/oversight/words'
import type { Scope } from '@bihuan/domain/powers'
import type { City } from '../platform/city.ts'
import { sql, type Sql } from '../platform/database.ts'
import { territory } from '../territory/answers.ts'
import { regionWithin, rowsOfRegion } from './reach.ts'
import type { Task } from './task-views.ts'

type Row = z.input<typeof qualityFigures>['total']

const rowOf = (id: string | null, name: string, nameEn: string | null, counts: ReadonlyMap<string, number>): Row => {
  const of = (measure: string) => counts.get(measure) ?? 0
  return {
    ...{ id, name, nameEn, checked: of('checked'), asRecorded: of('checked-as-recorded') },
    ...{ dataWrong: of('checked-data-wrong'), notPutRight: of('checked-not-put-right') },
    wrong: Object.fromEntries(FAULTS.map((fault) => [fault, of(`wrong-${fault}`)])) as Row['wrong'],
  }
}

/** Sums of the tally by one of its columns. */
async function sumsBy(city: City, column: Sql, where: Sql): Promise<Map<string, Map<string, number>>> {
  const rows = await city.db.rows<{ id: string; measure: string; n: number }>(
    sql`select ${column} as id, measure, sum(n)::bigint as n from tally_oversight
      where ${where} and (measure like 'checked%' or measure like 'wrong-%') group by 1, 2 having sum(n) <> 0`,
  )
  const groups = new Map<string, Map<string, number>>()
  for (const { id, measure, n } of rows) groups.set(id, (groups.get(id) ?? new Map<string, number>()).set(measure, n))
  return groups
}

export async function qualityOf(
  city: City,
  scopes: readonly Scope[],
  asked: { regionId?: string | undefined; from: string; to: string },
): Promise<z.input<typeof qualityFigures>> {
  const regionId = regionWithin(city, scopes, asked.regionId)
  const { from, to } = asked
  const places = territory(city)
  const region = places.region(regionId)!
  const days = sql`day between ${from}::date and ${to}::date`
  const children = places.children(regionId)
  const byDepartment = await sumsBy(city, sql`department_id`, sql`region_id = ${regionId} and ${days}`)
  const ids = children.map(({ id }) => id)
  const byRegion = await sumsBy(city, sql`region_id`, sql`region_id = any(${ids}::uuid[]) and ${days}`)
  const total = new Map<string, number>()
  for (const counts of byDepartment.values())
    for (const [measure, n] of counts) total.set(measure, (total.get(measure) ?? 0) + n)
  return {
    ...{ from, to, region: { id: region.id, name: region.name }, total: rowOf(region.id, region.name, null, total) },
    byRegion: children.flatMap(({ id, name }) => (byRegion.has(id) ? [rowOf(id, name, null, byRegion.get(id)!)] : [])),
    byDepartment: [...byDepartment]
      .map(([id, counts]) => {
        const department = places.department(id)
        return rowOf(department?.id ?? null, department?.name ?? '', department?.nameEn ?? null, counts)
      })
      .sort((a, b) => b.checked - a.checked || (a.name < b.name ? -1 : 1)),
  }
}

interface Filter {
  state?: Task['state'] | undefined
  overdue?: boolean | undefined
  unassigned?: boolean | undefined
  result?: CheckResult | undefined
  regionId?: string | undefined
  /** `none`: fixed on the spot, no department had handled. */
  departmentId?: string | undefined
  from?: string | undefined
  to?: string | undefined
}

/** Conditions on tasks `t`; the days are those of the check. */
export function taskFilters(city: City, scopes: readonly Scope[], filter: Filter, now: Date): Sql[] {
  const { state, result, departmentId, from, to } = filter
  return [
    ...(state ? [sql`t.state = ${state}`] : []),
    ...(result ? [sql`t.result = ${result}`] : []),
    ...(filter.overdue ? [sql`t.state = 'open' and t.due_at < ${now}`] : []),
    ...(filter.unassigned ? [sql`t.state = 'open' and t.checker_id is null`] : []),
    ...(filter.regionId ? [rowsOfRegion(city, regionWithin(city, scopes, filter.regionId), 't')] : []),
    ...(departmentId === 'none' ? [sql`t.lead_department_id is null`] : []),
    ...(departmentId && departmentId !== 'none' ? [sql`t.lead_department_id = ${departmentId}`] : []),
    ...(from ? [sql`t.done_at >= (${from} || 'T00:00:00+08:00')::timestamptz`] : []),
    ...(to ? [sql`t.done_at < (${to} || 'T00:00:00+08:00')::timestamptz + interval '1 day'`] : []),
  ]
}
