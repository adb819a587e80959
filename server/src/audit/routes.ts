/** The auditor's endpoints. Auditing concerns the whole city: a grant for a part of it does not reach them. */
import type { FastifyInstance } from 'fastify'
import type { Scope } from '@bihuan/domain/powers'
import { Problem } from '../platform/problem.ts'
import { route } from '../platform/route.ts'
import { registerSealTimer } from './clocks.ts'
import { makeSealByHand, sealView } from './commands/make-seal.ts'
import { startVerification, stopVerification } from './commands/start-verification.ts'
import { redacted } from './redaction.ts'
import {
  findEvent,
  findEvents,
  sealFile,
  sealsBefore,
  unsealed,
  verifications,
  type EventRow,
  type VerificationRow,
} from './views.ts'

function wholeCity(scopes: readonly Scope[]): void {
  if (!scopes.some((scope) => scope.kind === 'city')) throw new Problem('audit.whole-city-only')
}

/** Cursors are the last number shown. */
function cursor(next: string | undefined): number | null {
  if (next === undefined) return null
  if (!/^[1-9]\d{0,15}$/.test(next)) throw new Problem('platform.cursor-invalid')
  return Number(next)
}

/** One row more than asked for tells whether there is a next page. */
function paged<T>(rows: T[], limit: number, key: (row: T) => number): { rows: T[]; next: string | null } {
  const shown = rows.slice(0, limit)
  return { rows: shown, next: rows.length > limit ? String(key(shown.at(-1)!)) : null }
}

function eventView({ body: _body, prevHash: _prevHash, alg: _alg, ...row }: EventRow) {
  return { ...row, occurredAt: row.occurredAt.toISOString(), recordedAt: row.recordedAt.toISOString() }
}

function verificationView({ report: _report, ...row }: VerificationRow) {
  return { ...row, startedAt: row.startedAt.toISOString(), endedAt: row.endedAt?.toISOString() ?? null }
}

function errorOf({ report }: VerificationRow): string {
  return typeof report?.error === 'string' ? report.error : ''
}

export function registerAuditRoutes(app: FastifyInstance): void {
  registerSealTimer()
  app.addHook('preClose', () => stopVerification(app.city))

  route(app, 'GET /api/v1/audit/events', 'audit.read', async ({ city, scopes, query }) => {
    wholeCity(scopes)
    const { limit, next, from, to, ...filter } = query
    const times = { ...(from ? { from: new Date(from) } : {}), ...(to ? { to: new Date(to) } : {}) }
    const found = await findEvents(city, { ...filter, ...times }, cursor(next), limit + 1)
    const page = paged(found, limit, (row) => row.position)
    return { ...page, rows: page.rows.map(eventView) }
  })

  route(app, 'GET /api/v1/audit/events/{id}', 'audit.read', async ({ city, scopes, params }) => {
    wholeCity(scopes)
    const found = await findEvent(city, params.id)
    if (!found) throw new Problem('platform.not-found')
    const { prevHash, alg, seal } = found
    const { seal: _seal, ...view } = { ...eventView(found), seal }
    return { ...view, body: redacted(JSON.parse(found.body)), prevHash, alg, seal }
  })

  route(app, 'GET /api/v1/audit/verify', 'audit.read', async ({ city, scopes }) => {
    wholeCity(scopes)
    return { rows: (await verifications(city, null)).map(verificationView) }
  })

  route(app, 'POST /api/v1/audit/verify', 'audit.verify', async ({ city, actor, scopes, body, now }) => {
    wholeCity(scopes)
    const { id } = await startVerification(city, actor.accountId, body, now, (error) =>
      app.log.error({ err: error }, 'a verification could not be ended'),
    )
    return verificationView((await verifications(city, id))[0]!)
  })

  route(app, 'GET /api/v1/audit/verify/{id}', 'audit.read', async ({ city, scopes, params }) => {
    wholeCity(scopes)
    const [row] = await verifications(city, params.id)
    if (!row) throw new Problem('platform.not-found')
    const failed = row.state === 'failed'
    return {
      ...verificationView(row),
      report: failed ? null : (row.report as never),
      error: failed ? errorOf(row) : null,
    }
  })

  route(app, 'GET /api/v1/seals', 'audit.read', async ({ city, scopes, query }) => {
    wholeCity(scopes)
    const found = await sealsBefore(city, cursor(query.next), query.limit + 1)
    const page = paged(found, query.limit, (seal) => seal.number)
    return { ...page, rows: page.rows.map(sealView), unsealed: await unsealed(city) }
  })

  route(app, 'POST /api/v1/seals', 'audit.seal', async ({ city, actor, scopes, body, now }) => {
    wholeCity(scopes)
    return makeSealByHand(city, actor.accountId, body.commandId, now)
  })

  route(app, 'GET /api/v1/seals/{number}/file', 'audit.read', async ({ city, scopes, params, reply }) => {
    wholeCity(scopes)
    const file = await sealFile(city, params.number)
    if (!file) throw new Problem('platform.not-found')
    reply.header('content-disposition', `attachment; filename="bihuan-${city.schema}-seal-${params.number}.json"`)
    return file
  })
}
