/**
 * Changing who is responsible: by hand, from a file, from the units that an imported standard names. Each is a revision of kind
 * `duties` (contract/revision.ts). What it would have meant, and what desks propose: duties-what-if.ts.
 */
import { z } from 'zod'
import { dutyAnswer } from './catalogue.ts'
import { businessDay, endpoints, id, page, paging, text, words } from './endpoint.ts'
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

const day = businessDay
const answers = {
  leadDepartmentId: id,
  assistingDepartmentIds: z.array(id).max(50),
  /** Law or decision that says so. */
  basis: text(500),
}
const key = { itemId: id.nullable(), categoryId: id.nullable(), regionId: id }
/** Exactly one of item and category. */
const aboutOne = (value: { itemId: string | null; categoryId: string | null }) =>
  (value.itemId === null) !== (value.categoryId === null)

const change = z
  .discriminatedUnion('change', [
    /** These and no others at this place from then on; none: nobody is named here any more. */
    z.strictObject({
      change: z.literal('set'),
      ...key,
      from: day,
      drafts: z.array(z.strictObject({ ...answers, validTo: day.nullable().default(null) })).max(10),
    }),
    z.strictObject({
      change: z.literal('add'),
      draft: z
        .strictObject({ ...key, ...answers, validFrom: day, validTo: day.nullable().default(null) })
        .refine(aboutOne, { error: 'item-or-category' }),
    }),
    z.strictObject({ change: z.literal('change'), dutyId: id, from: day, ...answers }),
    z.strictObject({ change: z.literal('end'), dutyId: id, from: day }),
  ])
  .refine((value) => value.change !== 'set' || aboutOne(value), { error: 'item-or-category' })
export type DutyChangeSent = z.input<typeof change>

export const dutyChanges = z.array(change).min(1).max(2000)

/** What a revision of duties starts from; kept with it, for rehearsing again. */
export const dutySource = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('edit'), changes: dutyChanges }),
  z.strictObject({
    type: z.literal('file'),
    format: z.enum(['csv', 'xlsx']),
    /** A list has one duty a row; a matrix items down and regions or departments across. */
    layout: z.enum(['auto', 'list', 'matrix']).default('auto'),
    /** `whole`: what the file does not name ends. */
    mode: z.enum(['rows', 'whole']).default('rows'),
    /** Where a row names no region. */
    regionId: id.nullable().default(null),
    /** Where a row names no day: from today. */
    from: day.nullable().default(null),
    /** Where a row gives none. */
    basis: text(500).default(''),
  }),
  z.strictObject({
    type: z.literal('units'),
    /** Word as the standard spells it → the departments that it stands for; one in each region for a unit that each place has. */
    mapping: z.record(z.string().min(1).max(200), z.array(id).max(2000)),
    regionId: id,
    superviseAssists: z.boolean().default(true),
    /** Items that have duties of their own already stay as they are. */
    onlyWithout: z.boolean().default(true),
    from: day.nullable().default(null),
    basis: text(500).default(''),
  }),
])
export type DutySource = z.output<typeof dutySource>
export type DutySourceSent = z.input<typeof dutySource>

export const dutyEditProblems = problems({
  'duty.ground-moved': {
    status: 409,
    zh: '预演之后，部门或区域已有变动（{name}）；请重新预演后再应用。',
    en: 'A department or region has changed since the rehearsal ({name}); rehearse again, then apply.',
  },
  'duty.no-matrix': {
    status: 422,
    zh: '表头里没有认得出的区域或部门代码；请用区域代码或部门代码作列标题，或改用清单格式。',
    en: 'No header is a known code of a region or department; name the columns by such codes, or use a list.',
  },
  'duty.nothing-proposed': {
    status: 409,
    zh: '这件事件没有可建议的规则：{reason}。',
    en: 'There is no rule to propose for this case: {reason}.',
  },
  'duty.proposed-already': {
    status: 409,
    zh: '同样的规则已有人建议，正等待管理员处理（{title}）。',
    en: 'The same rule was proposed already and waits for the administrator ({title}).',
  },
  'duty.period': {
    status: 422,
    zh: '时间段无效：起始日须不晚于结束日，最多 {days} 天。',
    en: 'The period is not valid: it must not end before it begins, and has at most {days} days.',
  },
  'duty.what-if-source': {
    status: 422,
    zh: '请给出一份已预演的修订，或一组改动，二者取一。',
    en: 'Give either a rehearsed revision or a list of changes.',
  },
})

export const named = z.object({ id, name: words })
export const regionNamed = z.object({ id, code: z.string(), name: z.string(), level: z.string() })

const dutyRow = dutyAnswer.extend({
  state: z.enum(['in-force', 'coming', 'ended']),
  itemCode: z.string().nullable(),
  categoryCode: z.string().nullable(),
  leadCode: z.string(),
})
export type DutyRowAnswer = z.infer<typeof dutyRow>

const cell = z.object({
  /** Duties given here itself. */
  own: z.array(z.object({ dutyId: id, lead: id, assisting: z.array(id), basis: z.string() })),
  /** Who leads at a place that is known no nearer; null: a gap. Two or more: an overlap. */
  leads: z.array(id),
  /** Where that was said, where it was not here. */
  from: z.object({ regionId: id, by: z.enum(['item', 'category']) }).nullable(),
  /** Somewhere below another answer is given. */
  below: z.boolean(),
})
export type DutyCell = z.infer<typeof cell>

const unit = z.object({
  word: z.string(),
  handling: z.number(),
  first: z.number(),
  supervising: z.number(),
  items: z.number(),
  generic: z.boolean(),
  local: z.boolean(),
  /** Other spellings of the same office, by their likeness. */
  alike: z.array(z.string()),
  suggestion: z.object({ department: named, likeness: z.number() }).nullable(),
})
export type UnitAnswer = z.infer<typeof unit>

export const dutyEditEndpoints = endpoints({
  'GET /api/v1/duties/table': {
    summary: 'The table of duties, filtered, page after page; ended ones too where asked for.',
    query: z.object({
      ...paging,
      item: id.optional(),
      category: id.optional(),
      /** Given in it or below it. */
      region: id.optional(),
      /** Leads or assists. */
      department: id.optional(),
      state: z.enum(['in-force', 'coming', 'ended', 'all']).default('in-force'),
    }),
    response: page(dutyRow).extend({ total: z.number() }),
  },
  'GET /api/v1/duties/matrix': {
    summary:
      'Categories, and the items of one of them, by a region and the regions in it: who leads, and where that was said.',
    query: z.object({ region: id.optional(), category: id.optional() }),
    response: z.object({
      version: z.number(),
      region: regionNamed,
      above: z.array(regionNamed),
      columns: z.array(regionNamed.extend({ below: z.number() })),
      departments: z.array(named.extend({ code: z.string() })),
      rows: z.array(
        z.object({
          category: named.extend({ code: z.string() }),
          item: named.extend({ code: z.string() }).nullable(),
          items: z.number(),
          cells: z.array(cell),
        }),
      ),
    }),
  },
  'GET /api/v1/duties/units': {
    summary: 'The units that the items’ conditions name in words, with a department for each where a name is like it.',
    response: z.object({
      rows: z.array(unit),
      /** Items whose conditions name any, and those that have no duty of their own. */
      items: z.number(),
      without: z.number(),
    }),
  },
  'GET /api/v1/duties/template': {
    summary: 'The present table as a CSV file that the import takes: a list, or a matrix of regions.',
    query: z.object({ layout: z.enum(['list', 'matrix']).default('list') }),
    response: z.object({ name: z.string(), text: z.string() }),
  },
  'POST /api/v1/duties/revisions': {
    summary: 'Starts a revision of duties: edits, a file (by its upload), or the units of the standard.',
    body: z.strictObject({ ...revisionStart, source: dutySource }),
    response: revision,
    status: 201,
  },
  'GET /api/v1/duties/revisions': { summary: 'Revisions of duties, newest first.', ...revisionList },
  'GET /api/v1/duties/revisions/{id}': { summary: 'One revision of duties.', ...revisionOne },
  'GET /api/v1/duties/revisions/{id}/findings': { summary: 'What its rehearsal found.', ...revisionFindings },
  'GET /api/v1/duties/revisions/{id}/changes': { summary: 'What it would write, or wrote.', ...revisionChanges },
  'POST /api/v1/duties/revisions/{id}/acts': {
    summary: 'Apply, take back, discard, rehearse again.',
    ...revisionActs,
  },
})
