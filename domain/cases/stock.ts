/**
 * What a case adds to the stocks while it is open: where it stands, on the day on which it was reported; and when it falls due,
 * on that day. So what is open, and what is past due, are sums like all the others: everything open is what stands on all days
 * until now, and everything past due what was due on the days before today, with today's counted to the minute (overview.ts).
 */
import { isOpen, type END_STATES, type State } from '../acts.ts'
import type { Millis } from '../clocks.ts'
import type { Case } from './case.ts'
import { businessDay } from './measures.ts'

type OpenState = Exclude<State, (typeof END_STATES)[number]>
export type StockMeasure = `open-${OpenState}` | 'open-danger' | 'open-suspended' | 'due-step' | 'due-whole'
export type StockLine = [day: string, measure: StockMeasure, n: number]

export function stockOf(caseFile: Case, due: { dueAt: Millis | null; wholeDueAt: Millis | null }): StockLine[] {
  if (!isOpen(caseFile.state)) return []
  const day = businessDay(caseFile.reportedAt)
  const lines: StockLine[] = [[day, `open-${caseFile.state as OpenState}`, 1]]
  if (caseFile.procedure.id === 'danger-to-life' || caseFile.item.severity === 'danger-to-life')
    lines.push([day, 'open-danger', 1])
  if (caseFile.suspension) lines.push([day, 'open-suspended', 1])
  if (due.dueAt !== null) lines.push([businessDay(due.dueAt), 'due-step', 1])
  if (due.wholeDueAt !== null) lines.push([businessDay(due.wholeDueAt), 'due-whole', 1])
  return lines
}
