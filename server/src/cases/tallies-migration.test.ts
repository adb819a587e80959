/** Sums as an earlier release kept them, taken over by migrations 0017 and 0022: as if they had been kept in the present form all along. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { COUNT_COLUMNS, STOCK_COLUMNS, TIME_COLUMNS } from '@bihuan/domain/cases/tally-columns'
import { raw, sql } from '../platform/database.ts'
import { serverFolder } from '../platform/migrate.ts'
import { caseTown } from './testing.ts'
import { mixedCases, tallied } from './testing-figures.ts'

const rows = sql`select region_id, counted_by, span, start, of_id, counts, times from tally where counts <> '' or times <> '' order by 1, 2, 3, 4, 5`

it('takes over the sums by day and adds the stocks', async () => {
  const town = await caseTown()
  const { db } = town.city
  await mixedCases(town)
  await tallied(town)
  const before = await db.rows<{ times: string }>(rows)
  expect(before.length).toBeGreaterThan(100)
  // The tables of before, as they would have been: measures by day, without stocks.
  const exploded = (by: 'department' | 'item') => {
    const part = (text: 'counts' | 'times', columns: readonly string[], from: number) => sql`
      select region_id, start as day, of_id, (${[...columns]}::text[])[split_part(sum, ':', 1)::int + 1] as measure, split_part(sum, ':', 2)::bigint as n
      from tally t cross join string_to_table(${raw(text)}, ' ') as sum
      where counted_by = ${by} and span = 'day' and sum <> '' and split_part(sum, ':', 1)::int >= ${from}`
    return sql`${part('counts', COUNT_COLUMNS, STOCK_COLUMNS)} union all ${part('times', TIME_COLUMNS, 0)}`
  }
  await db.run(
    sql`create table tally_department as select region_id, day, of_id as department_id, measure, n from (${exploded('department')}) as d`,
  )
  await db.run(
    sql`create table tally_item as select region_id, day, of_id as item_id, measure, n from (${exploded('item')}) as i`,
  )
  await db.run(sql`drop table tally; drop index cases_whole_due; drop index cases_step_due`)
  for (const name of ['0017_tallies', '0022_thin_tallies']) {
    const migration = readFileSync(join(serverFolder(), 'db', 'migrations', 'city', `${name}.sql`), 'utf8')
    await db.transaction(async (inside) => {
      await inside.run({ text: migration, values: [] } as never)
    })
  }
  expect(await db.rows(rows)).toEqual(before)
}, 120_000)
