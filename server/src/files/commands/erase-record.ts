/** Erases a record's personal data for good (PIPL art. 47). The erasure is a subject of its own: its event stays and says what went. */
import type { ERASURE_GROUNDS } from '@bihuan/contract/files'
import type { Actor } from '../../platform/actor.ts'
import type { City } from '../../platform/city.ts'
import { commandKey, insertAnswer, once } from '../../platform/command.ts'
import { buildEvents } from '../../platform/events.ts'
import { newId } from '../../platform/id.ts'
import { Problem } from '../../platform/problem.ts'
import { eraseRecordTexts } from '../../platform/secrets-store.ts'
import { wakeSequencer } from '../../platform/sequencer-signal.ts'
import { removeGivenUp } from '../removal.ts'
import { insertErasure } from '../store-erasures.ts'
import { eraseReferences } from '../store-files.ts'

export interface ErasureOrder {
  commandId: string
  ground: (typeof ERASURE_GROUNDS)[number]
}

export interface ErasureAnswer {
  erasureId: string
  recordId: string
  erasedAt: string
  texts: number
  files: number
}

/** Throws 404 where no record has this id, `record.erased-already`. The caller has asked for the power and its scope. */
export async function eraseRecord(
  city: City,
  actor: Actor,
  record: string,
  order: ErasureOrder,
  now: Date,
): Promise<ErasureAnswer> {
  const key = commandKey(actor.accountId, { ...order, subject: record })
  const answer = await once(city.db, key, now, () =>
    city.db.transaction(async (db) => {
      const texts = await eraseRecordTexts(db, record, now)
      if (!texts) throw new Problem('platform.not-found')
      if (!texts.fresh) throw new Problem('record.erased-already')
      const files = await eraseReferences(db, record, now)
      const id = newId()
      // The fingerprints of the files are in the events that attached them; here they are only counted.
      const body = { record, ground: order.ground, texts: texts.texts, files }
      const events = buildEvents(city.id, { subject: id, seq: 0, hash: '' }, [
        { act: 'erase-record', actor: actor.accountId, occurredAt: now, recordedAt: now, body },
      ])
      await insertErasure(db, { id, record, ground: order.ground, erasedBy: actor.accountId, erasedAt: now }, events)
      const result = { erasureId: id, recordId: record, erasedAt: now.toISOString(), texts: texts.texts, files }
      await db.run(insertAnswer(key, 200, result, now))
      return result
    }),
  )
  wakeSequencer(city)
  await removeGivenUp(city)
  return answer
}
