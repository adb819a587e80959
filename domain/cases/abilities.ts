/** What this person may do on this case now, and why not what not: computed once, sent along, decided again by no screen. */
import { ACTS, SYSTEM_ACTS, type Act } from '../acts.ts'
import type { Case } from './case.ts'
import { guard, type Actor, type Moment, type Refusal } from './guard.ts'
import { cell } from './transitions.ts'

export interface Ability {
  act: Act
  allowed: boolean
  /** Why not; null when allowed. */
  refusal: Refusal | null
}

/** Acts that the person's role knows and the state allows, each with its answer. Acts of other roles or states are left out: nobody asks for them. */
export function abilities(caseFile: Case, actor: Actor, moment: Moment): Ability[] {
  return ACTS.filter(
    (act) =>
      actor.powers.has(act) && cell(act, caseFile.state) !== null && !(SYSTEM_ACTS as readonly Act[]).includes(act),
  ).map((act) => {
    const refusal = guard(caseFile, act, actor, moment)
    return { act, allowed: refusal === null, refusal }
  })
}

/** 该谁做什么: the one next step that a screen names; null in an end state. */
export function nextStep(caseFile: Case): Act | null {
  if (caseFile.asked) return 'supplement'
  if (caseFile.suspension) return 'resume'
  switch (caseFile.state) {
    case 'reported':
      return 'assess'
    case 'assessed':
      return caseFile.consult === 'open' ? 'conclude-consult' : 'dispatch'
    case 'dispatched':
      return 'accept'
    case 'accepted':
      return caseFile.arrivedAt === null &&
        caseFile.clocks.some((clock) => clock.kind === 'arrive' && clock.stoppedAt === null)
        ? 'arrive'
        : 'submit'
    case 'reviewing':
      return 'pass'
    case 'handled':
      return 'verify-pass'
    case 'calling-back':
      return 'record-call-back'
    default:
      return null
  }
}
