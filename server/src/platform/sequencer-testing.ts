/** For tests of the log: writes events as a store would, several in one transaction, with the outbox rows behind them. */
import type { City } from './city.ts'
import { sql } from './database.ts'
import { buildEvents, headAfter, type EventRow, type Head, type NewEvent } from './events.ts'

export interface WrittenEvents {
  rows: EventRow[]
  head: Head
}

export async function writeEvents(
  city: City,
  head: Head,
  count: number,
  more: Partial<NewEvent> & { deltas?: string } = {},
): Promise<WrittenEvents> {
  const at = city.clock.now()
  const { deltas = null, ...event } = more
  const rows = buildEvents(
    city.id,
    head,
    Array.from({ length: count }, (_, index) => ({
      act: 'note',
      actor: 'system',
      occurredAt: at,
      recordedAt: at,
      body: { step: head.seq + index + 1 },
      ...event,
    })),
  )
  await city.db.run(
    sql`with written as (
      insert into event select * from json_populate_recordset(null::event, ${JSON.stringify(rows)}::json) returning id
    ) insert into outbox (event_id, deltas) select id, ${deltas}::text from written`,
  )
  return { rows, head: headAfter(head, rows) }
}
