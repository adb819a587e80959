/** Who of a team is on duty, for other rooms. The team stays the holder: this says only whom to ring. */
import type { ShiftAnswer } from '@bihuan/contract/roster'
import type { City } from '../platform/city.ts'
import { shiftsAt } from './views-roster.ts'

/** Empty where nobody is planned. */
export function onDuty(city: City, teamId: string, at: Date): Promise<ShiftAnswer[]> {
  return shiftsAt(city, teamId, at)
}
