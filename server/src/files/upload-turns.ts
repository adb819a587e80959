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

  /** `work` should end soon after `signal` aborts, or may finish what it cannot break off. */
  async take<T>(account: string, uploadId: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    // With the account: nobody else's request may interrupt.
    const name = `${account}/${uploadId}`
    const before = this.turns.get(name)
    before?.abort.abort()
    const abort = new AbortController()
    const result = (before?.done ?? Promise.resolve()).then(() => work(abort.signal))
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
}
