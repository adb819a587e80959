/** GET /api/v1/stream: server-sent events to live screens. Screens fetch what changed through the API; nothing else is in here. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isConnectionLoss } from './database.ts'
import { Problem } from './problem.ts'
import { route } from './route.ts'
import { Feed } from './stream-feed.ts'
import { Screen } from './stream-screen.ts'
import { audienceOf, hears } from './stream-source.ts'

/** Proxies close what is silent for longer than about a minute (ms). */
const HEARTBEAT = 15_000
/** How soon an ended session, or changed grants, reach an open screen at the latest (ms). */
const RECHECK = 5_000
const MOST_PER_ACCOUNT = 20
const MOST = 2_000

export interface StreamOptions {
  heartbeat?: number
  recheck?: number
}

export function registerStreamRoute(app: FastifyInstance, options: StreamOptions = {}): void {
  const { city } = app
  const feed = new Feed(city, (error) => app.log.error({ err: error }, 'the live stream stumbled'))
  const requests = new Map<Screen, FastifyRequest>()
  let beats: NodeJS.Timeout | undefined
  let checks: NodeJS.Timeout | undefined

  function begin(): void {
    if (beats) return
    beats = setInterval(() => {
      // The position travels along: a screen that hears of little still resumes at the right place.
      const beat = Buffer.from(`: \nid: ${feed.position}\n\n`)
      for (const screen of requests.keys()) screen.write(beat)
    }, options.heartbeat ?? HEARTBEAT)
    checks = setInterval(() => {
      for (const [screen, request] of requests) void recheck(screen, request)
    }, options.recheck ?? RECHECK)
  }

  function end(): void {
    clearInterval(beats)
    clearInterval(checks)
    beats = checks = undefined
  }

  function forget(screen: Screen): void {
    requests.delete(screen)
    feed.leave(screen)
    if (requests.size === 0) end()
  }

  async function recheck(screen: Screen, request: FastifyRequest): Promise<void> {
    request.now = city.clock.now()
    try {
      const actor = await app.authenticate(request)
      if (!actor) return screen.end('signed-out')
      screen.actor = actor
      screen.hears = hears(city, actor)
      screen.audience = audienceOf(city, actor)
    } catch (error) {
      // A database that is away signs nobody out; anything else (a password to be changed first) does.
      if (!isConnectionLoss(error)) screen.end('signed-out')
    }
  }

  app.addHook('preClose', async () => {
    for (const screen of [...requests.keys()]) screen.end('shutdown')
    end()
    feed.close()
  })

  route(app, 'GET /api/v1/stream', 'signed-in', async ({ actor, query, request, reply }) => {
    const own = [...requests.keys()].filter((screen) => screen.actor.accountId === actor.accountId).length
    if (own >= MOST_PER_ACCOUNT || requests.size >= MOST)
      throw new Problem('stream.too-many', { limit: MOST_PER_ACCOUNT })
    const last = request.headers['last-event-id']
    const after = typeof last === 'string' && /^\d{1,15}$/.test(last) ? Number(last) : (query.after ?? null)
    const screen = new Screen(actor, hears(city, actor), audienceOf(city, actor), () => forget(screen))
    requests.set(screen, request)
    begin()
    try {
      screen.write(Buffer.from('retry: 2000\n\n'))
      const resumed = await feed.join(screen, after)
      if (!resumed) screen.write(Buffer.from(`event: resync\ndata: {"reason":"too-far"}\n\n`))
      screen.write(Buffer.from(`id: ${feed.position}\n\n`))
    } catch (error) {
      forget(screen)
      throw error
    }
    reply.headers({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    })
    // The route's type says text; a stream of it is sent as it comes.
    return screen.stream as unknown as string
  })
}
