/** Planning a draw. Freezing its population is work of its own: a city's month may hold a million cases. */
import type { z } from 'zod'
import type { planDraw as planShape } from '@bihuan/contract/oversight'
import { businessDate } from '@bihuan/domain/calendar'
import type { Scope } from '@bihuan/domain/powers'
import type { Actor } from '../../platform/actor.ts'
import type { City } from '../../platform/city.ts'
import { commandKey, insertAnswer, once } from '../../platform/command.ts'
import { buildEvents } from '../../platform/events.ts'
import { Problem } from '../../platform/problem.ts'
import { wakeSequencer } from '../../platform/sequencer.ts'
import { setTimers } from '../../platform/timers.ts'
import { territory } from '../../territory/answers.ts'
import { regionWithin } from '../reach.ts'
import { insertDraw } from '../store.ts'
import { FREEZE } from './freeze-population.ts'

export async function planDraw(
  city: City,
  actor: Actor,
  scopes: readonly Scope[],
  plan: z.output<typeof planShape>,
  now: Date,
): Promise<{ id: string }> {
  const key = commandKey(actor.accountId, { ...plan, subject: plan.id })
  const done = await once(city.db, key, now, async () => {
    const { id, from, to, size, extra, checkers, dueDays, seedFrom } = plan
    const regionId = regionWithin(city, scopes, plan.regionId)
    if (to >= businessDate(now.getTime()) || from > to) throw new Problem('oversight.period-not-over', { to })
    const numberOf = seedFrom === 'number' ? (plan.numberOf?.trim() ?? '') : null
    if (numberOf === '') throw new Problem('oversight.number-not-said')
    const said = { regionId, from, to, size, extra, checkers, dueDays, seedFrom, numberOf }
    const [event] = buildEvents(city.id, { subject: id, seq: 0, hash: '' }, [
      { act: 'plan-draw', actor: actor.accountId, occurredAt: now, recordedAt: now, body: said },
    ])
    const place = territory(city).place(regionId)
    return city.db.transaction(async (db) => {
      await insertDraw(db, { ...said, id, place, plannedBy: actor.accountId, plannedAt: now }, event!)
      await setTimers(db, [{ kind: FREEZE, subject: id, dueAt: now }])
      await db.run(insertAnswer(key, 201, { id }, now))
      return { id }
    })
  })
  wakeSequencer(city)
  return done
}
