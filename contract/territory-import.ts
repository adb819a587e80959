/**
 * Bringing a city's territory in: region codes from a list, outlines and grids from GeoJSON, outlines and grids cut where nobody has
 * drawn any. Each is a revision of kind `territory` (contract/revision.ts); edits on the map are others (contract/territory-edit.ts).
 */
import { z } from 'zod'
import { GRID_KINDS, LEVELS } from '@bihuan/domain/place'
import { businessDay, endpoints, id, text } from './endpoint.ts'
import { problems } from './problem.ts'
import {
  revision,
  revisionActs,
  revisionChanges,
  revisionFindings,
  revisionList,
  revisionOne,
  revisionStart,
} from './revision.ts'

/** What the positions of a file are in. There is no default: a wrong guess shifts a city by half a kilometre. */
export const DATUMS = ['wgs84', 'gcj02', 'bd09'] as const
export type Datum = (typeof DATUMS)[number]

const day = businessDay
/** 4, 6, 9 or 12 digits; a shorter one is padded with zeros. */
const shortCode = z.string().regex(/^\d{4}(\d{2}(\d{3}(\d{3})?)?)?$/)
const property = text(100).min(1)

/** Region codes from a CSV or XLSX in the form of the national list, for one city or a part of it. File required. */
const codes = z.strictObject({
  type: z.literal('codes'),
  /** The city, or the county that is taken in: rows with other codes are passed over. */
  prefix: shortCode,
  /** Where neither file nor territory has the city itself. */
  cityName: text(100).min(1).optional(),
  /** From this business date on; not later than today. Today if left out. */
  validFrom: day.optional(),
  /** The file names all regions of each level that it has: what it does not name has come to an end. */
  complete: z.boolean().default(true),
})

/** Outlines of regions from GeoJSON. File required. */
const outlines = z.strictObject({
  type: z.literal('outlines'),
  /** Required; optional here only so that its absence has its own sentence. */
  datum: z.enum(DATUMS).optional(),
  /** Of the features; found by their codes where left out. */
  level: z.enum(LEVELS).optional(),
  /** Names of the properties; the usual ones are tried where left out. */
  codeProperty: property.optional(),
  nameProperty: property.optional(),
  /** Gaps and overlaps smaller than this (m²) are closed and said to be. */
  snapBelow: z.number().min(0).max(10_000).default(0),
})

/** Grids from GeoJSON, each with its community. File required. */
const grids = z.strictObject({
  type: z.literal('grids'),
  /** Required; optional here only so that its absence has its own sentence. */
  datum: z.enum(DATUMS).optional(),
  /** Of all features; read from `kindProperty` where left out, else general. */
  kind: z.enum(GRID_KINDS).optional(),
  kindProperty: property.optional(),
  codeProperty: property.optional(),
  nameProperty: property.optional(),
  /** Code or name of the community; where left out, or empty in a feature, the community in whose outline it lies. */
  communityProperty: property.optional(),
  validFrom: day.optional(),
  /** The file has all grids of each community that it names: others there come to an end. */
  complete: z.boolean().default(true),
  snapBelow: z.number().min(0).max(10_000).default(0),
})

/** Cuts a region with an outline into outlines of the regions below it, and into grids; what it makes is marked as made up. */
const cut = z.strictObject({
  type: z.literal('cut'),
  regionId: id,
  /** General grids of one community. */
  gridsPerCommunity: z.number().int().min(1).max(60).default(5),
  /** Where the town has no communities as codes yet: how many to make up. */
  communities: z.number().int().min(1).max(200).optional(),
  seed: z.number().int().min(0).max(2_147_483_647).default(1),
  validFrom: day.optional(),
})

/** One region by hand: the first step of an empty city. */
const region = z.strictObject({
  type: z.literal('region'),
  code: shortCode,
  name: text(100).min(1),
  validFrom: day.optional(),
})

export const territoryImports = [codes, outlines, grids, cut, region] as const
export const territorySource = z.discriminatedUnion('type', [codes, outlines, grids, cut, region])
export type TerritorySource = z.output<typeof territorySource>
export type SourceOf<T extends TerritorySource['type']> = Extract<TerritorySource, { type: T }>

export const territoryImportEndpoints = endpoints({
  'POST /api/v1/territory/revisions': {
    summary:
      'Start a revision of the territory: it is rehearsed, at once or (from a file) in the background; nothing changes until it is applied.',
    body: z.strictObject({ ...revisionStart, source: territorySource }),
    response: revision,
    status: 201,
  },
  'GET /api/v1/territory/revisions': { summary: 'The revisions of the territory, newest first.', ...revisionList },
  'GET /api/v1/territory/revisions/{id}': {
    summary: 'One revision: its state, what it would change and what was found, in numbers.',
    ...revisionOne,
  },
  'GET /api/v1/territory/revisions/{id}/findings': {
    summary: 'What the rehearsal found, one by one, with row, area and place.',
    ...revisionFindings,
  },
  'GET /api/v1/territory/revisions/{id}/changes': {
    summary: 'What is written when it is applied, record by record, with what stands there now.',
    ...revisionChanges,
  },
  'POST /api/v1/territory/revisions/{id}/acts': {
    summary: 'Apply it, take it back, rehearse it again, or discard it.',
    ...revisionActs,
  },
})

export const territoryImportProblems = problems({
  'territory.datum-undeclared': {
    status: 422,
    zh: '请说明文件采用的坐标系（datum）：wgs84（含 CGCS2000）、gcj02 或 bd09；系统不作猜测。',
    en: 'Say which datum the file is in: wgs84 (CGCS2000 as well), gcj02 or bd09; it is not guessed.',
  },
  'territory.valid-from-future': {
    status: 422,
    zh: '生效日期 {date} 在今天之后；请在生效当天应用。',
    en: 'The date from which it holds, {date}, lies in the future; apply it on that day.',
  },
  'territory.file-kind': {
    status: 422,
    zh: '这项导入需要 {wanted} 文件。',
    en: 'This import takes a {wanted} file.',
  },
  'territory.file-unreadable': {
    status: 422,
    zh: '文件从第 {feature} 个要素起无法读取：{reason}。请重新导出后再导入。',
    en: 'The file cannot be read from feature {feature} on: {reason}. Export it again.',
  },
  'territory.no-outline': {
    status: 422,
    zh: '“{name}”还没有边界，无法切分；请先导入它的边界。',
    en: '“{name}” has no outline and cannot be cut; import its outline first.',
  },
  'territory.has-grids': {
    status: 409,
    zh: '“{name}”内已有 {count} 个网格，不能再切分。',
    en: '“{name}” already has {count} grids and cannot be cut again.',
  },
  'territory.not-cut': {
    status: 422,
    zh: '“{name}”不能这样切分：请选择县（区）、街道（镇）或社区，且其下的街道（镇）已有代码。',
    en: '“{name}” cannot be cut: choose a county, town or community, with the codes of the towns below it known.',
  },
  'territory.stands-under': {
    status: 409,
    zh: '不能撤回：“{name}”之下有后来建立的 {regions} 个区划、{grids} 个网格、{departments} 个部门。',
    en: 'It cannot be taken back: {regions} regions, {grids} grids and {departments} departments that came later stand under “{name}”.',
  },
})
