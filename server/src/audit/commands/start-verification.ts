/** Runs the verifier beside the requests: one at a time, slowly enough that nobody else waits for it. */
import { setTimeout as pause } from 'node:timers/promises'
import type { City } from '../../platform/city.ts'
import { commandKey, insertAnswer, once } from '../../platform/command.ts'
import { sql, violatedUnique } from '../../platform/database.ts'
import { newId } from '../../platform/id.ts'
import { Problem } from '../../platform/problem.ts'
import { wakeSequencer } from '../../platform/sequencer.ts'
import { parseHandedOut, type HandedOut } from '../../verify/handed-out.ts'
import { ownPublicKey } from '../../verify/main.ts'
import { projectionChecks } from '../../verify/projections.ts'
import { verify, type Report } from '../../verify/verify.ts'
import { enterInBook } from '../book.ts'
import { keysDirOf } from '../seal-key.ts'
import {
  endAbandonedVerification,
  endVerification,
  insertVerification,
  updateVerification,
  VERIFICATION_LOCK,
} from '../store.ts'

/** Of each stretch of time the verifier takes a third. */
const REST = 2

const running = new WeakMap<object, { stop: AbortController; ended: Promise<void> }>()

/** Throws `audit.verification-running`, `audit.not-a-seal-file`. The run goes on after the return. */
export async function startVerification(
  city: City,
  actor: string,
  command: { commandId: string; against?: Record<string, unknown> },
  now: Date,
  onError: (error: unknown) => void,
): Promise<{ id: string }> {
  const key = commandKey(actor, { ...command, subject: city.id })
  let fresh: { id: string; against: HandedOut | null } | undefined
  const answer = await once(city.db, key, now, async () => {
    const against = command.against ? handedOut(command.against) : null
    const id = newId()
    await city.db.transaction(async (db) => {
      if (!running.has(city.db)) await endAbandonedVerification(db, now)
      const total = await db.maybe<{ total: number }>(sql`select coalesce((select max(position) from log), 0) as total`)
      await insertVerification(db, { id, startedBy: actor, startedAt: now, total: total!.total }).catch(
        (error: unknown) => {
          throw violatedUnique(error) === 'verification_running' ? new Problem('audit.verification-running') : error
        },
      )
      await enterInBook(db, city, {
        act: 'verify',
        actor,
        now,
        body: { against: against?.seals.at(-1)?.hash ?? null, verification: id },
      })
      await db.run(insertAnswer(key, 202, { id }, now))
    })
    fresh = { id, against }
    return { id }
  })
  if (fresh) run(city, actor, fresh.id, fresh.against, onError)
  return answer
}

function handedOut(file: Record<string, unknown>): HandedOut {
  try {
    return parseHandedOut(JSON.stringify(file))
  } catch {
    throw new Problem('audit.not-a-seal-file')
  }
}

/** Ends what runs, for a clean stop. The row then says that it failed. */
export async function stopVerification(city: City): Promise<void> {
  const found = running.get(city.db)
  found?.stop.abort(Object.assign(new Error('the program was stopped'), { code: 'ABORT_ERR' }))
  await found?.ended
}

/** Resolves when nothing runs any more. */
export async function verificationEnded(city: City): Promise<void> {
  await running.get(city.db)?.ended
}

function run(
  city: City,
  actor: string,
  id: string,
  against: HandedOut | null,
  onError: (error: unknown) => void,
): void {
  const stop = new AbortController()
  const ended = perform(city, actor, id, against, stop.signal).finally(() => running.delete(city.db))
  // A database that is away at the very end leaves the row as running; the next start of the program ends it.
  running.set(city.db, {
    stop,
    ended: ended.catch(onError),
  })
}

async function perform(
  city: City,
  actor: string,
  id: string,
  against: HandedOut | null,
  stop: AbortSignal,
): Promise<void> {
  let checked = 0
  let outcome: { state: 'intact' | 'broken'; report: Report } | { state: 'failed'; report: { error: string } }
  try {
    const client = await city.db.connection()
    const onError = () => undefined
    client.on('error', onError)
    await client.query(`select pg_advisory_lock_shared(${VERIFICATION_LOCK.text})`)
    const report = await verify({
      connection: {
        query: client.query.bind(client) as typeof client.query,
        close(broken) {
          client.off('error', onError)
          // With the connection goes its lock.
          client.release(broken ?? true)
        },
      },
      schema: city.schema,
      filesDir: city.filesDir,
      masterKey: city.masterKey,
      keys: { own: await ownPublicKey(keysDirOf(city)), named: [] },
      against,
      projectionChecks,
      progress: pacing(stop, async (stage, done) => {
        if (stage === 'chains') await updateVerification(city.db, id, (checked = done))
      }),
    })
    checked = report.events
    outcome = { state: report.intact ? 'intact' : 'broken', report }
  } catch (error) {
    outcome = { state: 'failed', report: { error: (error as Error).message } }
  }
  const now = city.clock.now()
  await city.db.transaction(async (db) => {
    await endVerification(db, id, { state: outcome.state, endedAt: now, checked, report: outcome.report })
    const found = 'counts' in outcome.report ? outcome.report.counts : {}
    await enterInBook(db, city, {
      act: 'verified',
      actor,
      now,
      body: { found, state: outcome.state, verification: id },
    })
  })
  wakeSequencer(city)
}

type Progress = (stage: string, done: number) => Promise<void>

/** Rests after each batch, tells at most once a second how far it is, and ends when it is told to. */
function pacing(stop: AbortSignal, tell: Progress): Progress {
  let since = performance.now()
  let told = since
  return async (stage, done) => {
    stop.throwIfAborted()
    const worked = performance.now() - since
    if (performance.now() - told > 1_000) {
      told = performance.now()
      await tell(stage, done)
    }
    await pause(Math.min(500, worked * REST), undefined, { signal: stop })
    since = performance.now()
  }
}
