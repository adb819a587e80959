/** 拆分: the child that a split makes, filed by the same person at the same place, in the same transaction. */
import { decide, isRefusal } from '@bihuan/domain/cases/decide'
import type { Case } from '@bihuan/domain/cases/case'
import type { Actor } from '../../platform/actor.ts'
import type { City } from '../../platform/city.ts'
import type { Queryable } from '../../platform/database.ts'
import { calendarOf } from '../../platform/held-calendar.ts'
import { Problem } from '../../platform/problem.ts'
import { newRecordKey } from '../../platform/secrets.ts'
import { actingPerson } from '../access.ts'
import { insertCases, rowsOfNew } from '../store.ts'
import { Sealing } from '../texts.ts'
import { worldOf } from '../world.ts'
import { nextCaseNumber } from './case-number.ts'
import { prepare } from './write.ts'

export async function splitCase(
  city: City,
  db: Queryable,
  actor: Actor,
  parent: Case,
  { childId, itemId, text }: { childId: string; itemId: string; text: string },
  now: Date,
  occurredAt: Date,
): Promise<void> {
  const calendar = calendarOf(city)
  const { key, wrapped } = newRecordKey(city.masterKey, childId)
  const sealing = new Sealing(city, childId, key, now)
  const { communityId, townId, countyId, cityId } = parent.place
  const intention = {
    act: 'report' as const,
    body: {
      number: await nextCaseNumber(city, occurredAt),
      source: 'desk' as const,
      itemId,
      position: parent.position,
      regionId: communityId ?? townId ?? countyId ?? cityId,
      text: sealing.seal('description', text),
      parentId: parent.id,
    },
  }
  const person = actingPerson(actor, new Set(['report']), { departmentIds: [], teamIds: [] })
  const decided = decide(
    null,
    intention,
    person,
    { at: occurredAt.getTime(), now: now.getTime(), calendar },
    worldOf(city),
  )
  if (isRefusal(decided)) throw new Problem(decided.code, decided.params)
  const prepared = prepare(city, {
    head: { subject: childId, seq: 0, hash: '' },
    before: null,
    entries: decided.entries,
    occurredAt,
    now,
    calendar,
  })
  await insertCases(db, [rowsOfNew({ ...prepared, texts: sealing.rows, answer: null, wrappedKey: wrapped })])
}
