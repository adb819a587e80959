/** Changing the catalogue: revisions, what they are made from, and what came of them. */
import type { FastifyInstance, FastifyReply } from 'fastify'
import { businessDate } from '@bihuan/domain/calendar'
import { actOnRevision } from '../platform/revision-acts.ts'
import { revisionById, revisionChangesOf, revisionFindingsOf, revisionsOf } from '../platform/revision-views.ts'
import { route } from '../platform/route.ts'
import { csvLines, xlsxBytes, type Writable } from '../platform/sheets/write.ts'
import { catalogue } from './answers.ts'
import { startCatalogueRevision } from './commands/start-revision.ts'
import { SHEET_NAMES } from './importing/words.ts'
import { registerCatalogueRevisions } from './revising/kind.ts'
import { describeProfiles } from './revising/profiles.ts'
import { catalogueRows, tableHeader, templateRows } from './tables.ts'
import { versionsOf } from './views-versions.ts'

export function registerCatalogueRevisionRoutes(app: FastifyInstance): void {
  registerCatalogueRevisions()
  route(app, 'POST /api/v1/catalogue/revisions', 'catalogue.manage', async ({ city, actor, body, now }) =>
    revisionById(city, 'catalogue', await startCatalogueRevision(city, actor, body, now)),
  )
  route(app, 'GET /api/v1/catalogue/revisions', 'catalogue.manage', ({ city, query }) =>
    revisionsOf(city, 'catalogue', query),
  )
  route(app, 'GET /api/v1/catalogue/revisions/{id}', 'catalogue.manage', ({ city, params }) =>
    revisionById(city, 'catalogue', params.id),
  )
  route(app, 'GET /api/v1/catalogue/revisions/{id}/findings', 'catalogue.manage', ({ city, params, query }) =>
    revisionFindingsOf(city, 'catalogue', params.id, query),
  )
  route(app, 'GET /api/v1/catalogue/revisions/{id}/changes', 'catalogue.manage', ({ city, params, query }) =>
    revisionChangesOf(city, 'catalogue', params.id, query),
  )
  route(
    app,
    'POST /api/v1/catalogue/revisions/{id}/acts',
    'catalogue.manage',
    async ({ city, actor, params, body, now }) => {
      await actOnRevision(city, actor, 'catalogue', params.id, body, now)
      return revisionById(city, 'catalogue', params.id)
    },
  )
  route(app, 'GET /api/v1/catalogue/profiles', 'catalogue.manage', async () => ({ rows: describeProfiles() }))
  registerItems(app)
  registerTables(app)
}

function registerItems(app: FastifyInstance): void {
  route(app, 'GET /api/v1/catalogue/items', 'catalogue.read', async ({ city }) => {
    const held = catalogue(city)
    return {
      version: held.version,
      rows: held.everyItem().map(({ item, retiredOn }) => {
        const { id, code, name } = held.category(item.categoryId)!
        return {
          id: item.id,
          code: item.code,
          name: item.name,
          category: { id, code, name },
          version: item.version,
          hazard: item.hazard,
          severity: item.severity,
          procedureId: item.procedureId,
          conditions: item.conditions.length,
          keywords: item.keywords,
          retiredOn,
        }
      }),
    }
  })
  route(app, 'GET /api/v1/catalogue/items/{id}/versions', 'catalogue.read', ({ city, params }) =>
    versionsOf(city, params.id),
  )
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

async function sendTable(
  reply: FastifyReply,
  format: 'csv' | 'xlsx',
  name: string,
  title: string,
  rows: Writable[][],
): Promise<never> {
  const bytes =
    format === 'csv'
      ? Buffer.from([...csvLines(tableHeader, rows)].join(''))
      : await xlsxBytes(title, tableHeader, rows)
  reply.header(
    'content-disposition',
    `attachment; filename="${name}.${format}"; filename*=UTF-8''${encodeURIComponent(`${title}.${format}`)}`,
  )
  reply.header('cache-control', 'private, no-store').type(format === 'csv' ? 'text/csv; charset=utf-8' : XLSX)
  // Bytes are sent as they are, past every serializer.
  return bytes as never
}

function registerTables(app: FastifyInstance): void {
  route(app, 'GET /api/v1/catalogue/template', 'catalogue.read', ({ query, reply }) =>
    sendTable(reply, query.format, 'catalogue-template', SHEET_NAMES.template, templateRows),
  )
  route(app, 'GET /api/v1/catalogue/export', 'catalogue.read', ({ city, query, now, reply }) => {
    const title = `${SHEET_NAMES.catalogue} ${businessDate(now.getTime())}`
    return sendTable(reply, query.format, 'catalogue', title, catalogueRows(catalogue(city)))
  })
}
