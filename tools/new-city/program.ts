/** The product as an administrator starts it for a real city: built, in a process and a folder of its own, on a free port. */
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

export interface Program {
  port: number
  /** One-time passwords by login, as the first start prints them. */
  passwords: ReadonlyMap<string, string>
  stop(): Promise<void>
}

/** With `keep` in that folder, which stays; else in a temporary one, which goes. */
export async function startRealCity(name: string, keep: string | undefined): Promise<Program> {
  const built = spawnSync(process.execPath, [join(root, 'tools/build.mjs'), 'server'], { stdio: ['ignore', 2, 2] })
  if (built.status !== 0) throw new Error('the build failed')
  const folder = keep ?? mkdtempSync(join(realpathSync(tmpdir()), 'bihuan-new-city-'))
  const child = spawn(process.execPath, [join(root, 'server/dist/main.js'), 'serve'], {
    env: {
      PATH: process.env['PATH'] ?? '',
      DATA_DIR: folder,
      PORT: '0',
      CITY_KIND: 'real',
      CITY_NAME: name,
      LOG_LEVEL: 'warn',
      RATE_LIMIT: 'off',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const port = await new Promise<number>((resolve, reject) => {
    const take = (chunk: Buffer) => {
      said += chunk.toString()
      const found = /console\s+http:\/\/[^:]+:(\d+)\//.exec(said)
      if (found) resolve(Number(found[1]))
    }
    child.stdout.on('data', take)
    child.stderr.on('data', take)
    void ended.then(() => reject(new Error(`the program ended: ${said}`)))
  })
  const passwords = new Map(
    [...said.matchAll(/^ {4}(admin|security) +(\S+)$/gm)].map((found) => [found[1]!, found[2]!]),
  )
  return {
    port,
    passwords,
    async stop() {
      child.kill('SIGTERM')
      await ended
      if (keep === undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 10 })
    },
  }
}
