/** The real program as a process of its own, for tests of starting, stopping and being killed. */
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll } from 'vitest'
import { serverFolder } from '../migrate.ts'
import { runMark } from './leftovers.ts'

const temporary = new Set<string>()
const running = new Set<ChildProcess>()
// Registered with the importing test file.
afterAll(() => {
  const left = [...running].map(({ pid }) => pid)
  for (const child of running) child.kill('SIGKILL')
  for (const folder of temporary) rmSync(folder, { recursive: true, force: true, maxRetries: 10 })
  if (left.length > 0) throw new Error(`programs left running: ${left.join(', ')}`)
})

/** Bundled once per test file, below the server's folder, where it finds its migrations and its dependencies. */
export async function bundleProgram(): Promise<string> {
  const folder = join(serverFolder(), 'node_modules', '.bihuan-test')
  mkdirSync(folder, { recursive: true })
  const outfile = join(mkdtempSync(join(folder, 'main-')), 'main.js')
  await build({
    entryPoints: [join(serverFolder(), 'src', 'main.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    plugins: [
      {
        name: 'npm-stays-outside',
        setup(builder) {
          builder.onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
            kind === 'entry-point' || path.startsWith('@bihuan/') ? undefined : { path, external: true },
          )
        },
      },
    ],
  })
  temporary.add(join(outfile, '..'))
  return outfile
}

export function temporaryFolder(name: string): string {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), `bihuan-${name}-`))
  temporary.add(folder)
  return folder
}

export interface Program {
  child: ChildProcess
  /** Everything written so far, both streams. */
  output(): string
  /** Resolves with the address when it says that it is ready; rejects if it ends before. */
  ready: Promise<string>
  /** Exit code, or the signal's name. */
  ended: Promise<number | string>
}

export function startProgram(bundle: string, environment: Record<string, string>, args: string[] = ['serve']): Program {
  const child = spawn(process.execPath, [bundle, ...args], {
    env: {
      PATH: process.env['PATH'] ?? '',
      PORT: '0',
      CITY_KIND: 'real',
      LOG_LEVEL: 'warn',
      ...runMark(),
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  let text = ''
  const ended = new Promise<number | string>((resolve) =>
    child.once('exit', (code, signal) => {
      running.delete(child)
      resolve(code ?? signal!)
    }),
  )
  const ready = new Promise<string>((resolve, reject) => {
    const take = (chunk: Buffer) => {
      text += chunk.toString()
      const address = /console\s+(http:\/\/\S+)\//.exec(text)?.[1]
      if (address) resolve(address)
    }
    child.stdout.on('data', take)
    child.stderr.on('data', take)
    void ended.then((code) => reject(new Error(`ended with ${code}: ${text}`)))
  })
  // Tests of refusals look at `ended` alone.
  ready.catch(() => undefined)
  return { child, output: () => text, ready, ended }
}
