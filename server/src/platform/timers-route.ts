/** The clock of a simulated city, moved by whoever plays it. */
import type { FastifyInstance } from 'fastify'
import { SettableClock } from './city.ts'
import { Problem } from './problem.ts'
import { route } from './route.ts'
import { runDue } from './timers-worker.ts'

export function registerClockRoutes(app: FastifyInstance): void {
  route(app, 'POST /api/v1/clock', 'signed-in', async ({ city, body }) => {
    if (city.kind !== 'simulated' || !(city.clock instanceof SettableClock))
      throw new Problem('platform.clock-not-simulated')
    const now = new Date(body.now)
    const ran = await runDue(city, now)
    if (now > city.clock.now()) city.clock.set(now)
    return { now: city.clock.now().toISOString(), ran }
  })
}
