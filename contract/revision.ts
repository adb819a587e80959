/**
 * Revisions (修订): every change of territory, catalogue or duties is rehearsed, applied as a whole, and can be taken back.
 * A kind of revision declares its own endpoints from the shapes here: `/api/v1/<kind>/revisions…`.
 */
import { z } from 'zod'
import { id, instant, page, paging, text, words } from './endpoint.ts'
import { problems } from './problem.ts'

export const REVISION_KINDS = ['territory', 'catalogue', 'duties'] as const
export type RevisionKindName = (typeof REVISION_KINDS)[number]
export const REVISION_ORIGINS = ['file', 'editor', 'profile', 'proposal'] as const
export const REVISION_STATES = ['rehearsing', 'rehearsed', 'failed', 'applied', 'taken-back', 'discarded'] as const
/** error: blocks, unless the good rows alone are wanted; repaired: was wrong and is mended in the plan. */
export const SEVERITIES = ['error', 'warning', 'repaired', 'note'] as const
export type Severity = (typeof SEVERITIES)[number]
export const REVISION_ACTS = ['apply', 'take-back', 'discard', 'rehearse-again'] as const

/** What every start of a revision carries beside its own: a body of a kind extends this. */
export const revisionStart = {
  commandId: id,
  title: text(200).min(1),
  /** A complete upload of one's own; the kind says where one is needed. */
  uploadId: id.nullable().default(null),
  fileName: text(200).nullable().default(null),
  /** Apply what is good and leave out what is not, instead of refusing all. */
  keepGood: z.boolean().default(false),
}

/** What happened to one revision, and where it stands. */
export const revision = z.object({
  id,
  kind: z.enum(REVISION_KINDS),
  origin: z.enum(REVISION_ORIGINS),
  state: z.enum(REVISION_STATES),
  title: z.string(),
  source: z.record(z.string(), z.unknown()),
  keepGood: z.boolean(),
  file: z.object({ sha256: z.string(), name: z.string().nullable() }).nullable(),
  /** While it is rehearsed: how far it came, in the unit of the step. */
  progress: z.object({ step: z.string(), done: z.number(), of: z.number() }).nullable(),
  failure: z.object({ code: z.string(), sentence: words }).nullable(),
  /** Numbers in the words of the kind, e.g. `regions-created`. */
  counts: z.record(z.string(), z.number()),
  findings: z.array(z.object({ severity: z.enum(SEVERITIES), code: z.string(), count: z.number(), sentence: words })),
  errors: z.number(),
  warnings: z.number(),
  changes: z.number(),
  createdBy: z.object({ id, name: z.string() }),
  createdAt: instant,
  rehearsedAt: instant.nullable(),
  appliedBy: z.object({ id, name: z.string() }).nullable(),
  appliedAt: instant.nullable(),
  takenBackAt: instant.nullable(),
  /** What may be done with it now. */
  may: z.array(z.enum(REVISION_ACTS)),
  /** The state of the city has moved since the rehearsal: rehearse again before applying. */
  stale: z.boolean(),
})
export type RevisionAnswer = z.infer<typeof revision>

/** A place on the map, WGS 84: whatever shape shows it best. */
export const findingGeometry = z
  .object({
    type: z.enum(['Point', 'MultiPoint', 'LineString', 'MultiLineString', 'Polygon', 'MultiPolygon']),
    coordinates: z.array(z.unknown()),
  })
  .meta({ description: 'GeoJSON geometry (RFC 7946)' })

export const revisionFinding = z.object({
  number: z.number(),
  severity: z.enum(SEVERITIES),
  code: z.string(),
  sentence: words,
  params: z.record(z.string(), z.unknown()),
  row: z.number().nullable(),
  field: z.string().nullable(),
  subject: z.string().nullable(),
  /** Square metres. */
  area: z.number().nullable(),
  geometry: findingGeometry.nullable(),
})
export type RevisionFindingAnswer = z.infer<typeof revisionFinding>

export const revisionChange = z.object({
  number: z.number(),
  what: z.string(),
  action: z.string(),
  record: z.string(),
  label: z.string(),
  body: z.unknown(),
  before: z.unknown(),
})
export type RevisionChangeAnswer = z.infer<typeof revisionChange>

/** The query and response of each kind's endpoints. */
export const revisionList = {
  query: z.object({ ...paging, state: z.enum(REVISION_STATES).optional() }),
  response: page(revision),
}
export const revisionOne = { params: z.object({ id }), response: revision }
export const revisionFindings = {
  params: z.object({ id }),
  query: z.object({
    ...paging,
    severity: z.enum(SEVERITIES).optional(),
    code: z.string().max(100).optional(),
    /** `true`: those that have a place on the map. */
    placed: z.stringbool().optional(),
  }),
  response: page(revisionFinding),
}
export const revisionChanges = {
  params: z.object({ id }),
  query: z.object({ ...paging, what: z.string().max(50).optional() }),
  response: page(revisionChange),
}
export const revisionActs = {
  params: z.object({ id }),
  body: z.strictObject({
    commandId: id,
    act: z.enum(REVISION_ACTS),
    /** With `apply`: the errors stay out and the rest is applied. */
    keepGood: z.boolean().optional(),
  }),
  response: revision,
}

/** Sentences for findings, `{name}` for parameters; a kind has its own table. */
export type FindingSentences = Readonly<Record<string, { zh: string; en: string }>>

export const revisionProblems = problems({
  'revision.stale': {
    status: 409,
    zh: '预演之后数据已被别的修订更改（预演时为第 {base} 版，现为第 {version} 版）；请重新预演后再应用。',
    en: 'The data was changed by another revision after this rehearsal (version {base} then, {version} now); rehearse again, then apply.',
  },
  'revision.has-errors': {
    status: 409,
    zh: '预演发现 {errors} 处错误；请改正文件后重新导入，或选择“只应用正确的部分”。',
    en: 'The rehearsal found {errors} errors; correct the file and import it again, or choose to apply the good part only.',
  },
  'revision.nothing-to-apply': {
    status: 409,
    zh: '这份修订没有可应用的改动；数据已经是这样，或全部有误。',
    en: 'This revision has no change to apply: the data is so already, or all of it is wrong.',
  },
  'revision.state': {
    status: 409,
    zh: '这份修订现在的状态（{state}）不能这样处理；请刷新后再看。',
    en: 'This cannot be done with a revision that is {state}; refresh to see it as it is.',
  },
  'revision.stands-on': {
    status: 409,
    zh: '后来的修订“{title}”改动了同样的 {count} 条记录；请先撤回那一份。',
    en: 'A later revision, “{title}”, changed {count} of the same records; take that one back first.',
  },
  'revision.plan-damaged': {
    status: 409,
    zh: '存下的预演结果与预演时不符；请重新预演。',
    en: 'The stored plan is not the one that was rehearsed; rehearse again.',
  },
  'revision.file-required': {
    status: 422,
    zh: '请先上传文件，再开始预演（uploadId）。',
    en: 'Upload the file first, then start the rehearsal (uploadId).',
  },
  'revision.rehearsal-broke': {
    status: 500,
    zh: '预演中途出错（{reason}）；请重新预演，仍出错时请告诉管理员。',
    en: 'The rehearsal broke off ({reason}); rehearse again, and tell the administrator if it happens again.',
  },
})
