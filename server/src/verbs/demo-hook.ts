/** What a new demo city is filled with, and who can then sign in. */
import { demoMaker } from '../demo/make.ts'
import type { City } from '../platform/city.ts'

/** A login that is shown at the terminal; only demo cities have such. */
export interface DemoLogin {
  role: { zh: string; en: string }
  login: string
  password: string
  /** Where it enters: `/` or `/field/`. */
  path: string
}

export interface DemoCity {
  /** Fills an empty city; `progress` is told the share done, 0 to 1. */
  make(city: City, progress: (share: number) => void): Promise<void>
  logins(city: City): Promise<readonly DemoLogin[]>
}

export const demoCity: DemoCity = demoMaker
