/** The only writer of the tallies: adds what the log's entries carry, in the transaction that moves the reader's place. */
import type { Delta } from '@bihuan/domain/cases/deltas'
import { sql, type Queryable } from '../platform/database.ts'
import type { LogEntry } from '../platform/sequencer-consumer.ts'

/** Stands for "no department yet" in the key of a tally. */
export const NO_DEPARTMENT = '00000000-0000-0000-0000-000000000000'

/** At which of a case's regions it is counted by item: town and up. */
const ITEM_LEVELS = 3

type Sums = Map<string, number>
const add = (sums: Sums, key: string, n: number) => void sums.set(key, (sums.get(key) ?? 0) + n)

export async function addToTallies(db: Queryable, entries: readonly Pick<LogEntry, 'deltas'>[]): Promise<void> {
  const departments: Sums = new Map()
  const items: Sums = new Map()
  for (const { deltas } of entries) {
    if (deltas === null) continue
    for (const { regions, departmentId, itemId, counts } of JSON.parse(deltas) as Delta[]) {
      for (const [day, measure, n] of counts) {
        for (const region of regions)
          add(departments, `${region} ${day} ${departmentId ?? NO_DEPARTMENT} ${measure}`, n)
        for (const region of regions.slice(0, ITEM_LEVELS)) add(items, `${region} ${day} ${itemId} ${measure}`, n)
      }
    }
  }
  await upsert(db, 'department', departments)
  await upsert(db, 'item', items)
}

async function upsert(db: Queryable, kind: 'department' | 'item', sums: Sums): Promise<void> {
  // In the order of the key: two writers never wait for each other in a circle.
  const rows = [...sums].filter(([, n]) => n !== 0).sort(([a], [b]) => (a < b ? -1 : 1))
  if (rows.length === 0) return
  const column = (index: number) => rows.map(([key]) => key.split(' ')[index]!)
  const [regions, days, others, measures, ns] = [column(0), column(1), column(2), column(3), rows.map(([, n]) => n)]
  await db.run(
    kind === 'department'
      ? sql`insert into tally_department (region_id, day, department_id, measure, n)
          select * from unnest(${regions}::uuid[], ${days}::date[], ${others}::uuid[], ${measures}::text[], ${ns}::bigint[])
          on conflict (region_id, day, department_id, measure) do update set n = tally_department.n + excluded.n`
      : sql`insert into tally_item (region_id, day, item_id, measure, n)
          select * from unnest(${regions}::uuid[], ${days}::date[], ${others}::uuid[], ${measures}::text[], ${ns}::bigint[])
          on conflict (region_id, day, item_id, measure) do update set n = tally_item.n + excluded.n`,
    `tally-${kind}`,
  )
}
