import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'bihuan-ci-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Runs .ci/run in a folder where npm is a stand-in: what it answers to `ci`, `run check` and `test`, and the report that the test leaves. */
function run(codes: { ci?: number; check?: number; test?: number }, statuses: string[]) {
  mkdirSync(join(folder, '.ci'), { recursive: true })
  mkdirSync(join(folder, 'tools'), { recursive: true })
  mkdirSync(join(folder, 'bin'), { recursive: true })
  cpSync(join(root, '.ci/run'), join(folder, '.ci/run'))
  cpSync(join(root, 'tools/ci-reporter.mjs'), join(folder, 'tools/ci-reporter.mjs'))
  const assertionResults = statuses.map((status) => ({ status, fullName: `it ${status}` }))
  const failed = statuses.includes('failed')
  const report = {
    testResults: [{ name: 'a.test.ts', status: failed ? 'failed' : 'passed', message: '', assertionResults }],
  }
  writeFileSync(join(folder, 'report.json'), JSON.stringify(report))
  writeFileSync(
    join(folder, 'bin/npm'),
    `#!/usr/bin/env bash
case "$1" in
  ci) exit ${codes.ci ?? 0} ;;
  run) exit ${codes.check ?? 0} ;;
  test) for arg in "$@"; do case "$arg" in --outputFile.json=*) cp report.json "\${arg#--outputFile.json=}" ;; esac; done; exit ${codes.test ?? 0} ;;
esac
`,
  )
  chmodSync(join(folder, 'bin/npm'), 0o755)
  const { status, stdout } = spawnSync('bash', [join(folder, '.ci/run')], {
    encoding: 'utf8',
    env: { PATH: [join(folder, 'bin'), dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter), HOME: '' },
  })
  return { status, last: stdout.trimEnd().split('\n').at(-1) }
}

describe('.ci/run', () => {
  it('ends with the figures alone on the last line, and 0 when all passed, with no home and no input', () => {
    expect(run({}, ['passed', 'passed'])).toEqual({ status: 0, last: '2 passed, 0 failed' })
  })

  it('fails when a test fails, when the check fails, and when the tests crash', () => {
    expect(run({ test: 1 }, ['passed', 'failed'])).toEqual({ status: 1, last: '1 passed, 1 failed' })
    expect(run({ check: 1 }, ['passed'])).toEqual({ status: 1, last: '1 passed, 1 failed' })
    expect(run({ test: 137 }, ['passed'])).toEqual({ status: 1, last: '1 passed, 1 failed' })
  })

  it('fails when nothing can be installed', () => {
    expect(run({ ci: 1 }, ['passed']).status).not.toBe(0)
  })
})
