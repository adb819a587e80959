/** Filing a case: reported, or put right on the spot. The sender made its id, so that a second copy finds the first. */
import type { z } from 'zod'
import type { reportCommand } from '@bihuan/contract/case-acts'
import { decide, isRefusal } from '@bihuan/domain/cases/decide'
import type { Intention, Reporting } from '@bihuan/domain/cases/intentions'
import { scopesFor } from '@bihuan/domain/powers'
import { attachFiles } from '../../files/answers.ts'
import type { Actor } from '../../platform/actor.ts'
import type { City } from '../../platform/city.ts'
import { findAnswer, refusal, replay, type CommandKey } from '../../platform/command.ts'
import { violatedUnique, type Queryable } from '../../platform/database.ts'
import { calendarOf } from '../../platform/held-calendar.ts'
import { Problem } from '../../platform/problem.ts'
import { newRecordKey } from '../../platform/secrets.ts'
import { wakeSequencer } from '../../platform/sequencer.ts'
import { actingPerson } from '../access.ts'
import { fileTogether } from '../writing-together.ts'
import { insertCases, rowsOfNew } from '../store.ts'
import { Sealing } from '../texts.ts'
import { worldOf } from '../world.ts'
import { answerOf, type Acted } from './answer.ts'
import { nextCaseNumber } from './case-number.ts'
import { keyOf } from './key.ts'
import { occurrence } from './occurrence.ts'
import { prepare } from './write.ts'

const NOWHERE = { departmentIds: [], teamIds: [] }

export async function reportCase(
  city: City,
  actor: Actor,
  command: z.output<typeof reportCommand>,
  now: Date,
): Promise<Acted> {
  if (scopesFor(actor.grants, command.act).length === 0) throw new Problem('case.not-your-role', { act: command.act })
  const key = keyOf(actor, command)
  try {
    const { db } = city
    // Files are attached in the same transaction; without files one statement is the transaction.
    const files = command.body.files?.length ?? 0
    return files > 0
      ? await db.transaction((inside) => file(city, inside, actor, command, key, now))
      : await file(city, db, actor, command, key, now)
  } catch (error) {
    if (violatedUnique(error) !== null) {
      const stored = await findAnswer(city.db, key.id)
      if (stored) return replay<Acted>(key, stored)
      if (violatedUnique(error) === 'cases_pkey')
        throw await refusal(city.db, key, new Problem('command.id-reused'), now)
    }
    if (error instanceof Problem && error.code !== 'command.id-reused' && error.status < 500) {
      const stored = await findAnswer(city.db, key.id)
      if (stored) return replay<Acted>(key, stored)
      throw await refusal(city.db, key, error, now)
    }
    throw error
  }
}

async function file(
  city: City,
  db: Queryable,
  actor: Actor,
  command: z.output<typeof reportCommand>,
  key: CommandKey,
  now: Date,
): Promise<Acted> {
  const { body, subject, act } = command
  if (body.source === 'replay' && city.kind !== 'simulated') throw new Problem('platform.clock-not-simulated')
  const occurredAt = occurrence(command.occurredAt, now)
  const calendar = calendarOf(city)
  const person = actingPerson(actor, new Set([act]), NOWHERE)
  const { key: recordKey, wrapped } = newRecordKey(city.masterKey, subject)
  const sealing = new Sealing(city, subject, recordKey, now)
  const attached = await attachFiles(db, subject, body.files ?? [], actor, now)
  const contact = [
    sealing.seal('contact-name', body.contact?.name),
    sealing.seal('contact-phone', body.contact?.phone),
  ].filter((ref) => ref !== null)
  const fieldRole = actor.grants.some((grant) => grant.role === 'grid-worker')
  const reporting: Reporting = {
    itemId: body.itemId,
    conditionId: body.conditionId ?? null,
    position: body.position,
    regionId: body.regionId ?? null,
    dangerToLife: body.dangerToLife ?? false,
    number: await nextCaseNumber(city, occurredAt),
    source: body.source ?? (fieldRole ? 'grid-worker' : 'desk'),
    text: sealing.seal('description', body.text),
    address: sealing.seal('address', body.address),
    contact,
    files: attached,
  }
  const intention = { act, body: reporting } as Intention
  const moment = { at: occurredAt.getTime(), now: now.getTime(), calendar, subject }
  const decided = decide(null, intention, person, moment, worldOf(city))
  if (isRefusal(decided)) throw new Problem(decided.code, decided.params)
  const head = { subject, seq: 0, hash: '' }
  const prepared = prepare(city, {
    head,
    before: null,
    entries: decided.entries,
    folded: decided.folded,
    occurredAt,
    now,
    calendar,
    device: command.device,
  })
  const answer = answerOf(city, prepared.caseFile, prepared.projection, () => actor.name)
  const { caseFile, projection, contribution, events, deltas } = prepared
  const told = { key, status: 201, body: answer }
  // Each member by its name, here and on the way to the rows: spreading is what a report would spend most of its time on.
  const filed = {
    caseFile,
    projection,
    contribution,
    events,
    deltas,
    now,
    texts: sealing.rows,
    answer: told,
    wrappedKey: wrapped,
  }
  if (db === city.db) await fileTogether(city, filed)
  else await insertCases(db, [rowsOfNew(filed)])
  wakeSequencer(city)
  return answer
}
