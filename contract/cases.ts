/** Cases: filing, acting, finding, reading. */
import { z } from 'zod'
import { SOURCES } from '@bihuan/domain/cases/case'
import { actCommand, bulkCommand, reportCommand } from './case-acts.ts'
import { acted, caseLine, casePage, named, nearbyCase } from './case-shapes.ts'
import { endpoints, id, page, paging, text } from './endpoint.ts'
import { problemSchema } from './problem.ts'
export { caseProblems } from './case-problems.ts'

/** Filters of a list; all of them narrow. */
export const caseFilter = z.object({
  state: z.string().max(200).optional().describe('states, comma separated; `open` for all open ones'),
  itemId: id.optional(),
  categoryId: id.optional(),
  regionId: id.optional(),
  departmentId: id.optional().describe('its lead, or one below it'),
  departmentAlone: z
    .stringbool()
    .optional()
    .describe('with departmentId: what it leads itself, without those below it'),
  holderId: id.optional(),
  source: z.enum(SOURCES).optional(),
  danger: z.stringbool().optional(),
  overdue: z
    .enum(['any', 'step', 'whole', 'none'])
    .optional()
    .describe('past due now: its step, the whole, either, or neither'),
  suspended: z.stringbool().optional(),
  finder: z.literal('me').optional(),
  following: z.stringbool().optional(),
  reportedFrom: z.iso.date().optional(),
  reportedTo: z.iso.date().optional().describe('the day is included'),
  /** A measure of the overview: the records behind a figure. */
  measure: z.string().max(60).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  number: z.string().max(40).optional().describe('case number, or its beginning'),
  sort: z.enum(['newest', 'due']).default('newest'),
})

export const DESK_TABS = [
  'assess',
  'dispatch',
  'requests',
  'accept',
  'handle',
  'review',
  'verify',
  'call-back',
  'supervise',
  'calls',
  'escalated',
  'supplement',
] as const

export const caseEndpoints = endpoints({
  'POST /api/v1/cases': {
    summary: 'Report a case, or file one that was fixed on the spot',
    body: reportCommand,
    response: acted,
    status: 201,
  },
  'POST /api/v1/cases/{id}/acts': {
    summary: 'Act on a case',
    params: z.object({ id }),
    body: actCommand,
    response: acted,
  },
  'POST /api/v1/cases/acts': {
    summary: 'Act on many cases; each act succeeds or fails by itself, in order',
    body: bulkCommand,
    response: z.object({
      results: z.array(
        z.object({
          subject: id,
          commandId: id,
          status: z.number().int(),
          acted: acted.nullable(),
          problem: problemSchema.nullable(),
        }),
      ),
    }),
  },
  'GET /api/v1/cases': {
    summary: 'Cases in scope',
    query: caseFilter.extend(paging),
    response: page(caseLine).extend({ total: z.number().int().describe('up to 1,000; 1,001 means more') }),
  },
  'GET /api/v1/cases/nearby': {
    summary:
      'Open cases near a position that may be the same: of the item, then of its category, each nearest first; at most five',
    query: z.object({
      itemId: id,
      longitude: z.coerce.number().min(-180).max(180),
      latitude: z.coerce.number().min(-90).max(90),
      excludeId: id.optional(),
    }),
    response: z.object({ rows: z.array(nearbyCase) }),
  },
  'GET /api/v1/cases/{id}': {
    summary: 'One case: history, clocks, files, and what the reader may do',
    params: z.object({ id }),
    response: casePage,
  },
  'POST /api/v1/cases/{id}/presence': {
    summary: 'Say that one has the case open (holds for 30 seconds) and hear who else has; `leave` ends it',
    params: z.object({ id }),
    body: z.object({ leave: z.boolean().default(false) }),
    response: z.object({ others: z.array(named) }),
  },
  'GET /api/v1/desk': {
    summary: 'What waits for the signed-in person: how many by kind, and how many of them are due',
    response: z.object({
      tabs: z.array(
        z.object({
          tab: z.enum(DESK_TABS),
          count: z.number().int().describe('up to 500; 501 means more (domain/cases/desk.ts)'),
          overdue: z.number().int(),
        }),
      ),
    }),
  },
  'GET /api/v1/desk/{tab}': {
    summary: 'The cases that wait, what burns first on top: danger to life, then by due time',
    params: z.object({ tab: z.enum(DESK_TABS) }),
    query: z.object({ ...paging, itemId: id.optional(), regionId: id.optional() }),
    response: page(caseLine),
  },
  'GET /api/v1/filters': {
    summary: 'The saved filters of the signed-in person',
    response: z.object({ rows: z.array(z.object({ id, name: z.string(), filter: z.record(z.string(), z.string()) })) }),
  },
  'POST /api/v1/filters': {
    summary: 'Save a filter',
    body: z.object({ id, name: text(60).min(1), filter: z.record(z.string().max(40), z.string().max(200)) }),
    response: z.object({ id }),
    status: 201,
  },
  'DELETE /api/v1/filters/{id}': {
    summary: 'Remove a saved filter',
    params: z.object({ id }),
    response: z.null(),
    status: 204,
  },
})
