/** Every failure leaves as application/problem+json, with sentences and without insides. */
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isConnectionLoss } from './database.ts'
import { newId } from './id.ts'
import { Problem } from './problem.ts'

/** What the error means to the caller; null for a defect of ours. */
export function problemOf(error: unknown): Problem | null {
  if (error instanceof Problem) return error
  const { code, statusCode } = error as Partial<FastifyError>
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new Problem('platform.body-too-large', { limit: '256 KB' })
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return new Problem('platform.media-type')
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === '53100') return new Problem('platform.disk-full')
  if (isConnectionLoss(error)) return new Problem('platform.database-unavailable')
  // A character that PostgreSQL cannot hold (NUL): it came from outside.
  if (code === '22021' || code === '22P05') return new Problem('platform.body-malformed')
  if (statusCode === 404) return new Problem('platform.not-found')
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return new Problem('platform.body-malformed')
  return null
}

export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  let problem = problemOf(error)
  if (!problem) {
    const reference = newId()
    request.log.error(
      { err: error, reference, method: request.method, route: request.routeOptions.url },
      'a request failed',
    )
    problem = new Problem('platform.internal', { reference })
  } else if (problem.status >= 500) {
    request.log.warn({ err: error, method: request.method, route: request.routeOptions.url }, problem.code)
  }
  const wait = problem.code === 'platform.database-unavailable' ? 2 : problem.params['seconds']
  if (typeof wait === 'number') reply.header('retry-after', String(wait))
  // The answer is written by hand: a route's own response schemas know only success.
  return reply
    .code(problem.status)
    .header('cache-control', 'no-store')
    .type('application/problem+json; charset=utf-8')
    .serializer((body: unknown) => JSON.stringify(body))
    .send(problem.toBody())
}

export function useProblems(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply))
}
