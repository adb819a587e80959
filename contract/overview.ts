/** The figures that cases allow, as of a position of the log. */
import { z } from 'zod'
import { RATES, type RateId } from '@bihuan/domain/cases/rates'
import { endpoints, id, instant } from './endpoint.ts'

const rateIds = Object.keys(RATES) as [RateId, ...RateId[]]

export const rate = z.object({
  id: z.enum(rateIds),
  numerator: z.number().int(),
  denominator: z.number().int(),
  /** Per cent to one decimal, half up; null over nothing, shown as a dash. */
  percent: z.number().nullable(),
  /** Measures whose records stand behind the two numbers (GET /api/v1/cases?measure=…&from=…&to=…). */
  numeratorMeasure: z.string(),
  denominatorMeasure: z.string(),
  /** Of the denominator: open and past due now, not in the measure. */
  openPastDue: z.number().int(),
})

const counts = z.record(z.string(), z.number().int())
const duration = z.object({
  /** Cases measured. */
  count: z.number().int(),
  /** Minutes, between the edges of the bucket that holds the value; `to` null: beyond the last edge. */
  median: z.object({ from: z.number(), to: z.number().nullable() }).nullable(),
  ninetieth: z.object({ from: z.number(), to: z.number().nullable() }).nullable(),
})
const row = z.object({
  id: z.string().nullable(),
  name: z.string(),
  nameEn: z.string().nullable(),
  /** Its rates follow from these (domain/cases/rates.ts, `rateOf`). Without the clocks one by one. */
  counts,
  /** Open past its due time as a whole, now. */
  overdue: z.number().int(),
  open: z.number().int(),
})

export const overview = z.object({
  asOf: z.object({ position: z.number().int(), at: instant.nullable() }),
  from: z.iso.date(),
  to: z.iso.date(),
  region: z.object({ id: z.string(), name: z.string() }),
  /** Every measure that is not zero. */
  counts,
  rates: z.array(rate),
  /** Open now, by state; past due now, step and whole. */
  stocks: z.object({
    open: z.number().int(),
    byState: counts,
    stepOverdue: z.number().int(),
    wholeOverdue: z.number().int(),
    danger: z.number().int(),
    suspended: z.number().int(),
  }),
  responseTime: duration,
  closingTime: duration,
  clocks: z.array(
    z.object({ procedure: z.string().nullable(), clock: z.string(), kept: z.number().int(), broken: z.number().int() }),
  ),
  /** One row a child region, a department, an item. */
  byRegion: z.array(row),
  byDepartment: z.array(row),
  byItem: z.array(row),
  /** How it went: by day, by ten-day periods where that would be more than two months of days, by month beyond a year. */
  course: z.object({
    step: z.enum(['day', 'ten-days', 'month']),
    rows: z.array(
      z.object({
        /** The first day of the stretch that lies in the period. Stretches of nothing are left out. */
        from: z.iso.date(),
        reported: z.number().int(),
        closed: z.number().int(),
        late: z.number().int(),
      }),
    ),
  }),
})

export const overviewEndpoints = endpoints({
  'GET /api/v1/overview': {
    summary: 'Figures of a region over a period, each with the measures that open its records',
    query: z.object({ regionId: id.optional(), from: z.iso.date(), to: z.iso.date().describe('the day is included') }),
    response: overview,
  },
})
