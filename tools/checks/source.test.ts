import { describe, expect, it } from 'vitest'
import { blank, importsOf, lineOf } from './source.ts'

describe('reading a source', () => {
  it('blanks comments and leaves strings, lengths and lines as they are', () => {
    const text = "const a = 'http://x' // as any\n/* two\nlines */ const b = /[/*]'/ // end\n"
    const code = blank(text, false)
    expect(code).toHaveLength(text.length)
    expect(code).toContain("'http://x'")
    expect(code).toContain('const b')
    expect(code).not.toMatch(/as any|lines|end/)
    expect(lineOf(text, code.indexOf('const b'))).toBe(3)
  })

  it('blanks what stands inside strings, templates and patterns when asked, and not the code between', () => {
    const code = blank('say(`new Date() ${Date.now()} as any ${`in ${new Date()}`}`, /catch {}/, "as any")', true)
    expect(code.match(/as any/)).toBeNull()
    expect(code).toContain('Date.now()')
    expect(code).toContain('new Date()')
    expect(code).not.toContain('catch')
  })

  it('takes a division for no pattern, and an apostrophe in JSX to the end of its line at most', () => {
    expect(blank("a = b / c // d\n<p>Don’t, don't</p>\nas any", true)).toContain('as any')
    expect(blank('x = (a) / 2 /* gone */ / 3', false)).toBe('x = (a) / 2            / 3')
  })

  it('finds every kind of import with its line, and tells types from values', () => {
    const text = [
      "import type { A } from './a.ts'",
      "import b, { type C } from './b.ts'",
      "import { type D, type E } from './d.ts'",
      'import {',
      '  f,',
      "} from './f.ts'",
      "import './g.css'",
      "export { h } from './h.ts'",
      "export * from './i.ts'",
      "const j = await import('./j.ts')",
      "type K = import('./k.ts').K",
      "// import './no.ts'",
      'const text = \'import x from "./no.ts"\'',
    ].join('\n')
    expect(importsOf(text).map(({ specifier, line, typeOnly }) => [specifier, line, typeOnly])).toEqual([
      ['./a.ts', 1, true],
      ['./b.ts', 2, false],
      ['./d.ts', 3, true],
      ['./f.ts', 4, false],
      ['./g.css', 7, false],
      ['./h.ts', 8, false],
      ['./i.ts', 9, false],
      ['./j.ts', 10, false],
      ['./k.ts', 11, false],
    ])
  })
})
