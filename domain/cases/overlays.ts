/** What lies over a case without moving it: orders, calls, consults, helpers, followers. The state stays. */
import { startClock, stopOrderClock } from './case-clocks.ts'
import type { Case } from './case.ts'
import type { Entry } from './entries.ts'

type OverlayAct =
  | 'reclassify'
  | 'assist'
  | 'split'
  | 'supervise'
  | 'answer-supervise'
  | 'lift-supervise'
  | 'call'
  | 'answer-call'
  | 'open-consult'
  | 'conclude-consult'
  | 'escalate'
  | 'sample'
  | 'check'
  | 'rezone'
  | 'note'
  | 'unmask'
  | 'follow'
  | 'unfollow'

export function overlay(before: Case, entry: Extract<Entry, { act: OverlayAct }>): Case {
  const at = entry.occurredAt
  switch (entry.act) {
    case 'reclassify':
      return {
        ...before,
        item: entry.body.item,
        conditionId: entry.body.conditionId,
        rectification: entry.body.rectification,
      }
    case 'assist':
      return {
        ...before,
        assignment: { ...before.assignment!, assisting: [...before.assignment!.assisting, entry.body.departmentId] },
      }
    case 'split':
      return { ...before, childIds: [...before.childIds, entry.body.childId] }
    case 'supervise': {
      const started = startClock(before, 'supervise', entry.body.limit, at)
      return {
        ...started,
        supervises: [
          ...before.supervises,
          {
            id: entry.body.orderId,
            clockId: started.clocks.at(-1)!.id,
            by: entry.actor,
            officeId: null,
            at,
            settledAt: null,
          },
        ],
      }
    }
    case 'answer-supervise':
    case 'lift-supervise': {
      const order = before.supervises.find((candidate) => candidate.id === entry.body.orderId)!
      return {
        ...stopOrderClock(before, order.clockId, at),
        supervises: before.supervises.map((one) => (one.id === order.id ? { ...one, settledAt: at } : one)),
      }
    }
    case 'call': {
      const started = startClock(before, 'call', entry.body.limit, at)
      return {
        ...started,
        calls: [
          ...before.calls,
          {
            id: entry.body.callId,
            clockId: started.clocks.at(-1)!.id,
            by: entry.actor,
            officeId: entry.body.officeId,
            at,
            settledAt: null,
          },
        ],
      }
    }
    case 'answer-call': {
      const call = before.calls.find((candidate) => candidate.id === entry.body.callId)!
      return {
        ...stopOrderClock(before, call.clockId, at),
        calls: before.calls.map((one) => (one.id === call.id ? { ...one, settledAt: at } : one)),
      }
    }
    case 'open-consult':
      return { ...before, consult: 'open' }
    case 'conclude-consult':
      return { ...before, consult: 'concluded' }
    case 'escalate':
      return {
        ...before,
        escalations: [...before.escalations, { clockId: entry.body.clockId, officeId: entry.body.officeId, at }],
      }
    case 'sample':
      return { ...before, sampled: true }
    case 'check': {
      const { taskId, result, wrong } = entry.body
      return { ...before, checks: [...(before.checks ?? []), { taskId, by: entry.actor, at, result, wrong }] }
    }
    case 'rezone': {
      const { place, officeId = before.officeId, officeLevel = before.officeLevel, holder = before.holder } = entry.body
      return { ...before, place, officeId, officeLevel, holder }
    }
    case 'note':
    case 'unmask':
      return before
    case 'follow':
      return before.followers.includes(entry.actor)
        ? before
        : { ...before, followers: [...before.followers, entry.actor] }
    case 'unfollow':
      return { ...before, followers: before.followers.filter((one) => one !== entry.actor) }
  }
}
