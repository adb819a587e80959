/** Gives the orders of a batch: the ordinary act on each case, in the name of who ordered, as of the moment at which he did. */
import { createHash } from 'node:crypto'
import { caseFiles, superviseCase } from '../../cases/oversight-answers.ts'
import type { Actor } from '../../platform/actor.ts'
import type { City } from '../../platform/city.ts'
import { sql } from '../../platform/database.ts'
import { buildEvents } from '../../platform/events.ts'
import { Problem } from '../../platform/problem.ts'
import { openTexts } from '../../platform/secrets-store.ts'
import { wakeSequencer } from '../../platform/sequencer.ts'
import { registerTimer } from '../../platform/timers.ts'
import { actorFacts } from '../../staff/answers.ts'
import { closeBatch, noteOrder } from '../store-batches.ts'

export const GIVE = 'give-orders'

export function registerGiving(): void {
  registerTimer(GIVE, (city, timer, now) => giveOrders(city, timer.subject!, now))
}

interface Batch {
  state: 'giving' | 'given'
  limit_amount: number
  limit_unit: string
  text_id: string
  given_by: string
  given_at: Date
  seq: number
  head_hash: string
}

/** May be run again at any time: an order that was given is found by its command id and not given twice. */
export async function giveOrders(city: City, batchId: string, now: Date): Promise<void> {
  const batch = await city.db.maybe<Batch>(sql`select * from supervise_batch where id = ${batchId}`)
  if (batch?.state !== 'giving') return
  const facts = await actorFacts(city.db, batch.given_by, now)
  const actor: Actor = { ...facts!, sessionId: '' }
  const [text] = await openTexts(city.db, city, { ids: [batch.text_id] })
  const waiting = await city.db.rows<{ case_id: string }>(
    sql`select case_id from supervise_batch_case where batch_id = ${batchId} and state = 'waiting' order by rank`,
  )
  for (const { case_id: caseId } of waiting) {
    const came = text?.text
      ? await giveOne(city, actor, batchId, caseId, batch, text.text, now)
      : { refusal: 'record.erased' }
    await noteOrder(city.db, batchId, caseId, came)
  }
  await city.db.transaction(async (db) => {
    const counts = await db.maybe<{ ordered: number; refused: number }>(
      sql`select count(*) filter (where state = 'ordered') as ordered, count(*) filter (where state = 'refused') as refused
        from supervise_batch_case where batch_id = ${batchId}`,
    )
    const [event] = buildEvents(city.id, { subject: batchId, seq: batch.seq, hash: batch.head_hash }, [
      { act: 'batch-given', actor: 'system', occurredAt: now, recordedAt: now, body: counts },
    ])
    await closeBatch(db, batchId, event!)
  })
  wakeSequencer(city)
}

async function giveOne(
  city: City,
  actor: Actor,
  batchId: string,
  caseId: string,
  batch: Batch,
  text: string,
  now: Date,
): Promise<{ orderId: string } | { refusal: string }> {
  const { given_at: at } = batch
  const limit = { amount: batch.limit_amount, unit: batch.limit_unit }
  const order = { commandId: commandIdOf(batchId, caseId), caseId, limit, text, at }
  try {
    await superviseCase(city, actor, order, now)
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500) throw error
    return { refusal: error.code }
  }
  const caseFile = (await caseFiles(city.db, [caseId])).get(caseId)!
  const given = caseFile.supervises.findLast((one) => one.by === actor.accountId && one.at === at.getTime())
  if (!given) throw new Error(`the order of batch ${batchId} on case ${caseId} is not there`)
  return { orderId: given.id }
}

/** The same for the same batch and case, whenever it is asked: a version 8 UUID of their digest. */
function commandIdOf(batchId: string, caseId: string): string {
  const bytes = createHash('sha256').update(`${batchId}:${caseId}`).digest().subarray(0, 16)
  bytes[6] = 0x80 | (bytes[6]! & 0x0f)
  bytes[8] = 0x80 | (bytes[8]! & 0x3f)
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
