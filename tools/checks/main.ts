/** The checks of our own, in one process. Each prints its findings as path:line; the exit code is 1 if there is any. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { allEndpoints } from '@bihuan/contract/endpoints'
import { allProblems } from '@bihuan/contract/problems'
import { checkCitations } from './citations.ts'
import { checkEndpoints } from './endpoints.ts'
import { checkImports } from './imports.ts'
import { checkPackages } from './lockfile.ts'
import { MACHINE_ENDPOINTS } from './machine-endpoints.ts'
import { ROOT, readDeclared, readSources } from './repository.ts'
import { checkSizes } from './sizes.ts'
import { isTest, lineOf, type Finding, type Source } from './source.ts'
import { checkTables } from './tables.ts'
import { checkChinese, checkProblems, differences, isWordsFile } from './translations.ts'
import { BUDGETS, weigh } from './weight.ts'
import { checkWords } from './words.ts'

/** Imports each file of words and compares its pairs. */
async function checkPairs(sources: readonly Source[]): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const { path, text } of sources.filter((source) => isWordsFile(source.path) && !isTest(source.path))) {
    const exported = (await import(pathToFileURL(join(ROOT, path)).href)) as Record<string, unknown>
    for (const [name, pair] of Object.entries(exported)) {
      if (pair === null || typeof pair !== 'object' || !('zh' in pair) || !('en' in pair)) continue
      const line = lineOf(text, Math.max(0, text.indexOf(name)))
      for (const message of differences(pair.zh, pair.en))
        findings.push({
          path,
          line,
          message: `${name}: ${message}`,
          remedy: 'say it in both languages, with the same parameters',
        })
    }
  }
  return findings
}

function problemFindings(sources: readonly Source[]): Finding[] {
  const contract = sources.filter(({ path }) => path.startsWith('contract/') && !isTest(path))
  const raising = sources.filter(({ path }) => /^(server\/src|domain|tools)\/.*\.ts$/.test(path) && !isTest(path))
  const at = (code: string) => {
    const source = contract.find(({ text }) => text.includes(`'${code}'`))
    return {
      path: source?.path ?? 'contract/problems.ts',
      line: source ? lineOf(source.text, source.text.indexOf(`'${code}'`)) : 0,
    }
  }
  return checkProblems(allProblems, at, (code) => raising.some(({ text }) => text.includes(`'${code}'`)))
}

function weightFindings(): Finding[] {
  return BUDGETS.flatMap((budget) => {
    const dist = join(ROOT, budget.workspace, 'dist')
    if (!existsSync(join(dist, '.vite/manifest.json'))) {
      // `npm run check` builds in CI, where this cannot pass unseen.
      if (process.env['CI'])
        return [{ path: `${budget.workspace}/dist`, line: 0, message: 'not built', remedy: 'npm run build' }]
      console.log(`   ${budget.workspace}: not built: skipped (npm run build)`)
      return []
    }
    const { kilobytes, findings } = weigh(budget, (file) => readFileSync(join(dist, file)))
    console.log(
      `   ${budget.workspace}: ${budget.screen} loads ${kilobytes.toFixed(0)} of ${budget.mostKilobytes} KB gzip`,
    )
    return findings
  })
}

const sources = readSources()
const checks: Record<string, () => Finding[] | Promise<Finding[]>> = {
  'import law': () => checkImports(sources, readDeclared(sources)),
  'one writer for a table': () => checkTables(sources),
  sizes: () => checkSizes(sources),
  words: () => checkWords(sources),
  citations: () => checkCitations(sources, (path) => existsSync(join(ROOT, path))),
  packages: () => checkPackages(sources),
  'Chinese in code': () => checkChinese(sources),
  translations: () => checkPairs(sources),
  problems: () => problemFindings(sources),
  endpoints: () => checkEndpoints(Object.keys(allEndpoints), sources, MACHINE_ENDPOINTS),
  weight: weightFindings,
}

let found = 0
for (const [name, check] of Object.entries(checks)) {
  const findings = await check()
  found += findings.length
  console.log(`${findings.length === 0 ? '✓' : '✗'} ${name}${findings.length === 0 ? '' : `: ${findings.length}`}`)
  for (const { path, line, message, remedy } of findings) console.log(`   ${path}:${line}  ${message} → ${remedy}`)
}
process.exitCode = found === 0 ? 0 : 1
