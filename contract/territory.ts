/** Regions, grids, departments, teams, as screens and maps read them. Answers carry an ETag: they change rarely. */
import { z } from 'zod'
import { DEPARTMENT_KINDS, GRID_KINDS, LEVELS, TEAM_KINDS } from '@bihuan/domain/place'
import { endpoints, id, point, text } from './endpoint.ts'
import { problems } from './problem.ts'

export const territoryProblems = problems({
  'territory.area-required': {
    status: 422,
    zh: '请指定区域（region）或范围（bbox）。',
    en: 'Name an area: a region, or a bbox.',
  },
  'territory.area-empty': {
    status: 422,
    zh: '范围无效：应为“西,南,东,北”，且西小于东、南小于北。',
    en: 'The bbox is not valid: west,south,east,north with west < east and south < north.',
  },
})

/** The most that one answer holds; `truncated` says that there is more. */
export const MAP_LIMIT = 3000
export const LIST_LIMIT = 2000

const day = z.iso.date()
const code = z.string().regex(/^\d{12}$/)

const region = z.object({
  id,
  /** 12-digit statistical code. */
  code,
  level: z.enum(LEVELS),
  name: z.string(),
  parentId: id.nullable(),
  /** Made up, not surveyed. */
  synthetic: z.boolean(),
  validFrom: day,
  /** The first day on which it no longer holds. */
  validTo: day.nullable(),
  successorId: id.nullable(),
})
export type RegionAnswer = z.infer<typeof region>

const regionBrief = region.pick({ id: true, code: true, level: true, name: true })

const geometry = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), coordinates: z.array(z.array(z.array(z.number()))) }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(z.array(z.array(z.number())))) }),
])

/** GeoJSON (RFC 7946), WGS 84. */
function features<T extends z.ZodType>(properties: T) {
  return z.object({
    type: z.literal('FeatureCollection'),
    truncated: z.boolean(),
    features: z.array(z.object({ type: z.literal('Feature'), id, geometry, properties })),
  })
}

const gridFacts = z.object({
  id,
  code: z.string(),
  kind: z.enum(GRID_KINDS),
  name: z.string(),
  communityId: id,
  synthetic: z.boolean(),
})

const place = z.object({
  cityId: id,
  countyId: id.nullable(),
  townId: id.nullable(),
  communityId: id.nullable(),
  gridId: id.nullable(),
})

const department = z.object({
  id,
  code: z.string(),
  kind: z.enum(DEPARTMENT_KINDS),
  name: z.string(),
  nameEn: z.string(),
  regionId: id,
  level: z.enum(LEVELS),
  parentId: id.nullable(),
})

const team = z.object({
  id,
  code: z.string(),
  kind: z.enum(TEAM_KINDS),
  name: z.string(),
  nameEn: z.string(),
  departmentId: id,
  regionId: id,
  sectorId: id.nullable(),
  /** Empty: the whole of its region. */
  gridIds: z.array(id),
})

export const territoryEndpoints = endpoints({
  'GET /api/v1/regions': {
    summary:
      'Regions in force: the root, the children of `parent` down to `depth`, or those whose name or code has `text`.',
    query: z.object({
      parent: id.optional(),
      text: text(50).optional(),
      depth: z.coerce.number().int().min(1).max(4).default(1),
    }),
    response: z.object({
      version: z.number(),
      truncated: z.boolean(),
      rows: z.array(region.extend({ children: z.number(), grids: z.number() })),
    }),
  },
  'GET /api/v1/regions/{id}': {
    summary: 'One region, also one that holds no longer, with all above it, nearest first, and its command office.',
    params: z.object({ id }),
    response: region.extend({ chain: z.array(regionBrief), commandOfficeId: id.nullable() }),
  },
  'GET /api/v1/regions/{id}/outlines': {
    summary: 'The outlines of a region and of its children as GeoJSON, where drawn.',
    params: z.object({ id }),
    response: features(regionBrief.extend({ parentId: id.nullable(), synthetic: z.boolean() })),
  },
  'GET /api/v1/grids': {
    summary: 'Grids in force as GeoJSON, of a region or within a box (west,south,east,north); at most 3,000.',
    query: z.object({
      region: id.optional(),
      bbox: z.string().max(200).optional(),
      limit: z.coerce.number().int().min(1).max(MAP_LIMIT).default(MAP_LIMIT),
    }),
    response: features(gridFacts),
  },
  'GET /api/v1/grids/{id}': {
    summary: 'One grid with the regions above it, nearest first.',
    params: z.object({ id }),
    response: gridFacts.extend({ geometry, chain: z.array(regionBrief), place, teamId: id.nullable() }),
  },
  'GET /api/v1/locate': {
    summary:
      'The grid that a position (WGS 84) falls into, with the regions above it; `place` is null outside every grid.',
    query: z.object({
      longitude: z.coerce.number().pipe(point.shape.longitude),
      latitude: z.coerce.number().pipe(point.shape.latitude),
    }),
    response: z.object({ place: place.nullable(), grid: gridFacts.nullable(), chain: z.array(regionBrief) }),
  },
  'GET /api/v1/departments': {
    summary: 'Departments in force, of the whole city or within a region.',
    query: z.object({ region: id.optional(), kind: z.enum(DEPARTMENT_KINDS).optional() }),
    response: z.object({ version: z.number(), truncated: z.boolean(), rows: z.array(department) }),
  },
  'GET /api/v1/teams': {
    summary: 'Teams, of the whole city, of a department with all below it, or within a region.',
    query: z.object({ department: id.optional(), region: id.optional() }),
    response: z.object({ version: z.number(), truncated: z.boolean(), rows: z.array(team) }),
  },
})
