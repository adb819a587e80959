/**
 * One act on one case: read, decide, write, in that order, with the version as the lock. Whoever comes second reads anew;
 * where the sender named a version, the second one is told instead.
 */
import type { z } from 'zod'
import type { actCommand, SentAct } from '@bihuan/contract/case-acts'
import { isOpen } from '@bihuan/domain/acts'
import { scopesFor } from '@bihuan/domain/powers'
import type { Case } from '@bihuan/domain/cases/case'
import { decide, isRefusal } from '@bihuan/domain/cases/decide'
import { attachFiles } from '../../files/answers.ts'
import type { Actor } from '../../platform/actor.ts'
import type { City } from '../../platform/city.ts'
import { findAnswer, refusal, replay, type CommandKey } from '../../platform/command.ts'
import type { Queryable } from '../../platform/database.ts'
import { violatedUnique } from '../../platform/database.ts'
import { calendarOf } from '../../platform/held-calendar.ts'
import { Problem } from '../../platform/problem.ts'
import { unwrapRecordKey } from '../../platform/secrets.ts'
import { openTexts } from '../../platform/secrets-store.ts'
import { wakeSequencer } from '../../platform/sequencer.ts'
import { actorFacts } from '../../staff/answers.ts'
import { actingPerson, mayReadContent, membershipsSince, powersOver } from '../access.ts'
import { setFollower, updateCase } from '../store.ts'
import { Sealing } from '../texts.ts'
import { historyOf, readForAct, type CaseForAct } from '../views.ts'
import { worldOf } from '../world.ts'
import { changeTogether } from '../writing-together.ts'
import { answerOf, type Acted } from './answer.ts'
import { asIntention, parseActBody } from './intention.ts'
import { keyOf } from './key.ts'
import { occurrence } from './occurrence.ts'
import { splitCase } from './split-case.ts'
import { inTurn } from './turns.ts'
import { prepare } from './write.ts'

export type ActCommand = z.output<typeof actCommand> & { subject: string }

/** Rounds of reading anew when others were first and the sender named no version. */
const ROUNDS = 5

export async function actOnCase(city: City, actor: Actor, command: ActCommand, now: Date): Promise<Acted> {
  const body = parseActBody(command.act, command.body)
  // By what the act's own schema took: fields that it does not know, however deep, make no other command of it.
  const key = keyOf(actor, { ...command, body } as ActCommand)
  try {
    const once = () => attempt(city, actor, command, body, key, now)
    const again = async () => {
      for (let round = 0; round < ROUNDS; round++) {
        const done = await once()
        if (done) return done
      }
      return null
    }
    const done = (await once()) ?? (command.expectedVersion === undefined ? await inTurn(command.subject, again) : null)
    if (done) return done
    const there = await readForAct(city.db, command.subject, null, null)
    throw new Problem('command.version-conflict', { version: there?.seq ?? 0 })
  } catch (error) {
    if (violatedUnique(error) === 'command_pkey') {
      const stored = await findAnswer(city.db, key.id)
      if (stored) return replay<Acted>(key, stored)
    }
    // The id of a split's child is taken.
    if (violatedUnique(error) === 'cases_pkey') throw await refusal(city.db, key, new Problem('command.id-reused'), now)
    if (error instanceof Problem && error.status < 500) throw await refusal(city.db, key, error, now)
    throw error
  }
}

/** null: somebody was faster. */
async function attempt(
  city: City,
  actor: Actor,
  command: ActCommand,
  body: Record<string, unknown>,
  key: CommandKey,
  now: Date,
): Promise<Acted | null> {
  const found = await readForAct(city.db, command.subject, key.id, command.after ?? null)
  if (!found) throw new Problem('platform.not-found')
  if (found.answer) return replay<Acted>(key, found.answer)
  const powers = powersOver(city, actor, found.document)
  if (!powers.has('case.read')) throw new Problem('platform.not-found')
  checkBasis(command, found)
  const files =
    (body['files'] as { uploadId: string; purpose: 'before' | 'after' | 'evidence' | 'document' }[] | undefined) ?? []
  const together = files.length > 0 || ['split', 'follow', 'unfollow', 'retract'].includes(command.act)
  const run = (db: Queryable) => write(city, db, actor, command, body, files, key, found, powers, now)
  const acted = together ? await city.db.transaction(run).catch(nullIfOvertaken) : await run(city.db)
  if (acted) wakeSequencer(city)
  return acted
}

class Overtaken extends Error {}
function nullIfOvertaken(error: unknown): null {
  if (error instanceof Overtaken) return null
  throw error
}

function checkBasis(command: ActCommand, found: CaseForAct): void {
  if (command.after !== undefined) {
    if (!found.predecessor || found.predecessor.subject !== command.subject)
      throw new Problem('command.predecessor-missing')
    if (found.predecessor.status >= 400) throw new Problem('command.predecessor-refused')
  } else if (command.expectedVersion !== undefined && command.expectedVersion !== found.seq) {
    throw new Problem('command.version-conflict', { version: found.seq })
  }
}

async function write(
  city: City,
  db: Queryable,
  actor: Actor,
  command: ActCommand,
  body: Record<string, unknown>,
  uploads: { uploadId: string; purpose: 'before' | 'after' | 'evidence' | 'document' }[],
  key: CommandKey,
  found: CaseForAct,
  powers: Parameters<typeof actingPerson>[1],
  now: Date,
): Promise<Acted | null> {
  const { act, subject } = command
  const { document: before } = found
  const occurredAt = occurrence(command.occurredAt, now)
  const calendar = calendarOf(city)
  const needsKey = typeof body['text'] === 'string' || typeof body['condition'] === 'string'
  if (needsKey && !found.wrapped) throw new Problem('record.erased')
  const sealing =
    needsKey && found.wrapped
      ? new Sealing(city, subject, unwrapRecordKey(city.masterKey, subject, found.wrapped), now)
      : null
  const files = await attachFiles(db, subject, uploads, actor, now)
  const since =
    act === 'verify-pass' || act === 'verify-fail'
      ? await membershipsSince(db, actor.accountId, before.assignment?.at ?? null, now)
      : actor
  const person = actingPerson(actor, powers, since)
  const moment = { at: occurredAt.getTime(), now: now.getTime(), calendar }
  if (act === 'merge' && powers.has('merge')) await requireParent(city, db, actor, subject, body['parentId'] as string)
  const world = worldOf(city, await verificationBy(db, act, before, now))
  const intention = asIntention(act as SentAct, body, sealing, files)
  const decided = decide(before, intention, person, moment, world)
  if (isRefusal(decided)) throw new Problem(decided.code, decided.params)
  // Read before it is written down that it was read: what cannot be read leaves no trace of a reading.
  if (act === 'unmask' && !mayReadContent(actor, before)) throw new Problem('case.text-unknown')
  const clear = act === 'unmask' ? await readText(city, db, subject, body['textId'] as string) : null

  const states = act === 'retract' ? await historyOf(db, subject) : undefined
  const prepared = prepare(city, {
    head: { subject, seq: found.seq, hash: found.headHash },
    before,
    entries: decided.entries,
    folded: decided.folded,
    states,
    occurredAt,
    now,
    calendar,
    device: command.device,
  })
  const answer = answerOf(city, prepared.caseFile, prepared.projection, (id) =>
    id === actor.accountId ? actor.name : (found.finderName ?? ''),
  )
  const change = { ...prepared, texts: sealing?.rows ?? [], answer: { key, status: 200, body: answer } }
  const changed = await (db === city.db
    ? changeTogether(city, { ...change, expected: found.seq })
    : updateCase(db, change, found.seq))
  if (!changed) {
    // What was attached in this transaction is attached by the next round.
    if (uploads.length > 0) throw new Overtaken()
    return null
  }
  const follows = prepared.caseFile.followers.includes(actor.accountId)
  if (follows !== before.followers.includes(actor.accountId)) await setFollower(db, subject, actor.accountId, follows)
  if (act === 'split') await splitCase(city, db, actor, before, body as never, now, occurredAt)
  return clear === null ? answer : { ...answer, text: clear }
}

/** Merged into an open case that the same person may see; not into one of its own kin, which would make a circle. */
async function requireParent(
  city: City,
  db: Queryable,
  actor: Actor,
  subject: string,
  parentId: string,
): Promise<void> {
  const parent = parentId === subject ? null : await readForAct(db, parentId, null, null)
  if (!parent || !isOpen(parent.document.state) || !powersOver(city, actor, parent.document).has('case.read'))
    throw new Problem('case.parent-invalid')
}

/** Whether the finder may verify by default: what he belonged to since the dispatch decides (采办分离). */
async function verificationBy(
  db: Queryable,
  act: string,
  before: Case,
  now: Date,
): Promise<(finder: string, departments: readonly string[], teamId: string | null) => boolean> {
  if (act !== 'submit' && act !== 'pass') return () => false
  if (before.source !== 'grid-worker') return () => false
  const finder = await actorFacts(db, before.finder, now)
  if (!finder?.active || scopesFor(finder.grants, 'verify-pass').length === 0) return () => false
  const since = await membershipsSince(db, before.finder, before.assignment?.at ?? null, now)
  return (_finder, departments, teamId) =>
    !departments.some((id) => since.departmentIds.includes(id)) && !(teamId !== null && since.teamIds.includes(teamId))
}

/** Not stored with the answer: whoever asks again reads again, and leaves a trace again. */
async function readText(city: City, db: Queryable, record: string, textId: string): Promise<string> {
  const [text] = await openTexts(db, city, { ids: [textId] })
  if (!text || text.record !== record || text.text === null) throw new Problem('case.text-unknown')
  return text.text
}
