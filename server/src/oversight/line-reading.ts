/** The lines of cases as they stand in the tables, in the form of the rules: for the difference that the sums move by, and for the recount. */
import type { Deferral, OrderLine } from '@bihuan/domain/oversight/lines'
import type { Limit } from '@bihuan/domain/item'
import { sql, type Queryable } from '../platform/database.ts'
import type { CaseLines } from './store-lines.ts'

interface Regions {
  case_id: string
  city_id: string
  county_id: string | null
  town_id: string | null
  community_id: string | null
}
interface DeferralRow extends Regions {
  seq: number
  kind: Deferral['kind']
  department_id: string
  asked_by: string
  asked_at: Date
  limit_amount: number | null
  limit_unit: Limit['unit'] | null
  state: Deferral['state']
  decided_at: Date | null
  ended_at: Date | null
}
interface OrderRow extends Regions {
  id: string
  line_seq: number
  kind: OrderLine['kind']
  department_id: string | null
  given_by: string
  given_at: Date
  due_at: Date | null
  state: OrderLine['state']
  settled_at: Date | null
}

const millis = (at: Date | null) => at?.getTime() ?? null

/** What counts of them; texts and names are left out. */
export async function linesInTables(db: Queryable, caseIds: readonly string[]): Promise<CaseLines[]> {
  const ids = [...caseIds]
  const deferrals = await db.rows<DeferralRow>(
    sql`select * from deferral where case_id = any(${ids}::uuid[])`,
    'lines-deferrals',
  )
  const orders = await db.rows<OrderRow>(
    sql`select * from order_line where case_id = any(${ids}::uuid[])`,
    'lines-orders',
  )
  const cases = new Map<string, CaseLines>()
  const of = (row: Regions) => {
    const place = { cityId: row.city_id, countyId: row.county_id, townId: row.town_id, communityId: row.community_id }
    const known = cases.get(row.case_id) ?? {
      caseId: row.case_id,
      place: { ...place, gridId: null },
      deferrals: [],
      orders: [],
    }
    cases.set(row.case_id, known)
    return known
  }
  for (const row of deferrals)
    of(row).deferrals.push({
      ...{
        kind: row.kind,
        seq: row.seq,
        departmentId: row.department_id,
        by: row.asked_by,
        at: row.asked_at.getTime(),
      },
      ...{ limit: row.limit_unit ? { amount: row.limit_amount!, unit: row.limit_unit } : null, state: row.state },
      ...{ decidedAt: millis(row.decided_at), endedAt: millis(row.ended_at) },
      ...{ reason: null, until: null, condition: null, decidedBy: null, decision: null },
    })
  for (const row of orders)
    of(row).orders.push({
      ...{ kind: row.kind, id: row.id, seq: row.line_seq, by: row.given_by, departmentId: row.department_id },
      ...{ at: row.given_at.getTime(), dueAt: millis(row.due_at), state: row.state, settledAt: millis(row.settled_at) },
      ...{ reason: null, settledBy: null, answer: null },
    })
  return [...cases.values()]
}

/** Which of these cases have lines at all. */
export async function casesWithLines(db: Queryable, caseIds: readonly string[]): Promise<Set<string>> {
  const rows = await db.rows<{ id: string }>(
    sql`select case_id as id from deferral where case_id = any(${[...caseIds]}::uuid[])
      union select case_id from order_line where case_id = any(${[...caseIds]}::uuid[])`,
    'lines-known',
  )
  return new Set(rows.map(({ id }) => id))
}
