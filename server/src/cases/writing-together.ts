/**
 * What is filed, or done, in the same moment goes to the database in one message and is synced to disk by one commit: each stands as soon
 * as all of it does. What waits is what came in while the message before was under way; nobody waits for others to come.
 */
import type { City } from '../platform/city.ts'
import { isConnectionLoss, type Database, type Writer } from '../platform/database.ts'
import type { Rows } from '../platform/write-together.ts'
import {
  insertCases,
  prepareChange,
  rowsOfNew,
  updateCases,
  type CaseChange,
  type NewCase,
  type PreparedChange,
} from './store.ts'

/** More in one message gain nothing more, and would keep the first of them waiting. */
const MOST = 32
/**
 * More than these go by halves: while one half is written the other is answered, and what is sent next comes in. All at once,
 * the database and the program would wait for each other in turn (measured with eight senders: a tenth fewer reports a second).
 */
const WHOLE = 4
/**
 * Messages under way at once, on one connection: while one is written and synced the next lies at the database already, which would
 * otherwise wait until the program came to read its answer and to send.
 */
const UNDER_WAY = 2
/** Reports that wait before a message goes behind another: fewer would make more messages of them, and each costs a sync of its own. */
const FILING_FOLLOWS = WHOLE
/** Acts read their case first, so that fewer of them meet. */
const ACTING_FOLLOWS = 1

interface Waiting<W> {
  /** As the database spells it; a sender may have spelled it in capitals. */
  id: string
  write: W
  resolve: (written: boolean) => void
  reject: (error: unknown) => void
}

class Desk<W> {
  private waiting: Waiting<W>[] = []
  /** Two changes of one case are never in one message, nor in two at once: the second is told by the first one's outcome. */
  private readonly busy = new Set<string>()
  private working = false
  /** While a connection is held. */
  private writer: Writer | null = null
  /** Each gives the loss of the connection, or null; by then it is told to those whom it concerns. */
  private readonly underWay = new Set<Promise<Error | null>>()

  /** `run` says of each whether it was written. */
  constructor(
    private readonly db: Database,
    private readonly following: number,
    private readonly run: (db: Writer, writes: W[]) => Promise<boolean[]>,
  ) {}

  write(caseId: string, write: W): Promise<boolean> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ id: caseId.toLowerCase(), write, resolve, reject })
      this.go()
    })
  }

  private go(): void {
    if (this.working) return this.send()
    if (this.waiting.length === 0) return
    this.working = true
    void this.workOff().finally(() => {
      this.working = false
      this.go()
    })
  }

  /** Until nothing waits, or the connection is lost. Never throws: what fails is told to those whom it concerns. */
  private async workOff(): Promise<void> {
    let held = false
    try {
      await this.db.inARow(async (writer) => {
        held = true
        this.writer = writer
        this.send()
        let loss: Error | null = null
        for (const message of this.underWay) loss = (await message) ?? loss
        this.writer = null
        if (loss) throw loss
      })
    } catch (error) {
      // Not to be had at all: whom it concerns may try again with the same command.
      if (!held) for (const { reject } of this.waiting.splice(0)) reject(error)
    }
  }

  private send(): void {
    const { writer } = this
    if (!writer || this.underWay.size === UNDER_WAY) return
    if (this.underWay.size > 0 && this.waiting.length < this.following) return
    const together = this.next()
    if (together.length === 0) return
    const message = this.perform(writer, together).then(
      (tell) => ({ tell, loss: null }),
      (loss: Error) => {
        this.writer = null
        return { tell: () => together.forEach(({ reject }) => reject(loss)), loss }
      },
    )
    const ended = message.then(({ tell, loss }) => {
      this.underWay.delete(ended)
      for (const { id } of together) this.busy.delete(id)
      // The next goes off before those of the last are told: the database works while they are answered.
      this.send()
      tell()
      return loss
    })
    this.underWay.add(ended)
  }

  private next(): Waiting<W>[] {
    const together: Waiting<W>[] = []
    const most = Math.min(MOST, Math.max(WHOLE, Math.ceil(this.waiting.length / 2)))
    this.waiting = this.waiting.filter((one) => {
      if (together.length === most || this.busy.has(one.id)) return true
      this.busy.add(one.id)
      together.push(one)
      return false
    })
    return together
  }

  /** Gives what tells each of them how it went. Throws when the connection is lost. */
  private async perform(db: Writer, together: readonly Waiting<W>[]): Promise<() => void> {
    try {
      const written = await this.run(
        db,
        together.map(({ write }) => write),
      )
      return () => {
        for (const [place, { resolve }] of together.entries()) resolve(written[place]!)
      }
    } catch (error) {
      if (isConnectionLoss(error)) throw error
      // One of several cannot be written (it is there already): the others must not suffer for it.
      if (together.length === 1) return () => together[0]!.reject(error)
      const told: (() => void)[] = []
      for (const one of together) told.push(await this.perform(db, [one]))
      return () => {
        for (const tell of told) tell()
      }
    }
  }
}

interface Desks {
  filing: Desk<Rows[]>
  acting: Desk<PreparedChange>
}
const desks = new WeakMap<City['db'], Desks>()

function desksOf({ db }: City): Desks {
  let found = desks.get(db)
  if (!found) {
    found = {
      filing: new Desk(db, FILING_FOLLOWS, async (held, writes) => {
        await insertCases(held, writes)
        return writes.map(() => true)
      }),
      acting: new Desk(db, ACTING_FOLLOWS, updateCases),
    }
    desks.set(db, found)
  }
  return found
}

/** Files a case; returns when it is committed. Throws what `insertCases` throws for this case alone. */
export async function fileTogether(city: City, write: NewCase): Promise<void> {
  // Put into words while the message before is under way: when that is done, the next need only be sent.
  await desksOf(city).filing.write(write.caseFile.id, rowsOfNew(write))
}

/** As `updateCase`; returns when it is committed, or false when the case is no longer at the version expected. */
export async function changeTogether(city: City, write: CaseChange): Promise<boolean> {
  return desksOf(city).acting.write(write.caseFile.id, prepareChange(write))
}
