/**
 * Changing who is responsible: by hand, from a file, from the units that an imported standard names, or by a rule that a desk
 * proposes after a return. Each is a revision of kind `duties` (contract/revision.ts); and what it would have meant can be asked first.
 */
import { z } from 'zod'
import { WHAT_IF_KINDS } from '@bihuan/domain/duty-what-if'
import { dutyAnswer } from './catalogue.ts'
import { caseLine } from './case-shapes.ts'
import { endpoints, id, instant, page, paging, text, words } from './endpoint.ts'
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

const day = z.iso.date()
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

const named = z.object({ id, name: words })
const regionNamed = z.object({ id, code: z.string(), name: z.string(), level: z.string() })

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

const weight = z.object({
  cases: z.number(),
  changed: z.number(),
  tookProposed: z.number(),
  spared: z.number(),
  tookOther: z.number(),
})

/** A rule that would have spared a return. */
const proposedRule = z.object({
  item: named,
  region: regionNamed,
  lead: named,
  assisting: z.array(named),
  /** Over the cases of this item there, reported since. */
  weight: weight.nullable(),
})

const caseProposal = z.object({
  /** Why there is none. */
  none: z.enum(['not-returned', 'nobody-else', 'duty-agrees', 'danger']).nullable(),
  returnedBy: named.nullable(),
  /** It was taken there; else it was only sent. */
  accepted: z.boolean(),
  since: day,
  /** Narrowest first. */
  rules: z.array(proposedRule),
  /** The same rule, if it was proposed and waits. */
  waiting: z.object({ revisionId: id, title: z.string(), by: z.string(), at: instant }).nullable(),
})
export type CaseProposal = z.infer<typeof caseProposal>

const outcome = z.object({
  kind: z.enum(['department', 'gap', 'overlap']),
  department: named.nullable(),
})
const whatIf = z.object({
  id,
  title: z.string(),
  revisionId: id.nullable(),
  from: day,
  to: day,
  state: z.enum(['counting', 'counted', 'failed']),
  progress: z.object({ done: z.number(), of: z.number() }),
  createdBy: z.object({ id, name: z.string() }),
  createdAt: instant,
  counts: z
    .object({
      cases: z.number(),
      danger: z.number(),
      changed: z.number(),
      avoided: z.number(),
      takenAway: z.number(),
      kinds: z.record(z.enum(WHAT_IF_KINDS), z.number()),
    })
    .nullable(),
})
export type WhatIfAnswer = z.infer<typeof whatIf>

const whatIfRow = z.object({
  number: z.number(),
  from: outcome,
  to: outcome,
  item: named,
  kind: z.enum(WHAT_IF_KINDS),
  cases: z.number(),
  avoided: z.number(),
  takenAway: z.number(),
})
export type WhatIfRowAnswer = z.infer<typeof whatIfRow>

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
  'POST /api/v1/duties/what-ifs': {
    summary: 'Asks where the cases of a period would have gone under a rehearsed revision, or under single changes.',
    body: z.strictObject({
      commandId: id,
      title: text(200).min(1),
      revisionId: id.nullable().default(null),
      changes: dutyChanges.nullable().default(null),
      from: day,
      to: day,
    }),
    response: whatIf,
    status: 201,
  },
  'GET /api/v1/duties/what-ifs': {
    summary: 'What was asked, newest first.',
    query: z.object(paging),
    response: page(whatIf),
  },
  'GET /api/v1/duties/what-ifs/{id}': {
    summary: 'One of them, with its counts or how far it is.',
    params: z.object({ id }),
    response: whatIf,
  },
  'GET /api/v1/duties/what-ifs/{id}/rows': {
    summary: 'From which department to which, by item, the most cases first.',
    params: z.object({ id }),
    query: z.object({ ...paging, kind: z.enum(WHAT_IF_KINDS).optional() }),
    response: page(whatIfRow),
  },
  'GET /api/v1/duties/what-ifs/{id}/cases': {
    summary: 'The cases behind a row, within the reader’s scope, newest first.',
    params: z.object({ id }),
    query: z.object({
      ...paging,
      row: z.coerce.number().int().min(1).optional(),
      avoided: z.stringbool().optional(),
      takenAway: z.stringbool().optional(),
    }),
    response: page(caseLine),
  },
  'GET /api/v1/cases/{id}/duty-proposal': {
    summary: 'After a return: the narrowest rule that would have spared it, and what it would have changed before.',
    params: z.object({ id }),
    /** A wider region to weigh too: narrow ones are weighed at once. */
    query: z.object({ weigh: id.optional() }),
    response: caseProposal,
  },
  'POST /api/v1/duties/proposals': {
    summary: 'Proposes such a rule: a rehearsed revision that waits for the administrator.',
    body: z.strictObject({ commandId: id, caseId: id, regionId: id }),
    response: z.object({ revisionId: id }),
    status: 201,
  },
  'GET /api/v1/duties/proposals': {
    summary: 'Rules that desks have proposed, newest first.',
    query: z.object({ ...paging, waiting: z.stringbool().optional() }),
    response: page(
      z.object({
        revisionId: id,
        state: z.string(),
        stale: z.boolean(),
        title: z.string(),
        by: z.string(),
        at: instant,
        case: z.object({ id, number: z.string() }),
        rule: proposedRule,
      }),
    ),
  },
})
