/** Planning who is on duty: shifts of one team, several at once, all or nothing. What is over stays as it was. */
import type { Scope } from '@bihuan/domain/powers'
import type { Actor } from '../../platform/actor.ts'
import type { City } from '../../platform/city.ts'
import { commandKey, insertAnswer, once } from '../../platform/command.ts'
import type { Queryable } from '../../platform/database.ts'
import { buildEvents } from '../../platform/events.ts'
import { newId } from '../../platform/id.ts'
import { Problem } from '../../platform/problem.ts'
import { commitment, newRecordKey, normalisePhone } from '../../platform/secrets.ts'
import { recordKey, sealText, type SealedText } from '../../platform/secrets-store.ts'
import { wakeSequencer } from '../../platform/sequencer.ts'
import { membersOf } from '../../staff/answers.ts'
import { territory } from '../answers.ts'
import { teamInScope } from '../reach.ts'
import { lockRoster, noteRoster, writeShifts, type ShiftRow } from '../store-roster.ts'
import { shiftsById, type KnownShift } from '../views-roster.ts'

export const ROSTER_PLANNED = 'roster-planned'
/** A shift that is longer was a slip of the pen. */
const LONGEST_DAYS = 7

export interface ShiftToPlan {
  id: string
  startsAt: string
  endsAt: string
  accountIds: string[]
  leaderId: string
  phone?: string | null | undefined
}
export interface RosterPlan {
  commandId: string
  put: ShiftToPlan[]
  remove: string[]
}

export async function planRoster(
  city: City,
  actor: Actor,
  scopes: readonly Scope[],
  teamId: string,
  plan: RosterPlan,
  now: Date,
): Promise<{ version: number }> {
  const held = territory(city)
  const team = held.team(teamId)
  if (!team || team.validTo !== null || !teamInScope(held, team, scopes, actor)) throw new Problem('platform.not-found')
  const key = commandKey(actor.accountId, { ...plan, subject: teamId })
  const answer = await once(city.db, key, now, () =>
    city.db.transaction(async (db) => {
      const head = await lockRoster(db, teamId, newRecordKey(city.masterKey, teamId).wrapped, now)
      const known = await shiftsById(db, [...plan.put.map(({ id }) => id), ...plan.remove])
      await check(db, teamId, plan, known, now)
      const secret = await recordKey(db, city, teamId)
      const texts: SealedText[] = []
      const put = plan.put.map((shift) => toRow(shift, known.get(shift.id), secret, teamId, texts, now))
      await writeShifts(db, teamId, { put, remove: plan.remove, texts, now })
      const [event] = buildEvents(city.id, head, [
        {
          act: ROSTER_PLANNED,
          actor: actor.accountId,
          occurredAt: now,
          recordedAt: now,
          body: {
            put: put.map(({ id, startsAt, endsAt, accountIds, leaderId }, index) => ({
              ...{ id, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString(), accountIds, leaderId },
              phone: plan.put[index]!.phone ? commitment(secret, plan.put[index]!.phone!) : null,
            })),
            remove: plan.remove,
          },
        },
      ])
      await noteRoster(db, event!)
      await db.run(insertAnswer(key, 200, { version: event!.seq }, now))
      return { version: event!.seq }
    }),
  )
  wakeSequencer(city)
  return answer
}

async function check(
  db: Queryable,
  teamId: string,
  { put, remove }: RosterPlan,
  known: ReadonlyMap<string, KnownShift>,
  now: Date,
): Promise<void> {
  for (const shift of known.values()) {
    if (shift.teamId !== teamId || shift.removedAt !== null) throw new Problem('roster.shift-elsewhere')
    if (shift.endsAt <= now) throw new Problem('roster.over', { at: shift.endsAt.toISOString() })
  }
  if (remove.some((id) => !known.has(id))) throw new Problem('platform.not-found')
  const members = new Set((await membersOf(db, teamId, now)).map(({ id }) => id))
  for (const { id, startsAt, endsAt, accountIds, leaderId, phone } of put) {
    const length = Date.parse(endsAt) - Date.parse(startsAt)
    if (length <= 0 || length > LONGEST_DAYS * 86_400_000) throw new Problem('roster.times', { days: LONGEST_DAYS })
    if (Date.parse(endsAt) <= now.getTime()) throw new Problem('roster.over', { at: endsAt })
    if (!accountIds.includes(leaderId)) throw new Problem('roster.leader-not-on-shift')
    // Who was planned before and has left may stay on what was planned.
    const planned = known.get(id)?.accountIds ?? []
    const strangers = accountIds.filter((account) => !members.has(account) && !planned.includes(account))
    if (strangers.length > 0) throw new Problem('roster.not-a-member', { count: strangers.length })
    if (phone && normalisePhone(phone) === null) throw new Problem('roster.phone-invalid', { phone })
  }
}

function toRow(
  shift: ShiftToPlan,
  known: KnownShift | undefined,
  secret: Buffer,
  teamId: string,
  texts: SealedText[],
  now: Date,
): ShiftRow {
  const { id, accountIds, leaderId, phone } = shift
  let phoneTextId = phone === undefined ? (known?.phoneTextId ?? null) : null
  if (phone) {
    phoneTextId = newId()
    texts.push(sealText(secret, { id: phoneTextId, record: teamId, kind: 'duty-phone', text: phone, createdAt: now }))
  }
  const people = [...new Set(accountIds)]
  const times = { startsAt: new Date(shift.startsAt), endsAt: new Date(shift.endsAt) }
  return { id, ...times, accountIds: people, leaderId, phoneTextId }
}
