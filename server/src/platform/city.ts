/** What a capability needs of the city that it works for: its database, its clock, its keys and its files. */
import type { Database } from './database.ts'

/** The only source of the present time. Tests and simulated cities bring their own. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

/**
 * `real`: the server's clock alone. `demo`: synthetic data, history made by the demo maker, then the server's clock.
 * `simulated`: requests may bring their time in the header `bihuan-time`; for replays, stories, benches. Set once, for good.
 */
export type CityKind = 'real' | 'demo' | 'simulated'

export interface City {
  id: string
  /** Schema name and short name in addresses, e.g. `main`. */
  schema: string
  name: string
  kind: CityKind
  db: Database
  clock: Clock
  /** 32 bytes that wrap the record keys; kept outside the database. */
  masterKey: Buffer
  /** Whose words the stages of a case bear: a profile of the catalogue, e.g. `five`. */
  stages: string
  /** Folder of uploads and files. */
  filesDir: string
}

/** A clock that stands still until it is set: for tests, and for simulated cities. */
export class SettableClock implements Clock {
  constructor(private present: Date) {}

  now(): Date {
    return new Date(this.present)
  }
  set(date: Date | string): void {
    this.present = new Date(date)
  }
  advance(milliseconds: number): void {
    this.present = new Date(this.present.getTime() + milliseconds)
  }
}
