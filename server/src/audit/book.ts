/** The auditor's own chain: what was sealed and verified by hand leaves an event like any other act. */
import type { City } from '../platform/city.ts'
import type { Queryable } from '../platform/database.ts'
import { buildEvents } from '../platform/events.ts'
import { insertAuditEvents, lockAuditBook } from './store.ts'

export interface BookEntry {
  act: 'seal' | 'verify' | 'verified'
  actor: string
  now: Date
  body: unknown
}

/** Within the caller's transaction. */
export async function enterInBook(db: Queryable, city: City, { act, actor, now, body }: BookEntry): Promise<void> {
  const head = await lockAuditBook(db)
  await insertAuditEvents(db, buildEvents(city.id, head, [{ act, actor, occurredAt: now, recordedAt: now, body }]))
}
