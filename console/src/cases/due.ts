/** How a due time reads at a desk: what is left, what is over, and how loudly it is said. */
import { span } from '../platform/format.ts'
import type { Language } from '../platform/language.ts'
import { caseWords } from './locale.ts'

export interface DueFacts {
  dueAt: string | null
  warnAt: string | null
  suspended: boolean
  closedAt: string | null
  late: boolean
}
export type Urgency = 'over' | 'soon' | 'calm' | 'paused' | 'none' | 'ended-late' | 'ended'

/** The server gives due and warn times; only what lies between them and now is worked out here. */
export function urgency(facts: DueFacts, now: Date): Urgency {
  if (facts.closedAt) return facts.late ? 'ended-late' : 'ended'
  if (facts.suspended) return 'paused'
  if (!facts.dueAt) return 'none'
  if (Date.parse(facts.dueAt) < now.getTime()) return 'over'
  return facts.warnAt && Date.parse(facts.warnAt) <= now.getTime() ? 'soon' : 'calm'
}

export function dueText(facts: DueFacts, now: Date, to: Language): string {
  const words = caseWords[to].due
  const left = facts.dueAt ? Date.parse(facts.dueAt) - now.getTime() : 0
  switch (urgency(facts, now)) {
    case 'over':
      return words.over(span(left, to))
    case 'soon':
    case 'calm':
      return words.left(span(left, to))
    case 'paused':
      return words.suspended
    case 'ended-late':
      return words.late
    case 'ended':
      return ''
    default:
      return words.none
  }
}
