/**
 * 接入: a case of an old system, as that system told it: one entry that claims no more than is known. What it says happened then is a
 * claim, recorded now (docs/decisions/0003-two-times.md, 0018-bulk.md): nobody here assessed, dispatched or verified it, and no entry says so.
 * Clocks of what is still open begin when it was taken in.
 */
import { startClock } from './case-clocks.ts'
import type { Assignment, Case } from './case.ts'
import { filing } from './deciding-report.ts'
import { wholeLimit, workLimits } from './deciding-work.ts'
import type { Entry, NewEntry } from './entries.ts'
import { file } from './filing.ts'
import { refuse, type Moment, type Refusal } from './guard.ts'
import type { Intentions } from './intentions.ts'
import { begin, dispatchTo, end, office, toState } from './steps.ts'
import type { World } from './world.ts'

export const TAKEN_IN_AS = ['reported', 'accepted', 'closed', 'void'] as const
export type TakenInAs = (typeof TAKEN_IN_AS)[number]

export function takingIn(body: Intentions['take-in'], moment: Moment, world: World): NewEntry[] | Refusal {
  const { as, closedAt = null, lead = null, origin, ...reported } = body
  const filed = filing({ ...reported, source: 'import' }, world)
  if ('code' in filed) return filed
  const ended = as === 'closed' || as === 'void'
  if (ended !== (closedAt !== null) || (closedAt !== null && (closedAt < moment.at || closedAt > moment.now)))
    return refuse('case.ended-when')
  const department = lead ? world.department(lead) : null
  if (lead && !department) return refuse('case.department-unknown')
  if (as === 'accepted' && !department) return refuse('case.department-not-in-duty')
  const item = world.item(filed.item.id)!
  const procedure = world.procedure(filed.procedure.id)!
  const work = department && {
    lead: department.id,
    assisting: [],
    teamId: null,
    level: department.level,
    dutyId: null,
    why: [{ code: 'by-hand' as const, params: { departmentId: department.id } }],
    limits: workLimits(filed, world),
  }
  const whole = filed.conditionId ? wholeLimit(item, filed.conditionId, procedure) : null
  return [{ act: 'take-in', actor: 'system', body: { ...filed, as, closedAt, work, whole, origin } }]
}

export function takenIn(entry: Entry & { act: 'take-in' }): Case {
  const { as, closedAt, work, whole } = entry.body
  const filed = file(entry.body, entry)
  const now = entry.recordedAt
  // As if it had come in now: only what happens from here on can be in time or late.
  const started = { ...entry, occurredAt: now }
  switch (as) {
    case 'reported':
      return toState(
        startClock(startClock(filed, 'route', filed.limits.route, now), 'assess', filed.limits.assess, now),
        'reported',
        office(filed),
        'assess',
      )
    case 'accepted':
      return begin(dispatchTo(startClock({ ...filed, assessedAt: now }, 'whole', whole, now), work!, started), started)
    case 'void':
      return end(filed, 'void', closedAt!)
    case 'closed': {
      const assignment: Assignment | null = work && { ...work, at: entry.occurredAt, by: entry.actor }
      return {
        ...end({ ...filed, assignment, dispatches: work ? 1 : 0 }, 'closed', closedAt!),
        handledAt: closedAt,
        closing: 'put-right',
        closedLevel: work?.level ?? filed.officeLevel,
      }
    }
  }
}
