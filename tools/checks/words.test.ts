import { describe, expect, it } from 'vitest'
import { checkSizes } from './sizes.ts'
import { checkWords } from './words.ts'

function faults(path: string, text: string): string[] {
  return checkWords([{ path, text }]).map(({ line, message }) => `${line}: ${message}`)
}

describe('words that the house does without', () => {
  it.each([
    ['server/src/cases/utils.ts', '', 'a name that says nothing'],
    ['console/src/date-helpers.tsx', '', 'a name that says nothing'],
    ['server/src/managers/case.ts', '', 'a name that says nothing'],
    ['contract/index.ts', '', 'a barrel file'],
    ['domain/a.ts', 'x = y as any', '`as any`'],
    ['domain/a.ts', '// @ts-ignore', 'the compiler is silenced'],
    ['domain/a.ts', '/* eslint-disable */', 'the linter is silenced'],
    ['domain/a.ts', 'try { f() } catch {}', 'an empty catch'],
    ['domain/a.ts', 'try { f() } catch (error) { }', 'an empty catch'],
    ['domain/a.ts', 'f().catch(() => undefined)', 'a failure is swallowed'],
    ['domain/a.ts', '// TODO: later', 'a note to do it later'],
    ['domain/a.ts', 'const now = new Date()', '`new Date()`'],
    ['server/src/cases/routes.ts', 'const now = Date.now( )', '`Date.now()`'],
    ['domain/a.ts', 'const dice = Math.random()', 'not pure'],
    ['domain/a.test.ts', "it.only('x', f)", 'one test alone'],
    ['domain/a.test.ts', "it.skip('x', f)", 'skipped without a reason'],
    ['tools/a.ts', "read('/home/somebody/data')", 'a path of the place'],
    ['tools/a.ts', '// see /root/notes.md', 'a path of the place'],
  ])('%s: %s', (path, text, message) => {
    expect(faults(path, text)).toEqual([expect.stringContaining(message)])
  })

  it.each([
    ['server/src/platform/city.ts', 'const now = new Date()'],
    ['domain/a.test.ts', 'const now = Date.now()'],
    ['domain/a.ts', 'const at = new Date(given)'],
    ['domain/a.ts', "const text = 'as any, catch {}'"],
    ['domain/a.ts', 'try { f() } catch {\n  // What another version left cannot be read.\n}'],
    ['domain/a.ts', '// It is told by the exit code.\nf().catch(() => undefined)'],
    ['domain/a.test.ts', "it.skip('draws a map: no browser on this platform', f)"],
    ['server/src/cases/manage-duty.ts', ''],
  ])('%s may say: %s', (path, text) => {
    expect(faults(path, text)).toEqual([])
  })

  it('names the line', () => {
    expect(faults('domain/a.ts', 'a\nb\nc as any\n')).toEqual(['3: `as any`'])
  })
})

describe('the size of a file', () => {
  const lines = (count: number) => 'x\n'.repeat(count)
  it('is 300 lines at most', () => {
    expect(checkSizes([{ path: 'domain/a.ts', text: lines(300) }])).toEqual([])
    expect(checkSizes([{ path: 'domain/a.ts', text: lines(301) }])).toMatchObject([
      { line: 301, message: '301 lines, at most 300' },
    ])
  })

  it('does not matter for words and data', () => {
    const paths = ['console/src/cases/locale.ts', 'field/src/words/common.ts', 'tools/city/data/names.ts', 'README.md']
    expect(checkSizes(paths.map((path) => ({ path, text: lines(900) })))).toEqual([])
  })
})
