/** A server over a test's city in a process of its own, to be killed. Everybody is the one account of the settings. */
import { listCities, openCity } from '../../platform/directory.ts'
import { SettableClock } from '../../platform/city.ts'
import { buildApp } from '../../platform/http.ts'
import { registerFileRoutes } from '../routes.ts'

const settings = JSON.parse(process.env['OWN_SERVER']!) as {
  connection: { host: string; user: string; database: string }
  filesDir: string
  masterKey: string
  accountId: string
  now: string
}
const entry = (await listCities(settings.connection))[0]!
const city = openCity(settings.connection, entry, {
  masterKey: Buffer.from(settings.masterKey, 'hex'),
  filesDir: settings.filesDir,
  clock: new SettableClock(new Date(settings.now)),
  poolSize: 4,
})
const actor = {
  accountId: settings.accountId,
  name: 'test',
  sessionId: settings.accountId,
  grants: [],
  departmentIds: [],
  teamIds: [],
  standsInFor: [],
}
const app = await buildApp({ city, authenticate: async () => actor, limits: 'off', logLevel: 'silent' })
registerFileRoutes(app)
process.stdout.write(`${await app.listen({ port: 0, host: '127.0.0.1' })}\n`)
