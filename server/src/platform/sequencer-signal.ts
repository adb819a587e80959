/**
 * The two signals around the log inside one process: "there is something in the outbox" (writers → sequencer) and
 * "the log has grown" (sequencer → consumers, live screens). Both are hints that save waiting, never the only way:
 * whoever listens also polls. Kept per database, so that copies of a City value share them.
 */
import type { City } from './city.ts'

export type PositionsListener = (from: number, to: number) => void

class Signals {
  readonly wakeListeners = new Set<() => void>()
  readonly positionListeners = new Set<PositionsListener>()
  /** The highest position that this process has heard of. */
  top = 0
}

const signals = new WeakMap<object, Signals>()

function of(city: City): Signals {
  let found = signals.get(city.db)
  if (!found) signals.set(city.db, (found = new Signals()))
  return found
}

/** Call after a commit that wrote to the outbox. Costs nothing where no sequencer runs in this process. */
export function wakeSequencer(city: City): void {
  for (const listener of of(city).wakeListeners) listener()
}

export function onWake(city: City, listener: () => void): () => void {
  const { wakeListeners } = of(city)
  wakeListeners.add(listener)
  return () => void wakeListeners.delete(listener)
}

/** Hears every stretch of new positions, each once and in order. Must not throw. Returns the way out. */
export function onPositions(city: City, listener: PositionsListener): () => void {
  const { positionListeners } = of(city)
  positionListeners.add(listener)
  return () => void positionListeners.delete(listener)
}

/** The log reaches up to `to`; what was announced before is not announced again. */
export function announcePositions(city: City, to: number): void {
  const known = of(city)
  if (to <= known.top) return
  const from = known.top + 1
  known.top = to
  for (const listener of known.positionListeners) listener(from, to)
}

/** At start: what lies in the log already is no news. */
export function startPositionsAt(city: City, top: number): void {
  const known = of(city)
  known.top = Math.max(known.top, top)
}

export function topPosition(city: City): number {
  return of(city).top
}
