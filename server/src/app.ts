/** The program put together: the HTTP server with the routes of every capability. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { registerFileRoutes } from './files/routes.ts'
import type { Actor } from './platform/actor.ts'
import type { City } from './platform/city.ts'
import { registerClockRoutes } from './platform/timers-route.ts'
import { buildApp, type HttpOptions } from './platform/http.ts'

/** Every room that has routes. */
const rooms: readonly ((app: FastifyInstance) => void)[] = [registerClockRoutes, registerFileRoutes]

export interface ComposeOptions extends Omit<HttpOptions, 'city' | 'authenticate'> {
  /** Asked before the sessions of staff; tests put their people in here. */
  authenticateFirst?: (request: FastifyRequest) => Promise<Actor | null> | Actor | null
}

export async function composeApp(city: City, options: ComposeOptions = {}): Promise<FastifyInstance> {
  const { authenticateFirst, ...http } = options
  const app = await buildApp({
    ...http,
    city,
    authenticate: async (request) => (await authenticateFirst?.(request)) ?? null,
  })
  for (const register of rooms) register(app)
  return app
}
