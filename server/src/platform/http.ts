/** The one HTTP server: screens, API and its description on one port. The capabilities' routes are put in by app.ts. */
import cookie from '@fastify/cookie'
import Fastify, { LogController, type FastifyInstance, type FastifyRequest } from 'fastify'
import type { Actor } from './actor.ts'
import type { City } from './city.ts'
import { registerHealthRoutes } from './health.ts'
import { useDocs } from './http-docs.ts'
import { sendProblem, useProblems } from './http-errors.ts'
import { useHeaders } from './http-headers.ts'
import { DEFAULT_LIMITS, useLimits, type Limits } from './http-limits.ts'
import { useRequestTime } from './http-time.ts'
import { useZod } from './http-validation.ts'
import { usePages, type Pages } from './http-pages.ts'
import { createLogger, forFastify, type Level, type Logger } from './logging.ts'
import { useMetrics, type Metrics } from './metrics.ts'

/** Bytes of a JSON body. Uploads go another way. */
export const BODY_LIMIT = 256 * 1024

export interface HttpOptions {
  city: City
  /** The person behind a cookie or bearer token, or null. */
  authenticate: (request: FastifyRequest) => Promise<Actor | null>
  /** `off` for benches; simulated cities have none. */
  limits?: Limits | 'off'
  logger?: Logger
  logLevel?: Level
  /** Proxies whose `x-forwarded-for` is believed, e.g. `127.0.0.1`; none by default. */
  trustProxy?: string
  mapOrigins?: readonly string[]
  version?: string
  /** Folders of the built screens; without them the server is the API alone. */
  pages?: Pages
}

declare module 'fastify' {
  interface FastifyInstance {
    metrics: Metrics
  }
}

export async function buildApp(options: HttpOptions): Promise<FastifyInstance> {
  const { city, logLevel = 'info' } = options
  const app = Fastify({
    loggerInstance: forFastify(options.logger ?? createLogger(logLevel), logLevel),
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    trustProxy: options.trustProxy ?? false,
    // Who sends nothing for so long is gone; live streams have a heartbeat, and uploads go on where they were cut.
    connectionTimeout: 120_000,
    requestTimeout: 30 * 60_000,
    // Idle connections of browsers must not hold up a stop.
    forceCloseConnections: 'idle',
    // What the router itself refuses (a broken address) is a problem like any other.
    frameworkErrors: (error, request, reply) => void sendProblem(error, request, reply),
    routerOptions: { maxParamLength: 200 },
  }) as unknown as FastifyInstance
  app.decorate('city', city)
  app.decorate('authenticate', options.authenticate)
  app.decorateRequest('actor', null)
  app.decorateRequest('scopes', null as unknown as never[])
  useZod(app)
  useProblems(app)
  const metrics = useMetrics(app)
  app.decorate('metrics', metrics)
  await useHeaders(app, options.mapOrigins ?? [])
  useRequestTime(app, city)
  await app.register(cookie)
  const limits = options.limits ?? DEFAULT_LIMITS
  if (limits !== 'off' && city.kind !== 'simulated') await useLimits(app, limits)
  await useDocs(app, options.version ?? '0')
  registerHealthRoutes(app, metrics)
  await usePages(app, options.pages ?? {})
  return app
}
