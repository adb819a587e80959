/** What other duties would have meant for the cases of before, and the rules that desks propose after a return. */
import { z } from 'zod'
import { WHAT_IF_KINDS } from '@bihuan/domain/duty-what-if'
import { caseLine } from './case-shapes.ts'
import { dutyChanges, named, regionNamed } from './duties-edit.ts'
import { businessDay, endpoints, id, instant, page, paging, text } from './endpoint.ts'

const day = businessDay

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

export const dutyWhatIfEndpoints = endpoints({
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
