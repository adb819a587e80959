/** Items, procedures, stage names and duties, as screens read them. Answers carry an ETag: they change rarely. */
import { z } from 'zod'
import { STATES } from '@bihuan/domain/acts'
import { SEVERITIES, STEPS, UNITS } from '@bihuan/domain/item'
import { endpoints, id, text, words } from './endpoint.ts'
import { problems } from './problem.ts'

export const catalogueProblems = problems({})

const limit = z.object({ amount: z.number().min(0), unit: z.enum(UNITS) })

const category = z.object({ id, code: z.string(), name: words, position: z.number() })

const condition = z.object({
  id: z.string(),
  filing: words,
  closing: words,
  limit: limit.nullable(),
  limitMeans: z.enum(['handle', 'stop']),
  imported: z.object({ limit: z.string(), handling: z.string(), supervising: z.string() }).optional(),
})

const plan = z.object({
  steps: z.array(words),
  call: z.array(words),
  documents: z.array(words),
  basis: z.array(words),
})

const itemBrief = z.object({
  id,
  version: z.number(),
  code: z.string(),
  categoryId: id,
  name: words,
  hazard: z.boolean(),
  severity: z.enum(SEVERITIES),
  procedureId: z.string(),
  autoAssess: z.boolean(),
  autoDispatch: z.boolean(),
  needsAfterEvidence: z.boolean(),
  needsReview: z.boolean(),
  needsCallBack: z.boolean(),
  /** About a person: for those who handle it alone. */
  confidential: z.boolean().optional(),
  reworkLimit: limit.nullable(),
  conditions: z.array(condition),
  keywords: z.array(z.string()),
})
export type ItemBrief = z.infer<typeof itemBrief>

const procedure = z.object({
  id: z.string(),
  version: z.number(),
  name: words,
  limits: z.record(z.enum(STEPS), limit.nullable()),
  whole: limit.nullable(),
  /** Where each limit comes from, or that it is a default. */
  sources: z.partialRecord(z.enum([...STEPS, 'whole']), words).optional(),
})

const stageProfile = z.object({
  id: z.string(),
  name: words,
  stages: z.array(z.object({ id: z.string(), name: words })),
  /** State → id of a stage. */
  of: z.record(z.enum(STATES), z.string()),
})

const named = z.object({ id, name: words })
const regionNamed = z.object({ id, code: z.string(), name: z.string(), level: z.string() })

export const dutyAnswer = z.object({
  id,
  item: named.nullable(),
  category: named.nullable(),
  region: regionNamed,
  lead: named,
  assisting: z.array(named),
  basis: z.string(),
  validFrom: z.iso.date(),
  validTo: z.iso.date().nullable(),
})
const duty = dutyAnswer
export type DutyAnswer = z.infer<typeof dutyAnswer>

const reason = z.object({
  /** duty-won, over-category, over-wider-region, agreed-with, skipped-orphan, overlap, no-duty. */
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
})

export const catalogueEndpoints = endpoints({
  'GET /api/v1/categories': {
    summary: 'Categories in their order.',
    response: z.object({ version: z.number(), rows: z.array(category) }),
  },
  'GET /api/v1/items': {
    summary: 'Items that may be filed, all or of one category, without their handling plans.',
    query: z.object({ category: id.optional() }),
    response: z.object({ version: z.number(), rows: z.array(itemBrief) }),
  },
  'GET /api/v1/items/suggestions': {
    summary: 'Items for what is typed or dictated, best first.',
    query: z.object({ text: text(500), limit: z.coerce.number().int().min(1).max(20).default(5) }),
    response: z.object({ rows: z.array(z.object({ item: itemBrief, score: z.number() })) }),
  },
  'GET /api/v1/items/{id}': {
    summary: 'One item with its handling plan, in the version in force or in an earlier one.',
    params: z.object({ id }),
    query: z.object({ version: z.coerce.number().int().min(1).optional() }),
    response: itemBrief.extend({ plan, category: named, procedure, retired: z.boolean(), currentVersion: z.number() }),
  },
  'GET /api/v1/procedures': {
    summary: 'Procedures in force, with the limit of every step.',
    response: z.object({ version: z.number(), rows: z.array(procedure) }),
  },
  'GET /api/v1/stage-profiles': {
    summary: 'What the steps of the loop are called: five, six or seven stages over the same states.',
    /** `inForce`: the profile whose names this city’s cases bear. */
    response: z.object({ version: z.number(), inForce: z.string(), rows: z.array(stageProfile) }),
  },
  'GET /api/v1/duties': {
    summary: 'Duties that concern an item, a region (given in it, above it or below it), or both; ended ones too.',
    query: z.object({ item: id.optional(), region: id.optional() }),
    response: z.object({ version: z.number(), truncated: z.boolean(), rows: z.array(duty) }),
  },
  'GET /api/v1/duties/route': {
    summary: 'Where a case of this item in this region would go today, and why.',
    query: z.object({ item: id, region: id }),
    response: z.object({
      outcome: z.enum(['routed', 'gap', 'overlap']),
      /** The lead; for an overlap every candidate. */
      leads: z.array(z.object({ dutyId: id, department: named, assisting: z.array(named) })),
      why: z.array(reason),
    }),
  },
  'GET /api/v1/duties/report': {
    summary:
      'What is wrong with the duties: gaps, overlaps, duties never reached, orphaned ones. Counts are complete, lists hold at most 1,000.',
    response: z.object({
      on: z.iso.date(),
      counts: z.object({
        items: z.number(),
        duties: z.number(),
        gaps: z.number(),
        overlaps: z.number(),
        unreachable: z.number(),
        orphaned: z.number(),
      }),
      gaps: z.array(z.object({ item: named, region: regionNamed })),
      overlaps: z.array(
        z.object({
          item: named,
          region: regionNamed,
          sides: z.array(z.object({ dutyId: id, lead: named, basis: z.string() })),
        }),
      ),
      unreachable: z.array(z.object({ duty, shadowedBy: z.array(duty) })),
      orphaned: z.array(z.object({ duty, gone: z.array(z.enum(['lead', 'assisting', 'region', 'item', 'category'])) })),
    }),
  },
})
