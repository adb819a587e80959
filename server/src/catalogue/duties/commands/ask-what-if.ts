/** "Where would the cases of a period have gone": asked once, worked out in the background. */
import { businessDate } from '@bihuan/domain/calendar'
import { planDuties, type DutyBegin, type DutyChange, type DutyEnd, type DutyPlan } from '@bihuan/domain/duty-change'
import type { Actor } from '../../../platform/actor.ts'
import type { City } from '../../../platform/city.ts'
import { commandKey, insertAnswer, once } from '../../../platform/command.ts'
import { sql, type Queryable } from '../../../platform/database.ts'
import { newId } from '../../../platform/id.ts'
import { Problem } from '../../../platform/problem.ts'
import { setTimers } from '../../../platform/timers.ts'
import { catalogue } from '../../answers.ts'
import { insertWhatIf, thinOutWhatIfs } from '../store.ts'
import { WHAT_IF } from '../what-if.ts'

/** A year and a day, so that a whole one fits wherever it begins. */
const MOST_DAYS = 366
/** The cases behind so many questions are kept. */
const KEEP = 20

export interface WhatIfAsked {
  commandId: string
  title: string
  revisionId: string | null
  changes: DutyChange[] | null
  from: string
  to: string
}

export async function askWhatIf(city: City, actor: Actor, asked: WhatIfAsked, now: Date): Promise<string> {
  const key = commandKey(actor.accountId, { ...asked, subject: actor.accountId })
  const answer = await once(city.db, key, now, () =>
    city.db.transaction(async (db) => {
      const { title, revisionId, from, to } = asked
      const days = (Date.parse(to) - Date.parse(from)) / 86_400_000
      if (!(days >= 0 && days < MOST_DAYS)) throw new Problem('duty.period', { days: MOST_DAYS })
      if ((revisionId === null) === (asked.changes === null)) throw new Problem('duty.what-if-source')
      const plan = revisionId === null ? planOf(city, asked.changes!, now) : await planOfRevision(db, revisionId)
      const id = newId()
      await insertWhatIf(db, { id, title, revisionId, plan, from, to, createdBy: actor.accountId, createdAt: now })
      await thinOutWhatIfs(db, KEEP)
      await setTimers(db, [{ kind: WHAT_IF, subject: id, dueAt: now }])
      await db.run(insertAnswer(key, 201, { id }, now))
      return { id }
    }),
  )
  return answer.id
}

function planOf(city: City, changes: readonly DutyChange[], now: Date): DutyPlan {
  return planDuties(catalogue(city).duties(), changes, { today: businessDate(now.getTime()), newId }).plan
}

/** As it was rehearsed; one that was applied, or has come to its end, says nothing of what would be. */
async function planOfRevision(db: Queryable, revisionId: string): Promise<DutyPlan> {
  const revision = await db.maybe<{ state: string }>(
    sql`select state from revision where id = ${revisionId} and kind = 'duties'`,
  )
  if (!revision) throw new Problem('platform.not-found')
  if (revision.state !== 'rehearsed') throw new Problem('revision.state', { state: revision.state })
  const rows = await db.rows<{ action: string; body: unknown }>(
    sql`select action, body from revision_change where revision_id = ${revisionId} order by number`,
  )
  return {
    ends: rows.filter(({ action }) => action === 'end').map(({ body }) => body as DutyEnd),
    begins: rows.filter(({ action }) => action !== 'end').map(({ body }) => body as DutyBegin),
  }
}
