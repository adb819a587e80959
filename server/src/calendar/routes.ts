import type { FastifyInstance } from 'fastify'
import { businessDate } from '@bihuan/domain/calendar'
import { sql } from '../platform/database.ts'
import { calendarOf } from '../platform/held-calendar.ts'
import { route } from '../platform/route.ts'
import { publishCalendarYear } from './commands/publish-year.ts'

/** From this many days before its first day on, a year that is not published is missing (ms). */
const NEEDED_AHEAD = 45 * 86_400_000

export function registerCalendarRoutes(app: FastifyInstance): void {
  route(app, 'GET /api/v1/calendar', 'catalogue.read', async ({ city, now }) => {
    const calendar = calendarOf(city)
    const years = await city.db.rows<{
      year: number
      version: number
      source: string
      recordedAt: Date
      holidays: string[]
      workdays: string[]
    }>(
      sql`select distinct on (y.year) y.year, y.version, v.source, v.recorded_at as "recordedAt", y.holidays::text[] as holidays, y.workdays::text[] as workdays
        from calendar_year y join calendar_version v on v.version = y.version order by y.year desc, y.version desc`,
    )
    const provisional = await city.db.maybe<{ n: number }>(
      sql`select count(*) as n from cases where provisional and holder_id is not null`,
    )
    const soon = [now.getTime(), now.getTime() + NEEDED_AHEAD].map((at) => Number(businessDate(at).slice(0, 4)))
    const provisionalCases = provisional!.n
    return {
      version: calendar.version,
      workingHours: calendar.workingHours.map(({ from, to }) => ({ from, to })),
      years: years.map(({ recordedAt, ...year }) => ({ ...year, recordedAt: recordedAt.toISOString() })),
      missing: [...new Set(soon)].filter((year) => !(year in calendar.years)),
      provisionalCases,
    }
  })
  route(app, 'POST /api/v1/calendar', 'calendar.publish', ({ city, actor, body, now }) =>
    publishCalendarYear(city, actor, body, now),
  )
}
