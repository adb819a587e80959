/** Once per test run: one embedded server in a folder of its own, with a migrated template that each test city is cloned from. */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { createCity, markSeeded } from '../directory.ts'
import { startEmbedded } from '../embedded.ts'
import { migrate, SHARED_SCHEMA } from '../migrate.ts'
import { markRun, refuseLeftovers } from './leftovers.ts'

export const TEMPLATE = 'bihuan_template'

declare module 'vitest' {
  export interface ProvidedContext {
    testServer: { host: string; user: string; failure: string | null }
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(realpathSync(tmpdir()), 'bihuan-test-'))
  const server = await startEmbedded({ dataDir, durable: false, maxConnections: 200 })
  const { host, user } = server.connection
  // Rules and screens are tested even while a migration is broken; tests that need a city then say why they cannot have one.
  const failure = await makeTemplate(server.connection).then(
    () => null,
    (error: Error) => error.message,
  )
  project.provide('testServer', { host, user, failure })
  markRun(dataDir)
  return async () => {
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
    await refuseLeftovers(dataDir)
  }
}

async function makeTemplate(embedded: pg.ClientConfig): Promise<void> {
  const client = new pg.Client({ ...embedded, database: 'postgres' })
  await client.connect()
  try {
    await client.query(`create database ${TEMPLATE}`)
  } finally {
    await client.end()
  }
  const connection = { ...embedded, database: TEMPLATE }
  await migrate(connection, 'shared', SHARED_SCHEMA)
  const createdAt = new Date('2026-01-01T00:00:00Z')
  await createCity(connection, { schema: 'main', name: '测试市', kind: 'real', createdAt })
  await markSeeded(connection, 'main', createdAt)
}
