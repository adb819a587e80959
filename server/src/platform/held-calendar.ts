/** The calendar as the process holds it; loaded before the server listens, and anew when another version is published. */
import type { Calendar } from '@bihuan/domain/calendar'
import { calendarVersion, loadCalendar } from './calendar.ts'
import type { City } from './city.ts'

const held = new WeakMap<object, Calendar>()

export function calendarOf(city: City): Calendar {
  const calendar = held.get(city.db)
  if (!calendar) throw new Error('the calendar was asked before it was loaded')
  return calendar
}

/** True when another version was loaded. */
export async function holdCalendar(city: City): Promise<boolean> {
  const version = await calendarVersion(city.db)
  if (held.get(city.db)?.version === version) return false
  held.set(city.db, await loadCalendar(city.db, version))
  return true
}
