/** The versions of one item: by which revision each came, and what it changed. */
import type { Item } from '@bihuan/domain/item'
import { differences } from '@bihuan/domain/item-diff'
import type { City } from '../platform/city.ts'
import { sql } from '../platform/database.ts'
import { Problem } from '../platform/problem.ts'
import { openCasesByVersion } from './views-open-cases.ts'

interface Row {
  document: Item
  revisionId: string | null
  title: string | null
  by: string | null
  at: Date | null
}

export async function versionsOf(city: City, itemId: string) {
  const rows = await city.db.rows<Row>(sql`
    select v.document, v.revision_id as "revisionId", r.title, a.name as by,
           case when r.taken_back_at is not null and v.version > all
                  (select (c.body -> 'item' ->> 'version')::integer from revision_change c where c.revision_id = r.id and c.record = v.item_id::text and c.what = 'item')
                then r.taken_back_at else r.applied_at end as at
    from item_version v left join revision r on r.id = v.revision_id
      left join account a on a.id = coalesce(r.applied_by, r.created_by)
    where v.item_id = ${itemId} order by v.version`)
  if (rows.length === 0) throw new Problem('platform.not-found')
  const open = await openCasesByVersion(city.db, itemId)
  const told = rows.map(({ document, revisionId, title, by, at }, index) => ({
    version: document.version,
    revision: revisionId === null ? null : { id: revisionId, title: title!, by: by ?? '', at: at!.toISOString() },
    openCases: open.get(document.version) ?? 0,
    changes: index === 0 ? [] : differences(rows[index - 1]!.document, document),
  }))
  return { rows: told.reverse() }
}
