/** The only writer of saved_filter. */
import { sql, type Queryable } from '../platform/database.ts'

export async function keepFilter(
  db: Queryable,
  accountId: string,
  { id, name, filter }: { id: string; name: string; filter: object },
  most: number,
): Promise<boolean> {
  const kept = await db.run(
    sql`insert into saved_filter (id, account_id, name, filter)
      select ${id}::uuid, ${accountId}::uuid, ${name}, ${JSON.stringify(filter)}::jsonb
      where (select count(*) from saved_filter where account_id = ${accountId}) < ${most}
      on conflict (id) do update set name = excluded.name, filter = excluded.filter where saved_filter.account_id = excluded.account_id`,
  )
  return kept === 1
}

export async function deleteFilter(db: Queryable, accountId: string, id: string): Promise<boolean> {
  return (await db.run(sql`delete from saved_filter where id = ${id} and account_id = ${accountId}`)) === 1
}
