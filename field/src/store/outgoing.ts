/**
 * The rules of the outbox, without a database and without a network: what goes next, and what an answer means.
 *
 * Every act is a record with a command id of its own, kept until the server has answered. Acts on one subject go in the order in
 * which they were made, each naming the one before it; subjects do not wait for each other. Sending again is always safe, because the
 * server answers the first result to an id that it knows; so whatever is doubtful is sent again, and only a clear no stops.
 */
import { ApiProblem, NoConnection, StrangeAnswer } from '../platform/problem.ts'
import { type ClockOffset, type DeviceTime, serverTime } from '../platform/clock-offset.ts'

export interface Failure {
  kind: 'no-connection' | 'signed-out' | 'busy' | 'strange' | 'refused'
  /** Of a refusal: the server's sentence in both languages. */
  code?: string
  detail?: { zh: string; en: string }
  at: number
}

export interface Outgoing {
  commandId: string
  /** Place in the queue, by the order of making on this device. */
  order: number
  /** Whose act it is: it is sent only while this person is signed in. */
  accountId: string
  /** e.g. 'POST /api/v1/cases/{id}/acts' */
  endpoint: string
  params: Record<string, string>
  act: string
  subject: string
  /** What the person calls the subject, for the list of what waits. */
  title: string
  after?: string
  expectedVersion?: number
  made: DeviceTime
  /** Set when it is sent for the first time, and never changed: the same id with other content would be refused. */
  occurredAt: string | null
  device: string
  body: unknown
  /** Photos that must be uploaded first. */
  photoIds: string[]
  state: 'waiting' | 'refused' | 'done'
  attempts: number
  notBefore: number
  claimedUntil: number
  failure: Failure | null
  answer: unknown
  doneAt: number | null
}

export interface Envelope {
  commandId: string
  act: string
  subject: string
  after?: string
  expectedVersion?: number
  occurredAt: string
  device: string
  body: unknown
}

/** A minute is longer than any request that still has a chance; a tab that died lets go of its record by it. */
export const CLAIM_MS = 60_000
const LONGEST_WAIT_MS = 300_000
/** A predecessor that is not on this device any more will not come: stop asking after so many tries. */
const TRIES_FOR_PREDECESSOR = 6
const ACCOUNT_FIRST = ['staff.second-factor-first', 'staff.password-first']

export function nextToSend(queue: readonly Outgoing[], accountId: string, now: number): Outgoing | null {
  const blocked = new Set<string>()
  for (const record of [...queue].sort((a, b) => a.order - b.order)) {
    if (record.state === 'done' || blocked.has(record.subject)) continue
    // Whatever becomes of this one, later acts on the same subject come after it.
    blocked.add(record.subject)
    if (record.accountId !== accountId || record.state === 'refused') continue
    if (record.notBefore <= now && record.claimedUntil <= now) return record
  }
  return null
}

/** When to look again, or null while nothing can become ready by waiting. */
export function nextWake(queue: readonly Outgoing[], accountId: string, now: number): number | null {
  const times = queue
    .filter((record) => record.state === 'waiting' && record.accountId === accountId)
    .map((record) => Math.max(record.notBefore, record.claimedUntil, now + 250))
  return times.length > 0 ? Math.min(...times) : null
}

export function claim(record: Outgoing, offset: ClockOffset | null, now: number): Outgoing {
  return { ...record, claimedUntil: now + CLAIM_MS, occurredAt: record.occurredAt ?? serverTime(record.made, offset) }
}

export function envelopeOf(record: Outgoing): Envelope {
  if (!record.occurredAt) throw new Error('an act is claimed before it is sent')
  return {
    commandId: record.commandId,
    act: record.act,
    subject: record.subject,
    ...(record.after !== undefined ? { after: record.after } : {}),
    ...(record.after === undefined && record.expectedVersion !== undefined
      ? { expectedVersion: record.expectedVersion }
      : {}),
    occurredAt: record.occurredAt,
    device: record.device,
    body: record.body,
  }
}

/** `chance` in [0, 1) spreads the retries of many phones after an outage. */
export function settled(
  record: Outgoing,
  outcome: { answer: unknown } | { error: unknown },
  now: number,
  chance: number,
): Outgoing {
  const free = { ...record, claimedUntil: 0, attempts: record.attempts + 1 }
  if ('answer' in outcome) return { ...free, state: 'done', answer: outcome.answer, failure: null, doneAt: now }
  const { error } = outcome
  const wait = Math.min(LONGEST_WAIT_MS, 1000 * 2 ** Math.min(free.attempts, 10)) * (0.5 + chance / 2)
  const again = (kind: Failure['kind'], least = 0): Outgoing => ({
    ...free,
    notBefore: now + Math.max(wait, least),
    failure: { kind, at: now, ...(error instanceof ApiProblem ? { code: error.code, detail: error.body.detail } : {}) },
  })
  if (error instanceof NoConnection) return again('no-connection')
  if (error instanceof StrangeAnswer) return again('strange')
  if (!(error instanceof ApiProblem)) return again('strange')
  // Not a no to this act: the person has to sign in, or to put the account right, first.
  if (error.status === 401 || ACCOUNT_FIRST.includes(error.code)) return again('signed-out')
  if (error.status === 408 || error.status === 429 || error.status >= 500)
    return again('busy', (error.retryAfter ?? 0) * 1000)
  if (error.code === 'command.predecessor-missing' && free.attempts < TRIES_FOR_PREDECESSOR) return again('busy')
  return {
    ...free,
    state: 'refused',
    failure: { kind: 'refused', code: error.code, detail: error.body.detail, at: now },
  }
}

/** The act on this subject that a new one follows: the last that is not known to have been refused. */
export function predecessor(queue: readonly Outgoing[], subject: string): string | undefined {
  return [...queue]
    .sort((a, b) => b.order - a.order)
    .find((record) => record.subject === subject && record.state === 'waiting')?.commandId
}
