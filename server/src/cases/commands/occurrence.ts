/** When it happened: the device's claim, never later than the server's time; a clock that runs far ahead is refused. */
import { Problem } from '../../platform/problem.ts'

/** How far a corrected device clock may still be ahead. What is within is cut to the server's time. */
export const MAX_AHEAD = 5 * 60_000

/** Before it no case can have happened; a device's clock that was reset says 1970. */
const EARLIEST = Date.parse('2000-01-01T00:00:00+08:00')
const TOO_EARLY = {
  field: 'occurredAt',
  code: 'too_small',
  zh: '发生时间早于 2000 年；请校准设备时钟。',
  en: 'The time of occurrence lies before the year 2000; correct the device’s clock.',
}

export function occurrence(claimed: string, now: Date): Date {
  const at = new Date(claimed)
  if (at.getTime() < EARLIEST) throw new Problem('platform.body-invalid', {}, [TOO_EARLY])
  if (at.getTime() - now.getTime() > MAX_AHEAD) throw new Problem('command.occurred-in-future')
  return at > now ? now : at
}
