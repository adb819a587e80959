/**
 * The calendar as a table of the shared schema. Read whole (some 25 rows) and held by the process; `calendarVersion` tells
 * cheaply whether another process has published since. The rules are in domain/calendar.ts.
 */
import {
  calendarYearFaults,
  isWorkingDay,
  type Calendar,
  type CalendarYear,
  type WorkingHours,
} from '@bihuan/domain/calendar'
import { sql, type Queryable } from './database.ts'

/** The version that holds now. */
export async function calendarVersion(db: Queryable): Promise<number> {
  const row = await db.maybe<{ version: number }>(
    sql`select max(version) as version from calendar_version`,
    'calendar-version',
  )
  return row!.version
}

/** The calendar as of a version; of the latest one unless said otherwise. */
export async function loadCalendar(db: Queryable, version?: number): Promise<Calendar> {
  const upTo = version ?? (await calendarVersion(db))
  const years = await db.rows<{ year: number } & CalendarYear>(sql`
    select distinct on (year) year, holidays::text[] as holidays, workdays::text[] as workdays
    from calendar_year where version <= ${upTo} order by year, version desc`)
  const hours = await db.maybe<{ windows: WorkingHours[] }>(sql`
    select windows from working_hours where version <= ${upTo} order by version desc limit 1`)
  return {
    version: upTo,
    workingHours: hours!.windows,
    years: Object.fromEntries(years.map(({ year, holidays, workdays }) => [year, { holidays, workdays }])),
  }
}

/**
 * Enters a year, or a correction of one, as a new version, which is returned; the same content again makes none.
 * The caller is a command inside a transaction: it writes the event, and folds the open clocks anew.
 * Throws a RangeError for what `calendarYearFaults` finds: the command asks that first and answers it with a sentence.
 */
export async function publishYear(
  db: Queryable,
  year: number,
  days: CalendarYear,
  source: string,
  now: Date,
): Promise<number> {
  const faults = calendarYearFaults(year, days)
  if (faults.length > 0) throw new RangeError(`calendar of ${year}: ${JSON.stringify(faults)}`)
  const holidays = days.holidays.toSorted()
  const workdays = days.workdays.toSorted()
  const latest = await lockCalendar(db)
  const known = (await loadCalendar(db, latest)).years[year]
  if (known && same(known.holidays, holidays) && same(known.workdays, workdays)) return latest
  await enterVersion(db, latest + 1, source, now)
  await db.run(sql`
    insert into calendar_year (version, year, holidays, workdays)
    values (${latest + 1}, ${year}, ${holidays}::date[], ${workdays}::date[])`)
  return latest + 1
}

/** Enters other working hours as a new version; otherwise as `publishYear`. Throws a RangeError for hours that are empty or overlap. */
export async function publishWorkingHours(
  db: Queryable,
  workingHours: readonly WorkingHours[],
  source: string,
  now: Date,
): Promise<number> {
  // Building its index is what refuses hours that mean nothing.
  isWorkingDay({ version: 0, workingHours, years: {} }, 0)
  const latest = await lockCalendar(db)
  const known = (await loadCalendar(db, latest)).workingHours
  if (same(known.map(spell), workingHours.map(spell))) return latest
  await enterVersion(db, latest + 1, source, now)
  await db.run(
    sql`insert into working_hours (version, windows) values (${latest + 1}, ${JSON.stringify(workingHours)}::jsonb)`,
  )
  return latest + 1
}

/** Two who publish at once go one after the other; readers do not wait. */
async function lockCalendar(db: Queryable): Promise<number> {
  await db.run(sql`lock table calendar_version in exclusive mode`)
  return calendarVersion(db)
}

async function enterVersion(db: Queryable, version: number, source: string, now: Date): Promise<void> {
  await db.run(sql`insert into calendar_version (version, recorded_at, source) values (${version}, ${now}, ${source})`)
}

function spell({ from, to }: WorkingHours): string {
  return `${from}–${to}`
}

function same(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((text, i) => text === other[i])
}
