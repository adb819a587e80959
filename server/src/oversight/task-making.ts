/** From a drawn case to a task in somebody's hands; and taking it away when the case was opened again before anybody looked. */
import { endOfDay, dayOf } from '@bihuan/domain/calendar'
import type { Case } from '@bihuan/domain/cases/case'
import type { Sampling } from '@bihuan/domain/oversight/words'
import { caseFiles } from '../cases/oversight-answers.ts'
import type { City } from '../platform/city.ts'
import { sql, type Queryable } from '../platform/database.ts'
import { buildEvents } from '../platform/events.ts'
import { newId } from '../platform/id.ts'
import type { CheckerBook, Checkers } from './checkers.ts'
import { readDraw } from './draw-views.ts'
import { dropTask, insertTask, leaveOut, linkMember } from './store.ts'

/** For what was drawn at fixing on the spot, where no plan says otherwise. */
export const ON_THE_SPOT: { checkers: Checkers; dueDays: number } = { checkers: 'verifier', dueDays: 7 }

interface OpenTask {
  id: string
  seq: number
  head_hash: string
  made_at: Date
  state: 'open' | 'done' | 'dropped'
}

/** The case's latest task, if there ever was one. */
async function latestTask(db: Queryable, caseId: string): Promise<OpenTask | null> {
  return db.maybe<OpenTask>(
    sql`select id, seq, head_hash, made_at, state from check_task where case_id = ${caseId} order by made_at desc, id desc limit 1`,
    'task-latest',
  )
}

/** In the reader's transaction, after the mark is on the case. One task serves all draws of one closing. */
export async function makeTask(
  city: City,
  db: Queryable,
  book: CheckerBook,
  caseId: string,
  { drawId }: Sampling,
): Promise<void> {
  const now = city.clock.now()
  const caseFile = (await caseFiles(db, [caseId])).get(caseId)
  if (!caseFile) throw new Error(`no case ${caseId}`)
  if (caseFile.state !== 'closed' || caseFile.item.confidential) {
    if (drawId) await leaveOut(db, drawId, caseId, caseFile.item.confidential ? 'confidential' : 'not-closed')
    return
  }
  const known = await latestTask(db, caseId)
  const serves = known !== null && known.state !== 'dropped' && known.made_at.getTime() >= caseFile.closedAt!
  const taskId = serves ? known.id : await insertNew(city, db, book, caseFile, drawId ?? null, now)
  if (drawId) await linkMember(db, drawId, caseId, taskId)
}

async function insertNew(
  city: City,
  db: Queryable,
  book: CheckerBook,
  caseFile: Case,
  drawId: string | null,
  now: Date,
): Promise<string> {
  const draw = drawId ? await readDraw(db, drawId) : null
  const { checkers, dueDays } = draw ? { checkers: draw.checkers, dueDays: draw.due_days } : ON_THE_SPOT
  const id = newId()
  const row = {
    id,
    caseId: caseFile.id,
    number: caseFile.number,
    drawId,
    place: caseFile.place,
    leadDepartmentId: caseFile.assignment?.lead ?? null,
    itemId: caseFile.item.id,
    fixed: caseFile.closing === 'fixed-on-the-spot',
    gap: caseFile.timeGap,
    checkers,
    checkerId: await book.choose(caseFile, checkers),
    madeAt: now,
    dueAt: new Date(endOfDay(dayOf(now.getTime()) + dueDays)),
  }
  const { caseId, checkerId, dueAt } = row
  const body = { caseId, drawId, checkers, checkerId, dueAt: dueAt.toISOString() }
  const [event] = buildEvents(city.id, { subject: id, seq: 0, hash: '' }, [
    { act: 'make-check-task', actor: 'system', occurredAt: now, recordedAt: now, body },
  ])
  await insertTask(db, row, event!)
  return id
}

export async function dropTaskOf(city: City, db: Queryable, caseId: string): Promise<void> {
  const task = await latestTask(db, caseId)
  if (task?.state !== 'open') return
  const now = city.clock.now()
  const [event] = buildEvents(city.id, { subject: task.id, seq: task.seq, hash: task.head_hash }, [
    { act: 'drop-check-task', actor: 'system', occurredAt: now, recordedAt: now, body: { caseId } },
  ])
  await dropTask(db, task.id, event!)
}
