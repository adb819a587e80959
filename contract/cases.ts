/** Cases: filing, acting, finding, reading. */
import { z } from 'zod'
import { ACTS, STATES } from '@bihuan/domain/acts'
import { CALL_BACKS, CLOSINGS, SOURCES } from '@bihuan/domain/cases/case'
import { RECTIFICATIONS, SEVERITIES } from '@bihuan/domain/item'
import { actCommand, bulkCommand, limit, reportCommand } from './case-acts.ts'
import { endpoints, id, instant, page, paging, point, text, words } from './endpoint.ts'
import { problemSchema } from './problem.ts'
export { caseProblems } from './case-problems.ts'

const act = z.enum(ACTS)
const state = z.enum(STATES)
const named = z.object({ id: z.string(), name: z.string() })
export const holder = z.object({ kind: z.enum(['person', 'team', 'department']), id: z.string(), name: z.string() })
const refusal = z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])), zh: z.string(), en: z.string() })
export const ability = z.object({ act, allowed: z.boolean(), refusal: refusal.nullable() })

/** What an act did. The same for a command sent twice. */
export const acted = z.object({
  id,
  number: z.string(),
  version: z.number().int(),
  state,
  holder: holder.nullable(),
  nextStep: act.nullable(),
  dueAt: instant.nullable(),
  /** Only for `unmask`: the text in clear. */
  text: z.string().optional(),
})

/** One line of a list. */
export const caseLine = z.object({
  id,
  number: z.string(),
  version: z.number().int(),
  state,
  nextStep: act.nullable(),
  item: z.object({ id, name: words, severity: z.enum(SEVERITIES) }),
  danger: z.boolean(),
  /** The beginning of what was reported; null when there is none or it was erased. */
  excerpt: z.string().nullable(),
  address: z.string().nullable(),
  holder: holder.nullable(),
  lead: named.nullable(),
  region: named.nullable(),
  grid: named.nullable(),
  position: point.nullable(),
  source: z.enum(SOURCES),
  reportedAt: instant,
  /** Due time of the step, and of the whole. */
  dueAt: instant.nullable(),
  wholeDueAt: instant.nullable(),
  /** 80 % of the step's time has gone. */
  warnAt: instant.nullable(),
  suspended: z.boolean(),
  supervised: z.boolean(),
  /** What waits for somebody's decision. */
  requests: z.array(z.enum(['extension', 'suspension', 'void', 'reopen', 'supplement', 'consult', 'call'])),
  closedAt: instant.nullable(),
  closing: z.enum(CLOSINGS).nullable(),
  late: z.boolean(),
})

const clockReading = z.object({
  id: z.string(),
  kind: z.string(),
  limit: limit.nullable(),
  startedAt: instant,
  stoppedAt: instant.nullable(),
  dueAt: instant.nullable(),
  warnAt: instant.nullable(),
  provisional: z.boolean(),
  state: z.enum(['running', 'paused', 'stopped']),
  outcome: z.enum(['kept', 'broken']).nullable(),
  overdue: z.boolean(),
  extensions: z.array(limit),
  pauses: z.array(z.object({ from: instant, to: instant.nullable() })),
})

export const fileView = z.object({
  referenceId: z.string(), sha256: z.string(), purpose: z.enum(['before', 'after', 'evidence', 'document']), mediaType: z.string(), size: z.number(), seq: z.number().int(),
})

export const timelineEntry = z.object({
  id,
  seq: z.number().int(),
  act,
  actor: z.object({ id: z.string(), name: z.string() }),
  occurredAt: instant,
  recordedAt: instant,
  /** More than ten minutes lie between the two times. */
  gap: z.boolean(),
  state,
  holder: holder.nullable(),
  /** The sealed text in clear if this reader may see it; masked for contacts; null after erasure with `erased`. */
  text: z.object({ textId: z.string(), value: z.string().nullable(), erased: z.boolean() }).nullable(),
  files: z.array(fileView),
  /** What else the act said, with names put in place of ids. */
  facts: z.record(z.string(), z.unknown()),
})

export const reasonStep = z.object({ code: z.string(), params: z.record(z.string(), z.unknown()), zh: z.string(), en: z.string() })
const order = z.object({ id, by: named, office: named.nullable(), at: instant, settledAt: instant.nullable(), dueAt: instant.nullable(), overdue: z.boolean() })
const request = z.object({ by: named, at: instant, text: z.string().nullable() })
const handlingPlan = z.object({ steps: z.array(words), call: z.array(words), documents: z.array(words), basis: z.array(words) })

export const casePage = caseLine.extend({
  condition: z.object({ id: z.string(), filing: words, closing: words, limit: limit.nullable(), limitMeans: z.enum(['handle', 'stop']) }).nullable(),
  itemVersion: z.number().int(),
  rectification: z.enum(RECTIFICATIONS).nullable(),
  procedure: z.object({ id: z.string(), version: z.number().int(), name: words }),
  /** The state's stage in the city's loop, and all stages of that loop in order. */
  stage: words,
  stages: z.array(z.object({ name: words, reached: z.boolean(), current: z.boolean() })),
  finder: named,
  office: named,
  assignment: z.object({ lead: named, assisting: z.array(named), team: named.nullable(), by: named, at: instant, why: z.array(reasonStep) }).nullable(),
  /** Where the duty table would send it now; for the dispatcher. */
  suggestion: z.object({ lead: named.nullable(), assisting: z.array(named), why: z.array(reasonStep), candidates: z.array(named) }).nullable(),
  plan: handlingPlan.nullable(),
  clocks: z.array(clockReading),
  stepClockId: z.string().nullable(),
  /** For the ruler: who held it from when to when. */
  holders: z.array(z.object({ holder: holder.nullable(), state, from: instant, to: instant.nullable() })),
  texts: z.array(z.object({ textId: z.string(), kind: z.string(), value: z.string().nullable(), masked: z.boolean(), erased: z.boolean() })),
  files: z.array(fileView),
  timeline: z.array(timelineEntry),
  extensionRequest: request.extend({ limit }).nullable(),
  suspensionRequest: request.extend({ until: instant.nullable(), condition: z.string().nullable() }).nullable(),
  suspension: z.object({ until: instant.nullable(), condition: z.string().nullable(), since: instant }).nullable(),
  voidRequest: request.nullable(),
  reopenRequest: request.extend({ dissatisfied: z.boolean() }).nullable(),
  asked: z.object({ by: named, at: instant }).nullable(),
  consult: z.enum(['none', 'open', 'concluded']),
  supervises: z.array(order),
  calls: z.array(order),
  escalations: z.array(z.object({ clockId: z.string(), office: named.nullable(), at: instant })),
  returns: z.number().int(),
  reworks: z.number().int(),
  extensions: z.number().int(),
  callBack: z.enum(CALL_BACKS).nullable(),
  parent: z.object({ id, number: z.string() }).nullable(),
  children: z.array(z.object({ id, number: z.string(), state })),
  following: z.boolean(),
  followers: z.number().int(),
  sampled: z.boolean(),
  timeGap: z.boolean(),
  /** The actor's last act may still be undone until then. */
  undoUntil: instant.nullable(),
  abilities: z.array(ability),
  workedOnBy: z.array(named),
})

export const nearbyCase = caseLine.extend({ distance: z.number().describe('metres') })

/** Filters of a list; all of them narrow. */
export const caseFilter = z.object({
  state: z.string().max(200).optional().describe('states, comma separated; `open` for all open ones'),
  itemId: id.optional(),
  categoryId: id.optional(),
  regionId: id.optional(),
  departmentId: id.optional(),
  holderId: id.optional(),
  source: z.enum(SOURCES).optional(),
  danger: z.stringbool().optional(),
  overdue: z.stringbool().optional(),
  suspended: z.stringbool().optional(),
  finder: z.literal('me').optional(),
  following: z.stringbool().optional(),
  reportedFrom: z.iso.date().optional(),
  reportedTo: z.iso.date().optional().describe('the day is included'),
  /** A measure of the overview: the records behind a figure. */
  measure: z.string().max(60).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  number: z.string().max(40).optional().describe('case number, or its beginning'),
  sort: z.enum(['newest', 'due']).default('newest'),
})

export const DESK_TABS = ['assess', 'dispatch', 'requests', 'accept', 'handle', 'review', 'verify', 'call-back', 'supervise', 'calls', 'supplement'] as const

export const caseEndpoints = endpoints({
  'POST /api/v1/cases': { summary: 'Report a case, or file one that was fixed on the spot', body: reportCommand, response: acted, status: 201 },
  'POST /api/v1/cases/{id}/acts': { summary: 'Act on a case', params: z.object({ id }), body: actCommand, response: acted },
  'POST /api/v1/cases/acts': {
    summary: 'Act on many cases; each act succeeds or fails by itself, in order',
    body: bulkCommand,
    response: z.object({ results: z.array(z.object({ subject: id, commandId: id, status: z.number().int(), acted: acted.nullable(), problem: problemSchema.nullable() })) }),
  },
  'GET /api/v1/cases': { summary: 'Cases in scope', query: caseFilter.extend(paging), response: page(caseLine).extend({ total: z.number().int().describe('up to 1,000; 1,001 means more') }) },
  'GET /api/v1/cases/nearby': {
    summary: 'Open cases of the same item near a position, nearest first, at most five',
    query: z.object({ itemId: id, longitude: z.coerce.number().min(-180).max(180), latitude: z.coerce.number().min(-90).max(90), excludeId: id.optional() }),
    response: z.object({ rows: z.array(nearbyCase) }),
  },
  'GET /api/v1/cases/{id}': { summary: 'One case: history, clocks, files, and what the reader may do', params: z.object({ id }), response: casePage },
  'POST /api/v1/cases/{id}/presence': {
    summary: 'Say that one has the case open (holds for 30 seconds) and hear who else has; `leave` ends it',
    params: z.object({ id }),
    body: z.object({ leave: z.boolean().default(false) }),
    response: z.object({ others: z.array(named) }),
  },
  'GET /api/v1/desk': {
    summary: 'What waits for the signed-in person: how many by kind, and how many of them are due',
    response: z.object({ tabs: z.array(z.object({ tab: z.enum(DESK_TABS), count: z.number().int().describe('up to 1,000; 1,001 means more'), overdue: z.number().int() })) }),
  },
  'GET /api/v1/desk/{tab}': {
    summary: 'The cases that wait, what burns first on top: danger to life, then by due time',
    params: z.object({ tab: z.enum(DESK_TABS) }),
    query: z.object({ ...paging }),
    response: page(caseLine),
  },
  'GET /api/v1/filters': { summary: 'The saved filters of the signed-in person', response: z.object({ rows: z.array(z.object({ id, name: z.string(), filter: z.record(z.string(), z.string()) })) }) },
  'POST /api/v1/filters': {
    summary: 'Save a filter',
    body: z.object({ id, name: text(60).min(1), filter: z.record(z.string().max(40), z.string().max(200)) }),
    response: z.object({ id }),
    status: 201,
  },
  'DELETE /api/v1/filters/{id}': { summary: 'Remove a saved filter', params: z.object({ id }), response: z.null(), status: 204 },
})
