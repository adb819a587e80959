import { describe, expect, it, vi } from 'vitest'
import { ApiProblem, NoConnection } from '../platform/problem.ts'
import type { Envelope, Outgoing } from './outgoing.ts'
import { Sender, type SenderParts, type Shelf } from './sender.ts'

class MemoryShelf implements Shelf {
  records = new Map<string, Outgoing>()
  async exchange(change: (queue: Outgoing[]) => Outgoing | null) {
    const changed = change([...this.records.values()])
    if (changed) this.records.set(changed.commandId, changed)
    return changed
  }
  put(order: number, over: Partial<Outgoing> = {}) {
    const record: Outgoing = {
      commandId: `c${order}`,
      order,
      accountId: 'me',
      endpoint: 'POST /api/v1/cases',
      params: {},
      act: 'note',
      subject: 'case-a',
      title: '',
      made: { at: 0, known: null },
      occurredAt: null,
      device: 'phone',
      body: {},
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
    this.records.set(record.commandId, record)
  }
}

/** A server that does each command once and answers the same again, and a line to it that can break on either way. */
class OnceServer {
  effects: string[] = []
  bodies = new Map<string, string>()
  breaks: ('before' | 'after' | 'none')[] = []
  async send(_endpoint: string, _params: object, envelope: Envelope) {
    const fate = this.breaks.shift() ?? 'none'
    if (fate === 'before') throw new NoConnection(null)
    const text = JSON.stringify(envelope)
    const known = this.bodies.get(envelope.commandId)
    if (known !== undefined && known !== text)
      throw new ApiProblem({ type: 'x', code: 'command.id-reused', status: 409, title: '', detail: { zh: '', en: '' } })
    if (known === undefined) {
      this.bodies.set(envelope.commandId, text)
      this.effects.push(envelope.commandId)
    }
    if (fate === 'after') throw new NoConnection(null)
    return { version: this.effects.length }
  }
}

function setUp(shelf: MemoryShelf, server: OnceServer, over: Partial<SenderParts> = {}) {
  const time = { now: 1_790_000_000_000 }
  const parts: SenderParts = {
    shelf,
    line: { upload: async () => undefined, send: (...sent) => server.send(...sent) },
    accountId: () => 'me',
    offset: () => null,
    now: () => time.now,
    chance: () => 0.5,
    onDone: () => undefined,
    wakeAt: () => undefined,
    ...over,
  }
  return { sender: new Sender(parts), time, parts }
}
const states = (shelf: MemoryShelf) => [...shelf.records.values()].map((record) => record.state)

describe('the sender', () => {
  it('sends in order and ends with nothing waiting', async () => {
    const shelf = new MemoryShelf()
    const server = new OnceServer()
    shelf.put(1)
    shelf.put(2)
    shelf.put(3, { subject: 'case-b' })
    await setUp(shelf, server).sender.drain()
    expect(server.effects).toEqual(['c1', 'c2', 'c3'])
    expect(states(shelf)).toEqual(['done', 'done', 'done'])
  })

  it('has one effect for each act, whatever the line does, and keeps the order', async () => {
    const shelf = new MemoryShelf()
    const server = new OnceServer()
    server.breaks = ['after', 'before', 'after', 'none', 'before', 'after', 'none']
    shelf.put(1)
    shelf.put(2)
    shelf.put(3)
    const { sender, time } = setUp(shelf, server)
    for (let round = 0; round < 12; round++) {
      await sender.drain()
      time.now += 400_000
    }
    expect(server.effects).toEqual(['c1', 'c2', 'c3'])
    expect(states(shelf)).toEqual(['done', 'done', 'done'])
  })

  it('shares the queue with a second tab without sending anything twice at once', async () => {
    const shelf = new MemoryShelf()
    const server = new OnceServer()
    const sends = vi.spyOn(server, 'send')
    for (let order = 1; order <= 6; order++) shelf.put(order, { subject: `case-${order}` })
    await Promise.all([setUp(shelf, server).sender.drain(), setUp(shelf, server).sender.drain()])
    expect(sends).toHaveBeenCalledTimes(6)
    expect(states(shelf).every((state) => state === 'done')).toBe(true)
  })

  it('does not send before the photos are up, and tries again when they could not be', async () => {
    const shelf = new MemoryShelf()
    const server = new OnceServer()
    const upload = vi.fn().mockRejectedValueOnce(new NoConnection(null)).mockResolvedValue(undefined)
    const { sender, time, parts } = setUp(shelf, server)
    parts.line.upload = upload
    shelf.put(1, { photoIds: ['p1'] })
    await sender.drain()
    expect(server.effects).toEqual([])
    time.now += 10_000
    await sender.drain()
    expect(server.effects).toEqual(['c1'])
  })

  it('sends nothing while nobody is signed in', async () => {
    const shelf = new MemoryShelf()
    const server = new OnceServer()
    shelf.put(1)
    await setUp(shelf, server, { accountId: () => null }).sender.drain()
    expect(server.effects).toEqual([])
  })

  it('says when to look again', async () => {
    const shelf = new MemoryShelf()
    const server = new OnceServer()
    server.breaks = ['before']
    shelf.put(1)
    const wakeAt = vi.fn()
    const { sender, time } = setUp(shelf, server, { wakeAt })
    await sender.drain()
    expect(wakeAt.mock.lastCall![0]).toBeGreaterThan(time.now)
  })

  it('leaves deleted what the person deleted while it was being sent', async () => {
    const shelf = new MemoryShelf()
    const server = new OnceServer()
    const { sender, parts } = setUp(shelf, server)
    parts.line.send = async () => {
      shelf.records.clear()
      throw new NoConnection(null)
    }
    shelf.put(1)
    await sender.drain()
    expect(shelf.records.size).toBe(0)
  })
})
