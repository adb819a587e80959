/** Sends what waits, one at a time over all tabs of this device. The rules are in outgoing.ts. */
import type { ClockOffset } from '../platform/clock-offset.ts'
import { claim, envelopeOf, type Envelope, nextToSend, nextWake, type Outgoing, settled } from './outgoing.ts'

/** Where the queue lies. `exchange` runs its change as one transaction, so that two tabs cannot claim the same record. */
export interface Shelf {
  exchange(change: (queue: Outgoing[]) => Outgoing | null): Promise<Outgoing | null>
}

export interface Line {
  /** Uploads the photos of a record, then gives the body with the server's ids in it. */
  upload(record: Outgoing): Promise<void>
  send(endpoint: string, params: Record<string, string>, envelope: Envelope): Promise<unknown>
}

export interface SenderParts {
  shelf: Shelf
  line: Line
  accountId: () => string | null
  offset: () => ClockOffset | null
  now: () => number
  chance: () => number
  onDone: (record: Outgoing) => void
  /** Asked after a round: call `drain` again at this time. */
  wakeAt: (time: number | null) => void
}

export class Sender {
  private running: Promise<void> | null = null
  private again = false

  constructor(private readonly parts: SenderParts) {}

  /** Sends all that can go now; calls while it runs join the run and make it look once more. */
  drain(): Promise<void> {
    if (this.running) {
      this.again = true
      return this.running
    }
    this.running = this.rounds().finally(() => {
      this.running = null
    })
    return this.running
  }

  private async rounds(): Promise<void> {
    do {
      this.again = false
      while (await this.one());
    } while (this.again)
  }

  private async one(): Promise<boolean> {
    const { shelf, line, now } = this.parts
    const accountId = this.parts.accountId()
    if (accountId === null) return false
    let wake: number | null = null
    const record = await shelf.exchange((queue) => {
      const next = nextToSend(queue, accountId, now())
      wake = next ? null : nextWake(queue, accountId, now())
      return next && claim(next, this.parts.offset(), now())
    })
    if (!record) {
      this.parts.wakeAt(wake)
      return false
    }
    const outcome = await this.attempt(line, record)
    const after = await shelf.exchange((queue) => {
      // The person may have deleted it meanwhile; then it stays deleted.
      const still = queue.find((one) => one.commandId === record.commandId)
      return still ? settled({ ...record, body: still.body }, outcome, now(), this.parts.chance()) : null
    })
    if (after) this.parts.onDone(after)
    return true
  }

  private async attempt(line: Line, record: Outgoing): Promise<{ answer: unknown } | { error: unknown }> {
    try {
      if (record.photoIds.length > 0) await line.upload(record)
      return { answer: await line.send(record.endpoint, record.params, envelopeOf(record)) }
    } catch (error) {
      return { error }
    }
  }
}
