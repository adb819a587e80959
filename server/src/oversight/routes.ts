import type { FastifyInstance } from 'fastify'
import { registerRecordReader } from '../files/answers.ts'
import { route } from '../platform/route.ts'
import { projectionChecks } from '../verify/projections.ts'
import { batchCasesOf, batchList, batchOf } from './batch-views.ts'
import { registerFreezing } from './commands/freeze-population.ts'
import { registerGiving } from './commands/give-orders.ts'
import { orderBatch } from './commands/order-batch.ts'
import { planDraw } from './commands/plan-draw.ts'
import { actOnDraw } from './commands/publish-draw.ts'
import { actOnTask } from './commands/record-check.ts'
import { drawList, drawPageOf, membersOf, populationOf, repeatDraw } from './draw-pages.ts'
import { deferralFiguresOf, orderFiguresOf } from './line-figures.ts'
import { deferralsOf, ordersOf } from './line-pages.ts'
import { rowsInScope } from './reach.ts'
import { oversightRecount } from './recount.ts'
import { qualityOf, taskFilters } from './quality.ts'
import { mayReadFilesOf, myTasks, taskPageOf, tasksWhere } from './task-views.ts'

export function registerOversightRoutes(app: FastifyInstance): void {
  registerDraws(app)
  registerTasks(app)
  registerOrders(app)
  registerRecordReader('oversight', mayReadFilesOf)
  registerFreezing()
  registerGiving()
  if (!projectionChecks.includes(oversightRecount)) projectionChecks.push(oversightRecount)
}

function registerDraws(app: FastifyInstance): void {
  route(app, 'GET /api/v1/draws', 'oversight.read', ({ city, actor, scopes, query }) =>
    drawList(city, actor, scopes, query),
  )
  route(app, 'POST /api/v1/draws', 'spot-check.draw', ({ city, actor, scopes, body, now }) =>
    planDraw(city, actor, scopes, body, now),
  )
  route(app, 'GET /api/v1/draws/{id}', 'oversight.read', ({ city, actor, scopes, params, now }) =>
    drawPageOf(city, actor, scopes, params.id, now),
  )
  route(app, 'POST /api/v1/draws/{id}/acts', 'spot-check.draw', ({ city, actor, scopes, params, body, now }) =>
    actOnDraw(city, actor, scopes, params.id, body, now),
  )
  route(app, 'GET /api/v1/draws/{id}/members', 'oversight.read', ({ city, actor, scopes, params, query }) =>
    membersOf(city, actor, scopes, params.id, query),
  )
  route(app, 'GET /api/v1/draws/{id}/population', 'oversight.read', ({ city, actor, scopes, params, query }) =>
    populationOf(city, actor, scopes, params.id, query.part),
  )
  route(app, 'GET /api/v1/draws/{id}/repeat', 'oversight.read', ({ city, actor, scopes, params }) =>
    repeatDraw(city, actor, scopes, params.id),
  )
}

function registerTasks(app: FastifyInstance): void {
  route(app, 'GET /api/v1/check-tasks', 'oversight.read', ({ city, actor, scopes, query, now }) =>
    tasksWhere(
      city,
      [rowsInScope(city, scopes, actor, 't', 'lead_department_id'), ...taskFilters(city, scopes, query, now)],
      query,
    ),
  )
  route(app, 'GET /api/v1/check-tasks/figures', 'oversight.read', ({ city, scopes, query }) =>
    qualityOf(city, scopes, query),
  )
  route(app, 'GET /api/v1/check-tasks/mine', 'spot-check.check', ({ city, actor, query, now }) =>
    myTasks(city, actor, query, now),
  )
  // Whoever is to check it, or oversees its region: the view asks.
  route(app, 'GET /api/v1/check-tasks/{id}', 'signed-in', ({ city, actor, params, now }) =>
    taskPageOf(city, actor, params.id, now),
  )
  route(app, 'POST /api/v1/check-tasks/{id}/acts', 'signed-in', ({ city, actor, params, body, now }) =>
    actOnTask(city, actor, params.id, body, now),
  )
}

function registerOrders(app: FastifyInstance): void {
  route(app, 'GET /api/v1/batches', 'oversight.read', ({ city, actor, scopes, query, now }) =>
    batchList(city, actor, scopes, query, now),
  )
  route(app, 'POST /api/v1/batches', 'supervise', ({ city, actor, scopes, body, now }) =>
    orderBatch(city, actor, scopes, body, now),
  )
  route(app, 'GET /api/v1/batches/{id}', 'oversight.read', ({ city, actor, scopes, params, now }) =>
    batchOf(city, actor, scopes, params.id, now),
  )
  route(app, 'GET /api/v1/batches/{id}/cases', 'oversight.read', ({ city, actor, scopes, params, query, now }) =>
    batchCasesOf(city, actor, scopes, params.id, query, now),
  )
  route(app, 'GET /api/v1/deferrals/figures', 'oversight.read', ({ city, scopes, query }) =>
    deferralFiguresOf(city, scopes, query),
  )
  route(app, 'GET /api/v1/deferrals', 'oversight.read', ({ city, actor, scopes, query }) =>
    deferralsOf(city, actor, scopes, query),
  )
  route(app, 'GET /api/v1/orders/figures', 'oversight.read', ({ city, scopes, query, now }) =>
    orderFiguresOf(city, scopes, query, now),
  )
  route(app, 'GET /api/v1/orders', 'oversight.read', ({ city, actor, scopes, query, now }) =>
    ordersOf(city, actor, scopes, query, now),
  )
}
