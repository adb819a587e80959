/**
 * After `npm install`: enters the platform packages that the lock file misses. A registry that mirrors only some platforms
 * leaves the others out, and `npm ci` then refuses the lock file everywhere. Their platform is read from their names;
 * they bear no integrity, since they could not be fetched here.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32']
const PROCESSORS = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64']

/** The entry of a platform package, or null when its name says no platform. */
export function entryOf(name, version, parent) {
  const words = name.split(/[/-]/)
  const os = words.find((word) => SYSTEMS.includes(word))
  const cpu = words.find((word) => PROCESSORS.includes(word))
  if (!os || !cpu) return null
  const libc = words.some((word) => word.startsWith('musl'))
    ? 'musl'
    : words.some((word) => word.startsWith('gnu'))
      ? 'glibc'
      : null
  return {
    version,
    cpu: [cpu],
    ...(parent.dev ? { dev: true } : {}),
    ...(libc ? { libc: [libc] } : {}),
    ...(parent.license ? { license: parent.license } : {}),
    optional: true,
    os: [os],
    ...(parent.engines ? { engines: parent.engines } : {}),
  }
}

/** Adds what is missing to the parsed lock file; returns the names. Throws for one whose name says no platform. */
export function complete(lock) {
  const added = []
  for (const parent of Object.values(lock.packages)) {
    for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
      // A name that stands anywhere in the tree is known; these packages have one version each.
      if (Object.keys(lock.packages).some((path) => path.endsWith(`node_modules/${name}`))) continue
      const entry = entryOf(name, version, parent)
      if (!entry) throw new Error(`${name} is missing from the lock file, and its name says no platform`)
      lock.packages[`node_modules/${name}`] = entry
      added.push(name)
    }
  }
  const sorted = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en'))
  lock.packages = Object.fromEntries(sorted)
  return added
}

if (process.argv[1] === import.meta.filename) {
  const path = process.argv[2] ?? join(import.meta.dirname, '..', 'package-lock.json')
  const lock = JSON.parse(readFileSync(path, 'utf8'))
  const added = complete(lock)
  if (added.length > 0) writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`)
  console.log(added.length === 0 ? 'nothing is missing' : `added ${added.length}: ${added.join(', ')}`)
}
