/**
 * The embedded PostgreSQL: real server binaries from an npm package, on a folder of ours, reached by a Unix socket only.
 * Everything that was committed survives any end of this program or of the server.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { findBinaries, serverUser, type Runner } from './embedded-binaries.ts'
import {
  dataArgument,
  initialise,
  refuseFullDisk,
  refuseOtherVersion,
  socketFolder,
  USER,
  waitForPredecessor,
} from './embedded-folder.ts'
import { livingPostmaster, lockFolder } from './embedded-lock.ts'
import { startServerProcess, type ServerProcess } from './embedded-process.ts'
import { launchProblemOf } from './launch-problem.ts'

const DATABASE = 'bihuan'

export interface EmbeddedOptions {
  dataDir: string
  /** Off only in tests: a power cut then loses data. */
  durable?: boolean
  /** Lines of the server's own log, in English. */
  onLog?: (line: string) => void
  maxConnections?: number
}

export interface EmbeddedServer {
  /** How to reach it: socket folder, user, database. */
  connection: pg.ClientConfig & { host: string; user: string; database: string }
  /** Process number of the postmaster at this moment; null while it is away. */
  postmaster(): number | null
  /** Shuts down cleanly and gives the folder back. */
  stop(): Promise<void>
}

/** Starts the server on `dataDir`/postgresql, making it at the first start (about 0.6 s; later starts about 0.1 s). Throws LaunchProblem. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const dataDir = resolve(options.dataDir)
  const folder = join(dataDir, 'postgresql')
  let release: (() => void) | undefined
  try {
    mkdirSync(dataDir, { recursive: true })
    release = lockFolder(dataDir)
    if (options.durable !== false) refuseFullDisk(dataDir)
    const native = findBinaries()
    const user = serverUser()
    if (!existsSync(folder)) initialise(native, folder, user)
    refuseOtherVersion(folder)
    await waitForPredecessor(folder)
    return await run(native, folder, user, options, release)
  } catch (error) {
    release?.()
    throw launchProblemOf(error, dataDir) ?? error
  }
}

function serverArguments(folder: string, sockets: string, user: Runner, options: EmbeddedOptions): string[] {
  const values: Record<string, string> = {
    listen_addresses: '',
    unix_socket_directories: sockets,
    unix_socket_permissions: '0700',
    max_connections: String(options.maxConnections ?? 60),
    shared_buffers: '128MB',
    max_wal_size: '1GB',
    checkpoint_timeout: '15min',
    jit: 'off',
    max_wal_senders: '0',
    wal_level: 'minimal',
    log_min_messages: 'warning',
    log_checkpoints: 'off',
    ...(options.durable === false
      ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_wal_size: '256MB', autovacuum: 'off' }
      : {}),
  }
  return [
    '-D',
    dataArgument(folder, user),
    ...Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]
}

async function run(
  native: string,
  folder: string,
  user: Runner,
  options: EmbeddedOptions,
  release: () => void,
): Promise<EmbeddedServer> {
  const sockets = socketFolder(folder, user)
  const onLog = options.onLog ?? (() => undefined)
  const connection = { host: sockets, user: USER, database: DATABASE }
  const start = () =>
    startServerProcess(
      join(native, 'bin', 'postgres'),
      serverArguments(folder, sockets, user, options),
      folder,
      user,
      onLog,
    )
  let stopping = false
  let server: ServerProcess = start()
  for (let attempt = 0; ; attempt++) {
    try {
      await server.ready
      break
    } catch (error) {
      // A predecessor, or a last connection of one that was killed, is not quite gone.
      if (attempt >= 40 || !/lock file .* already exists|is still in use/.test(String(error))) throw error
      await pause(250)
      server = start()
    }
  }
  await ensureDatabase(connection)

  /** The server alone was killed (out of memory, an operator): it is started again, with growing pauses, until it stands. */
  const supervise = async () => {
    for (let failures = 0; ;) {
      await server.ended
      if (stopping) return
      onLog(`PostgreSQL ended by itself; starting it again`)
      await pause(Math.min(10_000, 100 * 2 ** failures++))
      if (stopping) return
      server = start()
      await server.ready.then(
        () => (failures = 0),
        (error: Error) => onLog(error.message),
      )
    }
  }
  const supervision = supervise()

  return {
    connection,
    postmaster: () => livingPostmaster(folder),
    async stop() {
      stopping = true
      server.stop()
      const forced = setTimeout(() => {
        const pid = livingPostmaster(folder)
        if (pid !== null) process.kill(pid, 'SIGQUIT')
      }, 20_000)
      await server.ended
      clearTimeout(forced)
      await supervision
      rmSync(sockets, { recursive: true, force: true })
      release()
    },
  }
}

async function ensureDatabase(connection: pg.ClientConfig): Promise<void> {
  const client = new pg.Client({ ...connection, database: 'postgres' })
  await client.connect()
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [DATABASE])
    if (rowCount === 0) await client.query(`create database ${DATABASE}`)
  } finally {
    await client.end()
  }
}

/** How to reach a server that another process runs on this data folder; null when none does. For reading beside it. */
export function runningEmbedded(dataDir: string): EmbeddedServer['connection'] | null {
  const folder = join(resolve(dataDir), 'postgresql')
  if (livingPostmaster(folder) === null) return null
  const host = readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[4]
  return host ? { host, user: USER, database: DATABASE } : null
}
