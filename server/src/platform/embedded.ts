/**
 * The embedded PostgreSQL: real server binaries from an npm package, on a folder of ours, reached by a Unix socket only.
 * Everything that was committed survives any end of this program or of the server.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statfsSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { findBinaries, serverUser, traversable, type Runner } from './embedded-binaries.ts'
import { livingPostmaster, lockFolder } from './embedded-lock.ts'
import { startServerProcess, type ServerProcess } from './embedded-process.ts'
import { LaunchProblem, launchProblemOf } from './launch-problem.ts'

const MAJOR = '17'
const USER = 'bihuan'
const DATABASE = 'bihuan'
/** Megabytes: a first start takes 60, and the write-ahead log grows by 16 at a time. */
const LEAST_FREE = 100

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

/** PostgreSQL starts on a disk with nothing left, and stops at the first checkpoint: it is said before. */
function refuseFullDisk(dataDir: string): void {
  const { bavail, bsize } = statfsSync(dataDir)
  const free = Math.floor((bavail * bsize) / 1_048_576)
  if (free >= LEAST_FREE) return
  throw new LaunchProblem(
    `磁盘将满：${dataDir} 只剩 ${free} MB，至少需要 ${LEAST_FREE} MB。请清理空间，或用 DATA_DIR 指定另一个磁盘上的文件夹。`,
    `The disk is nearly full: ${dataDir} has ${free} MB left and needs at least ${LEAST_FREE} MB. Free some space, or name a folder on another disk in DATA_DIR.`,
  )
}

/** Made beside its place and moved there when complete: a start that was killed half-way leaves nothing that looks finished. */
function initialise(native: string, folder: string, user: Runner): void {
  // Of a start that was killed, an orphan may still be writing for half a second: it has its own name.
  for (const name of readdirSync(dirname(folder))) {
    if (name.startsWith('postgresql.new-')) rmSync(join(dirname(folder), name), { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  }
  const fresh = `${folder}.new-${process.pid}`
  mkdirSync(fresh, { mode: 0o700 })
  if (user.uid !== undefined) chownSync(fresh, user.uid, user.gid!)
  const args = [
    '-D',
    dataArgument(fresh, user),
    '--locale-provider=builtin',
    '--locale=C.UTF-8',
    '--encoding=UTF8',
    '--auth=trust',
    `--username=${USER}`,
  ]
  const { status, stderr, error } = spawnSync(
    join(native, 'bin', 'initdb'),
    [...args, '--data-checksums', '--text-search-config=simple'],
    {
      cwd: fresh,
      ...user,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C' },
    },
  )
  if (status !== 0) throw new Error(`initdb failed: ${error?.message ?? stderr.trim()}`)
  renameSync(fresh, folder)
}

/**
 * A data folder below a home of mode 700 cannot be reached by its path as another user, but can through the folder that the
 * process already stands in, which Linux names /proc/self/cwd.
 */
function dataArgument(folder: string, user: Runner): string {
  return user.uid === undefined || traversable(resolve(folder, '..')) || process.platform !== 'linux'
    ? folder
    : '/proc/self/cwd'
}

function refuseOtherVersion(folder: string): void {
  const version = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim()
  if (version === MAJOR) return
  throw new LaunchProblem(
    `数据文件夹 ${folder} 属于 PostgreSQL ${version}，本程序使用 ${MAJOR}。请用当时的程序版本打开它，或用 DATA_DIR 指定另一个文件夹。`,
    `The data folder ${folder} was made by PostgreSQL ${version}; this program uses ${MAJOR}. Open it with the release that made it, or name another folder in DATA_DIR.`,
  )
}

/** A server whose parent was killed is still shutting down. It is given half a minute. */
async function waitForPredecessor(folder: string): Promise<void> {
  for (let waited = 0; ; waited += 50) {
    const pid = livingPostmaster(folder)
    if (pid === null) {
      // Its number may since belong to a stranger, before whom PostgreSQL would stop short.
      rmSync(join(folder, 'postmaster.pid'), { force: true })
      return
    }
    if (waited > 30_000) {
      throw new LaunchProblem(
        `上一个数据库进程（${pid}）仍在使用 ${folder}。请等它结束，或执行 kill -INT ${pid} 后重试。`,
        `An earlier database process (${pid}) still uses ${folder}. Wait for it to end, or run kill -INT ${pid}, and start again.`,
      )
    }
    await pause(50)
  }
}

/** A short folder, since socket paths end at about 100 bytes; the same one for the same data folder, so that none pile up. */
function socketFolder(folder: string, user: Runner): string {
  const base = Buffer.byteLength(tmpdir()) > 60 ? '/tmp' : tmpdir()
  const name = join(realpathSync(base), `bihuan-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`)
  let made = name
  try {
    rmSync(name, { recursive: true, force: true })
    mkdirSync(name, { mode: 0o700 })
  } catch (error) {
    if (!['EEXIST', 'EPERM', 'EACCES'].includes((error as { code?: string }).code ?? '')) throw error
    made = mkdtempSync(`${name}-`)
  }
  chmodSync(made, 0o700)
  if (user.uid !== undefined) chownSync(made, user.uid, user.gid!)
  return made
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
