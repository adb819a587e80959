/**
 * From what somebody wants to what is written: the guard first, then what the act itself must hold, then its entries.
 * Pure; the entries are folded by evolve.ts. The system's own steps (assess, dispatch, consult) follow in the same breath.
 */
import type { Act } from '../acts.ts'
import { isOpen } from '../acts.ts'
import { readClock, reworkLimit } from '../clocks.ts'
import type { Limit } from '../item.ts'
import { clockById, type Case, type FileRef, type Holder, type TextRef } from './case.ts'
import { assessing, dispatching, afterAssessment, reclassifying } from './deciding-work.ts'
import { fixing, reporting } from './deciding-report.ts'
import { numbered, type NewEntry } from './entries.ts'
import { evolve, TIME_GAP } from './evolve.ts'
import { guard, refuse, RETURNS_BEFORE_CONSULT, type Actor, type Moment, type Refusal } from './guard.ts'
import type { Intention } from './intentions.ts'
import { rezoning } from './rezoning.ts'
import { takingIn } from './taking-in.ts'
import type { World } from './world.ts'

export interface Decision {
  entries: NewEntry[]
  /** The case after the first `count` entries, where it had to be folded to decide on the rest: nobody need fold these again. */
  folded?: { after: Case; count: number }
}
export type Decided = Decision | Refusal
export function isRefusal(decided: Decided): decided is Refusal {
  return 'code' in decided
}

/** Folds new entries onto a case, numbering them from `seq` + 1. A retract is folded by the caller, who has the history. */
export function foldOnto(
  before: Case | null,
  seq: number,
  entries: readonly NewEntry[],
  moment: Pick<Moment, 'at' | 'now' | 'subject'>,
): Case {
  let state = before
  const subject = before?.id ?? moment.subject ?? ''
  entries.forEach((entry, index) => {
    state = evolve(state, numbered(entry, subject, seq + index + 1, moment.at, moment.now))
  })
  if (!state) throw new Error('no entry was decided')
  return state
}

/** Share of what was fixed on the spot that is checked again by somebody else. Product default. */
export const FIXED_SHARE = 0.1
/** The share of those whose time of happening lies far before their recording. */
export const LATE_SHARE = 0.3

/** Whether this seed (16 hex digits, drawn by the server, written into the history) falls into the share: anybody can do the sum again. */
export function isDrawn(seed: string, share: number): boolean {
  return Number.parseInt(seed.slice(0, 8), 16) / 0x1_0000_0000 < share
}

/** A call must be answered within this time. Product default; a city sets its own with its procedures. */
export const CALL_LIMIT: Limit = { amount: 30, unit: 'emergency-minute' }
/** A suspension ends at most a year later. */
export const MAX_SUSPENSION = 366 * 86_400_000

export function decide(before: Case | null, intention: Intention, actor: Actor, moment: Moment, world: World): Decided {
  if (before === null) {
    if (intention.act === 'report')
      return withSystem(null, reporting(intention.body, actor, moment, world), moment, world)
    if (intention.act === 'fix-on-the-spot')
      return withSystem(null, fixing(null, intention.body, actor, world), moment, world)
    if (intention.act === 'take-in' && actor.id === 'system')
      return withSystem(null, takingIn(intention.body, moment, world), moment, world)
    return refuse('case.transition-not-allowed', { act: intention.act, state: 'none' })
  }
  const refusal = guard(before, intention.act as Act, actor, moment)
  if (refusal) return refusal
  const entries = entriesOf(before, intention, actor, moment, world)
  return withSystem(before, entries, moment, world)
}

/** What the system does at once after a person's act: assess and dispatch where the item says so; a consult at the third return. */
function withSystem(before: Case | null, entries: NewEntry[] | Refusal, moment: Moment, world: World): Decided {
  if (!Array.isArray(entries)) return entries
  const act = entries[0]!.act
  if (act === 'check')
    return { entries: [...entries, ...reopening(before!, entries[0] as NewEntry & { act: 'check' })] }
  if (act === 'fix-on-the-spot') {
    const seed = world.draw()
    const late = moment.now - moment.at > TIME_GAP
    return {
      entries: isDrawn(seed, late ? LATE_SHARE : FIXED_SHARE)
        ? [...entries, { act: 'sample', actor: 'system', body: { seed } }]
        : entries,
    }
  }
  if (act !== 'report' && act !== 'assess' && act !== 'return') return { entries }
  const after = foldOnto(before, before?.last.seq ?? 0, entries, moment)
  const folded = { after, count: entries.length }
  if (act === 'return') {
    const third = after.returnedBy.length >= RETURNS_BEFORE_CONSULT && after.consult === 'none'
    return { entries: third ? [...entries, { act: 'open-consult', actor: 'system', body: {} }] : entries, folded }
  }
  return { entries: [...entries, ...afterAssessment(after, moment, world)], folded }
}

/** A closed case that a spot check found not put right is opened again by the system, with the checker’s words; no date forbids it. */
function reopening(before: Case, { body }: NewEntry & { act: 'check' }): NewEntry[] {
  if (body.result !== 'not-put-right' || before.state !== 'closed') return []
  return [reopened(before, 'system', body.text ? { text: body.text } : {})]
}

function reopened(before: Case, actor: string, remark: { text?: TextRef | null; files?: FileRef[] }): NewEntry {
  const whole = before.clocks.find((clock) => clock.kind === 'whole')?.limit ?? null
  return { act: 'reopen', actor, body: { ...remark, whole } }
}

function entriesOf(
  before: Case,
  intention: Intention,
  actor: Actor,
  moment: Moment,
  world: World,
): NewEntry[] | Refusal {
  const by = actor.id
  const one = (entry: NewEntry): NewEntry[] => [entry]
  const needsReason = (body: { text?: unknown }) => (body.text ? null : refuse('case.reason-missing'))
  switch (intention.act) {
    case 'report':
    case 'take-in':
      return refuse('case.transition-not-allowed', { act: intention.act, state: before.state })
    case 'fix-on-the-spot':
      return fixing(before, intention.body, actor, world)
    case 'assess':
      return assessing(intention.body, by, world)
    case 'reclassify':
      return reclassifying(intention.body, by, world)
    case 'dispatch':
    case 'transfer':
      return dispatching(before, intention, by, moment, world)
    case 'supplement': {
      const { position, ...remark } = intention.body
      if (!position) return one({ act: 'supplement', actor: by, body: remark })
      const place = world.locate(position)
      if (!place) return refuse('case.outside-city')
      const office = world.officeOf(place)
      // Another office only where the place has another: what was contested stays with the office above.
      const moved =
        office.id === world.officeOf(before.place).id ? {} : { officeId: office.id, officeLevel: office.level }
      return one({ act: 'supplement', actor: by, body: { ...remark, position, place, ...moved } })
    }
    case 'contest': {
      const above = world.officeAbove(before.officeId) ?? world.department(before.officeId)!
      return (
        needsReason(intention.body) ??
        one({ act: 'contest', actor: by, body: { ...intention.body, officeId: above.id, officeLevel: above.level } })
      )
    }
    case 'merge':
      return intention.body.parentId === before.id
        ? refuse('case.parent-invalid')
        : one({ act: 'merge', actor: by, body: intention.body })
    case 'accept': {
      const plan = before.plan ?? world.item(before.item.id, before.item.version)?.plan ?? null
      return one({ act: 'accept', actor: by, body: { plan } })
    }
    case 'return':
      return (
        needsReason(intention.body) ??
        one({ act: 'return', actor: by, body: { ...intention.body, departmentId: before.assignment!.lead } })
      )
    case 'arrive':
      return one({ act: 'arrive', actor: by, body: { ...intention.body, position: intention.body.position ?? null } })
    case 'request-extension': {
      const handle = before.clocks.findLast((clock) => clock.kind === 'handle')!
      const { limit } = intention.body
      if (limit.unit !== handle.limit!.unit || limit.amount > handle.limit!.amount || limit.amount <= 0)
        return refuse('case.extension-too-long', { amount: handle.limit!.amount, unit: handle.limit!.unit })
      return needsReason(intention.body) ?? one({ act: 'request-extension', actor: by, body: intention.body })
    }
    case 'request-suspension': {
      const { until = null, condition = null, ...remark } = intention.body
      if ((until === null) === (condition === null)) return refuse('case.suspension-terms')
      if (until !== null && (until <= moment.now || until > moment.now + MAX_SUSPENSION))
        return refuse('case.suspension-terms')
      return needsReason(remark) ?? one({ act: 'request-suspension', actor: by, body: { ...remark, until, condition } })
    }
    case 'submit': {
      const { closing = 'put-right', ...remark } = intention.body
      const evidence = remark.files?.some((file) => file.purpose === 'after')
      if (closing === 'put-right' && before.item.needsAfterEvidence && !evidence)
        return refuse('case.after-evidence-missing')
      if (closing !== 'put-right' && !remark.text) return refuse('case.reason-missing')
      return one({ act: 'submit', actor: by, body: { ...remark, closing, holder: verifierOf(before, world) } })
    }
    case 'pass':
      return one({ act: 'pass', actor: by, body: { ...intention.body, holder: verifierOf(before, world) } })
    case 'verify-fail': {
      const handle = before.clocks.findLast((clock) => clock.kind === 'handle')!
      const dispatched = before.clocks.findLast(
        (clock) => clock.kind === 'handle' && clock.startedAt <= before.assignment!.at,
      )
      const limit = reworkLimit(before.item.reworkLimit, handle, moment.calendar, moment.at, dispatched?.limit)
      return needsReason(intention.body) ?? one({ act: 'verify-fail', actor: by, body: { ...intention.body, limit } })
    }
    case 'reopen':
      return needsReason(intention.body) ?? one(reopened(before, by, intention.body))
    case 'retract':
      return one({ act: 'retract', actor: by, body: { of: before.last.act, to: before.last.since - 1 } })
    case 'assist': {
      const { departmentId } = intention.body
      if (!world.department(departmentId)) return refuse('case.department-unknown')
      const { lead, assisting } = before.assignment!
      if (lead === departmentId || assisting.includes(departmentId)) return refuse('case.already-assisting')
      return one({ act: 'assist', actor: by, body: intention.body })
    }
    case 'call': {
      // A level that was called itself asks the one above it: community, town, county, city.
      const called = before.calls.findLast(({ officeId }) => actor.departmentIds.includes(officeId!))
      const above = world.officeAbove(called?.officeId ?? before.officeId)
      if (!above) return refuse('case.no-office-above')
      return one({ act: 'call', actor: by, body: { ...intention.body, officeId: above.id, limit: CALL_LIMIT } })
    }
    case 'answer-supervise':
    case 'lift-supervise': {
      const open = before.supervises.some((order) => order.id === intention.body.orderId && order.settledAt === null)
      return open ? one({ act: intention.act, actor: by, body: intention.body }) : refuse('case.no-order')
    }
    case 'answer-call': {
      const call = before.calls.find(
        (candidate) => candidate.id === intention.body.callId && candidate.settledAt === null,
      )
      if (!call) return refuse('case.no-call')
      if (!actor.departmentIds.includes(call.officeId!)) return refuse('case.not-the-office-called')
      return needsReason(intention.body) ?? one({ act: 'answer-call', actor: by, body: intention.body })
    }
    case 'check': {
      const { by: checker, ...found } = intention.body
      return one({ act: 'check', actor: checker, body: found })
    }
    case 'escalate': {
      const { clockId } = intention.body
      const clock = clockById(before, clockId)
      const told = before.escalations.some((escalation) => escalation.clockId === clockId)
      if (told || !isOpen(before.state) || !readClock(clock, moment.calendar, moment.now).overdue)
        return refuse('case.not-overdue')
      return one({
        act: 'escalate',
        actor: by,
        body: { clockId, officeId: world.officeAbove(before.officeId)?.id ?? before.officeId },
      })
    }
    case 'rezone':
      return one({ act: 'rezone', actor: by, body: rezoning(before, intention.body.place, world) })
    case 'ask':
    case 'decline':
    case 'refuse-extension':
    case 'refuse-suspension':
    case 'send-back':
    case 'request-reopen':
    case 'refuse-reopen':
    case 'request-void':
    case 'void':
    case 'refuse-void':
    case 'supervise':
    case 'note':
      return needsReason(intention.body) ?? one({ ...intention, actor: by } as NewEntry)
    case 'withdraw':
    case 'grant-extension':
    case 'grant-suspension':
    case 'resume':
    case 'verify-pass':
    case 'record-call-back':
    case 'split':
    case 'open-consult':
    case 'conclude-consult':
    case 'sample':
    case 'follow':
    case 'unfollow':
    case 'unmask':
      return one({ ...intention, actor: by } as NewEntry)
  }
}

/** The finder where nothing bars him, else the office; where the office itself was on the case (a grid team is its own), the one above. */
function verifierOf(caseFile: Case, world: World): Holder {
  const { lead, assisting, teamId } = caseFile.assignment!
  const finderMay = caseFile.source === 'grid-worker' && world.mayVerify(caseFile.finder, [lead, ...assisting], teamId)
  if (finderMay) return { kind: 'person', id: caseFile.finder }
  const handledHere = [lead, ...assisting].includes(caseFile.officeId)
  const office = handledHere ? (world.officeAbove(caseFile.officeId)?.id ?? caseFile.officeId) : caseFile.officeId
  return { kind: 'department', id: office }
}
