/** The auditor's page: searching events, sealing the log, verifying it; and the stream of what has just happened. */
import { z } from 'zod'
import { endpoints, id, instant, page, paging } from './endpoint.ts'
import { problems } from './problem.ts'

export const auditProblems = problems({
  'audit.nothing-to-seal': {
    status: 409,
    zh: '自上次封印（第 {number} 号）以来没有新的事件，无需再次封印。',
    en: 'Nothing has happened since the last seal (no. {number}); there is nothing to seal.',
  },
  'audit.verification-running': {
    status: 409,
    zh: '已有一次核验正在进行，请等它结束。',
    en: 'A verification is running already; wait for it to end.',
  },
  'audit.not-a-seal-file': {
    status: 422,
    zh: '所给文件不是本系统交出的封印文件。',
    en: 'The file given is not a seal file of this program.',
  },
  'audit.whole-city-only': {
    status: 403,
    zh: '审计涉及整个城市；您的授权范围只是其中一部分。',
    en: 'Auditing concerns the whole city; your grant reaches only a part of it.',
  },
  'stream.too-many': {
    status: 429,
    zh: '打开的实时窗口过多（上限 {limit} 个）；请关闭一些。',
    en: 'Too many live screens are open (limit {limit}); close some.',
  },
})

const event = z.object({
  position: z.number().int(),
  id,
  subject: id,
  /** Null where the subject is no case and no account. */
  subjectKind: z.enum(['case', 'account']).nullable(),
  /** A case's number, an account's name. */
  subjectLabel: z.string().nullable(),
  seq: z.number().int(),
  act: z.string(),
  /** An account's id, `system` or `citizen`. */
  actor: z.string(),
  actorName: z.string().nullable(),
  occurredAt: instant,
  recordedAt: instant,
  hash: z.string(),
})

const seal = z.object({
  number: z.number().int(),
  fromPosition: z.number().int(),
  toPosition: z.number().int(),
  root: z.string(),
  hash: z.string(),
  signedAt: instant,
  kind: z.enum(['real', 'demo', 'simulated']),
  alg: z.string(),
  publicKey: z.string(),
})

const finding = z.object({ code: z.string(), zh: z.string(), en: z.string(), place: z.record(z.string(), z.unknown()) })

const verification = z.object({
  id,
  state: z.enum(['running', 'intact', 'broken', 'failed']),
  startedBy: z.string(),
  startedByName: z.string().nullable(),
  startedAt: instant,
  endedAt: instant.nullable(),
  /** Events checked so far, of `total` when it began. */
  checked: z.number().int(),
  total: z.number().int(),
})
const verificationReport = z.object({
  events: z.number(),
  subjects: z.number(),
  top: z.number(),
  waiting: z.number(),
  seals: z.number(),
  /** Up to this position all is proven; what is newer is not yet. */
  proven: z.object({
    to: z.number(),
    by: z.enum(['handed-out', 'own-seals', 'nothing']),
    seal: z.number().nullable(),
  }),
  /** Files that were decrypted and hashed; null: not checked. */
  media: z.object({ files: z.number(), bytes: z.number() }).nullable(),
  findings: z.array(finding),
  counts: z.record(z.string(), z.number()),
})

export const auditEndpoints = endpoints({
  'GET /api/v1/audit/events': {
    summary: 'Events by their place in the log, newest first. No personal text is in them.',
    query: z.strictObject({
      ...paging,
      subject: id.optional(),
      /** A case's number. */
      number: z.string().trim().min(1).max(40).optional(),
      actor: z.union([id, z.literal('system'), z.literal('citizen')]).optional(),
      act: z
        .string()
        .regex(/^[a-z][a-z.-]{0,59}$/)
        .optional(),
      /** Recorded at or after. */
      from: instant.optional(),
      /** Recorded before. */
      to: instant.optional(),
    }),
    response: page(event),
  },
  'GET /api/v1/audit/events/{id}': {
    summary: 'One event with its body, its hashes and the seal that covers it.',
    params: z.object({ id }),
    response: event.extend({
      body: z.unknown(),
      prevHash: z.string(),
      alg: z.string(),
      /** Null: not yet sealed. */
      seal: z.number().int().nullable(),
    }),
  },
  'GET /api/v1/audit/verify': {
    summary: 'The last runs of the verifier, newest first.',
    response: z.object({ rows: z.array(verification) }),
  },
  'POST /api/v1/audit/verify': {
    summary: 'Start the verifier in the background, against a seal file that was handed out if one is given.',
    body: z.strictObject({ commandId: id, against: z.record(z.string(), z.unknown()).optional() }),
    response: verification,
    status: 202,
  },
  'GET /api/v1/audit/verify/{id}': {
    summary: 'How far a run of the verifier has come, and what it found.',
    params: z.object({ id }),
    response: verification.extend({ report: verificationReport.nullable(), error: z.string().nullable() }),
  },
  'GET /api/v1/seals': {
    summary: 'Seals, newest first, and how many events are not yet sealed.',
    query: z.strictObject({ ...paging }),
    response: page(seal).extend({ unsealed: z.number().int() }),
  },
  'POST /api/v1/seals': {
    summary: 'Seal now what the log holds beyond the last seal.',
    body: z.strictObject({ commandId: id }),
    response: seal,
    status: 201,
  },
  'GET /api/v1/seals/{number}/file': {
    summary: 'The seal file to be kept outside: up to a hundred seals that end with this one, and the public key.',
    params: z.object({ number: z.coerce.number().int().min(1).max(2_147_483_647) }),
    response: z.object({
      format: z.literal('bihuan-seals/1'),
      city: z.string(),
      cityName: z.string(),
      kind: z.enum(['real', 'demo', 'simulated']),
      publicKey: z.string(),
      seals: z.array(z.record(z.string(), z.union([z.string(), z.number()]))),
    }),
  },
  'GET /api/v1/stream': {
    summary:
      'Server-sent events: what has just happened to records that I may read, by position; resumes behind Last-Event-ID or `after`. An event `resync` says: fetch anew.',
    query: z.object({ after: z.coerce.number().int().min(0).optional() }),
    response: z
      .string()
      .meta({ description: 'text/event-stream; `data` is {position, subjectKind, subject, act, at}.' }),
  },
})

/** What `data` holds, one for each entry. */
export interface StreamMessage {
  position: number
  subjectKind: string
  subject: string
  act: string
  /** When it was recorded. */
  at: string
}
