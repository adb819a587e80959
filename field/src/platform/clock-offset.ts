/**
 * How far the server's clock is from this device's, from the Date header of every answer.
 *
 * The header has whole seconds and was written between sending and receiving, so one answer bounds the offset
 * (server − device, milliseconds): it is at least `date − received` and at most `date + 1000 − sent`. Bounds of many answers are
 * intersected. When they no longer meet, somebody has set the device's clock, and a new `epoch` begins. The lower
 * bound is used: an act is then never dated after the server's own time.
 */
export interface ClockOffset {
  epoch: string
  atLeast: number
  atMost: number
}

export interface Exchange {
  sent: number
  received: number
  date: number
}

export function refine(known: ClockOffset | null, exchange: Exchange, newEpoch: () => string): ClockOffset {
  const atLeast = exchange.date - exchange.received
  const atMost = exchange.date + 1000 - exchange.sent
  // Five seconds of slack: crystals drift over a day, and a phone that sleeps sets its clock by a little.
  if (known && atLeast <= known.atMost + 5000 && atMost >= known.atLeast - 5000) {
    const low = Math.max(known.atLeast, atLeast)
    const high = Math.min(known.atMost, atMost)
    return low <= high ? { epoch: known.epoch, atLeast: low, atMost: high } : { epoch: known.epoch, atLeast, atMost }
  }
  return { epoch: newEpoch(), atLeast, atMost }
}

/** What the device said when the act was made, and the offset that was known then. */
export interface DeviceTime {
  at: number
  known: ClockOffset | null
}

/**
 * The act's time on the server's clock: by the offset measured at sync, unless the device's clock was set since the act; then by
 * the offset that was known when it was made.
 */
export function serverTime(made: DeviceTime, atSync: ClockOffset | null): string {
  const offset = made.known && atSync && made.known.epoch !== atSync.epoch ? made.known : (atSync ?? made.known)
  return new Date(made.at + (offset?.atLeast ?? 0)).toISOString()
}
