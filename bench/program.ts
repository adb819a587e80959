/** The program as it is run in production: built to one file, in a process of its own, on an embedded server that syncs every commit. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

export interface Running {
  port: number
  pid: number
  /** From the spawn to the first 200 of /ready (ms). */
  readyAfter: number
  stop(): Promise<void>
}

export function buildAll(...parts: string[]): void {
  const { status } = spawnSync(process.execPath, [join(root, 'tools', 'build.mjs'), ...parts], {
    stdio: ['ignore', 2, 2],
  })
  if (status !== 0) throw new Error('the build failed')
}

/** Starts `node FILE` and waits until what it writes holds its port. */
async function start(args: string[], environment: Record<string, string>, portIn: RegExp): Promise<Running> {
  const started = performance.now()
  const child: ChildProcess = spawn(process.execPath, args, {
    cwd: root,
    env: { PATH: process.env['PATH'] ?? '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  // A bench that fails leaves nothing running.
  const killed = () => void child.kill('SIGKILL')
  process.once('exit', killed)
  const port = await new Promise<number>((resolve, reject) => {
    const take = (chunk: Buffer) => {
      text += chunk.toString()
      const found = portIn.exec(text)?.[1]
      if (found) resolve(Number(found))
    }
    child.stdout!.on('data', take)
    child.stderr!.on('data', take)
    void ended.then((code) => reject(new Error(`the program ended with ${code}: ${text}`)))
  })
  return {
    port,
    pid: child.pid!,
    readyAfter: performance.now() - started,
    async stop() {
      child.kill('SIGTERM')
      await ended
      process.off('exit', killed)
    },
  }
}

/** `nodeOptions`: before the file, e.g. a profiler's. */
export async function startProgram(dataDir: string, nodeOptions: string[] = []): Promise<Running> {
  const started = performance.now()
  const environment = { DATA_DIR: dataDir, PORT: '0', RATE_LIMIT: 'off', LOG_LEVEL: 'warn' }
  const program = await start(
    [...nodeOptions, join(root, 'server', 'dist', 'main.js'), 'serve'],
    environment,
    /console\s+http:\/\/[^:]+:(\d+)\//,
  )
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${program.port}/ready`)
    await answer.arrayBuffer()
    if (answer.ok) break
  }
  return { ...program, readyAfter: performance.now() - started }
}

/** The bare server of reference.ts. */
export async function startReference(dataDir: string): Promise<Running> {
  return start(['--import', 'tsx', join(root, 'bench', 'reference.ts'), dataDir], {}, /listening on (\d+)/)
}
