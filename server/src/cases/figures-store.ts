/** The only writer of the tallies: adds what the log's entries carry, in the transaction that moves the reader's place. */
import type { Delta } from '@bihuan/domain/cases/deltas'
import { sql, type Queryable } from '../platform/database.ts'
import type { LogEntry } from '../platform/sequencer-consumer.ts'
import { TallySums, type TallyRow } from './tally-sums.ts'

/** Rows of one statement. */
const AT_ONCE = 5_000

export async function addToTallies(db: Queryable, entries: readonly Pick<LogEntry, 'deltas'>[]): Promise<void> {
  const sums = new TallySums()
  for (const { deltas } of entries)
    if (deltas !== null) for (const delta of JSON.parse(deltas) as Delta[]) sums.add(delta)
  await addSums(db, sums)
}

export async function addSums(db: Queryable, sums: TallySums): Promise<void> {
  const rows = sums.rows()
  for (let from = 0; from < rows.length; from += AT_ONCE) await upsert(db, rows.slice(from, from + AT_ONCE))
}

/** Noughts are null, which takes no room, and there are none at the end: most rows hold a few of the hundred measures. */
function array(values: Int32Array | null): string | null {
  if (!values) return null
  let end = values.length
  while (end > 0 && values[end - 1] === 0) end -= 1
  let text = '{'
  for (let column = 0; column < end; column++) text += `${column ? ',' : ''}${values[column] || 'NULL'}`
  return `${text}}`
}

async function upsert(db: Queryable, rows: readonly TallyRow[]): Promise<void> {
  await db.run(
    sql`insert into tally (region_id, counted_by, span, start, of_id, counts, times)
      select region, kind, span, start, of_id, counts::integer[], times::integer[]
      from unnest(${rows.map((row) => row.regionId)}::uuid[], ${rows.map((row) => row.countedBy)}::text[], ${rows.map((row) => row.span)}::text[],
        ${rows.map((row) => row.start)}::date[], ${rows.map((row) => row.ofId)}::uuid[], ${rows.map((row) => array(row.counts))}::text[],
        ${rows.map((row) => array(row.times))}::text[]) as r (region, kind, span, start, of_id, counts, times)
      on conflict (region_id, counted_by, span, start, of_id)
        do update set counts = add_counts(tally.counts, excluded.counts), times = add_counts(tally.times, excluded.times)`,
    'tally-add',
  )
}

/** Before they are summed anew. */
export async function clearTallies(db: Queryable): Promise<void> {
  await db.run(sql`delete from tally`)
}
