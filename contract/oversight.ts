/** Oversight: spot checks, batches of supervise orders, extensions and suspensions by department, calls and their answers. */
import { z } from 'zod'
import { MOST_EXTRA_LOTS } from '@bihuan/domain/oversight/draw'
import { FAULTS, RESULTS } from '@bihuan/domain/oversight/words'
import { limit, upload } from './case-acts.ts'
import { caseFilter } from './cases.ts'
import { businessDay, endpoints, id, instant, page, paging, text } from './endpoint.ts'
import {
  batchCases,
  batchLine,
  CHECKERS,
  deferralFigures,
  deferralLine,
  drawLine,
  drawMembers,
  drawPage,
  drawRepeat,
  orderFigures,
  orderLine,
  qualityFigures,
  taskLine,
  taskPage,
} from './oversight-shapes.ts'
export { oversightProblems } from './oversight-problems.ts'

export const MOST_DRAWN = 2_000
export const MOST_IN_BATCH = 500

const ids = z.object({ id })
const period = z.object({
  regionId: id.optional(),
  from: businessDay,
  to: businessDay.describe('the day is included'),
})

export const planDraw = z.object({
  commandId: id,
  id,
  regionId: id,
  from: businessDay,
  to: businessDay.describe('the day is included; it must be over'),
  size: z.number().int().min(1).max(MOST_DRAWN),
  /** Lots beside the one that each case holds. */
  extra: z.object({
    fixed: z.number().int().min(0).max(MOST_EXTRA_LOTS),
    gap: z.number().int().min(0).max(MOST_EXTRA_LOTS),
  }),
  checkers: z.enum(CHECKERS),
  dueDays: z.number().int().min(1).max(60),
  seedFrom: z.enum(['log', 'number']),
  /** With `number`: which public number it will be, said before it is known. */
  numberOf: text(200).min(4).optional(),
})

export const drawAct = z.discriminatedUnion('act', [
  z.object({ commandId: id, act: z.literal('publish'), number: text(200).min(1).optional() }),
  z.object({ commandId: id, act: z.literal('discard') }),
])

/** The envelope is that of any act, so that a phone's queue can send it. */
const envelope = { commandId: id, occurredAt: instant, device: text(100).optional() }
export const taskAct = z.discriminatedUnion('act', [
  z.object({
    ...envelope,
    act: z.literal('check'),
    body: z.object({
      result: z.enum(RESULTS),
      wrong: z.array(z.enum(FAULTS)).max(FAULTS.length).default([]),
      text: text(4000).optional(),
      files: z.array(upload).max(20).optional(),
    }),
  }),
  z.object({ ...envelope, act: z.literal('give'), body: z.object({ checkerId: id }) }),
])

export const orderBatch = z.object({
  commandId: id,
  id,
  text: text(4000).min(1),
  limit,
  /** `none`: no order is given if one case refuses; `leave-out`: the others get theirs, and the refused are listed. */
  refused: z.enum(['none', 'leave-out']),
  /** Chosen by hand, or by the filter of a list: all open ones that it holds. */
  caseIds: z.array(id).min(1).max(MOST_IN_BATCH).optional(),
  filter: caseFilter.optional(),
})

const figures = z.object({ ...period.shape, departmentId: id.optional() })

export const oversightEndpoints = endpoints({
  'GET /api/v1/draws': {
    summary: 'Draws of spot checks, newest first',
    query: z.object({ ...paging }),
    response: page(drawLine),
  },
  'POST /api/v1/draws': {
    summary:
      'Plan a draw: its population is frozen, and where the seed will come from stands fast, before the seed can be known',
    body: planDraw,
    response: ids,
    status: 201,
  },
  'GET /api/v1/draws/{id}': { summary: 'One draw: plan, population, seed, findings', params: ids, response: drawPage },
  'POST /api/v1/draws/{id}/acts': {
    summary: 'Publish a draw (the seed is taken, the sample is drawn, each case becomes a task), or discard a plan',
    params: ids,
    body: drawAct,
    response: ids,
  },
  'GET /api/v1/draws/{id}/members': {
    summary: 'The sample, first drawn first, with what became of each case',
    params: ids,
    query: z.object({ ...paging }),
    response: drawMembers,
  },
  'GET /api/v1/draws/{id}/population': {
    summary:
      'The frozen population in parts: lines `number,case id,fixed,gap`; with the seed, all that repeating the draw needs',
    params: ids,
    query: z.object({ part: z.coerce.number().int().min(0).default(0) }),
    response: z.object({ lines: z.string(), next: z.number().int().nullable() }),
  },
  'GET /api/v1/draws/{id}/repeat': {
    summary: 'Repeats a published draw from its population and seed, and says whether the same cases come out',
    params: ids,
    response: drawRepeat,
  },
  'GET /api/v1/check-tasks': {
    summary: 'Check tasks in scope, newest first',
    query: z.object({
      ...paging,
      state: z.enum(['open', 'done', 'dropped']).optional(),
      overdue: z.stringbool().optional(),
      unassigned: z.stringbool().optional(),
      result: z.enum(RESULTS).optional(),
      regionId: id.optional(),
      departmentId: z
        .union([id, z.literal('none')])
        .optional()
        .describe('the department that had handled; `none`: fixed on the spot'),
      from: businessDay.optional().describe('day of the check'),
      to: businessDay.optional().describe('the day is included'),
    }),
    response: page(taskLine),
  },
  'GET /api/v1/check-tasks/figures': {
    summary: 'Data quality: of the checks done in a period, how many found what was recorded; by region and department',
    query: period,
    response: qualityFigures,
  },
  'GET /api/v1/check-tasks/mine': {
    summary: 'What the signed-in person is to check again, due first; or what he has checked',
    query: z.object({ ...paging, state: z.enum(['open', 'done']).default('open') }),
    response: page(taskLine).extend({ open: z.number().int(), overdue: z.number().int() }),
  },
  'GET /api/v1/check-tasks/{id}': {
    summary: 'One check task: what was recorded, and what the reader may do',
    params: ids,
    response: taskPage,
  },
  'POST /api/v1/check-tasks/{id}/acts': {
    summary: 'Record what was found, or give the task to somebody else',
    params: ids,
    body: taskAct,
    response: ids,
  },
  'GET /api/v1/batches': {
    summary: 'Batches of supervise orders, newest first, with their progress',
    query: z.object({ ...paging }),
    response: page(batchLine),
  },
  'POST /api/v1/batches': {
    summary: 'Order many cases at once: one text, one limit; each order is the ordinary act on its case',
    body: orderBatch,
    response: ids.extend({ cases: z.number().int(), refused: z.number().int() }),
    status: 201,
  },
  'GET /api/v1/batches/{id}': { summary: 'One batch and its progress', params: ids, response: batchLine },
  'GET /api/v1/batches/{id}/cases': {
    summary: 'The cases of a batch in order, with what became of each',
    params: ids,
    query: z.object({ ...paging, show: z.enum(['all', 'open', 'late', 'answered', 'refused']).default('all') }),
    response: batchCases,
  },
  'GET /api/v1/deferrals/figures': {
    summary: 'Extensions and suspensions by department over a period: asked, granted, refused, how long',
    query: figures,
    response: deferralFigures,
  },
  'GET /api/v1/deferrals': {
    summary: 'Extensions and suspensions one by one, newest first, each with its reason',
    query: figures.extend({
      ...paging,
      kind: z.enum(['extension', 'suspension']).optional(),
      state: z.enum(['open', 'granted', 'refused', 'lapsed']).optional(),
    }),
    response: page(deferralLine),
  },
  'GET /api/v1/orders/figures': {
    summary: 'Calls (or supervise orders) over a period by level and office: answered, late, and how fast',
    query: figures.extend({ kind: z.enum(['supervise', 'call']).default('call') }),
    response: orderFigures,
  },
  'GET /api/v1/orders': {
    summary: 'Calls (or supervise orders) one by one, newest first',
    query: figures.extend({
      ...paging,
      kind: z.enum(['supervise', 'call']).default('call'),
      show: z.enum(['all', 'open', 'late', 'answered']).default('all'),
      level: z.enum(['city', 'county', 'town', 'community']).optional(),
    }),
    response: page(orderLine),
  },
})
