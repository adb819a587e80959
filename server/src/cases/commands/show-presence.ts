/** "Being worked on by": says who has a case open, for as long as a screen keeps saying so. No act, and so without an event. */
import type { Actor } from '../../platform/actor.ts'
import type { City } from '../../platform/city.ts'
import { setPresence } from '../store.ts'

/** A screen says again that it has a case open before this is over (ms). */
const PRESENT_FOR = 30_000

export async function showPresence(city: City, actor: Actor, caseId: string, leave: boolean, now: Date): Promise<void> {
  await setPresence(city.db, caseId, actor.accountId, leave ? null : new Date(now.getTime() + PRESENT_FOR))
}
