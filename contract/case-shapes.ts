/** Shapes of cases as they are read: a line of a list, and the page of one case. */
import { z } from 'zod'
import { ACTS, STATES } from '@bihuan/domain/acts'
import { CALL_BACKS, CLOSINGS, SOURCES } from '@bihuan/domain/cases/case'
import { RECTIFICATIONS, SEVERITIES } from '@bihuan/domain/item'
import { limit } from './case-acts.ts'
import { id, instant, point, words } from './endpoint.ts'

export const act = z.enum(ACTS)
export const state = z.enum(STATES)
/** `nameEn`: of departments and teams; persons and regions have one name. */
export const named = z.object({ id: z.string(), name: z.string(), nameEn: z.string().optional() })
export const holder = named.extend({ kind: z.enum(['person', 'team', 'department']) })
const refusal = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  zh: z.string(),
  en: z.string(),
})
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
  referenceId: z.string(),
  sha256: z.string(),
  purpose: z.enum(['before', 'after', 'evidence', 'document']),
  mediaType: z.string(),
  size: z.number(),
  seq: z.number().int(),
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

export const reasonStep = z.object({
  code: z.string(),
  params: z.record(z.string(), z.unknown()),
  zh: z.string(),
  en: z.string(),
})
const order = z.object({
  id,
  by: named,
  office: named.nullable(),
  at: instant,
  settledAt: instant.nullable(),
  dueAt: instant.nullable(),
  overdue: z.boolean(),
})
const request = z.object({ by: named, at: instant, text: z.string().nullable() })
const handlingPlan = z.object({
  steps: z.array(words),
  call: z.array(words),
  documents: z.array(words),
  basis: z.array(words),
})

export const casePage = caseLine.extend({
  condition: z
    .object({
      id: z.string(),
      filing: words,
      closing: words,
      limit: limit.nullable(),
      limitMeans: z.enum(['handle', 'stop']),
    })
    .nullable(),
  itemVersion: z.number().int(),
  rectification: z.enum(RECTIFICATIONS).nullable(),
  procedure: z.object({ id: z.string(), version: z.number().int(), name: words }),
  /** The state's stage in the city's loop, and all stages of that loop in order. */
  stage: words,
  stages: z.array(z.object({ name: words, reached: z.boolean(), current: z.boolean() })),
  finder: named,
  office: named,
  assignment: z
    .object({
      lead: named,
      assisting: z.array(named),
      team: named.nullable(),
      by: named,
      at: instant,
      why: z.array(reasonStep),
    })
    .nullable(),
  /** Where the duty table would send it now; for the dispatcher. */
  suggestion: z
    .object({ lead: named.nullable(), assisting: z.array(named), why: z.array(reasonStep), candidates: z.array(named) })
    .nullable(),
  plan: handlingPlan.nullable(),
  clocks: z.array(clockReading),
  stepClockId: z.string().nullable(),
  /** For the ruler: who held it from when to when. */
  holders: z.array(z.object({ holder: holder.nullable(), state, from: instant, to: instant.nullable() })),
  texts: z.array(
    z.object({
      textId: z.string(),
      kind: z.string(),
      value: z.string().nullable(),
      masked: z.boolean(),
      erased: z.boolean(),
    }),
  ),
  files: z.array(fileView),
  /** Texts and files are for those who handle it alone (a person in need), and this reader is none of them. */
  withheld: z.boolean(),
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

export const nearbyCase = caseLine.extend({
  distance: z.number().describe('metres'),
  sameItem: z.boolean().describe('else another item of the same category'),
})
