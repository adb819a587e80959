/** The moves that several acts share: who holds a case in a state, which clock is its step, how work begins and ends. */
import { isOpen, type State } from '../acts.ts'
import type { Millis } from '../clocks.ts'
import type { Assignment, Case, Holder } from './case.ts'
import { resumeClocks, startClock, stopClocks } from './case-clocks.ts'
import type { Dispatching, Entry } from './entries.ts'

/** Orders of leaders and calls go on while a case is suspended. */
export const PAUSED_BY_SUSPENSION = ['handle', 'arrive', 'whole'] as const

export function office(caseFile: Pick<Case, 'officeId'>): Holder {
  return { kind: 'department', id: caseFile.officeId }
}

/** A citizen has no account to hold a case with: the office asks by telephone and stays the holder. */
export function reporter(caseFile: Case): Holder {
  return caseFile.finder === 'citizen' || caseFile.finder === 'system'
    ? office(caseFile)
    : { kind: 'person', id: caseFile.finder }
}

export function worker(assignment: Assignment): Holder {
  return assignment.teamId ? { kind: 'team', id: assignment.teamId } : { kind: 'department', id: assignment.lead }
}

/** In a new open state: its holder, and the latest clock of that kind as its step clock. */
export function toState(
  caseFile: Case,
  state: State,
  holder: Holder,
  step: 'assess' | 'dispatch' | 'accept' | 'review' | 'verify' | 'call-back',
): Case {
  const stepped = { ...caseFile }
  stepped.state = state
  stepped.holder = holder
  stepped.stepClockId = caseFile.clocks.findLast((clock) => clock.kind === step)!.id
  return stepped
}

/** The step of work under way: on the way while an arrival is due, then handling. */
export function pointStep(caseFile: Case): Case {
  const running = (kind: string) => caseFile.clocks.findLast((clock) => clock.kind === kind && clock.stoppedAt === null)
  const step = running('arrive') ?? running('handle')
  return { ...caseFile, stepClockId: step!.id }
}

export function assessed(before: Case, body: Extract<Entry, { act: 'assess' }>['body'], at: Millis): Case {
  const known = {
    ...before,
    item: body.item,
    conditionId: body.conditionId,
    rectification: body.rectification,
    procedure: body.procedure,
    limits: body.limits,
    assessedAt: at,
    asked: null,
  }
  const whole = startClock(stopClocks(known, ['assess'], at), 'whole', body.whole, at)
  if (before.state !== 'reported') return whole
  return toState(startClock(whole, 'dispatch', body.limits.dispatch, at), 'assessed', office(whole), 'dispatch')
}

export function dispatchTo(before: Case, body: Dispatching, entry: Entry): Case {
  const at = entry.occurredAt
  const again = entry.act === 'transfer'
  let next = stopClocks(before, again ? ['accept', 'arrive', 'plan'] : ['dispatch', 'route'], at)
  next = startClock(next, 'accept', body.limits.accept, at)
  if (!again) next = startClock(next, 'handle', body.limits.handle, at)
  if (body.limits.arrive) next = startClock(next, 'arrive', body.limits.arrive, at)
  if (body.limits.plan && next.plan === null) next = startClock(next, 'plan', body.limits.plan, at)
  const assignment: Assignment = {
    lead: body.lead,
    assisting: body.assisting,
    teamId: body.teamId,
    level: body.level,
    dutyId: body.dutyId,
    why: body.why,
    at,
    by: entry.actor,
  }
  return toState(
    { ...next, assignment, dispatches: before.dispatches + 1, arrivedAt: null },
    'dispatched',
    worker(assignment),
    'accept',
  )
}

export function begin(before: Case, entry: Entry): Case {
  const next = stopClocks(before, ['accept', 'plan'], entry.occurredAt)
  return pointStep({ ...next, state: 'accepted', holder: worker(next.assignment!) })
}

export function handled(before: Case, holder: Holder, at: Millis): Case {
  return toState(
    startClock({ ...before, handledAt: at }, 'verify', before.limits.verify, at),
    'handled',
    holder,
    'verify',
  )
}

/** In work again: after a failed verification with a clock of its own, after a send-back with the one that was stopped. */
export function workAgain(before: Case): Case {
  return pointStep({ ...before, state: 'accepted', holder: worker(before.assignment!), submittedBy: null })
}

export function close(before: Case, at: Millis): Case {
  return { ...end(before, 'closed', at), closedAt: at, closedLevel: before.assignment?.level ?? before.officeLevel }
}

export function fixed(before: Case, entry: Extract<Entry, { act: 'fix-on-the-spot' }>): Case {
  const at = entry.occurredAt
  return {
    ...end(before, 'closed', at),
    closedAt: at,
    handledAt: at,
    closedLevel: entry.body.level,
    closing: 'fixed-on-the-spot',
    rectification: 'immediate',
    submittedBy: entry.actor,
  }
}

/** In an end state nobody holds it and nothing runs; what was asked for is answered by the end itself. */
export function end(before: Case, state: State, at: Millis): Case {
  if (isOpen(state)) throw new Error(`${state} is no end`)
  const kinds = [
    'assess',
    'route',
    'dispatch',
    'accept',
    'plan',
    'arrive',
    'handle',
    'review',
    'verify',
    'call-back',
    'whole',
    'supervise',
    'call',
  ] as const
  const settle = <T extends { settledAt: Millis | null }>(orders: T[]) =>
    orders.map((order) => ({ ...order, settledAt: order.settledAt ?? at }))
  return {
    ...stopClocks(resumeClocks(before, PAUSED_BY_SUSPENSION, at), kinds, at),
    state,
    holder: null,
    stepClockId: null,
    extensionRequest: null,
    suspensionRequest: null,
    suspension: null,
    voidRequest: null,
    asked: null,
    supervises: settle(before.supervises),
    calls: settle(before.calls),
    closedAt: at,
  }
}
