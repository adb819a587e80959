/**
 * Once-only commands (docs/decisions/0006-commands.md). The answer to an id is stored with its effect in one transaction, refusals too;
 * the same id with another body, or from somebody else, is 409.
 */
import { hash } from 'node:crypto'
import { canonicalJson } from './canonical.ts'
import { sql, violatedUnique, type Queryable, type Sql } from './database.ts'
import { Problem } from './problem.ts'
import type { ProblemCode } from '@bihuan/contract/problems'

/** What identifies a command: who, what, about which record. */
export interface CommandKey {
  id: string
  actor: string
  subject: string
  requestHash: string
}

export interface StoredAnswer {
  status: number
  answer: string
  actor: string
  request_hash: string
}

export function commandKey(actor: string, envelope: { commandId: string; subject: string }): CommandKey {
  const requestHash = hash('sha256', canonicalJson(envelope), 'base64url')
  return { id: envelope.commandId, actor, subject: envelope.subject, requestHash }
}

/** An arm of the statement that does the act. */
export function insertAnswer(key: CommandKey, status: number, answer: unknown, now: Date): Sql {
  return sql`insert into command (id, actor, subject, request_hash, status, answer, recorded_at)
    values (${key.id}, ${key.actor}, ${key.subject}, ${key.requestHash}, ${status}, ${JSON.stringify(answer)}, ${now})`
}

/** The columns to fetch for `replay`, as a subselect by command id. */
export async function findAnswer(db: Queryable, commandId: string): Promise<StoredAnswer | null> {
  return db.maybe<StoredAnswer>(
    sql`select status, answer, actor, request_hash from command where id = ${commandId}`,
    'command-answer',
  )
}

/** The stored answer; throws the stored refusal, or 409 where the id stands for something else. */
export function replay<T>(key: CommandKey, stored: StoredAnswer): T {
  if (stored.actor !== key.actor || stored.request_hash !== key.requestHash) throw new Problem('command.id-reused')
  const answer = JSON.parse(stored.answer) as { code: ProblemCode; params: Record<string, unknown> }
  if (stored.status >= 400) throw new Problem(answer.code, answer.params)
  return answer as T
}

/** Stores a refusal under the command's id and gives the problem to throw. Trying again is a new id. */
export async function refusal(db: Queryable, key: CommandKey, problem: Problem, now: Date): Promise<Problem> {
  await db.run(
    sql`${insertAnswer(key, problem.status, { code: problem.code, params: problem.params }, now)} on conflict (id) do nothing`,
    'command-refusal',
  )
  return problem
}

/**
 * Runs `perform` once for this id. `perform` inserts its answer by `insertAnswer` within its own transaction; when two
 * copies of one command meet, the second one's insert fails as a whole, and it answers what the first one did.
 */
export async function once<T>(db: Queryable, key: CommandKey, now: Date, perform: () => Promise<T>): Promise<T> {
  const known = await findAnswer(db, key.id)
  if (known) return replay<T>(key, known)
  try {
    return await perform()
  } catch (error) {
    if (violatedUnique(error) === 'command_pkey') {
      const stored = await findAnswer(db, key.id)
      if (stored) return replay<T>(key, stored)
    }
    if (error instanceof Problem && error.status >= 400 && error.status < 500) throw await refusal(db, key, error, now)
    throw error
  }
}
