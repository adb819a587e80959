/**
 * Folding a history into a case. Pure and total: an entry that was written is never refused here; what may be written is
 * decided in decide.ts. A retract needs the history, and so is folded by `fold` alone.
 */
import type { Act, State } from '../acts.ts'
import { isOpen } from '../acts.ts'
import type { Millis } from '../clocks.ts'
import type { Assignment, Case, Holder } from './case.ts'
import { continueClock, extendClock, pauseClocks, resumeClocks, startClock, stopClocks, stopOrderClock } from './case-clocks.ts'
import type { Dispatching, Entry } from './entries.ts'
import { file, lastOf } from './filing.ts'
import { leads } from './transitions.ts'

/** Time between happening and recording from which a step is marked (docs/decisions/0003-two-times.md). */
export const TIME_GAP: Millis = 10 * 60_000

/** The whole history, in order. Throws on an empty one. */
export function fold(entries: readonly Entry[]): Case {
  const states: Case[] = []
  for (const entry of entries) {
    const before = states.at(-1) ?? null
    states.push(entry.act === 'retract' ? restore(states, entry) : evolve(before, entry))
  }
  const last = states.at(-1)
  if (!last) throw new Error('a history cannot be empty')
  return last
}

/** The case as it stood after entry `to`, with the undoing itself as its last entry. */
export function restore(states: readonly Case[], entry: Entry & { act: 'retract' }): Case {
  const to = states[entry.body.to - 1]
  if (!to) throw new Error(`nothing to go back to: entry ${entry.body.to}`)
  return { ...to, last: lastOf(entry) }
}

/** The case after one more entry. A retract is refused here: it needs `fold`. */
export function evolve(before: Case | null, entry: Entry): Case {
  const from = before?.state ?? 'none'
  const next = apply(before, entry)
  if (!leads(entry.act as Act, from, next.state)) throw new Error(`${entry.act} led from ${from} to ${next.state}, which the table does not know`)
  return {
    ...next,
    timeGap: next.timeGap || entry.recordedAt - entry.occurredAt > TIME_GAP,
    last: lastOf(entry),
  }
}

function apply(before: Case | null, entry: Entry): Case {
  const at = entry.occurredAt
  if (entry.act === 'report') {
    const filed = file(entry.body, entry)
    if (entry.body.danger === null) return toState(startClock(startClock(filed, 'route', filed.limits.route, at), 'assess', filed.limits.assess, at), 'reported', office(filed), 'assess')
    return begin(dispatchTo(startClock(filed, 'assess', filed.limits.assess, at), entry.body.danger, entry), entry)
  }
  if (before === null) {
    if (entry.act !== 'fix-on-the-spot' || !('number' in entry.body)) throw new Error(`a history cannot begin with ${entry.act}`)
    return fixed(file(entry.body, entry), entry)
  }
  switch (entry.act) {
    case 'fix-on-the-spot':
      return fixed(before, entry)
    case 'withdraw':
    case 'void':
      return end(before, 'void', at)
    case 'decline':
      return { ...end(before, 'void', at), declined: true }
    case 'merge':
      return { ...end(before, 'merged', at), parentId: entry.body.parentId }
    case 'contest': {
      const moved = { ...before, contested: true, declined: false, officeId: entry.body.officeId, officeLevel: entry.body.officeLevel, closedAt: null }
      return toState(startClock(moved, 'assess', moved.limits.assess, at), 'reported', office(moved), 'assess')
    }
    case 'ask':
      return { ...pauseClocks(before, ['assess', 'route'], at), asked: { by: entry.actor, at }, holder: reporter(before) }
    case 'supplement': {
      const { position, place } = entry.body
      const back = { ...resumeClocks(before, ['assess', 'route'], at), asked: null, holder: office(before) }
      return { ...back, position: position ?? back.position, place: place ?? back.place }
    }
    case 'assess':
      return assessed(before, entry.body, at)
    case 'dispatch':
      return dispatchTo(before, entry.body, entry)
    case 'transfer':
      return dispatchTo({ ...before, extensionRequest: null, suspensionRequest: null }, entry.body, entry)
    case 'accept':
      return { ...begin(before, entry), plan: before.plan ?? entry.body.plan }
    case 'return': {
      const back = stopClocks(before, ['accept', 'handle', 'arrive', 'plan'], at)
      return toState(
        startClock({ ...back, returnedBy: [...back.returnedBy, entry.body.departmentId], assignment: null, voidRequest: null }, 'dispatch', back.limits.dispatch, at),
        'assessed',
        office(back),
        'dispatch',
      )
    }
    case 'arrive':
      return pointStep({ ...stopClocks(before, ['arrive'], at), arrivedAt: before.arrivedAt ?? at })
    case 'request-extension':
      return { ...before, extensionRequest: { by: entry.actor, at, reason: entry.body.text ?? null, limit: entry.body.limit } }
    case 'grant-extension': {
      const limit = before.extensionRequest!.limit
      return { ...extendClock(before, ['handle', 'whole'], limit), extensions: before.extensions + 1, extensionRequest: null }
    }
    case 'refuse-extension':
      return { ...before, extensionRequest: null }
    case 'request-suspension':
      return { ...before, suspensionRequest: { by: entry.actor, at, reason: entry.body.text ?? null, until: entry.body.until, condition: entry.body.condition } }
    case 'grant-suspension': {
      const { until, condition } = before.suspensionRequest!
      return { ...pauseClocks(before, PAUSED_BY_SUSPENSION, at), suspension: { until, condition, since: at }, suspensionRequest: null, suspensions: before.suspensions + 1 }
    }
    case 'refuse-suspension':
      return { ...before, suspensionRequest: null }
    case 'resume':
      return { ...resumeClocks(before, PAUSED_BY_SUSPENSION, at), suspension: null }
    case 'submit': {
      const done = { ...stopClocks(before, ['handle', 'arrive'], at), submittedBy: entry.actor, closing: entry.body.closing, extensionRequest: null, suspensionRequest: null }
      if (before.item.needsReview) return toState(startClock(done, 'review', done.limits.review, at), 'reviewing', { kind: 'department', id: done.assignment!.lead }, 'review')
      return handled(done, entry.body.holder, at)
    }
    case 'pass':
      return handled(stopClocks(before, ['review'], at), entry.body.holder, at)
    case 'send-back':
      return workAgain(continueClock(stopClocks(before, ['review'], at), 'handle'))
    case 'verify-pass': {
      const passed = { ...stopClocks(before, ['verify'], at), verifications: before.verifications + 1 }
      if (before.item.needsCallBack) return toState(startClock(passed, 'call-back', passed.limits['call-back'], at), 'calling-back', office(passed), 'call-back')
      return close(passed, at)
    }
    case 'verify-fail':
      return { ...workAgain(startClock(stopClocks(before, ['verify'], at), 'handle', entry.body.limit, at)), reworks: before.reworks + 1, verifications: before.verifications + 1, handledAt: null, closing: null }
    case 'record-call-back': {
      const attempts = before.callBackAttempts + 1
      if (entry.body.result === 'unreached' && attempts < CALL_BACK_ATTEMPTS) return { ...before, callBackAttempts: attempts }
      const request = entry.body.result === 'dissatisfied' ? { by: entry.actor, at, reason: entry.body.text ?? null, dissatisfied: true } : null
      return { ...close(stopClocks(before, ['call-back'], at), at), callBack: entry.body.result, callBackAttempts: attempts, reopenRequest: request }
    }
    case 'request-reopen':
      return { ...before, reopenRequest: { by: entry.actor, at, reason: entry.body.text ?? null, dissatisfied: false } }
    case 'refuse-reopen':
      return { ...before, reopenRequest: null }
    case 'reopen': {
      const open = { ...before, reopenRequest: null, reopens: before.reopens + 1, closedAt: null, handledAt: null, closing: null, closedLevel: null, callBack: null, callBackAttempts: 0, assignment: null, arrivedAt: null, returnedBy: [], consult: 'none' as const }
      const clocks = startClock(startClock(open, 'whole', entry.body.whole, at), 'dispatch', open.limits.dispatch, at)
      return toState({ ...clocks, assessedAt: open.assessedAt ?? at }, 'assessed', office(open), 'dispatch')
    }
    case 'request-void':
      return { ...before, voidRequest: { by: entry.actor, at, reason: entry.body.text ?? null } }
    case 'refuse-void':
      return { ...before, voidRequest: null }
    case 'reclassify':
      return { ...before, item: entry.body.item, conditionId: entry.body.conditionId, rectification: entry.body.rectification }
    case 'assist':
      return { ...before, assignment: { ...before.assignment!, assisting: [...before.assignment!.assisting, entry.body.departmentId] } }
    case 'split':
      return { ...before, childIds: [...before.childIds, entry.body.childId] }
    case 'supervise': {
      const started = startClock(before, 'supervise', entry.body.limit, at)
      return { ...started, supervises: [...before.supervises, { id: entry.body.orderId, clockId: started.clocks.at(-1)!.id, by: entry.actor, officeId: null, at, settledAt: null }] }
    }
    case 'answer-supervise':
    case 'lift-supervise': {
      const order = before.supervises.find((candidate) => candidate.id === entry.body.orderId)!
      return { ...stopOrderClock(before, order.clockId, at), supervises: before.supervises.map((one) => (one.id === order.id ? { ...one, settledAt: at } : one)) }
    }
    case 'call': {
      const started = startClock(before, 'call', entry.body.limit, at)
      return { ...started, calls: [...before.calls, { id: entry.body.callId, clockId: started.clocks.at(-1)!.id, by: entry.actor, officeId: entry.body.officeId, at, settledAt: null }] }
    }
    case 'answer-call': {
      const call = before.calls.find((candidate) => candidate.id === entry.body.callId)!
      return { ...stopOrderClock(before, call.clockId, at), calls: before.calls.map((one) => (one.id === call.id ? { ...one, settledAt: at } : one)) }
    }
    case 'open-consult':
      return { ...before, consult: 'open' }
    case 'conclude-consult':
      return { ...before, consult: 'concluded' }
    case 'escalate':
      return { ...before, escalations: [...before.escalations, { clockId: entry.body.clockId, officeId: entry.body.officeId, at }] }
    case 'sample':
      return { ...before, sampled: true }
    case 'note':
    case 'unmask':
      return before
    case 'follow':
      return before.followers.includes(entry.actor) ? before : { ...before, followers: [...before.followers, entry.actor] }
    case 'unfollow':
      return { ...before, followers: before.followers.filter((one) => one !== entry.actor) }
    case 'retract':
      throw new Error('a retract is folded with its history')
  }
}

/** Call-backs without an answer after which a case closes all the same. */
export const CALL_BACK_ATTEMPTS = 3

/** Orders of leaders and calls go on while a case is suspended. */
const PAUSED_BY_SUSPENSION = ['handle', 'arrive', 'whole'] as const

function office(caseFile: Pick<Case, 'officeId'>): Holder {
  return { kind: 'department', id: caseFile.officeId }
}

/** A citizen has no account to hold a case with: the office asks by telephone and stays the holder. */
function reporter(caseFile: Case): Holder {
  return caseFile.finder === 'citizen' || caseFile.finder === 'system' ? office(caseFile) : { kind: 'person', id: caseFile.finder }
}

function worker(assignment: Assignment): Holder {
  return assignment.teamId ? { kind: 'team', id: assignment.teamId } : { kind: 'department', id: assignment.lead }
}

/** In a new open state: its holder, and the latest clock of that kind as its step clock. */
function toState(caseFile: Case, state: State, holder: Holder, step: 'assess' | 'dispatch' | 'accept' | 'review' | 'verify' | 'call-back'): Case {
  return { ...caseFile, state, holder, stepClockId: caseFile.clocks.findLast((clock) => clock.kind === step)!.id }
}

/** The step of work under way: on the way while an arrival is due, then handling. */
function pointStep(caseFile: Case): Case {
  const running = (kind: string) => caseFile.clocks.findLast((clock) => clock.kind === kind && clock.stoppedAt === null)
  const step = running('arrive') ?? running('handle')
  return { ...caseFile, stepClockId: step!.id }
}

function assessed(before: Case, body: Extract<Entry, { act: 'assess' }>['body'], at: Millis): Case {
  const known = {
    ...before, item: body.item, conditionId: body.conditionId, rectification: body.rectification, procedure: body.procedure, limits: body.limits,
    assessedAt: at, asked: null,
  }
  const whole = startClock(stopClocks(known, ['assess'], at), 'whole', body.whole, at)
  if (before.state !== 'reported') return whole
  return toState(startClock(whole, 'dispatch', body.limits.dispatch, at), 'assessed', office(whole), 'dispatch')
}

function dispatchTo(before: Case, body: Dispatching, entry: Entry): Case {
  const at = entry.occurredAt
  const again = entry.act === 'transfer'
  let next = stopClocks(before, again ? ['accept', 'arrive', 'plan'] : ['dispatch', 'route'], at)
  next = startClock(next, 'accept', body.limits.accept, at)
  if (!again) next = startClock(next, 'handle', body.limits.handle, at)
  if (body.limits.arrive) next = startClock(next, 'arrive', body.limits.arrive, at)
  if (body.limits.plan && next.plan === null) next = startClock(next, 'plan', body.limits.plan, at)
  const assignment: Assignment = {
    lead: body.lead, assisting: body.assisting, teamId: body.teamId, level: body.level, dutyId: body.dutyId, why: body.why, at, by: entry.actor,
  }
  return toState({ ...next, assignment, dispatches: before.dispatches + 1, arrivedAt: null }, 'dispatched', worker(assignment), 'accept')
}

function begin(before: Case, entry: Entry): Case {
  const next = stopClocks(before, ['accept', 'plan'], entry.occurredAt)
  return pointStep({ ...next, state: 'accepted', holder: worker(next.assignment!) })
}

function handled(before: Case, holder: Holder, at: Millis): Case {
  return toState(startClock({ ...before, handledAt: at }, 'verify', before.limits.verify, at), 'handled', holder, 'verify')
}

/** In work again: after a failed verification with a clock of its own, after a send-back with the one that was stopped. */
function workAgain(before: Case): Case {
  return pointStep({ ...before, state: 'accepted', holder: worker(before.assignment!), submittedBy: null })
}

function close(before: Case, at: Millis): Case {
  return { ...end(before, 'closed', at), closedAt: at, closedLevel: before.assignment?.level ?? before.officeLevel }
}

function fixed(before: Case, entry: Extract<Entry, { act: 'fix-on-the-spot' }>): Case {
  const at = entry.occurredAt
  return { ...end(before, 'closed', at), closedAt: at, handledAt: at, closedLevel: entry.body.level, closing: 'fixed-on-the-spot', rectification: 'immediate', submittedBy: entry.actor }
}

/** In an end state nobody holds it and nothing runs; what was asked for is answered by the end itself. */
function end(before: Case, state: State, at: Millis): Case {
  if (isOpen(state)) throw new Error(`${state} is no end`)
  const kinds = ['assess', 'route', 'dispatch', 'accept', 'plan', 'arrive', 'handle', 'review', 'verify', 'call-back', 'whole', 'supervise', 'call'] as const
  const settle = <T extends { settledAt: Millis | null }>(orders: T[]) => orders.map((order) => ({ ...order, settledAt: order.settledAt ?? at }))
  return {
    ...stopClocks(resumeClocks(before, PAUSED_BY_SUSPENSION, at), kinds, at),
    state, holder: null, stepClockId: null, extensionRequest: null, suspensionRequest: null, suspension: null, voidRequest: null, asked: null,
    supervises: settle(before.supervises), calls: settle(before.calls), closedAt: at,
  }
}

