/** The only writer of the tallies: adds what the log's entries carry, in the transaction that moves the reader's place. */
import type { Delta } from '@bihuan/domain/cases/deltas'
import { sql, type Queryable } from '../platform/database.ts'
import type { LogEntry } from '../platform/sequencer-consumer.ts'
import { added, TallySums, type TallyRow } from './tally-sums.ts'

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

/** Nobody else writes here: the caller holds the reader's place. */
async function upsert(db: Queryable, rows: readonly TallyRow[]): Promise<void> {
  const keys = [
    ...[rows.map((row) => row.regionId), rows.map((row) => row.countedBy), rows.map((row) => row.span)],
    ...[rows.map((row) => row.start), rows.map((row) => row.ofId)],
  ] as const
  const keyed = sql`${keys[0]}::uuid[], ${keys[1]}::text[], ${keys[2]}::text[], ${keys[3]}::date[], ${keys[4]}::uuid[]`
  const held = await db.rows<{ number: number; counts: string; detail: string }>(
    sql`select k.number::int as number, t.counts, t.detail
      from unnest(${keyed}) with ordinality as k (region_id, counted_by, span, start, of_id, number)
      cross join lateral (select counts, detail from tally t where t.region_id = k.region_id and t.counted_by = k.counted_by and t.span = k.span
        and t.start = k.start and t.of_id = k.of_id offset 0) t`,
    'tally-held',
  )
  const sums = [...rows]
  for (const { number, ...row } of held) sums[number - 1] = added(rows[number - 1]!, row)
  await db.run(
    sql`insert into tally (region_id, counted_by, span, start, of_id, counts, detail)
      select * from unnest(${keyed}, ${sums.map(({ counts }) => counts)}::text[], ${sums.map(({ detail }) => detail)}::text[])
      on conflict (region_id, counted_by, span, start, of_id) do update set counts = excluded.counts, detail = excluded.detail`,
    'tally-add',
  )
}

/** Before they are summed anew. */
export async function clearTallies(db: Queryable): Promise<void> {
  await db.run(sql`delete from tally`)
}
