/**
 * What is left of a body when its request was answered early. Closing the connection at once could cost the sender the answer, so
 * the rest is read and thrown away; a sender that neither goes on nor hangs up is cut off after a while.
 */
import type { Readable } from 'node:stream'

const PATIENCE_MS = 10_000

export class UnreadBodies {
  private readonly bodies = new Set<Readable>()

  discard(body: Readable): void {
    if (body.destroyed || body.readableEnded) return
    this.bodies.add(body)
    const timer = setTimeout(() => body.destroy(), PATIENCE_MS)
    timer.unref()
    body.once('close', () => {
      clearTimeout(timer)
      this.bodies.delete(body)
    })
    body.resume()
  }

  /** For a server that stops. */
  cutOff(): void {
    for (const body of this.bodies) body.destroy()
  }
}
