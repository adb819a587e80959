/** `npx tsx tools/schema-snapshot.ts [--check]`: writes server/db/schema.sql from the migrations, or says whether it is still theirs. */
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCity } from '../server/src/platform/directory.ts'
import { startEmbedded } from '../server/src/platform/embedded.ts'
import { migrate, serverFolder, SHARED_SCHEMA } from '../server/src/platform/migrate.ts'
import { wholeSnapshot } from '../server/src/platform/schema-snapshot.ts'

async function main(): Promise<number> {
  const file = join(serverFolder(), 'db', 'schema.sql')
  const dataDir = mkdtempSync(join(realpathSync(tmpdir()), 'bihuan-schema-'))
  const server = await startEmbedded({ dataDir, durable: false })
  try {
    await migrate(server.connection, 'shared', SHARED_SCHEMA)
    await createCity(server.connection, { schema: 'main', name: 'snapshot', kind: 'real', createdAt: new Date() })
    const snapshot = await wholeSnapshot(server.connection, 'main')
    if (!process.argv.includes('--check')) {
      writeFileSync(file, snapshot)
      return 0
    }
    if (readFileSync(file, 'utf8') === snapshot) return 0
    process.stderr.write('server/db/schema.sql is not what the migrations make: run npx tsx tools/schema-snapshot.ts\n')
    return 1
  } finally {
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

process.exitCode = await main()
