/** The repository as the checks see it: what git tracks or would track; without git, what lies there. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Declared } from './imports.ts'
import type { Source } from './source.ts'

export const ROOT = join(import.meta.dirname, '..', '..')
const TEXT = /\.(ts|tsx|mjs|js|css|html|json|sql|md|webmanifest)$|(^|\/)(run|NOTICE|LICENSE)$/
const SKIPPED = /(^|\/)(node_modules|dist|data|coverage|\.git)(\/|$)|^tools\/checks\/fixtures\//

function listed(): string[] {
  const git = spawnSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: ROOT, encoding: 'utf8' })
  if (git.status === 0) return git.stdout.split('\0').filter(Boolean)
  return readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter(
    (path) => !SKIPPED.test(path) && statSync(join(ROOT, path)).isFile(),
  )
}

export function readSources(): Source[] {
  return listed()
    .filter((path) => TEXT.test(path) && !SKIPPED.test(path) && existsSync(join(ROOT, path)))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }))
}

/** What each workspace's package.json declares, the root's under ''. */
export function readDeclared(sources: readonly Source[]): Declared {
  const declared: Record<string, Set<string>> = {}
  for (const { path, text } of sources) {
    const workspace = /^(?:([\w-]+)\/)?package\.json$/.exec(path)
    if (!workspace) continue
    const file = JSON.parse(text) as Record<string, Record<string, string> | undefined>
    const names = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies']
    declared[workspace[1] ?? ''] = new Set(names.flatMap((name) => Object.keys(file[name] ?? {})))
  }
  return declared
}
