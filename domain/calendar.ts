/**
 * The working calendar: Chinese statutory holidays and make-up days, and the working hours, in Asia/Shanghai.
 * Shanghai has been UTC+8 without daylight saving since September 1991, so days are found by arithmetic.
 * Rules and their sources: docs/decisions/0004-clocks-and-calendar.md.
 */

/** Milliseconds since 1970-01-01T00:00Z. */
export type Millis = number

/** A day in Shanghai, counted from 1970-01-01 = 0. */
export type Day = number

/** `from` and `to` as "09:00"; `to` may be "24:00". Half open: the last minute ends at `to`. */
export interface WorkingHours {
  readonly from: string
  readonly to: string
}

/** What the State Council publishes for a year, dates as yyyy-mm-dd: days off, and weekend days that are worked. */
export interface CalendarYear {
  readonly holidays: readonly string[]
  readonly workdays: readonly string[]
}

/** Never changed in place: an index is kept per object. A year that is missing here counts by weekends alone, provisionally. */
export interface Calendar {
  readonly version: number
  readonly workingHours: readonly WorkingHours[]
  readonly years: Readonly<Record<number, CalendarYear>>
}

export const MINUTE = 60_000
export const HOUR = 3_600_000
export const DAY = 86_400_000
const SHANGHAI = 8 * HOUR
/** 2200-01-01. Nothing is due later: a limit beyond it is due at this horizon. */
const HORIZON_DAY: Day = 84_006
export const HORIZON: Millis = HORIZON_DAY * DAY - SHANGHAI - 1

interface Window {
  from: number
  to: number
  /** Working time of the day before this window. */
  before: number
}

interface WorkingIndex {
  windows: Window[]
  dayLength: number
  /** Working days before day n. */
  before: Int32Array
  /** The nth working day. */
  days: Int32Array
  /** Days before day n whose year is not published. */
  unpublished: Int32Array
}

export function dayOf(at: Millis): Day {
  return Math.floor((at + SHANGHAI) / DAY)
}

export function startOfDay(day: Day): Millis {
  return day * DAY - SHANGHAI
}

/** The last millisecond of the day: a limit in working days is kept until then. */
export function endOfDay(day: Day): Millis {
  return (day + 1) * DAY - SHANGHAI - 1
}

/** A date yyyy-mm-dd as a day; throws on a date that does not exist. */
export function dayOfDate(date: string): Day {
  const [, year, month, dayOfMonth] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date) ?? []
  const day = Date.UTC(Number(year), Number(month) - 1, Number(dayOfMonth)) / DAY
  if (!Number.isInteger(day) || dateOfDay(day) !== date) throw new RangeError(`not a date: ${date}`)
  return day
}

/** yyyy-mm-dd, proleptic Gregorian. */
export function dateOfDay(day: Day): string {
  const { year, month, date } = civil(day)
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`
}

/** The business date (Asia/Shanghai) of a moment, yyyy-mm-dd. */
export function businessDate(at: Millis): string {
  return dateOfDay(dayOf(at))
}

/** Years begin in March here, so that the leap day is a year's last. */
function civil(day: Day): { year: number; month: number; date: number } {
  const shifted = day + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    date: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  }
}

function minuteOfDay(text: string): number {
  const [, hours, minutes] = /^(\d{2}):([0-5]\d)$/.exec(text) ?? []
  const result = Number(hours) * 60 + Number(minutes)
  if (!(result <= 1440)) throw new RangeError(`not a time of day: ${text}`)
  return result
}

const indexes = new WeakMap<Calendar, WorkingIndex>()

function indexOf(calendar: Calendar): WorkingIndex {
  let index = indexes.get(calendar)
  if (!index) indexes.set(calendar, (index = buildIndex(calendar)))
  return index
}

function buildIndex(calendar: Calendar): WorkingIndex {
  const windows: Window[] = []
  let dayLength = 0
  for (const { from, to } of calendar.workingHours.toSorted((a, b) => minuteOfDay(a.from) - minuteOfDay(b.from))) {
    const window = { from: minuteOfDay(from) * MINUTE, to: minuteOfDay(to) * MINUTE, before: dayLength }
    if (window.to <= window.from || window.from < (windows.at(-1)?.to ?? 0))
      throw new RangeError(`working hours that are empty or overlap: ${from}–${to}`)
    windows.push(window)
    dayLength += window.to - window.from
  }
  if (dayLength === 0) throw new RangeError('a calendar without working hours')

  // The epoch was a Thursday.
  const working = new Uint8Array(HORIZON_DAY).map((_, day) => ((day + 3) % 7 < 5 ? 1 : 0))
  for (const { holidays, workdays } of Object.values(calendar.years)) {
    for (const date of holidays) working[dayOfDate(date)] = 0
    for (const date of workdays) working[dayOfDate(date)] = 1
  }
  const before = new Int32Array(HORIZON_DAY + 1)
  const days = new Int32Array(HORIZON_DAY)
  const unpublished = new Int32Array(HORIZON_DAY + 1)
  for (let day = 0, count = 0, year = 1970; day < HORIZON_DAY; year += 1) {
    const nextYear = Date.UTC(year + 1, 0, 1) / DAY
    const missing = calendar.years[year] ? 0 : 1
    for (; day < nextYear; day += 1) {
      if (working[day]) days[count++] = day
      before[day + 1] = count
      unpublished[day + 1] = unpublished[day]! + missing
    }
  }
  return { windows, dayLength, before, days: days.slice(0, before[HORIZON_DAY]), unpublished }
}

function clampDay(day: Day): Day {
  return day < 0 ? 0 : day >= HORIZON_DAY ? HORIZON_DAY - 1 : day
}

export function isWorkingDay(calendar: Calendar, day: Day): boolean {
  const { before } = indexOf(calendar)
  const known = clampDay(day)
  return before[known + 1]! > before[known]!
}

/** Working days before this one; the first of them has number 0. */
export function workingDaysBefore(calendar: Calendar, day: Day): number {
  return indexOf(calendar).before[clampDay(day)]!
}

/** The working day with this number, at most the horizon's. */
export function workingDayNumber(calendar: Calendar, number: number): Day {
  return indexOf(calendar).days[number] ?? HORIZON_DAY - 1
}

/** Milliseconds of working time of one working day. */
export function workingDayLength(calendar: Calendar): number {
  return indexOf(calendar).dayLength
}

/** Working time, in milliseconds, from 1970 to this moment: the difference of two is the working time between them. */
export function workingTimeAt(calendar: Calendar, at: Millis): number {
  const { windows, dayLength, before } = indexOf(calendar)
  const day = dayOf(at)
  if (day < 0) return 0
  if (day >= HORIZON_DAY) return before[HORIZON_DAY]! * dayLength
  const past = before[day]! * dayLength
  if (before[day + 1] === before[day]) return past
  const time = at + SHANGHAI - day * DAY
  for (let i = windows.length - 1; i >= 0; i -= 1) {
    const window = windows[i]!
    if (time > window.from) return past + window.before + Math.min(time, window.to) - window.from
  }
  return past
}

/** The first moment at which so much working time has passed; the reverse of `workingTimeAt`. */
export function momentOfWorkingTime(calendar: Calendar, workingTime: number): Millis {
  const { windows, dayLength, days } = indexOf(calendar)
  // A whole number of days ends with the last window of the day before, not with the first of the next.
  const number = Math.max(0, Math.ceil(workingTime / dayLength) - 1)
  const day = days[number]
  if (day === undefined) return HORIZON
  const rest = workingTime - number * dayLength
  let window = windows[0]!
  for (const later of windows) if (later.before < rest) window = later
  return startOfDay(day) + window.from + rest - window.before
}

/** Whether a day between the two moments, both included, lies in a year without a published calendar. */
export function touchesUnpublishedYear(calendar: Calendar, from: Millis, to: Millis): boolean {
  const { unpublished } = indexOf(calendar)
  return unpublished[clampDay(dayOf(to)) + 1]! > unpublished[clampDay(dayOf(from))]!
}

export interface CalendarFault {
  date: string
  fault: 'not-a-date' | 'another-year' | 'named-twice' | 'workday-not-on-a-weekend'
}

/** What is wrong with a year that somebody is about to publish; empty when nothing is. */
export function calendarYearFaults(year: number, { holidays, workdays }: CalendarYear): CalendarFault[] {
  const seen = new Set<string>()
  const faultOf = (date: string, worked: boolean): CalendarFault['fault'] | null => {
    if (seen.size === seen.add(date).size) return 'named-twice'
    if (
      !/^\d{4}-\d{2}-\d{2}$/.test(date) ||
      Number.isNaN(Date.parse(date)) ||
      dateOfDay(Date.parse(date) / DAY) !== date
    )
      return 'not-a-date'
    if (Number(date.slice(0, 4)) !== year) return 'another-year'
    return worked && (dayOfDate(date) + 3) % 7 < 5 ? 'workday-not-on-a-weekend' : null
  }
  return [
    ...holidays.map((date) => ({ date, worked: false })),
    ...workdays.map((date) => ({ date, worked: true })),
  ].flatMap(({ date, worked }) => {
    const fault = faultOf(date, worked)
    return fault ? [{ date, fault }] : []
  })
}
