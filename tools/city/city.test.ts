/** A simulated city: the same seed makes the same, another one another; broken off it goes on; what it holds is proved. */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { caseRecount } from '../../server/src/cases/recount.ts'
import { masterKey } from '../../server/src/platform/directory.ts'
import { launchDatabase } from '../../server/src/platform/launch.ts'
import { createLogger } from '../../server/src/platform/logging.ts'
import { readSettings } from '../../server/src/platform/settings.ts'
import { verify } from '../../server/src/verify/verify.ts'
import { makeCity, OtherPlan } from './make.ts'
import { planOf } from './plan.ts'

const CASES = 2_400
const plan = planOf({ seed: 5, cases: CASES, days: 60, until: '2026-03-20', open: 480 })!
let folder: string
beforeAll(() => void (folder = mkdtempSync(join(realpathSync(tmpdir()), 'bihuan-city-'))))
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }))

async function proved(dataDir: string) {
  const settings = readSettings({ DATA_DIR: dataDir })
  const database = await launchDatabase(settings, createLogger('warn'))
  try {
    return await verify({
      connection: database.connection,
      schema: 'main',
      filesDir: join(dataDir, 'files', 'main'),
      masterKey: masterKey(settings.masterKeyFile),
      projectionChecks: [caseRecount],
    })
  } finally {
    await database.stop()
  }
}

describe('a simulated city', () => {
  let first: string | null
  it('is proved by the verifier, and its figures by the recount', async () => {
    const made = await makeCity({ dataDir: join(folder, 'one'), plan, threads: 1 })
    expect(made).toMatchObject({ cases: CASES })
    first = made!.digest
    const report = await proved(join(folder, 'one'))
    expect([report.findings, report.projections, report.waiting]).toEqual([[], { cases: CASES }, 0])
    expect(report.events).toBeGreaterThan(CASES * 4)
    expect(await makeCity({ dataDir: join(folder, 'one'), plan })).toBeNull()
    await expect(makeCity({ dataDir: join(folder, 'one'), plan: { ...plan, seed: 6 } })).rejects.toThrow(OtherPlan)
  }, 600_000)

  it('is the same for the same seed, however many threads lived it', async () => {
    const again = await makeCity({ dataDir: join(folder, 'two'), plan, threads: 2 })
    expect(again!.digest).toBe(first)
  }, 600_000)

  it('broken off in the middle goes on, and is as whole as any', async () => {
    const dataDir = join(folder, 'three')
    await expect(makeCity({ dataDir, plan, threads: 1, stopAfter: 2_000 })).rejects.toThrow('on purpose')
    expect((await proved(dataDir)).findings).toEqual([])
    expect(await makeCity({ dataDir, plan, threads: 1 })).toMatchObject({ cases: CASES, digest: null })
    const report = await proved(dataDir)
    expect([report.findings, report.projections]).toEqual([[], { cases: CASES }])
  }, 600_000)
})
