/** Sums as an earlier release kept them, taken over by migrations 0017, 0022 and 0024: as if they had been kept in the present form all along. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { COUNT_COLUMNS, STOCK_COLUMNS, TIME_COLUMNS } from '@bihuan/domain/cases/tally-columns'
import { sql } from '../platform/database.ts'
import { serverFolder } from '../platform/migrate.ts'
import { caseTown } from './testing.ts'
import { mixedCases, tallied } from './testing-figures.ts'

const rows = sql`select region_id, counted_by, span, start, of_id, counts, detail from tally where counts <> '' or detail <> '' order by 1, 2, 3, 4, 5`

const MEASURES = [...COUNT_COLUMNS, ...TIME_COLUMNS]

it('takes over the sums by day and adds the stocks', async () => {
  const town = await caseTown()
  const { db } = town.city
  await mixedCases(town)
  await tallied(town)
  const before = await db.rows<{ times: string }>(rows)
  expect(before.length).toBeGreaterThan(100)
  // The tables of before, as they would have been: measures by day, without stocks.
  const exploded = (by: 'department' | 'item') => sql`
    select region_id, start as day, of_id, (${[...MEASURES]}::text[])[case when number < 1000 then number + 1 else number - 999 + ${COUNT_COLUMNS.length}::int end] as measure, n
    from (
      select region_id, start, of_id, split_part(sum, ':', 1)::int as number, split_part(sum, ':', 2)::bigint as n
      from tally t cross join string_to_table(counts || ' ' || detail, ' ') as sum where counted_by = ${by} and span = 'day' and sum <> ''
    ) as sums where number >= ${STOCK_COLUMNS}`
  await db.run(
    sql`create table tally_department as select region_id, day, of_id as department_id, measure, n from (${exploded('department')}) as d`,
  )
  await db.run(
    sql`create table tally_item as select region_id, day, of_id as item_id, measure, n from (${exploded('item')}) as i`,
  )
  await db.run(sql`drop table tally; drop index cases_whole_due; drop index cases_step_due; drop index cases_state_due`)
  for (const name of ['0017_tallies', '0022_thin_tallies', '0023_due_by_state', '0024_spans_and_details']) {
    const migration = readFileSync(join(serverFolder(), 'db', 'migrations', 'city', `${name}.sql`), 'utf8')
    await db.transaction(async (inside) => {
      await inside.run({ text: migration, values: [] } as never)
    })
  }
  expect(await db.rows(rows)).toEqual(before)
}, 120_000)
