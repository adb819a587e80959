/** One process owns a data folder. The lock is a file that names its holder; a holder that died holds nothing. */
import { linkSync, readFileSync, readlinkSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { LaunchProblem } from './launch-problem.ts'

/** When a process was started, as an opaque text; null if there is no such process. Tells a process from a later one with its number. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' ? null : fields[19]!
  } catch (error) {
    if (process.platform === 'linux') return null
    void error
  }
  const { status, stdout } = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' })
  return status === 0 && stdout.trim() !== '' ? stdout.trim() : null
}

/** Takes the folder for this process, or says who has it. Returns the release. */
export function lockFolder(dataDir: string): () => void {
  const lock = join(dataDir, 'owner.pid')
  const mine = `${process.pid} ${startOf(process.pid)}\n`
  const draft = `${lock}.${process.pid}`
  writeFileSync(draft, mine)
  try {
    for (let attempt = 0; ; attempt++) {
      try {
        linkSync(draft, lock)
        break
      } catch (error) {
        if ((error as { code?: string }).code !== 'EEXIST') throw error
        const [pid, start] = splitOnce(readFileSync(lock, 'utf8').trim())
        if (attempt > 3 || startOf(Number(pid)) === start) {
          throw new LaunchProblem(
            `数据文件夹 ${dataDir} 正被另一个闭环进程（${pid}）使用。请先停止它，或用 DATA_DIR 指定另一个文件夹。`,
            `The data folder ${dataDir} is in use by another Bihuan process (${pid}). Stop it first, or name another folder in DATA_DIR.`,
          )
        }
        unlinkSync(lock)
      }
    }
  } finally {
    rmSync(draft, { force: true })
  }
  return () => {
    if (readFileSync(lock, 'utf8') === mine) unlinkSync(lock)
  }
}

function splitOnce(text: string): [string, string] {
  const space = text.indexOf(' ')
  return [text.slice(0, space), text.slice(space + 1)]
}

/** The number of the PostgreSQL that still runs on a folder, or null. A file left behind by a dead one is no server. */
export function livingPostmaster(folder: string): number | null {
  let pid: number
  try {
    pid = Number(readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n', 1)[0])
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return null
    throw error
  }
  if (!Number.isInteger(pid) || pid <= 0 || startOf(pid) === null) return null
  return looksLikePostgres(pid) ? pid : null
}

function looksLikePostgres(pid: number): boolean {
  try {
    if (process.platform === 'linux') return /postgres$/.test(readlinkSync(`/proc/${pid}/exe`))
  } catch {
    // Not ours to look into: a process of another user, which PostgreSQL's own check passes over as well.
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres')
  }
  return spawnSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' }).stdout.includes('postgres')
}
