/**
 * Folding a history into a case. Pure and total: an entry that was written is never refused here; what may be written is
 * decided in decide.ts. A retract needs the history, and so is folded by `fold` alone.
 */
import type { Act } from '../acts.ts'
import type { Millis } from '../clocks.ts'
import type { Case } from './case.ts'
import { continueClock, extendClock, pauseClocks, resumeClocks, startClock, stopClocks } from './case-clocks.ts'
import type { Entry } from './entries.ts'
import { file, lastOf } from './filing.ts'
import {
  PAUSED_BY_SUSPENSION,
  office,
  reporter,
  toState,
  pointStep,
  assessed,
  dispatchTo,
  begin,
  handled,
  workAgain,
  close,
  fixed,
  end,
} from './steps.ts'
import { overlay } from './overlays.ts'
import { takenIn } from './taking-in.ts'
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
  if (!leads(entry.act as Act, from, next.state))
    throw new Error(`${entry.act} led from ${from} to ${next.state}, which the table does not know`)
  // Copied, then set: a member that is named after a spread which holds it already costs many times as much.
  const after = { ...next }
  after.timeGap ||= entry.recordedAt - entry.occurredAt > TIME_GAP
  after.last = lastOf(entry, before)
  return after
}

function apply(before: Case | null, entry: Entry): Case {
  const at = entry.occurredAt
  if (entry.act === 'report') {
    const filed = file(entry.body, entry)
    if (entry.body.danger === null)
      return toState(
        startClock(startClock(filed, 'route', filed.limits.route, at), 'assess', filed.limits.assess, at),
        'reported',
        office(filed),
        'assess',
      )
    return begin(dispatchTo(startClock(filed, 'assess', filed.limits.assess, at), entry.body.danger, entry), entry)
  }
  if (entry.act === 'take-in') return takenIn(entry)
  if (before === null) {
    if (entry.act !== 'fix-on-the-spot' || !('number' in entry.body))
      throw new Error(`a history cannot begin with ${entry.act}`)
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
      const moved = {
        ...before,
        contested: true,
        declined: false,
        officeId: entry.body.officeId,
        officeLevel: entry.body.officeLevel,
        closedAt: null,
      }
      return toState(startClock(moved, 'assess', moved.limits.assess, at), 'reported', office(moved), 'assess')
    }
    case 'ask':
      return {
        ...pauseClocks(before, ['assess', 'route'], at),
        asked: { by: entry.actor, at },
        holder: reporter(before),
      }
    case 'supplement': {
      const {
        position = before.position,
        place = before.place,
        officeId = before.officeId,
        officeLevel = before.officeLevel,
      } = entry.body
      return {
        ...resumeClocks(before, ['assess', 'route'], at),
        asked: null,
        position,
        place,
        officeId,
        officeLevel,
        holder: office({ officeId }),
      }
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
        startClock(
          { ...back, returnedBy: [...back.returnedBy, entry.body.departmentId], assignment: null, voidRequest: null },
          'dispatch',
          back.limits.dispatch,
          at,
        ),
        'assessed',
        office(back),
        'dispatch',
      )
    }
    case 'arrive':
      return pointStep({ ...stopClocks(before, ['arrive'], at), arrivedAt: before.arrivedAt ?? at })
    case 'request-extension':
      return {
        ...before,
        extensionRequest: { by: entry.actor, at, reason: entry.body.text ?? null, limit: entry.body.limit },
      }
    case 'grant-extension': {
      const limit = before.extensionRequest!.limit
      return {
        ...extendClock(before, ['handle', 'whole'], limit),
        extensions: before.extensions + 1,
        extensionRequest: null,
      }
    }
    case 'refuse-extension':
      return { ...before, extensionRequest: null }
    case 'request-suspension':
      return {
        ...before,
        suspensionRequest: {
          by: entry.actor,
          at,
          reason: entry.body.text ?? null,
          until: entry.body.until,
          condition: entry.body.condition,
        },
      }
    case 'grant-suspension': {
      const { until, condition } = before.suspensionRequest!
      return {
        ...pauseClocks(before, PAUSED_BY_SUSPENSION, at),
        suspension: { until, condition, since: at },
        suspensionRequest: null,
        suspensions: before.suspensions + 1,
      }
    }
    case 'refuse-suspension':
      return { ...before, suspensionRequest: null }
    case 'resume':
      return { ...resumeClocks(before, PAUSED_BY_SUSPENSION, at), suspension: null }
    case 'submit': {
      const done = {
        ...stopClocks(before, ['handle', 'arrive'], at),
        submittedBy: entry.actor,
        closing: entry.body.closing,
        extensionRequest: null,
        suspensionRequest: null,
      }
      if (before.item.needsReview)
        return toState(
          startClock(done, 'review', done.limits.review, at),
          'reviewing',
          { kind: 'department', id: done.assignment!.lead },
          'review',
        )
      return handled(done, entry.body.holder, at)
    }
    case 'pass':
      return handled(stopClocks(before, ['review'], at), entry.body.holder, at)
    case 'send-back':
      return workAgain(continueClock(stopClocks(before, ['review'], at), 'handle'))
    case 'verify-pass': {
      const passed = { ...stopClocks(before, ['verify'], at), verifications: before.verifications + 1 }
      if (before.item.needsCallBack)
        return toState(
          startClock(passed, 'call-back', passed.limits['call-back'], at),
          'calling-back',
          office(passed),
          'call-back',
        )
      return close(passed, at)
    }
    case 'verify-fail':
      return {
        ...workAgain(startClock(stopClocks(before, ['verify'], at), 'handle', entry.body.limit, at)),
        reworks: before.reworks + 1,
        verifications: before.verifications + 1,
        handledAt: null,
        closing: null,
      }
    case 'record-call-back': {
      const attempts = before.callBackAttempts + 1
      if (entry.body.result === 'unreached' && attempts < CALL_BACK_ATTEMPTS)
        return { ...before, callBackAttempts: attempts }
      const request =
        entry.body.result === 'dissatisfied'
          ? { by: entry.actor, at, reason: entry.body.text ?? null, dissatisfied: true }
          : null
      return {
        ...close(stopClocks(before, ['call-back'], at), at),
        callBack: entry.body.result,
        callBackAttempts: attempts,
        reopenRequest: request,
      }
    }
    case 'request-reopen':
      return { ...before, reopenRequest: { by: entry.actor, at, reason: entry.body.text ?? null, dissatisfied: false } }
    case 'refuse-reopen':
      return { ...before, reopenRequest: null }
    case 'reopen': {
      const open = {
        ...before,
        reopenRequest: null,
        reopens: before.reopens + 1,
        closedAt: null,
        handledAt: null,
        closing: null,
        closedLevel: null,
        callBack: null,
        callBackAttempts: 0,
        assignment: null,
        arrivedAt: null,
        returnedBy: [],
        consult: 'none' as const,
      }
      const clocks = startClock(startClock(open, 'whole', entry.body.whole, at), 'dispatch', open.limits.dispatch, at)
      return toState({ ...clocks, assessedAt: open.assessedAt ?? at }, 'assessed', office(open), 'dispatch')
    }
    case 'request-void':
      return { ...before, voidRequest: { by: entry.actor, at, reason: entry.body.text ?? null } }
    case 'refuse-void':
      return { ...before, voidRequest: null }
    case 'retract':
      throw new Error('a retract is folded with its history')
    default:
      return overlay(before, entry)
  }
}

/** Call-backs without an answer after which a case closes all the same. */
export const CALL_BACK_ATTEMPTS = 3
