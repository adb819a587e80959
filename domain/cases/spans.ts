/**
 * Stretches of days for which sums are kept: days, five-day periods (候: from the 1st, 6th, 11th, 16th, 21st and 26th), ten-day periods
 * (旬), months, quarters, years, each within the next. Any period is a few of them: at most five days, one five-day period, two
 * ten-day periods, two months and three quarters at either end, and the years between.
 */
export const SPANS = ['day', 'five-days', 'ten-days', 'month', 'quarter', 'year'] as const
export type Span = (typeof SPANS)[number]

export interface Cell {
  span: Span
  /** Its first day, YYYY-MM-DD. */
  start: string
}

const DAY = 86_400_000

/** The first day of the span that holds this day. */
export function startOf(span: Span, day: string): string {
  switch (span) {
    case 'day':
      return day
    case 'five-days': {
      const periods = Math.min(5, Math.floor((Number(day.slice(8)) - 1) / 5))
      return `${day.slice(0, 8)}${String(periods * 5 + 1).padStart(2, '0')}`
    }
    case 'ten-days': {
      const number = Number(day.slice(8))
      return `${day.slice(0, 8)}${number > 20 ? '21' : number > 10 ? '11' : '01'}`
    }
    case 'month':
      return `${day.slice(0, 8)}01`
    case 'quarter': {
      const before = Math.floor((Number(day.slice(5, 7)) - 1) / 3)
      return `${day.slice(0, 5)}${String(before * 3 + 1).padStart(2, '0')}-01`
    }
    case 'year':
      return `${day.slice(0, 5)}01-01`
  }
}

export function nextDay(day: string): string {
  return new Date(Date.parse(day) + DAY).toISOString().slice(0, 10)
}

export function dayBefore(day: string): string {
  return new Date(Date.parse(day) - DAY).toISOString().slice(0, 10)
}

/** The last day of the span that begins on this day. */
function endOf(span: Span, start: string): string {
  const [year, month, day] = [Number(start.slice(0, 4)), Number(start.slice(5, 7)), Number(start.slice(8))]
  switch (span) {
    case 'day':
      return start
    case 'five-days':
      return day === 26 ? endOf('month', start) : `${start.slice(0, 8)}${String(day + 4).padStart(2, '0')}`
    case 'ten-days':
      return day === 21 ? endOf('month', start) : `${start.slice(0, 8)}${day + 9}`
    case 'month':
      return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)
    case 'quarter':
      return new Date(Date.UTC(year, month + 2, 0)).toISOString().slice(0, 10)
    case 'year':
      return `${start.slice(0, 5)}12-31`
  }
}

/** The fewest of these spans that are the period, in order; none where it ends before it begins. `day` must be among them. */
export function cellsOf(from: string, to: string, spans: readonly Span[] = SPANS): Cell[] {
  const cells: Cell[] = []
  for (let day = from; day <= to;) {
    const span = spans.findLast((one) => startOf(one, day) === day && endOf(one, day) <= to)!
    cells.push({ span, start: day })
    day = nextDay(endOf(span, day))
  }
  return cells
}
