/**
 * Whether somebody sits at this desk. A screen that nobody touches stops asking the server after two hours, so that its session
 * can grow idle and end; it does not show itself as working on a case after five minutes.
 */
const MINUTE = 60_000
export const STOPS_ASKING = 120 * MINUTE
export const STOPS_WORKING = 5 * MINUTE

let touched = Date.now()
const back = new Set<() => void>()

export function idleFor(now = Date.now()): number {
  return now - touched
}

/** Called when somebody comes back to a desk that had stopped asking. */
export function whenBack(listener: () => void): () => void {
  back.add(listener)
  return () => back.delete(listener)
}

function touch(): void {
  const was = idleFor()
  touched = Date.now()
  if (was > STOPS_ASKING) for (const listener of back) listener()
}

for (const event of ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart']) {
  if (typeof document !== 'undefined') document.addEventListener(event, touch, { passive: true, capture: true })
}

/** Re-asks every so many milliseconds while somebody is there. */
export function whileAttended(every: number): () => number | false {
  return () => (idleFor() > STOPS_ASKING ? false : every)
}
