/** The folder of the embedded server: made whole or not at all, of our version, on a disk with room, and nobody else's. */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  chownSync,
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
import { traversable, type Runner } from './embedded-binaries.ts'
import { livingPostmaster } from './embedded-lock.ts'
import { LaunchProblem } from './launch-problem.ts'

const MAJOR = '17'
/** The one user of the server; the socket lets nobody else in. */
export const USER = 'bihuan'
/** Megabytes: a first start takes 60, and the write-ahead log grows by 16 at a time. */
const LEAST_FREE = 100

/** PostgreSQL starts on a disk with nothing left, and stops at the first checkpoint: it is said before. */
export function refuseFullDisk(dataDir: string): void {
  const { bavail, bsize } = statfsSync(dataDir)
  const free = Math.floor((bavail * bsize) / 1_048_576)
  if (free >= LEAST_FREE) return
  throw new LaunchProblem(
    `磁盘将满：${dataDir} 只剩 ${free} MB，至少需要 ${LEAST_FREE} MB。请清理空间，或用 DATA_DIR 指定另一个磁盘上的文件夹。`,
    `The disk is nearly full: ${dataDir} has ${free} MB left and needs at least ${LEAST_FREE} MB. Free some space, or name a folder on another disk in DATA_DIR.`,
  )
}

/** Made beside its place and moved there when complete: a start that was killed half-way leaves nothing that looks finished. */
export function initialise(native: string, folder: string, user: Runner): void {
  // Of a start that was killed, an orphan may still be writing for half a second: it has its own name.
  for (const name of readdirSync(dirname(folder))) {
    if (name.startsWith('postgresql.new-'))
      rmSync(join(dirname(folder), name), { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
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
export function dataArgument(folder: string, user: Runner): string {
  return user.uid === undefined || traversable(resolve(folder, '..')) || process.platform !== 'linux'
    ? folder
    : '/proc/self/cwd'
}

export function refuseOtherVersion(folder: string): void {
  const version = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim()
  if (version === MAJOR) return
  throw new LaunchProblem(
    `数据文件夹 ${folder} 属于 PostgreSQL ${version}，本程序使用 ${MAJOR}。请用当时的程序版本打开它，或用 DATA_DIR 指定另一个文件夹。`,
    `The data folder ${folder} was made by PostgreSQL ${version}; this program uses ${MAJOR}. Open it with the release that made it, or name another folder in DATA_DIR.`,
  )
}

/** A server whose parent was killed is still shutting down. It is given half a minute. */
export async function waitForPredecessor(folder: string): Promise<void> {
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
export function socketFolder(folder: string, user: Runner): string {
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
