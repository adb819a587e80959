/**
 * Changing the catalogue: a standard from a CSV or XLSX file, edits on a screen, a profile of a city to begin from. Each is a revision of
 * kind `catalogue` (contract/revision.ts). Nothing is deleted: items get new versions or retire, and cases keep the versions they have.
 */
import { z } from 'zod'
import { SEVERITIES, STEPS, UNITS } from '@bihuan/domain/item'
import { endpoints, id, instant, text, words } from './endpoint.ts'
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

export const PROFILES = ['ningwei', 'daqing', 'chengdu', 'jinhua', 'dongguan'] as const
export type ProfileName = (typeof PROFILES)[number]

const said = (max: number) => z.strictObject({ zh: text(max).min(1), en: text(max) })
const limit = z.strictObject({ amount: z.number().min(0).max(100_000), unit: z.enum(UNITS) })
const code = z.string().regex(/^[\w.-]{1,30}$/)

const conditionEdit = z.strictObject({
  /** null: a new condition. */
  id: text(40).min(1).nullable(),
  filing: said(2000),
  closing: said(2000),
  limit: limit.nullable(),
  limitMeans: z.enum(['handle', 'stop']),
  imported: z.strictObject({ limit: text(200), handling: text(2000), supervising: text(2000) }).optional(),
})

/** All that an item says; what it is next to what it was is worked out by the server. */
export const itemEdit = z.strictObject({
  /** null: a new item. */
  id: id.nullable(),
  /** The version that the editor began from; null for a new item. */
  version: z.number().int().min(1).nullable(),
  code,
  categoryId: id,
  name: said(200),
  hazard: z.boolean(),
  severity: z.enum(SEVERITIES),
  procedureId: text(60).min(1),
  autoAssess: z.boolean(),
  autoDispatch: z.boolean(),
  needsAfterEvidence: z.boolean(),
  needsReview: z.boolean(),
  needsCallBack: z.boolean(),
  confidential: z.boolean().default(false),
  reworkLimit: limit.nullable(),
  conditions: z.array(conditionEdit).min(1).max(100),
  plan: z.strictObject({
    steps: z.array(said(1000)).max(50),
    call: z.array(said(1000)).max(50),
    documents: z.array(said(1000)).max(50),
    basis: z.array(said(1000)).max(50),
  }),
  keywords: z.array(text(60).min(1)).max(100),
})
export type ItemEdit = z.output<typeof itemEdit>

const edit = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('item'), item: itemEdit }),
  z.strictObject({ what: z.literal('item-retire'), id }),
  z.strictObject({ what: z.literal('item-restore'), id }),
  z.strictObject({
    what: z.literal('category'),
    category: z.strictObject({
      id: id.nullable(),
      code,
      name: said(200),
      position: z.number().int().min(0).max(10_000),
    }),
  }),
  z.strictObject({ what: z.literal('category-retire'), id }),
  z.strictObject({
    what: z.literal('procedure'),
    procedure: z.strictObject({
      id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/),
      version: z.number().int().min(1).nullable(),
      name: said(200),
      limits: z.record(z.enum(STEPS), limit.nullable()),
      whole: limit.nullable(),
      sources: z.partialRecord(z.enum([...STEPS, 'whole']), said(500)).optional(),
    }),
  }),
  z.strictObject({ what: z.literal('stages'), id: text(60).min(1) }),
])
export type CatalogueEdit = z.output<typeof edit>

/** May an item be retired, or a condition go, that open cases are about? Those cases keep their version; nobody files new ones. */
const orphans = { allowOrphans: z.boolean().default(false) }
/** What is in the catalogue and not in this source retires, instead of staying as it is. */
const missing = { retireMissing: z.boolean().default(false) }

export const catalogueSource = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('file'),
    format: z.enum(['csv', 'xlsx']),
    /** For items that the file names none for. */
    procedureId: text(60).min(1).default('ordinary'),
    /** What a bare 小时 and a bare 天 or 日 count in this standard. */
    bareHour: z.enum(['calendar-hour', 'working-minute']).default('calendar-hour'),
    bareDay: z.enum(['calendar-day', 'working-day']).default('calendar-day'),
    ...missing,
    ...orphans,
  }),
  z.strictObject({ type: z.literal('edit'), edits: z.array(edit).min(1).max(200), ...orphans }),
  z.strictObject({ type: z.literal('profile'), profile: z.enum(PROFILES), ...missing, ...orphans }),
])
export type CatalogueSource = z.output<typeof catalogueSource>

export const catalogueEditProblems = problems({
  'catalogue.code-taken': {
    status: 409,
    zh: '代码 {code} 已属于“{name}”；请换一个代码，或修改那一条。',
    en: 'The code {code} belongs to “{name}” already; take another one, or edit that record.',
  },
  'catalogue.code-fixed': {
    status: 409,
    zh: '事项代码 {code} 不能更改：导入和历史事件按它对应；需要新代码时请新建事项并停用旧的。',
    en: 'The code {code} cannot be changed: imports and past cases go by it; make a new item and retire this one.',
  },
  'catalogue.changed-meanwhile': {
    status: 409,
    zh: '“{name}”在您编辑期间已改为第 {version} 版；请刷新后重新编辑。',
    en: '“{name}” has become version {version} while you edited; refresh and edit it anew.',
  },
  'catalogue.item-used': {
    status: 409,
    zh: '“{name}”有 {cases} 件未结事件，不能撤回；请先结案或重新分类，或将事项停用。',
    en: '“{name}” has {cases} open cases and cannot be taken back; close or reclassify them first, or retire the item.',
  },
})

const itemRow = z.object({
  id,
  code: z.string(),
  name: words,
  category: z.object({ id, code: z.string(), name: words }),
  version: z.number(),
  hazard: z.boolean(),
  severity: z.enum(SEVERITIES),
  procedureId: z.string(),
  conditions: z.number(),
  keywords: z.array(z.string()),
  retiredOn: z.iso.date().nullable(),
})
export type ItemRow = z.infer<typeof itemRow>

const difference = z.object({
  /** e.g. `name`, `severity`, `conditions.c2.limit`, `plan.steps`. */
  field: z.string(),
  before: z.unknown(),
  after: z.unknown(),
})

const table = { response: z.string().meta({ description: 'The table as a file' }) }
const format = z.enum(['csv', 'xlsx']).default('xlsx')

export const catalogueEditEndpoints = endpoints({
  'POST /api/v1/catalogue/revisions': {
    summary: 'Start a revision of the catalogue: a file, edits, or a profile; nothing changes until it is applied.',
    body: z.strictObject({ ...revisionStart, source: catalogueSource }),
    response: revision,
    status: 201,
  },
  'GET /api/v1/catalogue/revisions': { summary: 'The revisions of the catalogue, newest first.', ...revisionList },
  'GET /api/v1/catalogue/revisions/{id}': {
    summary: 'One revision: its state, what it would change and what was found, in numbers.',
    ...revisionOne,
  },
  'GET /api/v1/catalogue/revisions/{id}/findings': {
    summary: 'What the rehearsal found, with row, field and remedy.',
    ...revisionFindings,
  },
  'GET /api/v1/catalogue/revisions/{id}/changes': {
    summary: 'What is written when it is applied, each with what stood there before.',
    ...revisionChanges,
  },
  'POST /api/v1/catalogue/revisions/{id}/acts': {
    summary: 'Apply a revision, take it back, rehearse it again or discard it.',
    ...revisionActs,
  },
  'GET /api/v1/catalogue/items': {
    summary: 'All items in the version in force, retired ones too, by code.',
    response: z.object({ version: z.number(), rows: z.array(itemRow) }),
  },
  'GET /api/v1/catalogue/items/{id}/versions': {
    summary: 'The versions of an item, newest first: by which revision each came, and what it changed.',
    params: z.object({ id }),
    response: z.object({
      rows: z.array(
        z.object({
          version: z.number(),
          /** null: it came with the city itself. */
          revision: z.object({ id, title: z.string(), by: z.string(), at: instant }).nullable(),
          /** Of open cases that were made under it. */
          openCases: z.number(),
          changes: z.array(difference),
        }),
      ),
    }),
  },
  'GET /api/v1/catalogue/profiles': {
    summary: 'The cities’ profiles to begin from, with what each brings.',
    response: z.object({
      rows: z.array(
        z.object({
          id: z.enum(PROFILES),
          name: words,
          about: z.array(words),
          stages: z.array(words),
          procedures: z.array(z.object({ id: z.string(), name: words })),
          categories: z.number(),
          items: z.number(),
        }),
      ),
    }),
  },
  'GET /api/v1/catalogue/template': {
    summary: 'An empty table with the columns that the import reads, and an example row.',
    query: z.object({ format }),
    ...table,
  },
  'GET /api/v1/catalogue/export': {
    summary: 'The catalogue in force as a table that the import reads again.',
    query: z.object({ format }),
    ...table,
  },
})
