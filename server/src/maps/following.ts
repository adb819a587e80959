/**
 * Keeps the open cases of a city in memory, from the first time that somebody asks for the map until the server ends: read once,
 * then kept up by the log. A copy that is behind is brought up before it answers.
 */
import { PUBLISHED } from '../calendar/answers.ts'
import type { City } from '../platform/city.ts'
import { isConnectionLoss } from '../platform/database.ts'
import { onPositions, topPosition } from '../platform/sequencer-signal.ts'
import { Audiences } from './audience.ts'
import { OpenCases } from './open-cases.ts'
import { allOpenCases, changedSince, endOfLog, openCasesOf, readerIsPast, recurrencesSince } from './reading.ts'

/** Entries looked at by one query. */
const BATCH = 1_000
/** New positions within this time share a query (ms). */
const GATHER = 50
/** A look without having heard of new positions (ms): recurrences are worked out a little later than their cases. */
const POLL = 1_000
/** Further behind than this, reading all anew is quicker. */
const TOO_FAR = 50_000
/** The reader that counts due times anew after a calendar year was published (cases/reactions.ts). */
const CALENDAR_READER = 'case-calendar'

export class Following {
  cases = new OpenCases()
  audiences = new Audiences(this.cases)
  position = -1
  private stamp = 0
  private turn: Promise<void> = Promise.resolve()
  private timer: NodeJS.Timeout | undefined
  private readonly poll: NodeJS.Timeout
  private readonly unhook: () => void
  /** Position of a published calendar year whose new due times are awaited. */
  private recounting: number | null = null

  constructor(
    private readonly city: City,
    private readonly onError: (error: unknown) => void,
  ) {
    this.unhook = onPositions(city, () => this.soon())
    this.poll = setInterval(() => this.soon(), POLL)
    this.poll.unref()
  }

  /** Resolves when everything is in memory that this process had heard of at the call. */
  async upToDate(): Promise<this> {
    if (this.position < 0 || topPosition(this.city) > this.position) await this.look()
    return this
  }

  /** Reads the log to its end now. */
  async look(): Promise<void> {
    const done = this.turn.then(() => this.read())
    this.turn = done.catch(() => undefined) // Its failure is the caller's; the next in turn goes on regardless.
    return done
  }

  stop(): void {
    clearTimeout(this.timer)
    clearInterval(this.poll)
    this.unhook()
  }

  private soon(): void {
    if (this.position < 0) return
    this.timer ??= setTimeout(() => {
      this.timer = undefined
      this.look().catch((error: unknown) => {
        // The next look goes on from the same place.
        if (!isConnectionLoss(error)) this.onError(error)
      })
    }, GATHER)
  }

  private async read(): Promise<void> {
    const { db } = this.city
    const ends = await endOfLog(db)
    if (this.position < 0 || ends.position - this.position > TOO_FAR) return this.readAll()
    while (this.position < ends.position) {
      const { upTo, subjects, acts } = await changedSince(db, this.position, BATCH)
      await this.take(subjects)
      if (acts.has(PUBLISHED)) this.recounting = upTo
      this.position = upTo
    }
    await this.takeRecurrences(ends.stamp)
    if (this.recounting !== null && (await readerIsPast(this.city, CALENDAR_READER, this.recounting))) {
      this.recounting = null
      await this.readAll()
    }
  }

  private async readAll(): Promise<void> {
    const { db } = this.city
    const ends = await endOfLog(db)
    const left = new Set(this.cases.ids())
    for await (const found of allOpenCases(db)) {
      for (const one of found) {
        this.cases.put(one)
        left.delete(one.id)
      }
    }
    for (const id of left) this.cases.remove(id)
    this.position = ends.position
    this.stamp = ends.stamp
    // What moved from desk to desk while they were read.
    for (;;) {
      const { upTo, subjects } = await changedSince(db, this.position, BATCH)
      if (upTo === this.position) return
      await this.take(subjects)
      this.position = upTo
    }
  }

  private async take(subjects: readonly string[]): Promise<void> {
    const open = await openCasesOf(this.city.db, subjects)
    const still = new Set(open.map(({ id }) => id))
    for (const one of open) this.cases.put(one)
    for (const id of subjects) if (!still.has(id)) this.cases.remove(id)
  }

  private async takeRecurrences(upTo: number): Promise<void> {
    while (this.stamp < upTo) {
      const found = await recurrencesSince(this.city.db, this.stamp)
      if (found.length === 0) return
      for (const { id, times } of found) this.cases.setTimes(id, times)
      this.stamp = found.at(-1)!.stamp
    }
  }
}

const followed = new WeakMap<object, Following>()

/** The copy of this process, brought up to date. The first to ask waits until all is read. */
export async function openCases(city: City, onError: (error: unknown) => void): Promise<Following> {
  let following = followed.get(city.db)
  if (!following) followed.set(city.db, (following = new Following(city, onError)))
  return following.upToDate()
}

export function stopFollowing(city: City): void {
  followed.get(city.db)?.stop()
  followed.delete(city.db)
}
