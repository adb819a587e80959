/** For tests: the State Council's notices for 2025 and 2026, typed from them, and seven working hours a day. 2027 is not published. */
import type { Calendar, Millis } from '../calendar.ts'

export const OFFICIAL: Calendar = {
  version: 1,
  workingHours: [
    { from: '09:00', to: '12:00' },
    { from: '14:00', to: '18:00' },
  ],
  years: {
    2025: {
      holidays: [
        ...dates('2025-01', 1, 1),
        ...dates('2025-01', 28, 31),
        ...dates('2025-02', 1, 4),
        ...dates('2025-04', 4, 6),
        ...dates('2025-05', 1, 5),
        ...dates('2025-05', 31, 31),
        ...dates('2025-06', 1, 2),
        ...dates('2025-10', 1, 8),
      ],
      workdays: ['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'],
    },
    2026: {
      holidays: [
        ...dates('2026-01', 1, 3),
        ...dates('2026-02', 15, 23),
        ...dates('2026-04', 4, 6),
        ...dates('2026-05', 1, 5),
        ...dates('2026-06', 19, 21),
        ...dates('2026-09', 25, 27),
        ...dates('2026-10', 1, 7),
      ],
      workdays: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
    },
  },
}

function dates(month: string, first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, i) => `${month}-${String(first + i).padStart(2, '0')}`)
}

/** "2026-02-13 17:00", with seconds or without, is Shanghai's; "2026-02-13" alone is the last millisecond of the day. */
export function shanghai(text: string): Millis {
  return Date.parse(text.includes(' ') ? `${text.replace(' ', 'T')}+08:00` : `${text}T23:59:59.999+08:00`)
}
