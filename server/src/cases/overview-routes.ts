/** The overview over HTTP: a region within one's scope, and for a department what it leads. */
import type { FastifyInstance } from 'fastify'
import type { Scope } from '@bihuan/domain/powers'
import type { City } from '../platform/city.ts'
import { Problem } from '../platform/problem.ts'
import { route } from '../platform/route.ts'
import { territory } from '../territory/answers.ts'
import { dayOf } from './list.ts'
import { overviewOf } from './overview.ts'

export function registerOverviewRoutes(app: FastifyInstance): void {
  route(app, 'GET /api/v1/overview', 'overview.read', ({ city, scopes, query, now }) => {
    const reach = reachOf(city, scopes, query.regionId)
    if (!reach) throw new Problem('platform.not-found')
    return overviewOf(city, { ...reach, from: dayOf(query.from), to: dayOf(query.to) }, now)
  })
}

/** The widest that the scopes allow for the region asked for; without one, the widest region of the scopes. */
function reachOf(
  city: City,
  scopes: readonly Scope[],
  asked: string | undefined,
): { regionId: string; departments: readonly string[] | null } | null {
  const places = territory(city)
  const root = places.children(null)[0]?.id
  const regions = scopes.flatMap((scope) =>
    scope.kind === 'city' && root
      ? [root]
      : scope.kind === 'region'
        ? [places.current(scope.regionId)?.id ?? scope.regionId]
        : [],
  )
  const wanted = asked ?? regions[0]
  if (wanted && regions.some((region) => places.isWithin(wanted, region)))
    return { regionId: wanted, departments: null }
  const departments = scopes.flatMap((scope) =>
    scope.kind === 'department' ? places.departmentSubtree(scope.departmentId) : [],
  )
  if (departments.length === 0) return null
  const home = asked ?? places.department(departments[0]!)?.regionId
  return home ? { regionId: home, departments } : null
}
