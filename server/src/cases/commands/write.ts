/** From decided entries to the rows of one write: numbered, chained, folded, projected, counted. */
import type { Case } from '@bihuan/domain/cases/case'
import { counted, deltas, type Counted } from '@bihuan/domain/cases/deltas'
import { numbered, type NewEntry } from '@bihuan/domain/cases/entries'
import type { Decision } from '@bihuan/domain/cases/decide'
import { evolve, restore } from '@bihuan/domain/cases/evolve'
import { project } from '@bihuan/domain/cases/projection'
import type { Calendar } from '@bihuan/domain/calendar'
import type { City } from '../../platform/city.ts'
import { buildEvents, type Head } from '../../platform/events.ts'
import type { CaseWrite } from '../store.ts'

export interface Change {
  head: Head
  before: Case | null
  entries: readonly NewEntry[]
  /** As decided. */
  folded?: Decision['folded'] | undefined
  /** Only for a retract: the case after each entry of its history. */
  states?: readonly Case[]
  occurredAt: Date
  now: Date
  calendar: Calendar
  /** The client that made it, as the sender says; kept with each entry. */
  device?: string | undefined
}

export function prepare(city: City, change: Change): Omit<CaseWrite, 'texts' | 'answer'> {
  const { head, before, entries, folded, occurredAt, now, calendar, device } = change
  let caseFile = before
  let done = 0
  // Decided on as the very case that is written: its id and its entry are those of the head.
  if (folded?.after.id === head.subject && folded.after.last.seq === head.seq + folded.count) {
    caseFile = folded.after
    done = folded.count
  }
  for (; done < entries.length; done++) {
    const entry = numbered(entries[done]!, head.subject, head.seq + done + 1, occurredAt.getTime(), now.getTime())
    caseFile = entry.act === 'retract' ? restore(change.states!, entry) : evolve(caseFile, entry)
  }
  const events = buildEvents(
    city.id,
    head,
    entries.map((entry) => ({
      act: entry.act,
      actor: entry.actor,
      occurredAt,
      recordedAt: now,
      body: device ? { ...entry.body, device } : entry.body,
    })),
  )
  const after = counted(caseFile!, calendar)
  const earlier: Counted | null = before ? counted(before, calendar) : null
  return {
    caseFile: caseFile!,
    projection: project(caseFile!, calendar, now.getTime()),
    contribution: after.contribution,
    events,
    deltas: deltas(earlier, after),
    now,
  }
}
