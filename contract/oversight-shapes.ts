/** Shapes of oversight as they are read: draws and their members, check tasks, batches, lines of extensions and orders, sums. */
import { z } from 'zod'
import { FAULTS, RESULTS } from '@bihuan/domain/oversight/words'
import { STRATA } from '@bihuan/domain/oversight/draw'
import { fileView, named } from './case-shapes.ts'
import { limit } from './case-acts.ts'
import { businessDay, id, instant, page, point, words } from './endpoint.ts'

export const CHECKERS = ['verifier', 'grid-worker'] as const
const count = z.number().int()
const strata = z.record(z.enum(STRATA), count)

/** How many of a draw's cases were checked, and what was found, in one stratum. */
const found = z.object({
  stratum: z.enum(STRATA),
  /** Lots that each case of the stratum held. */
  lots: count,
  population: count,
  drawn: count,
  checked: count,
  asRecorded: count,
  dataWrong: count,
  notPutRight: count,
})

export const drawLine = z.object({
  id,
  state: z.enum(['counting', 'committed', 'published', 'discarded']),
  region: named,
  from: businessDay,
  to: businessDay,
  size: count,
  plannedAt: instant,
  plannedBy: named,
  publishedAt: instant.nullable(),
  population: count.nullable(),
  /** Tasks that came of it. */
  tasks: count,
  done: count,
})

export const drawPage = drawLine.extend({
  extra: z.object({ fixed: count, gap: count }),
  checkers: z.enum(CHECKERS),
  dueDays: count,
  seedFrom: z.enum(['log', 'number']),
  numberOf: z.string().nullable(),
  populationDigest: z.string().nullable(),
  populationStrata: strata.nullable(),
  /** Where the plan itself stands in the log, and the position whose event gives the seed; null while not yet in the log. */
  planPosition: count.nullable(),
  seedPosition: count.nullable(),
  /** The event of that position is there, or a number may be entered. */
  seedReady: z.boolean(),
  seedValue: z.string().nullable(),
  seed: z.string().nullable(),
  sampleDigest: z.string().nullable(),
  publishedBy: named.nullable(),
  found: z.array(found),
  /** What the sample says of the whole population; shares between 0 and 1. */
  estimate: z.object({ share: z.number().nullable(), margin: z.number().nullable(), covered: count }),
  overdue: count,
  /** Without a checker: nobody was found who is not barred. */
  unassigned: count,
  leftOut: count,
  mayPublish: z.boolean(),
})

export const drawMembers = page(
  z.object({
    rank: count,
    caseId: id,
    number: z.string(),
    lot: z.string(),
    stratum: z.enum(STRATA),
    taskId: id.nullable(),
    state: z.enum(['open', 'done', 'dropped']).nullable(),
    checker: named.nullable(),
    dueAt: instant.nullable(),
    result: z.enum(RESULTS).nullable(),
    leftOut: z.enum(['not-closed', 'confidential']).nullable(),
  }),
)

export const drawRepeat = z.object({
  equal: z.boolean(),
  population: count,
  populationDigest: z.string(),
  publishedPopulationDigest: z.string(),
  sampleDigest: z.string(),
  publishedSampleDigest: z.string(),
  seedText: z.string(),
  seed: z.string(),
  publishedSeed: z.string(),
  /** The log still holds that hash at that position; null for an entered number. */
  seedValueHolds: z.boolean().nullable(),
})

export const taskLine = z.object({
  id,
  state: z.enum(['open', 'done', 'dropped']),
  caseId: id,
  number: z.string(),
  item: words,
  region: named.nullable(),
  grid: named.nullable(),
  lead: named.nullable(),
  address: z.string().nullable(),
  position: point.nullable(),
  fixed: z.boolean(),
  gap: z.boolean(),
  drawId: id.nullable(),
  checkers: z.enum(CHECKERS),
  checker: named.nullable(),
  madeAt: instant,
  dueAt: instant,
  closedAt: instant.nullable(),
  result: z.enum(RESULTS).nullable(),
  wrong: z.array(z.enum(FAULTS)),
  doneAt: instant.nullable(),
})

export const taskPage = taskLine.extend({
  version: count,
  /** What was recorded: to be looked at again on the scene. */
  description: z.string().nullable(),
  condition: words.nullable(),
  reportedAt: instant,
  reportedBy: named.nullable(),
  handledAt: instant.nullable(),
  closing: z.string().nullable(),
  files: z.array(fileView),
  /** What the checker wrote. */
  text: z.string().nullable(),
  checkFiles: z.array(fileView),
  mayRecord: z.boolean(),
  mayGive: z.boolean(),
  /** Who may be given it: somebody with the role whose place it is, and not barred. */
  candidates: z.array(named.extend({ open: count })),
})

const quality = z.object({
  /** null: fixed on the spot, no department had handled. */
  id: id.nullable(),
  name: z.string(),
  /** null: it has none. */
  nameEn: z.string().nullable(),
  checked: count,
  asRecorded: count,
  dataWrong: count,
  notPutRight: count,
  /** Of the data that were wrong: what. */
  wrong: z.record(z.enum(FAULTS), count),
})

export const qualityFigures = z.object({
  region: named,
  from: businessDay,
  to: businessDay,
  total: quality,
  byRegion: z.array(quality),
  byDepartment: z.array(quality),
})

export const batchLine = z.object({
  id,
  state: z.enum(['giving', 'given']),
  text: z.string().nullable(),
  limit,
  dueAt: instant.nullable(),
  givenBy: named,
  givenAt: instant,
  cases: count,
  ordered: count,
  refused: count,
  answered: count,
  /** Lifted, or ended with the case. */
  settledOtherwise: count,
  open: count,
  /** Open and past due, or settled late. */
  late: count,
})

export const batchCases = page(
  z.object({
    rank: count,
    caseId: id,
    number: z.string(),
    state: z.enum(['waiting', 'ordered', 'refused']),
    refusal: words.nullable(),
    item: words,
    lead: named.nullable(),
    region: named.nullable(),
    order: z
      .object({
        id,
        state: z.enum(['open', 'answered', 'lifted', 'ended']),
        dueAt: instant.nullable(),
        settledAt: instant.nullable(),
        late: z.boolean(),
        answer: z.string().nullable(),
      })
      .nullable(),
  }),
)

const bucket = z.object({ from: z.number(), to: z.number().nullable() })
const duration = z.object({ count, median: bucket.nullable(), ninetieth: bucket.nullable() })
const asOf = z.object({ position: count })

export const deferralFigures = z.object({
  asOf,
  region: named,
  from: businessDay,
  to: businessDay,
  rows: z.array(
    z.object({
      department: named.nullable(),
      extension: z.object({
        requested: count,
        granted: count,
        refused: count,
        lapsed: count,
        open: count,
        time: duration,
      }),
      suspension: z.object({
        requested: count,
        granted: count,
        refused: count,
        lapsed: count,
        open: count,
        time: duration,
      }),
    }),
  ),
})

export const deferralLine = z.object({
  caseId: id,
  number: z.string(),
  seq: count,
  kind: z.enum(['extension', 'suspension']),
  item: words,
  department: named,
  region: named.nullable(),
  by: named,
  at: instant,
  reason: z.string().nullable(),
  limit: limit.nullable(),
  until: instant.nullable(),
  condition: z.string().nullable(),
  state: z.enum(['open', 'granted', 'refused', 'lapsed']),
  decidedAt: instant.nullable(),
  decidedBy: named.nullable(),
  decision: z.string().nullable(),
  endedAt: instant.nullable(),
})

export const orderFigures = z.object({
  asOf,
  region: named,
  from: businessDay,
  to: businessDay,
  rows: z.array(
    z.object({
      /** Of the office called, or of the lead that was supervised. */
      level: z.enum(['city', 'county', 'town', 'community']).nullable(),
      office: named.nullable(),
      given: count,
      answered: count,
      ended: count,
      /** Settled after its due time. */
      late: count,
      open: count,
      openLate: count,
      time: duration,
    }),
  ),
})

export const orderLine = z.object({
  id,
  kind: z.enum(['supervise', 'call']),
  caseId: id,
  number: z.string(),
  item: words,
  region: named.nullable(),
  office: named.nullable(),
  level: z.enum(['city', 'county', 'town', 'community']).nullable(),
  by: named,
  at: instant,
  dueAt: instant.nullable(),
  reason: z.string().nullable(),
  state: z.enum(['open', 'answered', 'lifted', 'ended']),
  settledAt: instant.nullable(),
  settledBy: named.nullable(),
  answer: z.string().nullable(),
  late: z.boolean(),
})
