/** All that a history is told against, from memory: the city's places, catalogue, calendar and people, and its master key. */
import type { Calendar } from '@bihuan/domain/calendar'
import type { World } from '@bihuan/domain/cases/world'
import { loadCatalogue } from '../../catalogue/answers.ts'
import type { City } from '../../platform/city.ts'
import { calendarOf, holdCalendar } from '../../platform/held-calendar.ts'
import { loadCast, type Cast } from '../../staff/answers-cast.ts'
import { loadTerritory } from '../../territory/answers.ts'
import { worldOf } from '../world.ts'

export interface Land {
  city: City
  cast: Cast
  calendar: Calendar
  /** As the commands ask it, but for the spot check's draw and who may verify, which are told case by case. */
  world(draw: World['draw'], mayVerify: World['mayVerify']): World
}

export async function openLand(city: City): Promise<Land> {
  await loadTerritory(city)
  await loadCatalogue(city)
  await holdCalendar(city)
  const base = worldOf(city)
  return {
    city,
    cast: await loadCast(city.db),
    calendar: calendarOf(city),
    world: (draw, mayVerify) => ({ ...base, draw, mayVerify }),
  }
}
