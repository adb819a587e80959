/** The telephone of a shift in clear. Who read it stands in the roster's history. */
import type { Scope } from '@bihuan/domain/powers'
import type { Actor } from '../../platform/actor.ts'
import type { City } from '../../platform/city.ts'
import { commandKey, insertAnswer, once } from '../../platform/command.ts'
import { buildEvents } from '../../platform/events.ts'
import { Problem } from '../../platform/problem.ts'
import { newRecordKey } from '../../platform/secrets.ts'
import { openTexts } from '../../platform/secrets-store.ts'
import { wakeSequencer } from '../../platform/sequencer.ts'
import { territory } from '../answers.ts'
import { teamInScope } from '../reach.ts'
import { lockRoster, noteRoster } from '../store-roster.ts'
import { shiftsById } from '../views-roster.ts'

export const PHONE_READ = 'duty-phone-read'

export async function readDutyPhone(
  city: City,
  actor: Actor,
  scopes: readonly Scope[],
  teamId: string,
  { commandId, shiftId }: { commandId: string; shiftId: string },
  now: Date,
): Promise<{ phone: string }> {
  const held = territory(city)
  const team = held.team(teamId)
  if (!team || !teamInScope(held, team, scopes, actor)) throw new Problem('platform.not-found')
  const key = commandKey(actor.accountId, { commandId, subject: teamId, shiftId } as {
    commandId: string
    subject: string
  })
  const shift = (await shiftsById(city.db, [shiftId])).get(shiftId)
  const textId = shift?.teamId === teamId && shift.removedAt === null ? shift.phoneTextId : null
  if (textId === null) throw new Problem('platform.not-found')
  // Kept with the command is that it was read, not what: whoever asks again under the same id reads again.
  await once(city.db, key, now, () =>
    city.db.transaction(async (db) => {
      const head = await lockRoster(db, teamId, newRecordKey(city.masterKey, teamId).wrapped, now)
      const [event] = buildEvents(city.id, head, [
        { act: PHONE_READ, actor: actor.accountId, occurredAt: now, recordedAt: now, body: { shiftId } },
      ])
      await noteRoster(db, event!)
      await db.run(insertAnswer(key, 200, {}, now))
      return {}
    }),
  )
  wakeSequencer(city)
  const [text] = await openTexts(city.db, city, { ids: [textId] })
  if (!text || text.text === null) throw new Problem('record.erased')
  return { phone: text.text }
}
