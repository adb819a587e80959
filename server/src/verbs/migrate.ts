/** migrate: bring every schema up to date, then end. */
import { findOrCreateCity, launchDatabase } from '../platform/launch.ts'
import { createLogger } from '../platform/logging.ts'
import type { Settings } from '../platform/settings.ts'
import { say } from './terminal.ts'

export async function migrateVerb(settings: Settings): Promise<number> {
  const database = await launchDatabase(settings, createLogger(settings.logLevel))
  try {
    const city = await findOrCreateCity(database.connection, settings, say)
    say(`数据库已是最新（城市 ${city.schema}）`, `The database is up to date (city ${city.schema})`)
    return 0
  } finally {
    await database.stop()
  }
}
