/** How many open cases are about an item or under one of its conditions: what a change of the catalogue must show before it is made. */
import { sql, type Queryable } from '../platform/database.ts'

export interface OpenCases {
  /** Of the item, or under one condition of it. */
  of(itemId: string, conditionId?: string): number
}

export async function openCasesUnder(db: Queryable, items: readonly string[]): Promise<OpenCases> {
  const counts = new Map<string, number>()
  const add = (key: string, cases: number) => counts.set(key, (counts.get(key) ?? 0) + cases)
  if (items.length > 0) {
    const rows = await db.rows<{ itemId: string; conditionId: string | null; cases: number }>(sql`
      select item_id as "itemId", document ->> 'conditionId' as "conditionId", count(*) as cases from cases
      where holder_id is not null and item_id = any (${items}::uuid[]) group by 1, 2`)
    for (const { itemId, conditionId, cases } of rows) {
      add(itemId, cases)
      if (conditionId !== null) add(`${itemId} ${conditionId}`, cases)
    }
  }
  return { of: (itemId, conditionId) => counts.get(conditionId ? `${itemId} ${conditionId}` : itemId) ?? 0 }
}

/** Open cases of one item by the version that they were made under. */
export async function openCasesByVersion(db: Queryable, itemId: string): Promise<Map<number, number>> {
  const rows = await db.rows<{ version: number; cases: number }>(sql`
    select (document -> 'item' ->> 'version')::integer as version, count(*) as cases from cases
    where holder_id is not null and item_id = ${itemId} group by 1`)
  return new Map(rows.map(({ version, cases }) => [version, cases]))
}
