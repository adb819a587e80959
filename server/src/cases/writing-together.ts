/**
 * What is filed, or done, in the same moment goes to the database in one message and is synced to disk by one commit: each stands as soon
 * as all of it does. What waits is what came in while the message before was under way; nobody waits for others to come.
 */
import type { City } from '../platform/city.ts'
import { isConnectionLoss, type Database, type Queryable } from '../platform/database.ts'
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
 * Messages under way at once. While one is written and synced, the next is put together from what comes in: a second one beside it
 * would only make both of them smaller, and each costs a sync of its own (measured: a third more reports a second with one).
 */
const FILING_UNDER_WAY = 1
/** Acts read their case first, so that fewer of them meet: what one message waits for leaves room for another. */
const ACTING_UNDER_WAY = 2

interface Waiting<W> {
  /** As the database spells it; a sender may have spelled it in capitals. */
  id: string
  write: W
  resolve: (written: boolean) => void
  reject: (error: unknown) => void
}

class Desk<W> {
  private waiting: Waiting<W>[] = []
  private underWay = 0
  /** Two changes of one case are never in one message, nor in two at once, where they would wait for each other. */
  private readonly busy = new Set<string>()

  /** `run` says of each whether it was written. */
  constructor(
    private readonly db: Database,
    private readonly mostUnderWay: number,
    private readonly run: (db: Queryable, writes: W[]) => Promise<boolean[]>,
  ) {}

  write(caseId: string, write: W): Promise<boolean> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ id: caseId.toLowerCase(), write, resolve, reject })
      this.go()
    })
  }

  private go(): void {
    if (this.underWay === this.mostUnderWay || this.waiting.every(({ id }) => this.busy.has(id))) return
    this.underWay += 1
    void this.workOff().finally(() => {
      this.underWay -= 1
      this.go()
    })
  }

  /** Until nothing waits, or the connection is lost. Never throws: what fails is told to those whom it concerns. */
  private async workOff(): Promise<void> {
    let together: Waiting<W>[] = []
    try {
      await this.db.inARow(async (db) => {
        let tell = () => {}
        for (together = this.next(); together.length > 0; together = this.next()) {
          // The next goes off before those of the last are told: the database works while they are answered.
          const outcome = this.perform(db, together)
          tell()
          tell = await outcome
          for (const { id } of together) this.busy.delete(id)
        }
        tell()
      })
    } catch (error) {
      // Lost with these under way, or not to be had at all: whom it concerns may try again with the same command.
      const concerned = together.length > 0 ? together : this.waiting.splice(0)
      for (const { id } of together) this.busy.delete(id)
      for (const { reject } of concerned) reject(error)
    }
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
  private async perform(db: Queryable, together: readonly Waiting<W>[]): Promise<() => void> {
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
      filing: new Desk(db, FILING_UNDER_WAY, async (held, writes) => {
        await insertCases(held, writes)
        return writes.map(() => true)
      }),
      acting: new Desk(db, ACTING_UNDER_WAY, updateCases),
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
