/**
 * A batch of supervise orders: chosen at once, given one by one. What is decided here is which cases get their order; the order
 * itself is the ordinary act on its case, done by a timer that goes on where it was stopped.
 */
import type { z } from 'zod'
import { MOST_IN_BATCH, type orderBatch as batchShape } from '@bihuan/contract/oversight'
import type { Case } from '@bihuan/domain/cases/case'
import type { Scope } from '@bihuan/domain/powers'
import type { Place } from '@bihuan/domain/place'
import { caseFiles, matchingCases, superviseRefusal } from '../../cases/oversight-answers.ts'
import type { Actor } from '../../platform/actor.ts'
import type { City } from '../../platform/city.ts'
import { commandKey, insertAnswer, once } from '../../platform/command.ts'
import { buildEvents } from '../../platform/events.ts'
import { newId } from '../../platform/id.ts'
import { Problem } from '../../platform/problem.ts'
import { commitment, newRecordKey } from '../../platform/secrets.ts'
import { insertRecordKey, insertSealedTexts, sealText } from '../../platform/secrets-store.ts'
import { wakeSequencer } from '../../platform/sequencer.ts'
import { setTimers } from '../../platform/timers.ts'
import { insertBatch } from '../store-batches.ts'
import { GIVE } from './give-orders.ts'

type Batch = z.output<typeof batchShape>
interface Answer {
  id: string
  cases: number
  refused: number
}
/** Numbers named in a refusal. */
const NAMED = 5

export async function orderBatch(
  city: City,
  actor: Actor,
  scopes: readonly Scope[],
  batch: Batch,
  now: Date,
): Promise<Answer> {
  const key = commandKey(actor.accountId, { ...batch, subject: batch.id })
  const done = await once(city.db, key, now, async () => {
    const chosen = await choose(city, actor, scopes, batch, now)
    const cases = chosen.map((caseFile) => {
      const refusal = superviseRefusal(city, actor, caseFile, now)
      if (refusal === 'unknown') throw new Problem('platform.not-found')
      return { id: caseFile.id, number: caseFile.number, refusal: refusal?.code ?? null }
    })
    const refused = cases.filter(({ refusal }) => refusal !== null)
    if (refused.length === cases.length) throw new Problem('oversight.batch-empty')
    if (refused.length > 0 && batch.refused === 'none') {
      const numbers = refused.slice(0, NAMED).map(({ number }) => number)
      throw new Problem('oversight.batch-refused', { refused: refused.length, numbers: numbers.join(', ') })
    }
    const answer = { id: batch.id, cases: cases.length, refused: refused.length }
    const { key: sealing, wrapped } = newRecordKey(city.masterKey, batch.id)
    const text = { id: newId(), record: batch.id, kind: 'remark', createdAt: now, text: batch.text.trim() }
    const [event] = buildEvents(city.id, { subject: batch.id, seq: 0, hash: '' }, [
      {
        act: 'order-batch',
        actor: actor.accountId,
        occurredAt: now,
        recordedAt: now,
        body: {
          limit: batch.limit,
          text: { textId: text.id, commitment: commitment(sealing, text.text) },
          cases: cases.filter(({ refusal }) => refusal === null).map(({ id }) => id),
          refused: refused.map(({ id, refusal }) => ({ id, refusal })),
        },
      },
    ])
    return city.db.transaction(async (db) => {
      await db.run(insertRecordKey(batch.id, wrapped, now))
      await db.run(insertSealedTexts([sealText(sealing, text)]))
      const place = common(chosen.map((caseFile) => caseFile.place))
      const row = { id: batch.id, limit: batch.limit, textId: text.id, place, by: actor.accountId, at: now, cases }
      await insertBatch(db, row, event!)
      await setTimers(db, [{ kind: GIVE, subject: batch.id, dueAt: now }])
      await db.run(insertAnswer(key, 201, answer, now))
      return answer
    })
  })
  wakeSequencer(city)
  return done
}

async function choose(
  city: City,
  actor: Actor,
  scopes: readonly Scope[],
  { caseIds, filter }: Batch,
  now: Date,
): Promise<Case[]> {
  if ((caseIds === undefined) === (filter === undefined)) throw new Problem('oversight.cases-not-chosen')
  const ids = caseIds
    ? [...new Set(caseIds)]
    : await matchingCases(city, actor, scopes, filter!, now, MOST_IN_BATCH + 1)
  if (ids.length === 0) throw new Problem('oversight.batch-empty')
  if (ids.length > MOST_IN_BATCH) throw new Problem('oversight.batch-too-large', { most: MOST_IN_BATCH })
  const found = await caseFiles(city.db, ids)
  if (found.size < ids.length) throw new Problem('platform.not-found')
  return ids.map((id) => found.get(id)!)
}

/** The smallest region that holds them all: whoever oversees it sees the batch. */
function common(places: readonly Place[]): Pick<Place, 'cityId' | 'countyId' | 'townId'> {
  const first = places[0]!
  const same = (level: 'countyId' | 'townId') => places.every((place) => place[level] === first[level])
  const countyId = same('countyId') ? first.countyId : null
  return { cityId: first.cityId, countyId, townId: same('countyId') && same('townId') ? first.townId : null }
}
