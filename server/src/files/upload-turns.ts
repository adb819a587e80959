/**
 * One request at a time works on an upload. A phone that changed its network comes back before the old connection is known to be
 * dead, so the newcomer tells the one before it to stop, and waits until it has.
 * Holds within one process: a city's uploads are served by one.
 */
interface Turn {
  abort: AbortController
  done: Promise<unknown>
}

export class UploadTurns {
  private readonly turns = new Map<string, Turn>()

  /** Interrupts whoever has the turn. `work` should end soon after `signal` aborts, or may finish what it cannot break off. */
  take<T>(account: string, uploadId: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    this.turns.get(`${account}/${uploadId}`)?.abort.abort()
    return this.waitFor(account, uploadId, work)
  }

  /** Waits until whoever has the turn is through with it. */
  async waitFor<T>(account: string, uploadId: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    // With the account: nobody else's request may interrupt.
    const name = `${account}/${uploadId}`
    const abort = new AbortController()
    const before = this.turns.get(name)?.done ?? Promise.resolve()
    const result = before.then(() => work(abort.signal))
    const turn: Turn = {
      abort,
      // The next in line starts however this one ends; the failure goes to this one's caller.
      done: result.then(
        () => undefined,
        () => undefined,
      ),
    }
    this.turns.set(name, turn)
    try {
      return await result
    } finally {
      if (this.turns.get(name) === turn) this.turns.delete(name)
    }
  }

  /** For a server that stops: what was received stays, and the senders come back. */
  async interruptAll(): Promise<void> {
    const turns = [...this.turns.values()]
    for (const turn of turns) turn.abort.abort()
    await Promise.all(turns.map((turn) => turn.done))
  }
}
