/**
 * npm run check: types, lint, format, and the laws of the house, two at a time. Each step prints what it found with file and line.
 * `npm run check -- lint laws` runs only the steps that begin so.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { delimiter, join } from 'node:path'

const root = join(import.meta.dirname, '..')
const node = process.execPath
const tsx = ['--import', 'tsx']

/** `when`: a file without which there is nothing to check yet. */
const steps = [
  { name: 'types: screens (console)', command: 'tsc', args: ['-p', 'console/tsconfig.json'], when: 'console/src' },
  { name: 'types: domain, contract, server, tools', command: 'tsc', args: ['-p', 'tsconfig.json'] },
  { name: 'types: screens (field)', command: 'tsc', args: ['-p', 'field/tsconfig.json'], when: 'field/src' },
  { name: 'format', command: 'prettier', args: ['--check', '--log-level', 'warn', '.'] },
  { name: 'lint', command: 'oxlint', args: ['--type-aware', '-f', 'unix'] },
  {
    name: 'schema: server/db/schema.sql is what the migrations make',
    command: node,
    args: [...tsx, 'tools/schema-snapshot.ts', '--check'],
    when: 'tools/schema-snapshot.ts',
  },
  // In CI what is weighed is what was built from these sources.
  {
    name: 'laws of the house',
    command: node,
    args: [...tsx, 'tools/checks/main.ts'],
    before: process.env.CI ? [node, 'tools/build.mjs'] : null,
  },
]

function run(command, args) {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, PATH: `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH}` }
    const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    const take = (chunk) => (output += chunk)
    child.stdout.setEncoding('utf8').on('data', take)
    child.stderr.setEncoding('utf8').on('data', take)
    child.on('error', reject)
    child.on('close', (code, signal) =>
      resolve({ passed: code === 0, output: signal ? `${output}\nended by ${signal}` : output }),
    )
  })
}

async function take(step) {
  const started = performance.now()
  const before = step.before ? await run(step.before[0], step.before.slice(1)) : { passed: true, output: '' }
  const result = before.passed ? await run(step.command, step.args) : before
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`${result.passed ? '✓' : '✗'} ${step.name} (${seconds} s)`)
  const output = result.output.trim()
  // The laws say how heavy the screens are even when all is well.
  if (output && (!result.passed || step.name.startsWith('laws'))) console.log(output.replace(/^/gm, '    '))
  return result.passed
}

if (!existsSync(join(root, 'node_modules/.bin'))) {
  console.error('nothing is installed: npm ci')
  process.exit(1)
}
const wanted = process.argv.slice(2)
const queue = steps.filter(
  ({ name, when }) =>
    (!when || existsSync(join(root, when))) && (wanted.length === 0 || wanted.some((word) => name.startsWith(word))),
)
if (queue.length === 0)
  throw new Error(`no such step: ${wanted.join(' ')}; there are: ${steps.map(({ name }) => name).join('; ')}`)
const started = performance.now()
const failed = []
async function work() {
  for (let step = queue.shift(); step; step = queue.shift()) if (!(await take(step))) failed.push(step.name)
}
await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work))
const seconds = ((performance.now() - started) / 1000).toFixed(0)
console.log(
  failed.length === 0
    ? `all checks passed (${seconds} s)`
    : `${failed.length} failed: ${failed.join('; ')} (${seconds} s)`,
)
process.exitCode = failed.length === 0 ? 0 : 1
