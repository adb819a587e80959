/** Removes bytes that a committed transaction gave up. Safe to repeat: what is gone already counts as removed. */
import { rm } from 'node:fs/promises'
import type { City } from '../platform/city.ts'
import { onDisk } from './paths.ts'
import { removalDone } from './store.ts'
import { removals } from './views.ts'

const BATCH = 200

/** Returns how many paths were removed. Runs after an act, and again by the clock in case the process died in between. */
export async function removeGivenUp(city: City): Promise<number> {
  const paths = await removals(city.db, BATCH)
  for (const path of paths) {
    await rm(onDisk(city, path), { force: true })
    await removalDone(city.db, path)
  }
  return paths.length
}
