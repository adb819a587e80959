import { describe, expect, it } from 'vitest'
import { ApiProblem, NoConnection, StrangeAnswer } from '../platform/problem.ts'
import { CLAIM_MS, claim, envelopeOf, nextToSend, nextWake, type Outgoing, predecessor, settled } from './outgoing.ts'

const NOW = 1_790_000_000_000
function record(over: Partial<Outgoing> & { order: number }): Outgoing {
  return {
    commandId: `command-${over.order}`,
    accountId: 'me',
    endpoint: 'POST /x',
    params: {},
    act: 'note',
    subject: 'case-a',
    title: '',
    made: { at: NOW - 5_000, known: null },
    occurredAt: null,
    device: 'phone',
    body: { text: 'x' },
    photoIds: [],
    state: 'waiting',
    attempts: 0,
    notBefore: 0,
    claimedUntil: 0,
    failure: null,
    answer: null,
    doneAt: null,
    ...over,
  }
}
const refusal = (status: number, code: string, retryAfter: number | null = null) =>
  new ApiProblem({ type: 'x', code, status, title: code, detail: { zh: '不', en: 'no' } }, retryAfter)

describe('what goes next', () => {
  it('is the oldest, subject by subject', () => {
    const queue = [record({ order: 2 }), record({ order: 1 }), record({ order: 3, subject: 'case-b' })]
    expect(nextToSend(queue, 'me', NOW)?.order).toBe(1)
  })

  it('never overtakes an act on the same subject, but another subject does', () => {
    const queue = [
      record({ order: 1, notBefore: NOW + 1 }),
      record({ order: 2 }),
      record({ order: 3, subject: 'case-b' }),
    ]
    expect(nextToSend(queue, 'me', NOW)?.order).toBe(3)
  })

  it('stops behind a refused act until the person has dealt with it', () => {
    expect(nextToSend([record({ order: 1, state: 'refused' }), record({ order: 2 })], 'me', NOW)).toBeNull()
  })

  it('is never what another person made on this phone', () => {
    expect(nextToSend([record({ order: 1, accountId: 'other' })], 'me', NOW)).toBeNull()
  })

  it('is not what another tab is sending, until that tab must be dead', () => {
    const claimed = claim(record({ order: 1 }), null, NOW)
    expect(nextToSend([claimed], 'me', NOW + CLAIM_MS - 1)).toBeNull()
    expect(nextToSend([claimed], 'me', NOW + CLAIM_MS)?.order).toBe(1)
    expect(nextWake([claimed], 'me', NOW)).toBe(NOW + CLAIM_MS)
  })
})

describe('what is sent', () => {
  it('keeps its time of occurrence over every retry', () => {
    const first = claim(record({ order: 1 }), { epoch: 'a', atLeast: 2_000, atMost: 2_500 }, NOW)
    const second = claim(first, { epoch: 'a', atLeast: 2_400, atMost: 2_500 }, NOW + 90_000)
    expect(envelopeOf(second)).toEqual(envelopeOf(first))
    expect(envelopeOf(first).occurredAt).toBe(new Date(NOW - 3_000).toISOString())
  })

  it('names the act that it follows, and then no version', () => {
    const sent = envelopeOf(claim(record({ order: 2, after: 'command-1', expectedVersion: 4 }), null, NOW))
    expect(sent.after).toBe('command-1')
    expect(sent).not.toHaveProperty('expectedVersion')
  })

  it('follows the last act on the same subject that still waits', () => {
    const queue = [record({ order: 1, state: 'done' }), record({ order: 2 }), record({ order: 3, subject: 'case-b' })]
    expect(predecessor(queue, 'case-a')).toBe('command-2')
    expect(predecessor([queue[0]!], 'case-a')).toBeUndefined()
  })
})

describe('what an answer means', () => {
  it('a success ends it', () => {
    expect(settled(record({ order: 1 }), { answer: { version: 3 } }, NOW, 0)).toMatchObject({
      state: 'done',
      answer: { version: 3 },
      doneAt: NOW,
    })
  })

  it.each([
    ['no connection', new NoConnection(null), 'no-connection'],
    ['a strange answer', new StrangeAnswer(502), 'strange'],
    ['signed out', refusal(401, 'platform.not-signed-in'), 'signed-out'],
    ['a password to change first', refusal(403, 'staff.password-first'), 'signed-out'],
    ['the database away', refusal(503, 'platform.database-unavailable'), 'busy'],
    ['a predecessor that has not arrived', refusal(409, 'command.predecessor-missing'), 'busy'],
  ])('%s means: again, with the same id, later', (_, error, kind) => {
    const after = settled(record({ order: 1 }), { error }, NOW, 0)
    expect(after).toMatchObject({ state: 'waiting', commandId: 'command-1', failure: { kind } })
    expect(after.notBefore).toBeGreaterThan(NOW)
  })

  it('waits as long as the server asks', () => {
    expect(
      settled(record({ order: 1 }), { error: refusal(429, 'platform.too-many-requests', 42) }, NOW, 0).notBefore,
    ).toBe(NOW + 42_000)
  })

  it('waits longer each time, and never beyond five minutes', () => {
    let current = record({ order: 1 })
    const waits = Array.from({ length: 12 }, () => {
      current = settled(current, { error: new NoConnection(null) }, NOW, 0.99)
      return current.notBefore - NOW
    })
    expect(waits[1]).toBeGreaterThan(waits[0]!)
    expect(Math.max(...waits)).toBeLessThanOrEqual(300_000)
  })

  it.each([
    [422, 'platform.body-invalid'],
    [409, 'command.version-conflict'],
    [409, 'command.predecessor-refused'],
    [403, 'platform.forbidden'],
  ])('%i %s is a no: it is kept with the sentence for the person to see', (status, code) => {
    expect(settled(record({ order: 1 }), { error: refusal(status, code) }, NOW, 0)).toMatchObject({
      state: 'refused',
      failure: { kind: 'refused', code, detail: { zh: '不', en: 'no' } },
    })
  })

  it('gives up on a predecessor that never comes', () => {
    expect(
      settled(record({ order: 1, attempts: 5 }), { error: refusal(409, 'command.predecessor-missing') }, NOW, 0).state,
    ).toBe('refused')
  })
})
