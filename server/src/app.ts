/** The program put together: the HTTP server with the routes of every capability, and what the process holds in memory. */
import type { FastifyInstance } from 'fastify'
import { registerAuditRoutes } from './audit/routes.ts'
import { registerCalendarRoutes } from './calendar/routes.ts'
import { registerOverviewRoutes } from './cases/overview-routes.ts'
import { registerCaseRoutes } from './cases/routes.ts'
import { loadCatalogue } from './catalogue/answers.ts'
import { registerDutyRoutes } from './catalogue/duties/routes.ts'
import { registerCatalogueRoutes } from './catalogue/routes.ts'
import { registerCatalogueRevisionRoutes } from './catalogue/routes-revisions.ts'
import { registerFileRoutes } from './files/routes.ts'
import { registerMapRoutes } from './maps/routes.ts'
import { registerOversightRoutes } from './oversight/routes.ts'
import type { City } from './platform/city.ts'
import { holdCalendar } from './platform/held-calendar.ts'
import { buildApp, type HttpOptions } from './platform/http.ts'
import { registerRehearsals } from './platform/revision-rehearse.ts'
import { registerStreamRoute } from './platform/stream.ts'
import { registerClockRoutes } from './platform/timers-route.ts'
import { authenticate } from './staff/authenticate.ts'
import { registerStaffRoutes } from './staff/routes.ts'
import { loadTerritory } from './territory/answers.ts'
import { registerTerritoryEditingRoutes } from './territory/routes-editing.ts'
import { registerTerritoryRevisionRoutes } from './territory/routes-revisions.ts'
import { registerRosterRoutes } from './territory/routes-roster.ts'
import { registerTerritoryRoutes } from './territory/routes.ts'

/** Every room that has routes. */
const rooms: readonly ((app: FastifyInstance) => void)[] = [
  registerClockRoutes,
  registerStaffRoutes,
  registerTerritoryRoutes,
  registerTerritoryRevisionRoutes,
  registerTerritoryEditingRoutes,
  registerRosterRoutes,
  registerCatalogueRoutes,
  registerCatalogueRevisionRoutes,
  registerDutyRoutes,
  registerFileRoutes,
  registerCaseRoutes,
  registerOverviewRoutes,
  registerOversightRoutes,
  registerMapRoutes,
  registerCalendarRoutes,
  registerAuditRoutes,
  registerStreamRoute,
]

export type ComposeOptions = Omit<HttpOptions, 'city' | 'authenticate'>

export async function composeApp(city: City, options: ComposeOptions = {}): Promise<FastifyInstance> {
  await loadSnapshots(city)
  const app = await buildApp({ ...options, city, authenticate })
  for (const register of rooms) register(app)
  registerRehearsals()
  return app
}

/** What is looked up in memory on every act; cheap when nothing has changed. Done at start and every few seconds. */
export async function loadSnapshots(city: City): Promise<void> {
  await Promise.all([loadTerritory(city), loadCatalogue(city), holdCalendar(city)])
}
