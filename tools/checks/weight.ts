/** What a browser loads before the first screen stands: the page, its scripts with all that they import, and its styles; gzip. */
import { gzipSync } from 'node:zlib'
import type { Finding } from './source.ts'

export interface Budget {
  workspace: string
  screen: string
  /** Manifest keys of the pages that the first screen loads besides the entry, where they are chunks of their own. */
  pages: RegExp
  mostKilobytes: number
}

export const BUDGETS: Budget[] = [
  { workspace: 'console', screen: 'the desk', pages: /^src\/cases\/desk-page\.tsx$/, mostKilobytes: 450 },
  { workspace: 'field', screen: 'the first screen', pages: /^src\/today\//, mostKilobytes: 220 },
]

interface Chunk {
  file: string
  isEntry?: boolean
  imports?: string[]
  css?: string[]
}
export type Manifest = Record<string, Chunk>

/** The files of the first load: the entry and the pages, with everything that they import outright. */
export function firstLoad(manifest: Manifest, pages: RegExp): string[] {
  const files = new Set<string>()
  const seen = new Set<string>()
  const take = (key: string) => {
    const chunk = manifest[key]
    if (!chunk || seen.has(key)) return
    seen.add(key)
    files.add(chunk.file)
    for (const sheet of chunk.css ?? []) files.add(sheet)
    for (const imported of chunk.imports ?? []) take(imported)
  }
  for (const [key, chunk] of Object.entries(manifest)) if (chunk.isEntry || pages.test(key)) take(key)
  return [...files]
}

export interface Weighed {
  kilobytes: number
  findings: Finding[]
}

/** `read` gives a file of the built folder. */
export function weigh(budget: Budget, read: (file: string) => Buffer): Weighed {
  const manifest = JSON.parse(read('.vite/manifest.json').toString('utf8')) as Manifest
  const path = `${budget.workspace}/dist`
  const files = ['index.html', ...firstLoad(manifest, budget.pages)]
  const weights = files.map((file) => ({ file, kilobytes: gzipSync(read(file), { level: 9 }).length / 1024 }))
  const kilobytes = weights.reduce((sum, { kilobytes: one }) => sum + one, 0)
  const findings: Finding[] = []
  if (files.length < 2)
    findings.push({ path, line: 0, message: 'the manifest names no entry', remedy: 'build with `manifest: true`' })
  if (kilobytes > budget.mostKilobytes) {
    const heaviest = weights.toSorted((a, b) => b.kilobytes - a.kilobytes).slice(0, 4)
    findings.push({
      path,
      line: 0,
      message: `${budget.screen} loads ${kilobytes.toFixed(0)} KB gzip, at most ${budget.mostKilobytes}`,
      remedy: `load later what the first screen does not need: ${heaviest.map(({ file, kilobytes: one }) => `${file} ${one.toFixed(0)}`).join(', ')}`,
    })
  }
  return { kilobytes, findings }
}
