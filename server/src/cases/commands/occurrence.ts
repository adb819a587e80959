/** When it happened: the device's claim, never later than the server's time; a clock that runs far ahead is refused. */
import { Problem } from '../../platform/problem.ts'

/** How far a corrected device clock may still be ahead. What is within is cut to the server's time. */
export const MAX_AHEAD = 5 * 60_000

export function occurrence(claimed: string, now: Date): Date {
  const at = new Date(claimed)
  if (at.getTime() - now.getTime() > MAX_AHEAD) throw new Problem('command.occurred-in-future')
  return at > now ? now : at
}
