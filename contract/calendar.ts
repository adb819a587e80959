/** The working calendar: which years are published, and publishing one. */
import { z } from 'zod'
import { endpoints, id, instant, text } from './endpoint.ts'
import { problems } from './problem.ts'

export const calendarProblems = problems({
  'calendar.days-invalid': {
    status: 422,
    zh: '日历有误：{faults}。请按国务院办公厅通知逐日核对。',
    en: 'The calendar is not right: {faults}. Check it day by day against the State Council’s notice.',
  },
})

const year = z.object({
  year: z.number().int(),
  version: z.number().int(),
  source: z.string(),
  recordedAt: instant,
  holidays: z.array(z.iso.date()),
  workdays: z.array(z.iso.date()),
})

export const calendarEndpoints = endpoints({
  'GET /api/v1/calendar': {
    summary:
      'Published years, working hours, and how many open cases have a provisional due date because a year is missing',
    response: z.object({
      version: z.number().int(),
      workingHours: z.array(z.object({ from: z.string(), to: z.string() })),
      years: z.array(year),
      /** Years that are needed by now and not published. */
      missing: z.array(z.number().int()),
      provisionalCases: z.number().int(),
    }),
  },
  'POST /api/v1/calendar': {
    summary: 'Publish a year, or a correction of it; open cases are counted anew',
    body: z.object({
      commandId: id,
      year: z.number().int().min(2004).max(2199),
      /** Days off as the notice lists them, weekends among them included. */
      holidays: z.array(z.iso.date()).min(1).max(120),
      /** Weekend days that are worked. */
      workdays: z.array(z.iso.date()).max(60),
      /** The notice and its number. */
      source: text(300).min(4),
    }),
    response: z.object({ version: z.number().int() }),
  },
})
