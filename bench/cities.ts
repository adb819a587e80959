/**
 * Simulated cities to measure in, made once and kept: in BENCH_CITIES, else in a folder of the machine's temporary ones.
 * A city that was begun is gone on with; one that is there is taken.
 */
import { mkdirSync, realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { DEMO_PASSWORD } from '../server/src/demo/people.ts'
import { runningEmbedded } from '../server/src/platform/embedded.ts'
import { makeCity } from '../tools/city/make.ts'
import { planOf } from '../tools/city/plan.ts'
import { Connection, sendFor } from './client.ts'
import { startProgram, type Running } from './program.ts'

const SEED = 1

export function planOfSize(cases: number) {
  // A tenth of those that are to stay open end after all (merged, void): at a million, 200,000 and more stand open.
  return planOf({ seed: SEED, cases, open: Math.round(cases * 0.22), days: 730, until: '2026-03-20' })!
}

/** The folder of the city with so many cases, a fifth of them open. The first time it takes a while, and says how far it is. */
export async function cityOf(cases: number): Promise<string> {
  const parent = process.env['BENCH_CITIES']?.trim() || join(realpathSync(tmpdir()), 'bihuan-bench-cities')
  mkdirSync(parent, { recursive: true })
  const dataDir = join(parent, String(cases))
  let said = Date.now()
  await makeCity({
    dataDir,
    plan: planOfSize(cases),
    onProgress({ cases: done, seconds }) {
      if (Date.now() - said < 10_000) return
      said = Date.now()
      process.stderr.write(`making a city: ${done} of ${cases} cases, ${Math.round(done / seconds)} a second\n`)
    },
  })
  return dataDir
}

export interface OpenCity {
  program: Running
  connection: Connection
  /** Rows straight from its database, beside the program. */
  rows<R extends object>(text: string, values?: unknown[]): Promise<R[]>
  token(login: string): Promise<string>
  close(): Promise<void>
}

const PATIENCE = 30 * 60_000

/** The program on this city, once all its readers of the log have read it to the end. */
export async function openCity(dataDir: string): Promise<OpenCity> {
  const program = await startProgram(dataDir)
  const database = new pg.Client({
    ...runningEmbedded(dataDir)!,
    options: '-c search_path=main,bihuan_shared -c default_transaction_read_only=on',
  })
  await database.connect()
  for (const until = Date.now() + PATIENCE; ;) {
    const { rows } = await database.query<{ behind: number }>(
      'select max((select coalesce(max(position), 0) from log) - position)::int as behind from consumer',
    )
    if (rows[0]!.behind === 0) break
    if (Date.now() > until) throw new Error(`the readers of the log are ${rows[0]!.behind} entries behind`)
    await new Promise((resolve) => setTimeout(resolve, 1_000))
  }
  const connection = await Connection.open(program.port)
  return {
    program,
    connection,
    rows: async <R extends object>(text: string, values: unknown[] = []) =>
      (await database.query(text, values)).rows as R[],
    token: async (login) => {
      const body = { login, password: DEMO_PASSWORD, transport: 'bearer' }
      const answer = await sendFor<{ token: string }>(connection, 201, {
        method: 'POST',
        path: '/api/v1/session',
        body,
      })
      return answer.token
    },
    async close() {
      connection.close()
      await database.end()
      await program.stop()
    },
  }
}

/** Milliseconds of each of so many requests, one after the other. */
export async function timesOf(times: number, request: (number: number) => Promise<unknown>): Promise<number[]> {
  const taken: number[] = []
  for (let number = 0; number < times; number++) {
    const started = performance.now()
    await request(number)
    taken.push(performance.now() - started)
  }
  return taken
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)]!
}
