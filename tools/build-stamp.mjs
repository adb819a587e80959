/** What each part is built from, and whether what stands in its dist is still that: a hash of the sources' contents. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

const shared = ['domain', 'contract', 'package-lock.json', 'tools/build.mjs']
const screen = (name) => [
  ...shared,
  `${name}/src`,
  `${name}/public`,
  `${name}/index.html`,
  `${name}/vite.config.ts`,
  `${name}/package.json`,
]

/** `entry`: without it the part does not exist yet, and is left out. */
export const parts = [
  {
    name: 'server',
    entry: 'server/src/main.ts',
    dist: 'server/dist',
    sources: [...shared, 'server/src', 'server/package.json'],
  },
  { name: 'console', entry: 'console/vite.config.ts', dist: 'console/dist', sources: screen('console') },
  { name: 'field', entry: 'field/vite.config.ts', dist: 'field/dist', sources: screen('field') },
]

function filesOf(path) {
  if (!existsSync(path)) return []
  const entries = readdirSync(path, { withFileTypes: true })
  return entries.flatMap((entry) => {
    if (entry.name === 'node_modules' || entry.name === 'dist' || /\.test\.tsx?$/.test(entry.name)) return []
    const child = join(path, entry.name)
    return entry.isDirectory() ? filesOf(child) : [child]
  })
}

function hashOf(part) {
  const hash = createHash('sha256')
  for (const source of part.sources) {
    const path = join(root, source)
    const files = source.includes('.') ? [path].filter(existsSync) : filesOf(path)
    for (const file of files.sort())
      hash
        .update(`${relative(root, file)}\0`)
        .update(readFileSync(file))
        .update('\0')
  }
  return hash.digest('hex')
}

const stampOf = (part) => join(root, part.dist, '.built')

export function stale() {
  return parts
    .filter((part) => existsSync(join(root, part.entry)))
    .map((part) => ({ ...part, hash: hashOf(part) }))
    .filter((part) => !existsSync(stampOf(part)) || readFileSync(stampOf(part), 'utf8') !== part.hash)
}

export function stamp(part) {
  writeFileSync(stampOf(part), part.hash)
}
