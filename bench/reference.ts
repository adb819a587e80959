/**
 * What is compared with: a bare Fastify that inserts one row per request, on an embedded server of the same make and settings,
 * with as many database connections. No authorisation, no validation, no rules, one index: what the machine gives at most.
 */
import Fastify from 'fastify'
import pg from 'pg'
import { startEmbedded } from '../server/src/platform/embedded.ts'

const server = await startEmbedded({ dataDir: process.argv[2]! })
const pool = new pg.Pool({ ...server.connection, max: 12 })
await pool.query(
  'create table report (id uuid primary key, item_id uuid not null, body text not null, recorded_at timestamptz not null)',
)

const app = Fastify()
app.post<{ Body: { subject: string; body: { itemId: string } } }>('/reports', async ({ body }, reply) => {
  await pool.query('insert into report (id, item_id, body, recorded_at) values ($1, $2, $3, $4)', [
    body.subject,
    body.body.itemId,
    JSON.stringify(body.body),
    new Date(),
  ])
  return reply.code(201).send({ id: body.subject })
})
await app.listen({ host: '127.0.0.1', port: 0 })
const address = app.server.address()
process.stdout.write(`listening on ${typeof address === 'object' && address ? address.port : 0}\n`)

process.once('SIGTERM', () => {
  void app
    .close()
    .then(() => pool.end())
    .then(() => server.stop())
})
