/** Periods by name, as business dates; the last day is included. */
export const PERIODS = ['today', 'days7', 'days30', 'month', 'year'] as const
export type PeriodName = (typeof PERIODS)[number]

export function periodOf(name: PeriodName, today: string): { from: string; to: string } {
  switch (name) {
    case 'today':
      return { from: today, to: today }
    case 'days7':
      return { from: daysBefore(today, 6), to: today }
    case 'days30':
      return { from: daysBefore(today, 29), to: today }
    case 'month':
      return { from: `${today.slice(0, 7)}-01`, to: today }
    case 'year':
      return { from: `${today.slice(0, 4)}-01-01`, to: today }
  }
}

function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10)
}
