/** Weeks and times of a roster, in the city's time (UTC+8 all year). */
const DAY = 86_400_000
const OFFSET = 8 * 3_600_000

/** YYYY-MM-DD of the Monday of the week that holds the moment. */
export function mondayOf(at: Date): string {
  const local = new Date(at.getTime() + OFFSET)
  const sinceMonday = (local.getUTCDay() + 6) % 7
  return new Date(local.getTime() - sinceMonday * DAY).toISOString().slice(0, 10)
}

export function daysFrom(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10)
}

export const weekOf = (monday: string) => Array.from({ length: 7 }, (_, at) => daysFrom(monday, at))

/** Midnight of a day, as the server takes it. */
export const startOf = (day: string) => new Date(`${day}T00:00:00+08:00`).toISOString()

/** For an input: YYYY-MM-DDTHH:mm of the city. */
export function toLocal(at: string): string {
  return new Date(Date.parse(at) + OFFSET).toISOString().slice(0, 16)
}
export const fromLocal = (local: string) => new Date(`${local}:00+08:00`).toISOString()

export interface Times {
  startsAt: string
  endsAt: string
}

/** A shift stands under the day on which it begins; one that began before the week stands under its first day. */
export function dayOf({ startsAt }: Times, monday: string): string {
  const day = toLocal(startsAt).slice(0, 10)
  return day < monday ? monday : day
}

/** The same shifts a week later, but for those that would be over. */
export function weekLater<T extends Times>(shifts: readonly T[], now: Date): T[] {
  return shifts
    .map((shift) => ({
      ...shift,
      startsAt: new Date(Date.parse(shift.startsAt) + 7 * DAY).toISOString(),
      endsAt: new Date(Date.parse(shift.endsAt) + 7 * DAY).toISOString(),
    }))
    .filter((shift) => Date.parse(shift.endsAt) > now.getTime())
}

export function sound({ startsAt, endsAt }: Times): boolean {
  const length = Date.parse(endsAt) - Date.parse(startsAt)
  return length > 0 && length <= 7 * DAY
}
