/** Is the program alive, and can it work? */
import type { FastifyInstance } from 'fastify'
import type { Metrics } from './metrics.ts'
import { Problem } from './problem.ts'
import { sql } from './database.ts'
import { route } from './route.ts'

const PATIENCE = 2_000

export function registerHealthRoutes(app: FastifyInstance, metrics: Metrics): void {
  route(app, 'GET /health', 'public', async () => ({ status: 'alive' as const }))

  // Migrations are done before the program listens; what can be missing later is the database.
  route(app, 'GET /ready', 'public', async ({ city }) => {
    let patience: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      patience = setTimeout(() => reject(new Problem('platform.database-unavailable')), PATIENCE)
    })
    try {
      await Promise.race([city.db.rows(sql`select 1`), late])
    } finally {
      clearTimeout(patience)
    }
    return { status: 'ready' as const, city: city.schema, kind: city.kind }
  })

  route(app, 'GET /metrics', 'public', async ({ reply }) => {
    reply.type('text/plain; version=0.0.4; charset=utf-8')
    return metrics.text()
  })
}
