import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { summarise } from '../ci-reporter.mjs'
import { complete } from '../complete-lock.mjs'
import { checkPackages } from './lockfile.ts'
import { firstLoad, weigh, type Budget } from './weight.ts'

describe('packages', () => {
  const lock = (packages: object) => ({ path: 'package-lock.json', text: JSON.stringify({ packages }, null, 1) })
  const root = (more: object) => ({
    path: 'package.json',
    text: JSON.stringify({ allowScripts: { esbuild: true }, ...more }),
  })
  const faults = (...sources: { path: string; text: string }[]) => checkPackages(sources).map(({ message }) => message)

  it('are pinned, judged, and name no host', () => {
    const good = lock({
      '': {},
      'node_modules/esbuild': { hasInstallScript: true },
      server: { hasInstallScript: true },
    })
    expect(faults(good, root({ dependencies: { esbuild: '0.28.2', embedded: '17.10.0-beta.17' } }))).toEqual([])
    expect(faults(good, root({ dependencies: { esbuild: '^0.28.2' } }))).toEqual(['esbuild is not pinned: ^0.28.2'])
    expect(faults(lock({ a: { resolved: 'https://example.org/a.tgz' } }), root({}))).toEqual([
      'a download host in the lock file',
    ])
    expect(faults(lock({ 'node_modules/a/node_modules/b': { hasInstallScript: true } }), root({}))).toEqual([
      'b has an install script that nobody has judged',
    ])
    expect(faults(good, { path: 'package.json', text: '{}' })).toEqual(['no allowScripts'])
    expect(faults(root({}))).toEqual(['no lock file beside package.json'])
  })

  it('of other platforms are in the lock file, though the registry at hand did not have them', () => {
    const packages = {
      '': {},
      'node_modules/linter': { optionalDependencies: { '@l/win32-x64-msvc': '1.2.3', '@l/linux-arm64-musl': '1.2.3' } },
    }
    const missing = lock(packages)
    expect(faults(missing, root({}))).toEqual([
      expect.stringContaining('@l/win32'),
      expect.stringContaining('@l/linux'),
    ])
    expect(complete({ packages })).toEqual(['@l/win32-x64-msvc', '@l/linux-arm64-musl'])
    expect(faults(lock(packages), root({}))).toEqual([])
    expect(complete({ packages })).toEqual([])
    expect(() => complete({ packages: { a: { optionalDependencies: { nothing: '1.0.0' } } } })).toThrow(
      'says no platform',
    )
  })
})

describe('the weight of a first load', () => {
  const manifest = {
    'index.html': { file: 'index.js', isEntry: true, imports: ['_react.js'], css: ['index.css'] },
    '_react.js': { file: 'react.js', imports: ['index.html'] },
    'src/cases/desk-page.tsx': { file: 'desk.js', imports: ['_table.js'] },
    '_table.js': { file: 'table.js' },
    'src/map.tsx': { file: 'map.js' },
  }
  const budget: Budget = { workspace: 'console', screen: 'the desk', pages: /desk-page/, mostKilobytes: 10 }
  const read = (kilobytes: number) => (file: string) =>
    Buffer.from(file.endsWith('manifest.json') ? JSON.stringify(manifest) : randomBytes(kilobytes * 1024))

  it('is the entry and the page with all that they import, and nothing that comes later', () => {
    expect(firstLoad(manifest, budget.pages)).toEqual(['index.js', 'index.css', 'react.js', 'desk.js', 'table.js'])
  })

  it('is found too heavy, with what weighs most', () => {
    expect(weigh(budget, read(1)).findings).toEqual([])
    expect(weigh(budget, read(3)).findings).toMatchObject([{ message: 'the desk loads 18 KB gzip, at most 10' }])
  })

  it('is not zero for want of a manifest entry', () => {
    const empty = (file: string) => Buffer.from(file.endsWith('manifest.json') ? '{}' : 'x')
    expect(weigh(budget, empty).findings).toMatchObject([{ message: 'the manifest names no entry' }])
  })
})

describe('the last line of a run', () => {
  const file = (status: string, ...statuses: string[]) => ({
    name: 'a.test.ts',
    status,
    message: status === 'failed' && statuses.length === 0 ? 'cannot be imported' : '',
    assertionResults: statuses.map((one) => ({ status: one, fullName: `it ${one}` })),
  })
  const count = (check: number, test: number, ...files: object[]) => {
    const { passed, failures } = summarise(JSON.stringify({ testResults: files }), check, test)
    return [passed, failures.length]
  }

  it('counts what passed and what failed', () => {
    expect(count(0, 0, file('passed', 'passed', 'passed', 'skipped'))).toEqual([2, 0])
    expect(count(0, 1, file('failed', 'passed', 'failed'))).toEqual([1, 1])
  })

  it('counts what fails without a failed test', () => {
    expect(count(0, 1, file('failed'), file('passed', 'passed'))).toEqual([1, 1])
    expect(count(0, 134, file('passed', 'passed'))).toEqual([1, 1])
    expect(count(1, 0, file('passed', 'passed'))).toEqual([1, 1])
    expect(count(0, 0)).toEqual([0, 1])
    expect(summarise('', 0, 1).failures).toHaveLength(1)
  })
})
