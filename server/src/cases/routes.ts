/** Cases over HTTP. What a person may do with one case is decided by the command, which knows the case. */
import type { FastifyInstance } from 'fastify'
import { DESK_TABS } from '@bihuan/contract/cases'
import type { Case } from '@bihuan/domain/cases/case'
import { POWERS, scopesFor, type Power } from '@bihuan/domain/powers'
import { registerRecordReader } from '../files/answers.ts'
import type { Actor } from '../platform/actor.ts'
import type { City } from '../platform/city.ts'
import { Problem } from '../platform/problem.ts'
import { route } from '../platform/route.ts'
import { whenTimePasses } from '../platform/timers-route.ts'
import { casesInScope, mayReadContent, powersOver } from './access.ts'
import { wakeCases } from './clocks.ts'
import { actOnCase } from './commands/act-on-case.ts'
import { actOnCases } from './commands/act-on-cases.ts'
import { reportCase } from './commands/report-case.ts'
import { showPresence } from './commands/show-presence.ts'
import { registerFilterRoutes } from './filters.ts'
import { countCases, countWaiting, deskCondition, filterConditions, listCases } from './list.ts'
import { nearbyCases } from './nearby.ts'
import { pageOf, workedOnBy } from './page.ts'
import { registerCaseStream } from './stream-source.ts'
import { projectionChecks } from '../verify/projections.ts'
import { caseRecount } from './recount.ts'
import { readForAct } from './views.ts'

export function registerCaseRoutes(app: FastifyInstance): void {
  route(app, 'POST /api/v1/cases', 'signed-in', ({ city, actor, body, now }) => reportCase(city, actor, body, now))
  route(app, 'POST /api/v1/cases/acts', 'signed-in', ({ city, actor, body, now }) =>
    actOnCases(city, actor, body.commands, now),
  )
  route(app, 'POST /api/v1/cases/{id}/acts', 'signed-in', ({ city, actor, params, body, now }) =>
    actOnCase(city, actor, { ...body, subject: params.id }, now),
  )
  route(app, 'GET /api/v1/cases', 'case.list', async ({ city, actor, scopes, query, now }) => {
    const { limit, next, sort, ...filter } = query
    const asked = filterConditions(city, actor, { ...filter, sort }, now)
    // What one follows one may read, wherever it lies.
    const where = filter.following ? asked : [casesInScope(city, actor, scopes), ...asked]
    const [page, total] = await Promise.all([
      listCases(city, actor, where, sort, { limit, next }),
      next ? 0 : countCases(city, where),
    ])
    return { ...page, total }
  })
  route(app, 'GET /api/v1/cases/nearby', 'report', ({ city, actor, query, now }) =>
    nearbyCases(city, actor, query, now),
  )
  route(app, 'GET /api/v1/cases/{id}', 'case.read', ({ city, actor, params, now }) =>
    pageOf(city, actor, params.id, now),
  )
  route(app, 'POST /api/v1/cases/{id}/presence', 'case.read', async ({ city, actor, params, body, now }) => {
    if (!(await readable(city, actor, params.id))) throw new Problem('platform.not-found')
    await showPresence(city, actor, params.id, body.leave, now)
    return { others: await workedOnBy(city, params.id, actor.accountId, now) }
  })
  route(app, 'GET /api/v1/desk', 'case.list', async ({ city, actor, scopes, now }) => {
    const inScope = casesInScope(city, actor, scopes)
    const tabs = DESK_TABS.flatMap((tab) => {
      const condition = deskCondition(actor, tab, (power) => hasPower(actor, power))
      // A call makes a case known beyond one's scope.
      return condition ? [{ tab, where: tab === 'calls' ? [condition] : [condition, inScope] }] : []
    })
    const counts = await countWaiting(
      city,
      tabs.map(({ where }) => where),
      now,
    )
    return { tabs: tabs.map(({ tab }, index) => ({ tab, ...counts[index]! })) }
  })
  route(app, 'GET /api/v1/desk/{tab}', 'case.list', async ({ city, actor, scopes, params, query, now }) => {
    const condition = deskCondition(actor, params.tab, (power) => hasPower(actor, power))
    if (!condition) throw new Problem('platform.forbidden', { power: params.tab })
    const { itemId, regionId, ...paged } = query
    const narrowed = filterConditions(city, actor, { itemId, regionId, sort: 'due' }, now)
    const reach = params.tab === 'calls' ? [] : [casesInScope(city, actor, scopes)]
    return listCases(city, actor, [condition, ...reach, ...narrowed], 'desk', paged)
  })
  registerFilterRoutes(app)
  registerRecordReader('cases', mayReadFiles)
  registerCaseStream()
  if (!projectionChecks.includes(caseRecount)) projectionChecks.push(caseRecount)
  whenTimePasses.add(wakeCases)
}

function hasPower(actor: Actor, power: string): boolean {
  return actor.grants.some((grant) => POWERS[grant.role].includes(power as Power))
}

async function readable(city: City, actor: Actor, caseId: string): Promise<Case | null> {
  if (scopesFor(actor.grants, 'case.read').length === 0) return null
  const found = await readForAct(city.db, caseId, null, null)
  return found && powersOver(city, actor, found.document).has('case.read') ? found.document : null
}

/** Files of a confidential case are for those who handle it. */
async function mayReadFiles(city: City, actor: Actor, caseId: string): Promise<boolean> {
  const caseFile = await readable(city, actor, caseId)
  return caseFile !== null && mayReadContent(actor, caseFile)
}
