/**
 * Cases that are filed in the same moment are written by one statement, and synced to disk by one commit: each stands as soon as
 * all of them do. What waits is what came in while the statement before was under way; nobody waits for others to come.
 */
import type { City } from '../platform/city.ts'
import { isConnectionLoss } from '../platform/database.ts'
import { insertCases, type NewCase } from './store.ts'

/** More in one statement gain nothing more, and would keep the first of them waiting. */
const MOST = 32
/** Statements under way at once: one is being synced while the next is put together. */
const UNDER_WAY = 2

interface Waiting {
  write: NewCase
  resolve: () => void
  reject: (error: unknown) => void
}

class Desk {
  private waiting: Waiting[] = []
  private underWay = 0

  constructor(private readonly db: City['db']) {}

  file(write: NewCase): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ write, resolve, reject })
      this.go()
    })
  }

  private go(): void {
    while (this.waiting.length > 0 && this.underWay < UNDER_WAY) {
      const together = this.waiting.splice(0, MOST)
      this.underWay += 1
      void this.write(together).finally(() => {
        this.underWay -= 1
        this.go()
      })
    }
  }

  /** Never throws: what fails is told to those whom it concerns. */
  private async write(together: readonly Waiting[]): Promise<void> {
    try {
      await insertCases(
        this.db,
        together.map(({ write }) => write),
      )
      for (const { resolve } of together) resolve()
    } catch (error) {
      // One of several cannot be written (it is there already): the others must not suffer for it.
      if (together.length > 1 && !isConnectionLoss(error)) for (const one of together) await this.write([one])
      else for (const { reject } of together) reject(error)
    }
  }
}

const desks = new WeakMap<City['db'], Desk>()

/** Files a case; returns when it is committed. Throws what `insertCases` throws for this case alone. */
export async function fileTogether(city: City, write: NewCase): Promise<void> {
  let desk = desks.get(city.db)
  if (!desk) desks.set(city.db, (desk = new Desk(city.db)))
  await desk.file(write)
}
