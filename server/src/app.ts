/** The program put together: the HTTP server with the routes of every capability. */
import type { FastifyInstance } from 'fastify'
import { registerFileRoutes } from './files/routes.ts'
import type { City } from './platform/city.ts'
import { registerClockRoutes } from './platform/timers-route.ts'
import { buildApp, type HttpOptions } from './platform/http.ts'
import { authenticate } from './staff/authenticate.ts'
import { registerStaffRoutes } from './staff/routes.ts'

/** Every room that has routes. */
const rooms: readonly ((app: FastifyInstance) => void)[] = [registerClockRoutes, registerStaffRoutes, registerFileRoutes]

export type ComposeOptions = Omit<HttpOptions, 'city' | 'authenticate'>

export async function composeApp(city: City, options: ComposeOptions = {}): Promise<FastifyInstance> {
  const app = await buildApp({ ...options, city, authenticate })
  for (const register of rooms) register(app)
  return app
}
