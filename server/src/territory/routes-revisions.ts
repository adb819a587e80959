/** Revisions of the territory: started by an import here or by an edit (editing/), then applied, taken back, discarded. */
import type { FastifyInstance } from 'fastify'
import { actOnRevision } from '../platform/revision-acts.ts'
import { revisionById, revisionChangesOf, revisionFindingsOf, revisionsOf } from '../platform/revision-views.ts'
import { route } from '../platform/route.ts'
import { startImport } from './commands/start-import.ts'
import { registerTerritoryImports } from './importing/sources.ts'
import { registerTerritoryRevisions } from './revising.ts'

export function registerTerritoryRevisionRoutes(app: FastifyInstance): void {
  registerTerritoryRevisions()
  registerTerritoryImports()
  route(app, 'POST /api/v1/territory/revisions', 'territory.manage', async ({ city, actor, body, now }) =>
    revisionById(city, 'territory', await startImport(city, actor, body, now)),
  )
  route(app, 'GET /api/v1/territory/revisions', 'territory.manage', ({ city, query }) =>
    revisionsOf(city, 'territory', query),
  )
  route(app, 'GET /api/v1/territory/revisions/{id}', 'territory.manage', ({ city, params }) =>
    revisionById(city, 'territory', params.id),
  )
  route(app, 'GET /api/v1/territory/revisions/{id}/findings', 'territory.manage', ({ city, params, query }) =>
    revisionFindingsOf(city, 'territory', params.id, query),
  )
  route(app, 'GET /api/v1/territory/revisions/{id}/changes', 'territory.manage', ({ city, params, query }) =>
    revisionChangesOf(city, 'territory', params.id, query),
  )
  route(
    app,
    'POST /api/v1/territory/revisions/{id}/acts',
    'territory.manage',
    async ({ city, actor, params, body, now }) => {
      await actOnRevision(city, actor, 'territory', params.id, body, now)
      return revisionById(city, 'territory', params.id)
    },
  )
}
