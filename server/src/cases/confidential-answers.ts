/** Whether the case `alias` is about a person in need, as of its filing; for statements over many cases. */
import { raw, sql, type Sql } from '../platform/database.ts'

/** The document is opened only where the item is confidential in some version: opening a hundred thousand takes seconds. */
export function isConfidential(alias: string): Sql {
  const of = raw(alias)
  return sql`case when ${of}.item_id in (select v.item_id from item_version v where v.document @> '{"confidential": true}')
    then coalesce((${of}.document -> 'item' ->> 'confidential')::boolean, false) else false end`
}
