/** Sums as an earlier release kept them, taken over by migrations 0017 and 0022: as if they had been kept in the present form all along. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { COUNT_COLUMNS, STOCK_COLUMNS, TIME_COLUMNS } from '@bihuan/domain/cases/tally-columns'
import { raw, sql } from '../platform/database.ts'
import { serverFolder } from '../platform/migrate.ts'
import { caseTown } from './testing.ts'
import { mixedCases, tallied } from './testing-figures.ts'

/** Without the nulls at the end: noughts all the same. */
const filled = (column: string) => sql`regexp_replace(array_to_string(${raw(column)}, ',', ''), ',+$', '')`
const rows = sql`select region_id, counted_by, span, start, of_id, ${filled('counts')} as counts, ${filled('times')} as times from tally
  where exists (select 1 from unnest(counts) n where n <> 0) order by 1, 2, 3, 4, 5`

it('takes over the sums by day and adds the stocks', async () => {
  const town = await caseTown()
  const { db } = town.city
  await mixedCases(town)
  await tallied(town)
  const before = await db.rows<{ times: string }>(rows)
  expect(before.length).toBeGreaterThan(100)
  // The tables of before, as they would have been: measures by day, without stocks.
  const names = COUNT_COLUMNS.slice(STOCK_COLUMNS)
  const exploded = (by: 'department' | 'item') => sql`
    select region_id, start as day, of_id, names.measure, t.counts[names.number + ${STOCK_COLUMNS}::int]::bigint as n
    from tally t cross join unnest(${[...names]}::text[]) with ordinality as names (measure, number)
    where counted_by = ${by} and span = 'day' and t.counts[names.number + ${STOCK_COLUMNS}::int] <> 0
    union all select region_id, start, of_id, names.measure, t.times[names.number]::bigint
    from tally t cross join unnest(${[...TIME_COLUMNS]}::text[]) with ordinality as names (measure, number)
    where counted_by = ${by} and span = 'day' and t.times[names.number] <> 0`
  await db.run(
    sql`create table tally_department as select region_id, day, of_id as department_id, measure, n from (${exploded('department')}) as d`,
  )
  await db.run(
    sql`create table tally_item as select region_id, day, of_id as item_id, measure, n from (${exploded('item')}) as i`,
  )
  await db.run(sql`drop table tally; drop function add_counts; drop index cases_whole_due; drop index cases_step_due`)
  for (const name of ['0017_tallies', '0022_thin_tallies']) {
    const migration = readFileSync(join(serverFolder(), 'db', 'migrations', 'city', `${name}.sql`), 'utf8')
    await db.transaction(async (inside) => {
      await inside.run({ text: migration, values: [] } as never)
    })
  }
  expect(await db.rows(rows)).toEqual(before)
}, 120_000)
