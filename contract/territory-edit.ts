/**
 * Changing a territory by hand: grids on the map, departments, teams and sectors one by one or from a list. Each is a revision of
 * kind `territory` (contract/revision.ts): rehearsed, applied and taken back by the endpoints of contract/territory-import.ts.
 */
import { z } from 'zod'
import { DEPARTMENT_KINDS, LEVELS, TEAM_KINDS } from '@bihuan/domain/place'
import { businessDay, endpoints, id, text } from './endpoint.ts'
import { problems } from './problem.ts'
import { revision, revisionStart } from './revision.ts'

const position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])
const name = text(100).min(1)
const code = text(40).min(1)

/** One stroke of the pen on a border. Neighbours that have the corner, or whose border passes through it, go along. */
export const stroke = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('move'), from: position, to: position }),
  z.strictObject({ kind: z.literal('insert'), between: z.tuple([position, position]), at: position }),
  z.strictObject({ kind: z.literal('remove'), at: position }),
])

export const gridEdit = z.discriminatedUnion('kind', [
  /** By a line that goes from border to border; the parts, largest first, get the names and codes given, or new ones. */
  z.strictObject({
    kind: z.literal('split'),
    gridId: id,
    line: z.array(position).min(2).max(500),
    parts: z
      .array(z.strictObject({ name: name.optional(), code: code.optional() }))
      .max(20)
      .default([]),
  }),
  /** Adjacent general grids of one community; name and code of the largest where left out. */
  z.strictObject({
    kind: z.literal('merge'),
    gridIds: z.array(id).min(2).max(50),
    name: name.optional(),
    code: code.optional(),
  }),
  z.strictObject({
    kind: z.literal('redraw'),
    gridId: id,
    strokes: z.array(stroke).min(1).max(500),
    /** Whether the neighbours of the same community go along. */
    follow: z.boolean().default(true),
  }),
  /** Over the general ones, which stay; its community is the one that it lies in most. */
  z.strictObject({
    kind: z.literal('dedicated'),
    ring: z.array(position).min(3).max(2000),
    name,
    code: code.optional(),
  }),
  z.strictObject({ kind: z.literal('rename'), gridId: id, name }),
  /** A dedicated grid comes to an end: the general ones beneath it hold again. */
  z.strictObject({ kind: z.literal('retire'), gridId: id }),
])
export type GridEdit = z.output<typeof gridEdit>

/** Without an id, or with an unknown one, it is new. What is left out of `team.gridIds` is the whole region. */
const department = z.strictObject({
  kind: z.literal('department'),
  id,
  code,
  departmentKind: z.enum(DEPARTMENT_KINDS),
  name,
  nameEn: name,
  regionId: id,
  parentId: id.nullable(),
})
const team = z.strictObject({
  kind: z.literal('team'),
  id,
  code,
  teamKind: z.enum(TEAM_KINDS),
  name,
  nameEn: name,
  departmentId: id,
  regionId: id,
  sectorId: id.nullable(),
  gridIds: z.array(id).max(500),
})
const sector = z.strictObject({
  kind: z.literal('sector'),
  id,
  code,
  name,
  nameEn: name,
  regionId: id,
  regionIds: z.array(id).max(500),
  gridIds: z.array(id).max(2000),
})
const end = z.strictObject({ kind: z.literal('end'), what: z.enum(['department', 'team', 'sector']), id })
export const officeEdit = z.discriminatedUnion('kind', [department, team, sector, end])
export type OfficeEdit = z.output<typeof officeEdit>

export const territoryEdit = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('grid-edit'), edits: z.array(gridEdit).min(1).max(100) }),
  z.strictObject({ type: z.literal('office-edit'), edits: z.array(officeEdit).min(1).max(200) }),
  /** A list from a file: code, name, kind, region (code or name), parent (code or name). */
  z.strictObject({ type: z.literal('departments') }),
  /** A list from a file: code, name, kind, department, region, grids. */
  z.strictObject({ type: z.literal('teams') }),
])
export type TerritoryEdit = z.output<typeof territoryEdit>
export const TERRITORY_EDIT_TYPES = ['grid-edit', 'office-edit', 'departments', 'teams'] as const

const day = businessDay

export const territoryEditEndpoints = endpoints({
  'POST /api/v1/territory/edits': {
    summary:
      'Rehearse an edit of grids, departments, teams or sectors, or a list of departments or teams from a file; nothing changes until it is applied.',
    body: z.strictObject({ ...revisionStart, source: territoryEdit }),
    response: revision,
    status: 201,
  },
  'GET /api/v1/regions/{id}/history': {
    summary: 'A region with those that it came of and those that came of it, by the day from which they held.',
    params: z.object({ id }),
    response: z.object({
      rows: z.array(
        z.object({
          id,
          code: z.string(),
          level: z.enum(LEVELS),
          name: z.string(),
          validFrom: day,
          validTo: day.nullable(),
          successorId: id.nullable(),
        }),
      ),
    }),
  },
  'GET /api/v1/sectors': {
    summary: 'Sectors in force, of the whole city or within a region.',
    query: z.object({ region: id.optional() }),
    response: z.object({
      rows: z.array(
        z.object({
          id,
          code: z.string(),
          name: z.string(),
          nameEn: z.string(),
          regionId: id,
          regionIds: z.array(id),
          gridIds: z.array(id),
          teams: z.array(z.object({ id, name: z.string(), nameEn: z.string() })),
        }),
      ),
    }),
  },
})

export const territoryEditProblems = problems({
  'territory.list-file-required': {
    status: 422,
    zh: '请先上传 CSV 或 XLSX 名单，再开始预演（uploadId）。',
    en: 'Upload the list (CSV or XLSX) first, then start the rehearsal (uploadId).',
  },
})
