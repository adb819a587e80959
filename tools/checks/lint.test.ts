import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { ROOT } from './repository.ts'

const folder = mkdtempSync(join(tmpdir(), 'bihuan-lint-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The codes that the repository's configuration finds in a source, those that need types too. */
function lint(text: string): string[] {
  copyFileSync(join(ROOT, '.oxlintrc.json'), join(folder, '.oxlintrc.json'))
  writeFileSync(
    join(folder, 'tsconfig.json'),
    '{ "compilerOptions": { "strict": true, "target": "es2022" }, "include": ["*.ts"] }',
  )
  writeFileSync(join(folder, 'a.ts'), text)
  const oxlint = join(ROOT, 'node_modules/.bin/oxlint')
  const { stdout } = spawnSync(oxlint, ['--type-aware', '-f', 'json'], { cwd: folder, encoding: 'utf8' })
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string }[] }
  return diagnostics.map(({ code }) => code)
}

describe('the linter', () => {
  it('finds what the house forbids, with types and without', () => {
    const found = lint(`
      import { Stats } from 'node:fs'
      async function save(): Promise<void> {}
      export function act(given: any, stats: Stats): boolean {
        save()
        try { JSON.parse('') } catch {}
        return given == stats
      }
      export default act
    `)
    expect(found).toEqual(
      expect.arrayContaining([
        'typescript(no-floating-promises)',
        'typescript(no-explicit-any)',
        'typescript(consistent-type-imports)',
        'eslint(no-empty)',
        'eslint(eqeqeq)',
        'import(no-default-export)',
      ]),
    )
  })

  it('finds nothing in what is as it should be', () => {
    expect(lint('export async function save(): Promise<void> {\n  await Promise.resolve()\n}\n')).toEqual([])
  })
})
