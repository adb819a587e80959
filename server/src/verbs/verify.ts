/** verify: the proof of the chains and seals, on the data as it is, also while the server runs. Nothing is migrated or written. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { caseRecount } from '../cases/recount.ts'
import { oversightRecount } from '../oversight/recount.ts'
import { masterKey } from '../platform/directory.ts'
import { reachDatabase } from '../platform/launch.ts'
import { createLogger } from '../platform/logging.ts'
import type { Settings } from '../platform/settings.ts'
import { runVerify } from '../verify/main.ts'

export async function verifyVerb(settings: Settings, args: string[]): Promise<number> {
  const database = await reachDatabase(settings, createLogger(settings.logLevel))
  try {
    return await runVerify(args, {
      connection: database.connection,
      filesDir: join(settings.dataDir, 'files', settings.city),
      masterKey: existsSync(settings.masterKeyFile) ? masterKey(settings.masterKeyFile) : null,
      keysDir: join(settings.dataDir, 'keys'),
      projectionChecks: [caseRecount, oversightRecount],
    })
  } finally {
    await database.stop()
  }
}
