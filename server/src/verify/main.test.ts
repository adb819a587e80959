import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runVerify } from './main.ts'
import { keysDirOf } from '../audit/seal-key.ts'
import { sealFile } from '../audit/views.ts'
import type { ProjectionCheck } from './projections.ts'
import { beforeEach, expect, test } from 'vitest'
import { cityToVerify, type VerifiedCity } from './testing.ts'

let made: VerifiedCity['made']
let heads: VerifiedCity['heads']
let intruder: VerifiedCity['intruder']
let check: VerifiedCity['check']
let seal: VerifiedCity['seal']

beforeEach(async () => {
  const city = await cityToVerify()
  ;({ made, heads, intruder, check, seal } = city)
  return () => city.close()
})

test('a projection that differs from its events is named by the check of its capability', async () => {
  const checkThings: ProjectionCheck = {
    name: 'things',
    async *run(source, looked) {
      for (const [id, seq] of await source.rows<[string, string]>('select id, seq from thing where number = $1', [
        'T-1',
      ])) {
        yield { subject: id, what: 'due_at', expected: '4', found: seq }
      }
      await looked(12)
    },
  }
  const report = await check(null, [checkThings])
  expect(report.projections).toEqual({ things: 12 })
  expect(report.findings).toMatchObject([{ code: 'projection.differs', place: { number: 'T-1', act: 'due_at' } }])
})

test('a fold that fails is a finding beside the others, not the end of the run', async () => {
  await intruder(`update event set body = '{}' where subject = $1 and seq = 3`, [heads[4]!.subject])
  const failing: ProjectionCheck = {
    name: 'things',
    run() {
      throw new TypeError('no item in the body')
    },
  }
  const report = await check(null, [failing])
  expect(report.findings.map(({ code }) => code)).toEqual(['event.altered', 'projection.failed'])
})

test('the command line: 0 when intact, 1 when broken, 2 when it cannot run; sentences in both languages', async () => {
  const lines: string[] = []
  const place = {
    connection: made.connection,
    filesDir: made.city.filesDir,
    masterKey: made.city.masterKey,
    keysDir: keysDirOf(made.city),
    print: (line: string) => void lines.push(line),
  }
  const path = join(made.city.filesDir, 'handed-out.json')
  writeFileSync(path, JSON.stringify(await sealFile(made.city, (await seal()).number)))
  expect(await runVerify(['--against', path], place)).toBe(0)
  expect(lines.join('\n')).toMatch(/已证明：第 1 至 60 位[^]*Proven: positions 1 to 60[^]*Result: intact/)
  await intruder('delete from event where subject = $1 and seq > 3', [heads[3]!.subject])
  lines.length = 0
  expect(await runVerify(['--against', path], place)).toBe(1)
  expect(lines.join('\n')).toContain('The tail of a chain was deleted: thing T-3, the head says 5 steps, 3 were found.')
  expect(await runVerify(['--against', '/no/such/file'], place)).toBe(2)
  expect(await runVerify(['--city', 'nowhere'], place)).toBe(2)
  expect(await runVerify(['--bogus'], place)).toBe(2)
  expect(await runVerify([], { ...place, connection: { ...made.connection, database: 'nowhere' } })).toBe(2)
})
