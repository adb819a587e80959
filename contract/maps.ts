/** The map of the city: vector tiles of the territory and of the open cases, stocks by place, and what burns first there. */
import { z } from 'zod'
import { STATES } from '@bihuan/domain/acts'
import { LEVELS } from '@bihuan/domain/place'
import { caseLine } from './case-shapes.ts'
import { endpoints, id, instant, page } from './endpoint.ts'
import { problems } from './problem.ts'

export const mapProblems = problems({
  'map.tile-outside': {
    status: 422,
    zh: '没有这个地图瓦片：缩放级别须为 0 到 {zoom} 的整数，行列号须在该级别范围内。',
    en: 'There is no such tile: the zoom must be a whole number from 0 to {zoom}, column and row within that zoom.',
  },
})

/** Deeper tiles are not made: the browser enlarges these. */
export const DEEPEST_ZOOM = 17

/** All narrow, as in the list of cases; only open cases are on the map. */
export const mapFilter = z.object({
  state: z.string().max(200).optional().describe('open states, comma separated'),
  overdue: z.stringbool().optional().describe('its step or the whole is past due now'),
  danger: z.stringbool().optional(),
  recurring: z.stringbool().optional().describe('the same item was at this place within 30 days'),
  supervised: z.stringbool().optional(),
  caseId: id.optional().describe('this one alone'),
  itemId: id.optional(),
  categoryId: id.optional(),
  departmentId: id.optional().describe('its lead, or one below it'),
})

const tile = {
  // Read as text, so that an address beyond all bounds is answered by our own sentence.
  params: z.object({ z: z.string().max(40), x: z.string().max(40), y: z.string().max(40) }),
  response: z
    .string()
    .meta({ format: 'binary', description: 'A Mapbox Vector Tile (version 2); `If-None-Match` is honoured.' }),
}

const area = {
  regionId: id.optional(),
  gridId: id.optional(),
  bbox: z.string().max(200).optional().describe('west,south,east,north'),
}

const counts = z.object({
  open: z.number().int(),
  /** Its step or the whole. */
  overdue: z.number().int(),
  stepOverdue: z.number().int(),
  wholeOverdue: z.number().int(),
  danger: z.number().int(),
  recurring: z.number().int(),
  supervised: z.number().int(),
  suspended: z.number().int(),
})

export const mapEndpoints = endpoints({
  'GET /api/v1/map/territory/{z}/{x}/{y}': {
    summary: 'A vector tile of the territory in force: layers regions, grids and names.',
    ...tile,
  },
  'GET /api/v1/map/cases/{z}/{x}/{y}': {
    summary:
      'A vector tile of the open cases in scope, layer cases: single ones, and clusters with their counts and extent.',
    query: mapFilter,
    ...tile,
  },
  'GET /api/v1/map/stocks': {
    summary: 'Open cases in scope, counted by the regions of a level or by grid, as of now.',
    query: mapFilter.extend({
      level: z.enum([...LEVELS, 'grid']),
      ...area,
      view: z
        .string()
        .max(200)
        .optional()
        .describe('west,south,east,north: rows only of places that touch it; totals are of all'),
    }),
    response: z.object({
      at: instant,
      total: counts,
      /** In the total, but not to be drawn: without a position, or about a person in need. */
      undrawn: z.number().int(),
      byState: z.partialRecord(z.enum(STATES), z.number().int()),
      /** Only places that have any. */
      rows: z.array(
        counts.extend({
          id,
          name: z.string(),
          /** Where its number stands, and its extent: west, south, east, north. null: nobody has drawn it. */
          middle: z.tuple([z.number(), z.number()]).nullable(),
          box: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
        }),
      ),
    }),
  },
  'GET /api/v1/map/cases': {
    summary: 'The open cases in scope of an area, what burns first on top: danger to life, then by due time.',
    query: mapFilter.extend({
      ...area,
      limit: z.coerce.number().int().min(1).max(100).default(30),
      next: z.string().max(500).optional(),
    }),
    response: page(
      caseLine.extend({
        /** What it repeats: how often within 30 days (20 means 20 or more), and the last one; null where it repeats nothing. */
        recurrence: z
          .object({
            times: z.number().int(),
            last: z.object({ id, number: z.string(), reportedAt: instant, closed: z.boolean() }).nullable(),
          })
          .nullable(),
      }),
    ).extend({ total: z.number().int() }),
  },
})
