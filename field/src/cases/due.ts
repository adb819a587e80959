/** How urgent a line is, for its colour, its words and the order of a merged list. The due times are the server's. */
import type { AnswerOf } from '../platform/api.ts'
import { span } from '../words/time.ts'
import type { Language } from '../words/language.ts'
import { lifecycleWords } from '../words/lifecycle.ts'

export type CaseLine = AnswerOf<'GET /api/v1/cases'>['rows'][number]
export interface Timed {
  dueAt: string | null
  warnAt: string | null
  suspended: boolean
}

export type Urgency = 'late' | 'soon' | 'calm'

export function urgency(line: Timed, now: number): Urgency {
  if (line.suspended || line.dueAt === null) return 'calm'
  // A deadline is inclusive: late only after it.
  if (now > Date.parse(line.dueAt)) return 'late'
  return line.warnAt !== null && now >= Date.parse(line.warnAt) ? 'soon' : 'calm'
}

export function dueWords(line: Timed, now: number, language: Language): string {
  const words = lifecycleWords[language]
  if (line.suspended) return words.suspended
  if (line.dueAt === null) return words.noLimit
  const left = Date.parse(line.dueAt) - now
  return left < 0 ? words.late(span(left, language)) : words.left(span(left, language))
}

/** The desks of one person put together: danger first, then what is due first; each case once. */
export function merged<T extends { id: string; danger: boolean; dueAt: string | null; suspended: boolean }>(
  lists: readonly (readonly T[])[],
): T[] {
  const seen = new Map<string, T>()
  for (const line of lists.flat()) if (!seen.has(line.id)) seen.set(line.id, line)
  const due = (line: T) => (line.dueAt === null || line.suspended ? Number.POSITIVE_INFINITY : Date.parse(line.dueAt))
  return [...seen.values()].sort(
    (a, b) =>
      Number(b.danger) - Number(a.danger) || (due(a) === due(b) ? 0 : due(a) - due(b)) || (a.id < b.id ? -1 : 1),
  )
}
