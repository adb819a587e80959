/** The running estimate of the clock offset, shared by the tabs of this device. */
import { type ClockOffset, type DeviceTime, refine } from './clock-offset.ts'
import { newId } from './id.ts'
import { setting } from './setting.ts'

const estimate = setting<ClockOffset | null>('clock', null)

/** Call with every answer that came from the server itself. */
export function noteAnswer(sent: number, received: number, dateHeader: string | null): void {
  const date = dateHeader ? Date.parse(dateHeader) : NaN
  if (Number.isNaN(date)) return
  const known = estimate.get()
  const next = refine(known, { sent, received, date }, newId)
  if (!known || known.epoch !== next.epoch || known.atLeast !== next.atLeast || known.atMost !== next.atMost)
    estimate.set(next)
}

export function currentOffset(): ClockOffset | null {
  return estimate.get()
}

export function deviceTime(): DeviceTime {
  return { at: Date.now(), known: estimate.get() }
}

/** The server's time now, as well as this device knows it; for showing what remains. */
export function serverNow(): number {
  return Date.now() + (estimate.get()?.atLeast ?? 0)
}
