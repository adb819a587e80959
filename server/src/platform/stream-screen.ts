/** One open screen: the bytes on their way to it, and what happens when it does not take them. */
import { Readable } from 'node:stream'
import type { Actor } from './actor.ts'
import type { Hears } from './stream-source.ts'

/** Bytes that may wait for a slow reader, beside what the system's own buffers hold. */
const MOST_WAITING = 256 * 1024
/** A reader that was given up gets this long to take what is on its way (ms). */
const LAST_CHANCE = 10_000

export class Screen {
  readonly stream: Readable
  /** After the end nothing is written any more. */
  ended = false
  private last: NodeJS.Timeout | undefined

  constructor(
    public actor: Actor,
    public hears: Hears,
    /** Screens of one audience hear the same. */
    public audience: string,
    onClose: () => void,
  ) {
    this.stream = new Readable({ read: () => undefined, highWaterMark: MOST_WAITING })
    this.stream.on('close', () => {
      this.ended = true
      clearTimeout(this.last)
      onClose()
    })
    // A reader that goes away in the middle is no error of ours.
    this.stream.on('error', () => undefined)
  }

  write(bytes: Buffer): void {
    if (this.ended || bytes.length === 0) return
    if (this.stream.readableLength + bytes.length > MOST_WAITING) this.end('slow')
    else this.stream.push(bytes)
  }

  /** Says why, and closes. The browser comes back by itself and resumes, or is told to fetch anew. */
  end(reason: 'slow' | 'signed-out' | 'shutdown'): void {
    if (this.ended) return
    this.ended = true
    this.stream.push(`event: resync\ndata: {"reason":"${reason}"}\n\n`)
    this.stream.push(null)
    this.last = setTimeout(() => this.stream.destroy(), reason === 'shutdown' ? 500 : LAST_CHANCE)
    this.last.unref()
  }
}
