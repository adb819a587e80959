/** When people report and work: by day more than by night, on working days more than at weekends, least on statutory holidays. */
import { DAY, dayOf, HOUR, isWorkingDay, startOfDay, type Calendar, type Millis } from '@bihuan/domain/calendar'

/** Of the reports of a day, by hour, in thousandths: rounds in the morning and the afternoon. */
const HOURS = [4, 3, 2, 2, 3, 8, 22, 48, 92, 108, 96, 62, 40, 64, 88, 94, 80, 58, 42, 34, 24, 14, 8, 4]
const WEEKEND = 0.55
const HOLIDAY = 0.35
/** Rains and heat bring more. */
const SEASONS = [0.92, 0.8, 0.98, 1.05, 1.08, 1.16, 1.14, 1.08, 1.02, 0.94, 0.96, 0.92]

function weightOf(calendar: Calendar, day: number): number {
  const date = new Date(startOfDay(day) + 12 * HOUR)
  const season = SEASONS[date.getUTCMonth()]!
  if (isWorkingDay(calendar, day)) return season
  const weekday = (day + 4) % 7
  return season * (weekday === 0 || weekday === 6 ? WEEKEND : HOLIDAY)
}

export class Rhythm {
  private readonly hours: Float64Array
  private readonly first: number

  constructor(
    private readonly calendar: Calendar,
    from: Millis,
    to: Millis,
  ) {
    this.first = dayOf(from)
    this.hours = new Float64Array(Math.floor((to - startOfDay(this.first)) / HOUR))
    let sum = 0
    for (let hour = 0; hour < this.hours.length; hour++) {
      sum += weightOf(calendar, this.first + Math.floor(hour / 24)) * HOURS[hour % 24]!
      this.hours[hour] = sum
    }
  }

  /** The moment by which this share of all reports has come in. */
  momentAt(share: number): Millis {
    const wanted = share * this.hours.at(-1)!
    let [low, high] = [0, this.hours.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.hours[middle]! <= wanted) low = middle + 1
      else high = middle
    }
    const before = low === 0 ? 0 : this.hours[low - 1]!
    const within = (wanted - before) / (this.hours[low]! - before)
    return startOfDay(this.first) + Math.floor((low + Math.min(within, 0.999999)) * HOUR)
  }

  /** The next moment at which an office is at its desk; `minutes` scatters those who waited for the morning. */
  atDesk(at: Millis, minutes: number): Millis {
    let moment = at
    for (;;) {
      const day = dayOf(moment)
      const hour = (moment - startOfDay(day)) / HOUR
      if (isWorkingDay(this.calendar, day)) {
        if (hour >= 8.5 && hour < 18) return moment
        if (hour < 8.5) return Math.floor(startOfDay(day) + 8.5 * HOUR + minutes * 60_000)
      }
      moment = startOfDay(day) + DAY
    }
  }
}
