/**
 * What time alone brings about: a clock that ran out is told to the next level (超时上报), a suspension ends at its date.
 * Each is the ordinary act, done by the system: same rules, same history. Deadlines are rows of cases, not timers of their own.
 */
import { decide, isRefusal } from '@bihuan/domain/cases/decide'
import type { Case } from '@bihuan/domain/cases/case'
import { SYSTEM, type Actor as ActingPerson } from '@bihuan/domain/cases/guard'
import type { Intention } from '@bihuan/domain/cases/intentions'
import { readClock } from '@bihuan/domain/clocks'
import type { City } from '../platform/city.ts'
import { isConnectionLoss } from '../platform/database.ts'
import { calendarOf } from '../platform/held-calendar.ts'
import { wakeSequencer } from '../platform/sequencer.ts'
import { prepare } from './commands/write.ts'
import { updateCase } from './store.ts'
import { casesToWake } from './views.ts'
import { worldOf } from './world.ts'

const BATCH = 100

/** Does everything that is due at `now`; gives the number of acts. A case that somebody acted on meanwhile is looked at again later;
 *  one that cannot be acted on is told of after the others had their turn. */
export async function wakeCases(city: City, now: Date): Promise<number> {
  let acts = 0
  const failures: unknown[] = []
  for (;;) {
    const due = await casesToWake(city.db, now, BATCH)
    let done = 0
    for (const row of due) {
      try {
        done += await wake(city, row, now)
      } catch (error) {
        if (isConnectionLoss(error)) throw error
        failures.push(error)
      }
    }
    acts += done
    if (due.length < BATCH || done === 0) break
  }
  if (failures.length > 0) throw failures[0]
  return acts
}

async function wake(
  city: City,
  row: { id: string; document: Case; seq: number; head_hash: string },
  now: Date,
): Promise<number> {
  const calendar = calendarOf(city)
  let current = { before: row.document, head: { subject: row.id, seq: row.seq, hash: row.head_hash } }
  let acts = 0
  for (const intention of dueOf(row.document, now.getTime(), calendar)) {
    const moment = { at: now.getTime(), now: now.getTime(), calendar }
    const decided = decide(current.before, intention, SYSTEM as ActingPerson, moment, worldOf(city))
    if (isRefusal(decided)) throw new Error(`the system may not ${intention.act} case ${row.id}: ${decided.code}`)
    const prepared = prepare(city, { ...current, entries: decided.entries, occurredAt: now, now, calendar })
    if (!(await updateCase(city.db, { ...prepared, texts: [], answer: null }, current.head.seq))) return acts
    const last = prepared.events.at(-1)!
    current = { before: prepared.caseFile, head: { subject: row.id, seq: last.seq, hash: last.hash } }
    acts += 1
  }
  if (acts > 0) wakeSequencer(city)
  return acts
}

/** What time asks of a case now. */
export function dueOf(caseFile: Case, now: number, calendar: ReturnType<typeof calendarOf>): Intention[] {
  const intentions: Intention[] = []
  const until = caseFile.suspension?.until ?? null
  if (until !== null && until <= now) intentions.push({ act: 'resume', body: {} })
  const told = new Set(caseFile.escalations.map((escalation) => escalation.clockId))
  for (const clock of caseFile.clocks) {
    if (clock.stoppedAt === null && !told.has(clock.id) && readClock(clock, calendar, now).overdue)
      intentions.push({ act: 'escalate', body: { clockId: clock.id } })
  }
  return intentions
}

/** Looks every second; comes back by itself when the database does. */
export function startCaseClocks(city: City, onError: (error: unknown) => void): { stop(): Promise<void> } {
  let running: Promise<void> = Promise.resolve()
  let busy = false
  const timer = setInterval(() => {
    if (busy) return
    busy = true
    running = wakeCases(city, city.clock.now())
      .then(() => undefined)
      .catch((error: unknown) => {
        if (!isConnectionLoss(error)) onError(error)
      })
      .finally(() => void (busy = false))
  }, 1_000)
  return {
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}
