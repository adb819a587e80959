/**
 * What is filed, or done, in the same moment goes to the database in one message and is synced to disk by one commit: each stands as soon
 * as all of it does. What waits is what came in while the statement before was under way; nobody waits for others to come.
 */
import type { City } from '../platform/city.ts'
import { isConnectionLoss } from '../platform/database.ts'
import { insertCases, updateCases, type CaseChange, type NewCase } from './store.ts'

/** More in one statement gain nothing more, and would keep the first of them waiting. */
const MOST = 32
/**
 * Statements under way at once. While one is written and synced, the next is put together from what comes in: a second one beside it
 * would only make both of them smaller, and each costs a sync of its own (measured: a third more reports a second with one).
 */
const FILING_UNDER_WAY = 1
/** Acts read their case first, so that fewer of them meet: what one statement waits for leaves room for another. */
const ACTING_UNDER_WAY = 2

interface Waiting<W> {
  write: W
  resolve: (written: boolean) => void
  reject: (error: unknown) => void
}

/** As the database spells it; a sender may have spelled it in capitals. */
const idOf = (write: NewCase | CaseChange) => write.caseFile.id.toLowerCase()

class Desk<W extends NewCase | CaseChange> {
  private waiting: Waiting<W>[] = []
  private underWay = 0
  /** Two changes of one case are never in one statement, nor in two at once, where they would wait for each other. */
  private readonly busy = new Set<string>()

  /** `run` gives the ids of the cases that it wrote. */
  constructor(
    private readonly mostUnderWay: number,
    private readonly run: (writes: W[]) => Promise<ReadonlySet<string>>,
  ) {}

  write(write: W): Promise<boolean> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ write, resolve, reject })
      this.go()
    })
  }

  private go(): void {
    while (this.underWay < this.mostUnderWay) {
      const together = this.next()
      if (together.length === 0) return
      this.underWay += 1
      void this.perform(together).finally(() => {
        for (const { write } of together) this.busy.delete(idOf(write))
        this.underWay -= 1
        this.go()
      })
    }
  }

  private next(): Waiting<W>[] {
    const together: Waiting<W>[] = []
    this.waiting = this.waiting.filter((one) => {
      const id = idOf(one.write)
      if (together.length === MOST || this.busy.has(id)) return true
      this.busy.add(id)
      together.push(one)
      return false
    })
    return together
  }

  /** Never throws: what fails is told to those whom it concerns. */
  private async perform(together: readonly Waiting<W>[]): Promise<void> {
    try {
      const written = await this.run(together.map(({ write }) => write))
      for (const { write, resolve } of together) resolve(written.has(idOf(write)))
    } catch (error) {
      // One of several cannot be written (it is there already): the others must not suffer for it.
      if (together.length > 1 && !isConnectionLoss(error)) for (const one of together) await this.perform([one])
      else for (const { reject } of together) reject(error)
    }
  }
}

interface Desks {
  filing: Desk<NewCase>
  acting: Desk<CaseChange>
}
const desks = new WeakMap<City['db'], Desks>()

function desksOf({ db }: City): Desks {
  let found = desks.get(db)
  if (!found) {
    found = {
      filing: new Desk(FILING_UNDER_WAY, async (writes) => {
        await insertCases(db, writes)
        return new Set(writes.map(idOf))
      }),
      acting: new Desk(ACTING_UNDER_WAY, (writes) => updateCases(db, writes)),
    }
    desks.set(db, found)
  }
  return found
}

/** Files a case; returns when it is committed. Throws what `insertCases` throws for this case alone. */
export async function fileTogether(city: City, write: NewCase): Promise<void> {
  await desksOf(city).filing.write(write)
}

/** As `updateCase`; returns when it is committed, or false when the case is no longer at the version expected. */
export async function changeTogether(city: City, write: CaseChange): Promise<boolean> {
  return desksOf(city).acting.write(write)
}
