/** What the checker found. The task keeps it; the case hears of it by the log. */
import type { z } from 'zod'
import type { taskAct } from '@bihuan/contract/oversight'
import type { Case } from '@bihuan/domain/cases/case'
import { caseFiles, sealRemark } from '../../cases/oversight-answers.ts'
import { attachFiles } from '../../files/answers.ts'
import { requirePower, type Actor } from '../../platform/actor.ts'
import type { City } from '../../platform/city.ts'
import { commandKey, insertAnswer, once } from '../../platform/command.ts'
import { insertSealedTexts } from '../../platform/secrets-store.ts'
import { buildEvents } from '../../platform/events.ts'
import { Problem } from '../../platform/problem.ts'
import { wakeSequencer } from '../../platform/sequencer.ts'
import { barOf, CheckerBook, involvedIn } from '../checkers.ts'
import { finishTask, giveTask } from '../store.ts'
import { evidenceOf } from '../evidence.ts'
import { mayOversee, placeOf, readTask, type Task } from '../task-views.ts'

export const RECORDED = 'record-check'

type TaskCommand = z.output<typeof taskAct>
type Recording = Extract<TaskCommand, { act: 'check' }>

export async function actOnTask(
  city: City,
  actor: Actor,
  taskId: string,
  command: TaskCommand,
  now: Date,
): Promise<{ id: string }> {
  const task = await readTask(city.db, taskId)
  const mine = task?.checker_id != null && [actor.accountId, ...actor.standsInFor].includes(task.checker_id)
  if (!task || (!mine && !mayOversee(city, actor, task))) throw new Problem('platform.not-found')
  const key = commandKey(actor.accountId, { ...command, subject: taskId })
  const done = await once(city.db, key, now, async () => {
    const caseFile = (await caseFiles(city.db, [task.case_id])).get(task.case_id)!
    if (command.act === 'give') return give(city, actor, task, caseFile, command.body.checkerId, key, now)
    if (!mine) throw new Problem('oversight.not-your-task')
    requirePower(actor, 'spot-check.check')
    return record(city, actor, task, caseFile, command, key, now)
  })
  wakeSequencer(city)
  return done
}

async function record(
  city: City,
  actor: Actor,
  task: Task,
  caseFile: Case,
  command: Recording,
  key: ReturnType<typeof commandKey>,
  now: Date,
): Promise<{ id: string }> {
  if (task.state !== 'open') throw new Problem('oversight.task-over')
  const { result, text, files = [] } = command.body
  const wrong = result === 'data-wrong' ? command.body.wrong : []
  if (result === 'data-wrong' && wrong.length === 0) throw new Problem('oversight.fault-missing')
  if (result !== 'as-recorded' && !text?.trim()) throw new Problem('oversight.words-missing')
  if (result === 'not-put-right' && files.length === 0) throw new Problem('oversight.evidence-missing')
  const person = { id: actor.accountId, standsInFor: actor.standsInFor }
  if (await barOf(city.db, caseFile, await involvedIn(city.db, caseFile, now), person, now))
    throw new Problem('oversight.barred')
  // A device's claim: not before the task was there, and never after the server's time.
  const claimed = Math.max(Date.parse(command.occurredAt), task.made_at.getTime())
  const at = new Date(Math.min(claimed, now.getTime()))
  return city.db.transaction(async (db) => {
    const attached = await attachFiles(db, task.case_id, files, actor, now)
    const sealed = text?.trim() ? await sealRemark(city, db, task.case_id, text, now) : null
    if (sealed) await db.run(insertSealedTexts(sealed.rows))
    const found = { caseId: task.case_id, result, wrong, text: sealed?.ref ?? null, evidence: attached.map(evidenceOf) }
    const body = command.device ? { ...found, device: command.device } : found
    const [event] = buildEvents(city.id, { subject: task.id, seq: task.seq, hash: task.head_hash }, [
      { act: RECORDED, actor: actor.accountId, occurredAt: at, recordedAt: now, body },
    ])
    const textId = sealed?.ref?.textId ?? null
    const { lead_department_id: leadDepartmentId } = task
    const counted = { result, wrong, textId, by: actor.accountId, at, place: placeOf(task), leadDepartmentId }
    if (!(await finishTask(db, task.id, task.seq, counted, event!))) throw new Problem('oversight.task-over')
    await db.run(insertAnswer(key, 200, { id: task.id }, now))
    return { id: task.id }
  })
}

/** How many are looked through for one who may: more than any office has. */
const MOST = 200

async function give(
  city: City,
  actor: Actor,
  task: Task,
  caseFile: Case,
  to: string,
  key: ReturnType<typeof commandKey>,
  now: Date,
): Promise<{ id: string }> {
  requirePower(actor, 'spot-check.draw')
  if (task.state !== 'open') throw new Problem('oversight.task-over')
  const involved = await involvedIn(city.db, caseFile, now)
  if (await barOf(city.db, caseFile, involved, { id: to, standsInFor: [] }, now)) throw new Problem('oversight.barred')
  const book = new CheckerBook(city, city.db, now)
  const may = [
    ...(await book.candidates(caseFile, 'verifier', MOST)),
    ...(await book.candidates(caseFile, 'grid-worker', MOST)),
  ]
  if (!may.some(({ id }) => id === to)) throw new Problem('oversight.not-a-checker')
  return city.db.transaction(async (db) => {
    const body = { checkerId: to, before: task.checker_id }
    const [event] = buildEvents(city.id, { subject: task.id, seq: task.seq, hash: task.head_hash }, [
      { act: 'give-check-task', actor: actor.accountId, occurredAt: now, recordedAt: now, body },
    ])
    if (!(await giveTask(db, task.id, task.seq, to, event!))) throw new Problem('oversight.task-over')
    await db.run(insertAnswer(key, 200, { id: task.id }, now))
    return { id: task.id }
  })
}
