/** The clock of a simulated city, moved by whoever plays it. */
import type { FastifyInstance } from 'fastify'
import { SettableClock, type City } from './city.ts'
import { Problem } from './problem.ts'
import { route } from './route.ts'
import { runDue } from './timers-worker.ts'

/** What else happens by time alone, such as clocks of cases that run out; asked at each move of a simulated clock. */
export const whenTimePasses = new Set<(city: City, now: Date) => Promise<number>>()

export function registerClockRoutes(app: FastifyInstance): void {
  route(app, 'POST /api/v1/clock', 'signed-in', async ({ city, body }) => {
    if (city.kind !== 'simulated' || !(city.clock instanceof SettableClock))
      throw new Problem('platform.clock-not-simulated')
    const now = new Date(body.now)
    let ran = await runDue(city, now)
    for (const pass of whenTimePasses) ran += await pass(city, now)
    if (now > city.clock.now()) city.clock.set(now)
    return { now: city.clock.now().toISOString(), ran }
  })
}
