/** Who is on duty: reading and planning the roster of a team. */
import type { FastifyInstance } from 'fastify'
import { scopesFor } from '@bihuan/domain/powers'
import { Problem } from '../platform/problem.ts'
import { route } from '../platform/route.ts'
import { membersOf } from '../staff/answers.ts'
import { territory } from './answers.ts'
import { onDuty } from './answers-roster.ts'
import { planRoster } from './commands/plan-roster.ts'
import { readDutyPhone } from './commands/read-duty-phone.ts'
import { teamInScope } from './reach.ts'
import { nextStart, shiftsBetween } from './views-roster.ts'

const MOST_DAYS = 62

export function registerRosterRoutes(app: FastifyInstance): void {
  route(app, 'GET /api/v1/teams/{id}/roster', 'territory.read', async ({ city, actor, params, query, now }) => {
    const held = territory(city)
    const team = held.team(params.id)
    if (!team) throw new Problem('platform.not-found')
    const [from, to] = [new Date(query.from), new Date(query.to)]
    if (from >= to || to.getTime() - from.getTime() > MOST_DAYS * 86_400_000)
      throw new Problem('roster.span', { days: MOST_DAYS })
    const may = (power: 'roster.plan' | 'roster.phone') =>
      teamInScope(held, team, scopesFor(actor.grants, power), actor)
    return {
      team: { id: team.id, name: team.name, nameEn: team.nameEn, departmentId: team.departmentId },
      members: await membersOf(city.db, team.id, now),
      shifts: await shiftsBetween(city, team.id, from, to),
      mayPlan: team.validTo === null && may('roster.plan'),
      mayRing: may('roster.phone'),
    }
  })

  route(app, 'POST /api/v1/teams/{id}/roster', 'roster.plan', ({ city, actor, scopes, params, body, now }) =>
    planRoster(city, actor, scopes, params.id, body, now),
  )

  route(app, 'GET /api/v1/teams/{id}/on-duty', 'territory.read', async ({ city, actor, params, now }) => {
    const held = territory(city)
    const team = held.team(params.id)
    if (!team) throw new Problem('platform.not-found')
    return {
      at: now.toISOString(),
      shifts: await onDuty(city, team.id, now),
      next: (await nextStart(city.db, team.id, now))?.toISOString() ?? null,
      mayRing: teamInScope(held, team, scopesFor(actor.grants, 'roster.phone'), actor),
    }
  })

  route(app, 'POST /api/v1/teams/{id}/duty-phone', 'roster.phone', ({ city, actor, scopes, params, body, now }) =>
    readDutyPhone(city, actor, scopes, params.id, body, now),
  )
}
