/**
 * The city's time. A desk's own clock may be wrong, and a simulated city may live in another year: what is left of a limit is
 * always counted from the server's time, of which the offset is measured at every answer.
 */
import { useCallback, useState, useSyncExternalStore } from 'react'

let offset = 0

/** `Date` header of an answer (whole seconds); small differences are left alone so that counters do not jump. */
export function noteServerTime(header: string | null): void {
  if (!header) return
  setOffset(Date.parse(header) + 500)
}

/** A simulated city's time stands still until it is moved; the desk's clock has no part in it. */
let standing: number | null = null
export function noteStandingTime(instant: string): void {
  standing = Date.parse(instant)
  for (const ticker of tickers.values()) {
    ticker.now = cityNow()
    for (const listener of ticker.listeners) listener()
  }
}

function setOffset(server: number): void {
  if (Number.isNaN(server)) return
  const measured = server - Date.now()
  if (Math.abs(measured - offset) > 2000) offset = measured
}

export function cityNow(): Date {
  return new Date(standing ?? Date.now() + offset)
}

interface Ticker {
  now: Date
  listeners: Set<() => void>
  timer: ReturnType<typeof setInterval>
}
const tickers = new Map<number, Ticker>()

/** One timer for all that show the same grain of time: a list of 300 limits does not keep 300 timers. */
function subscribe(seconds: number, listener: () => void): () => void {
  const running = tickers.get(seconds)
  const ticker: Ticker = running ?? {
    now: cityNow(),
    listeners: new Set(),
    timer: setInterval(() => {
      ticker.now = cityNow()
      for (const one of ticker.listeners) one()
    }, seconds * 1000),
  }
  tickers.set(seconds, ticker)
  ticker.listeners.add(listener)
  return () => {
    ticker.listeners.delete(listener)
    if (ticker.listeners.size > 0) return
    clearInterval(ticker.timer)
    tickers.delete(seconds)
  }
}

/** The city's time, anew every `seconds`. */
export function useNow(seconds = 15): Date {
  const [first] = useState(cityNow)
  const watch = useCallback((listener: () => void) => subscribe(seconds, listener), [seconds])
  return useSyncExternalStore(watch, () => tickers.get(seconds)?.now ?? first)
}
