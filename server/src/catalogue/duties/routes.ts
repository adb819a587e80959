/** Changing duties, and what a change would have meant. Reading what holds today: ../routes.ts. */
import type { FastifyInstance } from 'fastify'
import { businessDate } from '@bihuan/domain/calendar'
import { Problem } from '../../platform/problem.ts'
import { registerRevisionKind } from '../../platform/revision.ts'
import { actOnRevision, startRevision } from '../../platform/revision-acts.ts'
import { registerRehearsals } from '../../platform/revision-rehearse.ts'
import { revisionById, revisionChangesOf, revisionFindingsOf, revisionsOf } from '../../platform/revision-views.ts'
import { route } from '../../platform/route.ts'
import { askWhatIf } from './commands/ask-what-if.ts'
import { proposeRule } from './commands/propose-rule.ts'
import { dutyRevisions } from './kind.ts'
import { dutyMatrix } from './matrix-views.ts'
import { describeProposal, proposalFor, proposals } from './proposal-views.ts'
import { dutyFile, dutyTable } from './table-views.ts'
import { unitsOf } from './unit-views.ts'
import { registerWhatIf } from './what-if.ts'
import { whatIfById, whatIfCases, whatIfRows, whatIfs } from './what-if-views.ts'

const dayOf = (now: Date) => businessDate(now.getTime())

export function registerDutyRoutes(app: FastifyInstance): void {
  registerRevisionKind(dutyRevisions)
  registerRehearsals()
  registerWhatIf()

  route(app, 'GET /api/v1/duties/table', 'duty.report', async ({ city, query, now }) =>
    dutyTable(city, query, dayOf(now)),
  )
  route(app, 'GET /api/v1/duties/matrix', 'duty.report', async ({ city, query, now }) =>
    dutyMatrix(city, query, dayOf(now)),
  )
  route(app, 'GET /api/v1/duties/template', 'duty.report', async ({ city, query, now }) =>
    dutyFile(city, query.layout, dayOf(now)),
  )
  route(app, 'GET /api/v1/duties/units', 'duty.manage', async ({ city, now }) => unitsOf(city, dayOf(now)))

  route(app, 'POST /api/v1/duties/revisions', 'duty.manage', async ({ city, actor, body, now }) => {
    const { source, ...start } = body
    if (source.type === 'file' && start.uploadId === null) throw new Problem('revision.file-required')
    const origin = source.type === 'file' ? 'file' : 'editor'
    const uploadId = source.type === 'file' ? start.uploadId : null
    const id = await startRevision(city, actor, 'duties', { ...start, uploadId, origin, source }, now)
    return revisionById(city, 'duties', id)
  })
  route(app, 'GET /api/v1/duties/revisions', 'duty.manage', ({ city, query }) => revisionsOf(city, 'duties', query))
  route(app, 'GET /api/v1/duties/revisions/{id}', 'duty.manage', ({ city, params }) =>
    revisionById(city, 'duties', params.id),
  )
  route(app, 'GET /api/v1/duties/revisions/{id}/findings', 'duty.manage', ({ city, params, query }) =>
    revisionFindingsOf(city, 'duties', params.id, query),
  )
  route(app, 'GET /api/v1/duties/revisions/{id}/changes', 'duty.manage', ({ city, params, query }) =>
    revisionChangesOf(city, 'duties', params.id, query),
  )
  route(app, 'POST /api/v1/duties/revisions/{id}/acts', 'duty.manage', async ({ city, actor, params, body, now }) => {
    const { commandId, act, keepGood } = body
    await actOnRevision(
      city,
      actor,
      'duties',
      params.id,
      { commandId, act, ...(keepGood === undefined ? {} : { keepGood }) },
      now,
    )
    return revisionById(city, 'duties', params.id)
  })

  route(app, 'POST /api/v1/duties/what-ifs', 'duty.report', async ({ city, actor, body, now }) =>
    whatIfById(city, await askWhatIf(city, actor, body, now)),
  )
  route(app, 'GET /api/v1/duties/what-ifs', 'duty.report', ({ city, query }) => whatIfs(city, query))
  route(app, 'GET /api/v1/duties/what-ifs/{id}', 'duty.report', ({ city, params }) => whatIfById(city, params.id))
  route(app, 'GET /api/v1/duties/what-ifs/{id}/rows', 'duty.report', ({ city, params, query }) =>
    whatIfRows(city, params.id, query),
  )
  route(app, 'GET /api/v1/duties/what-ifs/{id}/cases', 'case.list', ({ city, actor, scopes, params, query }) =>
    whatIfCases(city, { actor, scopes }, params.id, query),
  )

  route(app, 'GET /api/v1/cases/{id}/duty-proposal', 'duty.propose', async ({ city, actor, params, query, now }) =>
    describeProposal(city, await proposalFor(city, actor, params.id, now, query.weigh ?? null)),
  )
  route(app, 'POST /api/v1/duties/proposals', 'duty.propose', async ({ city, actor, body, now }) => ({
    revisionId: await proposeRule(city, actor, body, now),
  }))
  route(app, 'GET /api/v1/duties/proposals', 'duty.report', ({ city, query }) => proposals(city, query))
}
