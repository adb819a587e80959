/**
 * One reader of the log for all live screens of a city: each entry is read once, looked up once and encoded once, however
 * many screens are open, and chosen once for all screens of the same audience. With no screen open nothing is read.
 */
import type { City } from './city.ts'
import { isConnectionLoss, sql } from './database.ts'
import { onPositions } from './sequencer-signal.ts'
import type { Screen } from './stream-screen.ts'
import { streamSources, type Hears, type StreamEntry } from './stream-source.ts'

/** New positions within this time go out together (ms): with 500 screens each write counts. */
const GATHER = 150
/** A look at the log without having heard of new positions (ms). */
const POLL = 2_000
const BATCH = 500
/** Entries kept for screens that come back. */
const KEPT = 2_000
/** Further behind than this, fetching anew is cheaper than being told. */
const TOO_FAR = 5_000
/** Nor is more than this told at once to one who comes back (bytes; about 300 entries). */
const MOST_AT_ONCE = 48 * 1024
/** Records whose last known traits are remembered. */
const REMEMBERED = 20_000

interface Told {
  entry: StreamEntry
  kind: string
  /** As it is now, and as it was when it was last told about. */
  traits: unknown[]
  bytes: Buffer
}

export class Feed {
  readonly screens = new Set<Screen>()
  /** Everything up to here has been told. -1: not reading. */
  position = -1
  private told: Told[] = []
  /** The first position that `told` covers. */
  private covers = 0
  private readonly traits = new Map<string, unknown>()
  private turn: Promise<void> = Promise.resolve()
  private timer: NodeJS.Timeout | undefined
  private poll: NodeJS.Timeout | undefined
  private unhook: () => void = () => undefined

  constructor(
    private readonly city: City,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Adds a screen behind `after`; null: from now on. False where it is too far behind: it must fetch anew. */
  async join(screen: Screen, after: number | null): Promise<boolean> {
    return this.inTurn(async () => {
      if (this.position < 0) await this.open()
      const missed = after === null || after === this.position ? [] : await this.missed(after)
      const bytes = missed ? this.selected(missed, screen.hears) : null
      const resumed = bytes !== null && bytes.length <= MOST_AT_ONCE
      if (resumed) screen.write(bytes)
      if (!screen.ended) this.screens.add(screen)
      return resumed
    })
  }

  /** The last screen to leave ends the reading; in turn, so that one just joining is not forgotten. */
  leave(screen: Screen): void {
    this.screens.delete(screen)
    void this.inTurn(async () => {
      if (this.screens.size === 0) this.close()
    })
  }

  /** Begins to read, at the end of the log. */
  private async open(): Promise<void> {
    this.position = await this.top()
    this.covers = this.position + 1
    this.unhook = onPositions(this.city, () => this.soon())
    this.poll = setInterval(() => this.soon(), POLL)
    this.poll.unref()
  }

  close(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    clearInterval(this.poll)
    this.unhook()
    this.position = -1
    this.told = []
    this.traits.clear()
  }

  private soon(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined
      this.inTurn(() => this.read()).catch((error: unknown) => {
        // The next look, two seconds later, goes on from the same place.
        if (!isConnectionLoss(error)) this.onError(error)
      })
    }, GATHER)
  }

  /** Reading, joining and leaving never overlap. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turn.then(work)
    this.turn = done.then(
      () => undefined,
      () => undefined,
    )
    return done
  }

  private async top(): Promise<number> {
    return (await this.city.db.maybe<{ top: number }>(
      sql`select coalesce(max(position), 0) as top from log`,
      'stream-top',
    ))!.top
  }

  private async read(): Promise<void> {
    if (this.position < 0) return
    for (;;) {
      const entries = await this.entriesAfter(this.position, BATCH)
      if (entries.length === 0 || this.position < 0) return
      const told = await this.tell(entries)
      this.position = entries.at(-1)!.position
      this.told.push(...told)
      if (this.told.length > KEPT) {
        this.told = this.told.slice(-KEPT)
        this.covers = this.told[0]!.entry.position
      }
      const chosen = new Map<string, Buffer>()
      for (const screen of this.screens) {
        let bytes = chosen.get(screen.audience)
        if (!bytes) chosen.set(screen.audience, (bytes = this.selected(told, screen.hears)))
        screen.write(bytes)
      }
      if (entries.length < BATCH) return
    }
  }

  /** What a screen missed; null when that is too much, or when it claims to be ahead of us. */
  private async missed(after: number): Promise<Told[] | null> {
    if (after > this.position || this.position - after > TOO_FAR) return null
    if (after + 1 >= this.covers) return this.told.filter(({ entry }) => entry.position > after)
    const missed: Told[] = []
    for (let from = after; from < this.position;) {
      const entries = await this.entriesAfter(from, BATCH, this.position)
      if (entries.length === 0) break
      missed.push(...(await this.tell(entries)))
      from = entries.at(-1)!.position
    }
    return missed
  }

  private async entriesAfter(after: number, limit: number, upTo = Number.MAX_SAFE_INTEGER): Promise<StreamEntry[]> {
    return this.city.db.rows<StreamEntry>(
      sql`select l.position, e.subject, e.act, e.actor, e.recorded_at as "recordedAt" from log l join event e on e.id = l.event_id
          where l.position > ${after} and l.position <= ${upTo} order by l.position limit ${limit}`,
      'stream-read',
    )
  }

  private async tell(entries: StreamEntry[]): Promise<Told[]> {
    const subjects = [...new Set(entries.map((entry) => entry.subject))]
    const known = await Promise.all(
      streamSources().map(async ({ kind, load }) => ({ kind, traits: await load(this.city, subjects) })),
    )
    return entries.flatMap((entry) => {
      const found = known.find(({ traits }) => traits.has(entry.subject))
      if (!found) return []
      const now = found.traits.get(entry.subject)
      const before = this.traits.get(entry.subject)
      this.remember(entry.subject, now)
      return [
        {
          entry,
          kind: found.kind,
          traits: before === undefined ? [now] : [now, before],
          bytes: encode(found.kind, entry),
        },
      ]
    })
  }

  private remember(subject: string, traits: unknown): void {
    this.traits.delete(subject)
    this.traits.set(subject, traits)
    if (this.traits.size > REMEMBERED) this.traits.delete(this.traits.keys().next().value!)
  }

  private selected(told: Told[], hears: Hears): Buffer {
    return Buffer.concat(
      told
        .filter(({ kind, traits, entry }) => traits.some((each) => hears(kind, each, entry)))
        .map(({ bytes }) => bytes),
    )
  }
}

function encode(subjectKind: string, { position, subject, act, recordedAt }: StreamEntry): Buffer {
  const data = JSON.stringify({ position, subjectKind, subject, act, at: recordedAt.toISOString() })
  return Buffer.from(`id: ${position}\ndata: ${data}\n\n`)
}
