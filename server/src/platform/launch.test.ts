import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import pg from 'pg'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { livingPostmaster } from './embedded-lock.ts'
import { bundleProgram, startProgram, temporaryFolder } from './testing/program.ts'

let bundle: string
beforeAll(async () => {
  bundle = await bundleProgram()
})

function socketOf(dataDir: string): string {
  return readFileSync(join(dataDir, 'postgresql', 'postmaster.pid'), 'utf8').split('\n')[4]!
}

/** Inserts one number after the other until the connection breaks; the numbers that were acknowledged. */
async function writeUntilBroken(dataDir: string, from: number, acknowledged: number[]): Promise<void> {
  const client = new pg.Client({ host: socketOf(dataDir), user: 'bihuan', database: 'bihuan' })
  client.on('error', () => undefined)
  await client.connect()
  await client.query('create table if not exists kept (n int primary key)')
  try {
    for (let n = from; ; n++) {
      await client.query('insert into kept values ($1)', [n])
      acknowledged.push(n)
    }
  } catch (error) {
    if (!/terminat|closed|ended|not queryable|ECONN|EPIPE/i.test(String(error))) throw error
  }
}

test('killed at any moment, ten times, it recovers each time and keeps everything that was acknowledged', async () => {
  const dataDir = temporaryFolder('kill')
  const acknowledged: number[] = []
  for (let round = 0; round < 10; round++) {
    const program = startProgram(bundle, { DATA_DIR: dataDir })
    // The second round dies while it is starting.
    if (round === 1) {
      await new Promise((resolve) => setTimeout(resolve, 250))
      program.child.kill('SIGKILL')
      await program.ended
      continue
    }
    const address = await program.ready
    expect((await fetch(`${address}/ready`)).status).toBe(200)
    const writing = writeUntilBroken(dataDir, acknowledged.length === 0 ? 0 : acknowledged.at(-1)! + 2, acknowledged)
    const enough = acknowledged.length + 20
    while (acknowledged.length < enough) await new Promise((resolve) => setTimeout(resolve, 5))
    const server = livingPostmaster(join(dataDir, 'postgresql'))!
    // Every other time the database is killed as hard, in the same moment.
    if (round % 2 === 0) process.kill(server, 'SIGKILL')
    program.child.kill('SIGKILL')
    expect(await program.ended).toBe('SIGKILL')
    await writing
  }
  const last = startProgram(bundle, { DATA_DIR: dataDir })
  await last.ready
  const client = new pg.Client({ host: socketOf(dataDir), user: 'bihuan', database: 'bihuan' })
  await client.connect()
  const kept = new Set((await client.query<{ n: number }>('select n from kept')).rows.map((row) => row.n))
  await client.end()
  expect(acknowledged.filter((n) => !kept.has(n))).toEqual([])
  expect(acknowledged.length).toBeGreaterThan(150)
  last.child.kill('SIGTERM')
  expect(await last.ended).toBe(0)
  expect(livingPostmaster(join(dataDir, 'postgresql'))).toBeNull()
}, 180_000)

describe('what stands in the way is said in two languages, with an exit code', () => {
  const ends = async (environment: Record<string, string>, args?: string[]) => {
    const program = startProgram(bundle, environment, args)
    const code = await program.ended
    expect(program.output()).toMatch(/✗ .*[一-龥].*\n  [A-Z`"/]/)
    expect(program.output()).not.toMatch(/\n\s+at /)
    return { code, output: program.output() }
  }

  test('a port in use', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as { port: number }
    const { code, output } = await ends({ PORT: String(port), DATA_DIR: temporaryFolder('port') })
    await new Promise((resolve) => other.close(resolve))
    expect(code).toBe(3)
    expect(output).toContain(`Port ${port} is in use`)
  })

  test('a port that somebody took while the database was being made', async () => {
    const port = await new Promise<number>((resolve) => {
      const probe = createServer().listen(0, '127.0.0.1', () => {
        const { port: free } = probe.address() as { port: number }
        probe.close(() => resolve(free))
      })
    })
    const program = startProgram(bundle, { PORT: String(port), DATA_DIR: temporaryFolder('port-later') })
    await vi.waitUntil(() => program.output().includes('Making the database'), { timeout: 30_000, interval: 5 })
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve))
    expect(await program.ended).toBe(3)
    await new Promise((resolve) => other.close(resolve))
    expect(program.output()).toContain(`Port ${port} is in use`)
  })

  test('a data folder in use, and only while it is', async () => {
    const dataDir = temporaryFolder('used')
    const first = startProgram(bundle, { DATA_DIR: dataDir })
    await first.ready
    const { code, output } = await ends({ DATA_DIR: dataDir })
    expect(code).toBe(3)
    expect(output).toContain(`in use by another Bihuan process (${first.child.pid})`)
    expect((await fetch(`${await first.ready}/ready`)).status).toBe(200)
    first.child.kill('SIGINT')
    expect(await first.ended).toBe(0)
    const third = startProgram(bundle, { DATA_DIR: dataDir })
    await third.ready
    third.child.kill('SIGINT')
    expect(await third.ended).toBe(0)
  })

  test('a data folder of a newer release, and of another PostgreSQL', async () => {
    const dataDir = temporaryFolder('newer')
    const first = startProgram(bundle, { DATA_DIR: dataDir })
    await first.ready
    const client = new pg.Client({ host: socketOf(dataDir), user: 'bihuan', database: 'bihuan' })
    await client.connect()
    await client.query(`insert into main.migration values (9999, 'from_the_future', 'x', now())`)
    await client.end()
    first.child.kill('SIGTERM')
    expect(await first.ended).toBe(0)
    const newer = await ends({ DATA_DIR: dataDir })
    expect(newer.code).toBe(3)
    expect(newer.output).toContain('was upgraded by a newer release (no. 9999 from_the_future)')
    expect(livingPostmaster(join(dataDir, 'postgresql'))).toBeNull()
    writeFileSync(join(dataDir, 'postgresql', 'PG_VERSION'), '18\n')
    expect((await ends({ DATA_DIR: dataDir })).output).toContain('made by PostgreSQL 18')
  })

  test('a data folder that is a file', async () => {
    const file = join(temporaryFolder('file'), 'data')
    writeFileSync(file, '')
    const { code, output } = await ends({ DATA_DIR: file })
    expect(code).toBe(3)
    expect(output).toContain('is not a folder')
  })

  test('a bad setting, and a verb that does not exist', async () => {
    expect((await ends({ PORT: '80x80' })).code).toBe(2)
    expect((await ends({}, ['dance'])).output).toContain('There is no verb "dance"')
  })

  test('a database that does not answer', async () => {
    const { code, output } = await ends({
      DATABASE_URL: 'postgres://a:secret@127.0.0.1:1/c',
      DATA_DIR: temporaryFolder('url'),
    })
    expect(code).toBe(3)
    expect(output).toContain('cannot be reached')
    expect(output).not.toContain('secret')
  })

  test('a master key that is not the one of the data', async () => {
    const dataDir = temporaryFolder('key')
    const first = startProgram(bundle, { DATA_DIR: dataDir })
    await first.ready
    first.child.kill('SIGTERM')
    await first.ended
    const key = join(dataDir, 'keys', 'master.key')
    expect(statSync(key).mode & 0o777).toBe(0o600)
    writeFileSync(key, `${'ab'.repeat(32)}\n`)
    expect((await ends({ DATA_DIR: dataDir })).output).toContain('is not the one that this database was made with')
    writeFileSync(key, 'garbage')
    expect((await ends({ DATA_DIR: dataDir })).output).toContain('is not valid')
  })
})

test('a folder that only its owner may enter will do', async () => {
  const closed = join(temporaryFolder('closed'), 'home')
  mkdirSync(closed, { mode: 0o700 })
  const program = startProgram(bundle, { DATA_DIR: join(closed, 'data') })
  expect((await fetch(`${await program.ready}/ready`)).status).toBe(200)
  program.child.kill('SIGTERM')
  expect(await program.ended).toBe(0)
  expect(existsSync(join(closed, 'data', 'owner.pid'))).toBe(false)
})
