/** serve: everything on one port, and the work beside it, in one process. */
import { rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import { composeApp, loadSnapshots } from '../app.ts'
import type { City } from '../platform/city.ts'
import { createCity, dropUnseededCity, markSeeded, type CityEntry } from '../platform/directory.ts'
import { LaunchProblem } from '../platform/launch-problem.ts'
import { findOrCreateCity, launchDatabase, open } from '../platform/launch.ts'
import { createLogger } from '../platform/logging.ts'
import { serverFolder } from '../platform/migrate.ts'
import type { Settings } from '../platform/settings.ts'
import { demoSecret } from './code.ts'
import { demoCity, type DemoLogin } from './demo-hook.ts'
import { makeFirstAccounts } from './first-accounts.ts'
import { untilStopped } from './signals.ts'
import { progressLine, say } from './terminal.ts'
import { startWorkers, type Workers } from './workers.ts'

export async function serve(settings: Settings): Promise<number> {
  const logger = createLogger(settings.logLevel)
  // Known at once, not after a demo city has been made.
  await refuseTakenPort(settings)
  const database = await launchDatabase(settings, logger)
  let city: City | undefined
  let app: FastifyInstance | undefined
  let workers: Workers | undefined
  try {
    const entry = await findOrCreateCity(database.connection, settings, say)
    city = await openSeeded(database.connection, entry, settings)
    const root = join(serverFolder(), '..')
    app = await composeApp(city, {
      limits: settings.limits,
      logger,
      logLevel: settings.logLevel,
      ...(settings.trustProxy ? { trustProxy: settings.trustProxy } : {}),
      mapOrigins: settings.mapOrigins,
      pages: { console: join(root, 'console', 'dist'), field: join(root, 'field', 'dist') },
    })
    workers = await startWorkers(city, app, logger)
    // Until here Ctrl-C ends the program where it stands, and the next start goes on from there.
    const stopped = untilStopped(logger)
    await listen(app, settings)
    await announce(app, city, settings)
    await stopped
    say('正在停止 …（再按一次 Ctrl-C 立即结束）', 'Stopping … (Ctrl-C once more ends it at once)')
    const impatient = setTimeout(() => app?.server.closeAllConnections(), 8_000)
    await app.close()
    clearTimeout(impatient)
    app = undefined
    return 0
  } finally {
    await app?.close()
    // Before the database: with a worker that goes on without it, a failed start would never end.
    await workers?.stop()
    await city?.db.close()
    await database.stop()
  }
}

async function openSeeded(connection: pg.ClientConfig, found: CityEntry, settings: Settings): Promise<City> {
  if (found.seededAt !== null) return open(connection, found, settings)
  if (found.kind !== 'demo') {
    const city = await open(connection, found, settings)
    if (found.kind === 'real') await makeFirstAccounts(city)
    await markSeeded(connection, found.schema, city.clock.now())
    return city
  }
  // A demo city whose making was broken off is made anew, from nothing.
  const { schema, name, kind, createdAt } = found
  await dropUnseededCity(connection, schema)
  rmSync(join(settings.dataDir, 'files', schema), { recursive: true, force: true })
  const city = await open(connection, await createCity(connection, { schema, name, kind, createdAt }), settings)
  say('正在制作演示城市（仅首次启动）…', 'Making the demo city (first start only) …')
  const progress = progressLine('演示城市', 'demo city')
  try {
    await loadSnapshots(city)
    await demoCity.make(city, progress)
  } catch (error) {
    await city.db.close()
    throw error
  }
  progress(1)
  await markSeeded(connection, schema, city.clock.now())
  return city
}

function portProblem(error: unknown, { host, port }: Settings): unknown {
  const { code } = error as { code?: string }
  if (code === 'EADDRINUSE') {
    return new LaunchProblem(
      `端口 ${port} 已被占用。请停止占用它的程序，或换一个端口，例如 PORT=${port === 65_535 ? 8080 : port + 1}。`,
      `Port ${port} is in use. Stop the program that has it, or take another one, e.g. PORT=${port === 65_535 ? 8080 : port + 1}.`,
    )
  }
  if (code === 'EACCES') {
    return new LaunchProblem(
      `没有权限使用端口 ${port}。请换一个 1024 以上的端口，例如 PORT=8080。`,
      `There is no permission to use port ${port}. Take one above 1024, e.g. PORT=8080.`,
    )
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'EINVAL') {
    return new LaunchProblem(
      `本机没有地址 HOST="${host}"。请使用 127.0.0.1（仅本机）或 0.0.0.0（所有设备）。`,
      `This machine has no address HOST="${host}". Use 127.0.0.1 (this machine only) or 0.0.0.0 (every device).`,
      2,
    )
  }
  return error
}

async function refuseTakenPort(settings: Settings): Promise<void> {
  const probe = createServer()
  try {
    await new Promise<void>((resolve, reject) => {
      probe.once('error', reject)
      probe.listen(settings.port, settings.host, resolve)
    })
  } catch (error) {
    throw portProblem(error, settings)
  }
  await new Promise((resolve) => probe.close(resolve))
}

async function listen(app: FastifyInstance, settings: Settings): Promise<void> {
  try {
    await app.listen({ host: settings.host, port: settings.port })
  } catch (error) {
    throw portProblem(error, settings)
  }
}

async function announce(app: FastifyInstance, city: City, settings: Settings): Promise<void> {
  const address = app.server.address()
  const port = typeof address === 'object' && address ? address.port : settings.port
  const host = ['0.0.0.0', '::', '127.0.0.1'].includes(settings.host) ? 'localhost' : settings.host
  const base = `http://${host.includes(':') ? `[${host}]` : host}:${port}`
  const lines = [
    '',
    `闭环已启动 · Bihuan is ready   ${city.name}`,
    `  工作台 console   ${base}/`,
    `  手机端 field     ${base}/field/`,
    `  接口   API       ${base}/api/docs`,
  ]
  const logins = city.kind === 'demo' ? await demoCity.logins(city) : []
  const width = (of: (login: DemoLogin) => string) => Math.max(...logins.map((login) => of(login).length)) + 2
  if (logins.length > 0) lines.push('', '  演示账号 · demo logins')
  for (const { role, login, password, path } of logins) {
    const columns = [
      login.padEnd(width((each) => each.login)),
      password.padEnd(width((each) => each.password)),
      path.padEnd(9),
    ]
    lines.push(`    ${columns.join('')}${role.zh} · ${role.en}`)
  }
  if (logins.some(({ role }) => role.zh.includes('*'))) {
    lines.push(`    * 还需动态口令，运行 node tools/start.mjs code 查看；或在验证器应用中输入密钥 ${demoSecret()}`)
    lines.push(`      needs a code as well: run node tools/start.mjs code, or enter this key in an authenticator app`)
  }
  lines.push('', '  Ctrl-C 停止 · stops it', '')
  process.stdout.write(`${lines.join('\n')}\n`)
}
