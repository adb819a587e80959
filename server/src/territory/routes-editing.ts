/** Edits of the territory by hand, and what their screens read. */
import type { FastifyInstance } from 'fastify'
import { Problem } from '../platform/problem.ts'
import { revisionById } from '../platform/revision-views.ts'
import { route } from '../platform/route.ts'
import { territory } from './answers.ts'
import { startEdit } from './commands/start-edit.ts'
import { registerTerritoryEdits } from './editing/sources.ts'

export function registerTerritoryEditingRoutes(app: FastifyInstance): void {
  registerTerritoryEdits()
  route(app, 'POST /api/v1/territory/edits', 'territory.manage', async ({ city, actor, body, now }) =>
    revisionById(city, 'territory', await startEdit(city, actor, body, now)),
  )

  route(app, 'GET /api/v1/regions/{id}/history', 'territory.read', async ({ city, params }) => {
    const held = territory(city)
    const rows = held.lineage(params.id).flatMap(({ id }) => held.region(id) ?? [])
    if (rows.length === 0) throw new Problem('platform.not-found')
    return {
      rows: rows
        .map(({ id, code, level, name, validFrom, validTo, successorId }) => ({
          ...{ id, code, level, name, validFrom, validTo, successorId },
        }))
        .toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1)),
    }
  })

  route(app, 'GET /api/v1/sectors', 'territory.read', async ({ city, query }) => {
    const held = territory(city)
    if (query.region !== undefined && !held.region(query.region)) throw new Problem('platform.not-found')
    const rows = held
      .sectors()
      .filter(({ regionId }) => query.region === undefined || held.isWithin(regionId, query.region))
      .map(({ id, code, name, nameEn, regionId, regionIds, gridIds }) => ({
        ...{ id, code, name, nameEn, regionId, regionIds, gridIds },
        teams: held
          .teams()
          .filter((team) => team.sectorId === id)
          .map((team) => ({ id: team.id, name: team.name, nameEn: team.nameEn })),
      }))
    return { rows }
  })
}
