/**
 * What follows from the log. One reader for the whole room, so that the log is read once: a published draw marks its cases (`sample`),
 * a mark becomes a task, a recorded check goes onto its case (`check`, and `reopen` where it was not put right), a reopening takes an open
 * task away, and whatever moves extensions, suspensions, orders and calls has the case's lines folded anew.
 */
import type { CheckResult, Fault, Sampling } from '@bihuan/domain/oversight/words'
import { LINE_ACTS, linesOf, SETTLING_ACTS } from '@bihuan/domain/oversight/lines'
import type { TextRef } from '@bihuan/domain/cases/case'
import { PUBLISHED } from '../calendar/answers.ts'
import { actBySystem, historiesTo } from '../cases/oversight-answers.ts'
import type { City } from '../platform/city.ts'
import { sql, type Queryable } from '../platform/database.ts'
import { calendarOf } from '../platform/held-calendar.ts'
import { wakeSequencer } from '../platform/sequencer.ts'
import { consumerOf, heard, type Consumer, type LogEntry, type Read } from '../platform/sequencer-consumer.ts'
import { CheckerBook } from './checkers.ts'
import { PUBLISHED_DRAW } from './commands/publish-draw.ts'
import { RECORDED } from './commands/record-check.ts'
import { fileOf, type Evidence } from './evidence.ts'
import { casesWithLines, linesInTables } from './line-reading.ts'
import { OVERSIGHT_READER } from './reader.ts'
import { leaveOut } from './store.ts'
import { replaceLines } from './store-lines.ts'
import { dropTaskOf, makeTask } from './task-making.ts'

/** Where a case that moves takes its lines along: the sums are by region. */
const MOVING = ['supplement', 'rezone'] as const
const HEARD: readonly string[] = [
  ...LINE_ACTS,
  ...SETTLING_ACTS,
  ...MOVING,
  ...['sample', 'reopen', PUBLISHED_DRAW, RECORDED, PUBLISHED],
]
/** Cases whose histories are read at once. */
const AT_ONCE = 100

const readHeard: Read<LogEntry> = (db, after, upTo) =>
  db.rows<LogEntry>(
    sql`select l.position, null as deltas, e.id, e.subject, e.seq, e.act, e.actor, e.occurred_at as "occurredAt", e.recorded_at as "recordedAt",
        case when e.act = any(${['sample', PUBLISHED_DRAW, RECORDED]}::text[]) then e.body else '{}' end as body
      ${heard(HEARD, after, upTo)} order by l.position`,
    'oversight-read',
  )

export function startOversight(city: City, onError: (error: unknown) => void): Consumer {
  return consumerOf(city, OVERSIGHT_READER, readHeard, (entries, db) => follow(city, db, entries), {
    batch: 2_000,
    onError,
  })
}

async function follow(city: City, db: Queryable, entries: readonly LogEntry[]): Promise<void> {
  const book = new CheckerBook(city, db, city.clock.now())
  let acted = false
  for (const entry of entries) {
    if (entry.act === 'sample') await makeTask(city, db, book, entry.subject, JSON.parse(entry.body) as Sampling)
    else if (entry.act === 'reopen') await dropTaskOf(city, db, entry.subject)
    else if (entry.act === PUBLISHED_DRAW) await markSample(city, db, entry)
    else if (entry.act === RECORDED) await carryOver(city, db, entry)
    else continue
    acted = true
  }
  await refold(city, db, entries)
  if (acted) wakeSequencer(city)
}

/** Each drawn case gets its mark, by the ordinary act; one that was reopened since is left out, and the sample says so. */
async function markSample(city: City, db: Queryable, { subject: drawId, body }: LogEntry): Promise<void> {
  const { seed } = JSON.parse(body) as { seed: string }
  const members = await db.rows<{ case_id: string }>(
    sql`select case_id from spot_member where draw_id = ${drawId} order by case_id`,
  )
  for (const { case_id: caseId } of members)
    if (await actBySystem(city, db, caseId, { act: 'sample', body: { seed, drawId } }))
      await leaveOut(db, drawId, caseId, 'not-closed')
}

export interface Recorded {
  caseId: string
  result: CheckResult
  wrong: Fault[]
  text: TextRef | null
  evidence: Evidence[]
}

async function carryOver(city: City, db: Queryable, entry: LogEntry): Promise<void> {
  const { caseId, result, wrong, text, evidence } = JSON.parse(entry.body) as Recorded
  const files = evidence.map(fileOf)
  const remark = { ...(text ? { text } : {}), ...(files.length > 0 ? { files } : {}) }
  const body = { ...remark, taskId: entry.subject, by: entry.actor, result, wrong }
  const refused = await actBySystem(city, db, caseId, { act: 'check', body })
  if (refused) throw new Error(`the check ${entry.subject} cannot go onto case ${caseId}: ${refused}`)
}

/** The lines of every case that these entries touch, folded anew as of the last of them. */
async function refold(city: City, db: Queryable, entries: readonly LogEntry[]): Promise<void> {
  const upTo = entries.at(-1)!.position
  const of = (acts: readonly string[]) => [
    ...new Set(entries.filter(({ act }) => acts.includes(act)).map(({ subject }) => subject)),
  ]
  const touched = new Set(of(LINE_ACTS))
  const maybe = of([...SETTLING_ACTS, ...MOVING]).filter((id) => !touched.has(id))
  if (maybe.length > 0) for (const id of await casesWithLines(db, maybe)) touched.add(id)
  if (entries.some(({ act }) => act === PUBLISHED))
    // Another calendar: what is open may be due at another time.
    for (const { id } of await db.rows<{ id: string }>(
      sql`select distinct case_id as id from order_line where state = 'open'`,
    ))
      touched.add(id)
  const ids = [...touched].sort()
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const some = ids.slice(at, at + AT_ONCE)
    const histories = await historiesTo(db, some, upTo)
    const after = [...histories].map(([caseId, { entries: own, states }]) => ({
      caseId,
      place: states.at(-1)!.place,
      ...linesOf(own, states, calendarOf(city)),
    }))
    await replaceLines(db, await linesInTables(db, some), after)
  }
}
