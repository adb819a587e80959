/** Makes a case one about a person in need, for tests. */
import type { CaseTown } from '../cases/testing.ts'
import { sql } from '../platform/database.ts'

/** As if the case, and a version of its item, had been about a person in need. */
export async function makeConfidential({ city }: CaseTown, caseId: string): Promise<void> {
  await city.db.run(
    sql`update item_version v set document = v.document || '{"confidential": true}' from cases c where c.id = ${caseId} and v.item_id = c.item_id`,
  )
  await city.db.run(
    sql`update cases set document = jsonb_set(document::jsonb, '{item,confidential}', 'true')::json where id = ${caseId}`,
  )
}
