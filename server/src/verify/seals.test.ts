import { generateKeyPairSync } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ownPublicKey } from './main.ts'
import { newId } from '../platform/id.ts'
import { sequenceNow } from '../platform/sequencer.ts'
import { keysDirOf } from '../audit/seal-key.ts'
import { parseHandedOut } from './handed-out.ts'
import { beforeEach, expect, test } from 'vitest'
import { cityToVerify, codes, type VerifiedCity } from './testing.ts'
import { verify } from './verify.ts'

let made: VerifiedCity['made']
let heads: VerifiedCity['heads']
let intruder: VerifiedCity['intruder']
let addThing: VerifiedCity['addThing']
let check: VerifiedCity['check']
let seal: VerifiedCity['seal']
let handOut: VerifiedCity['handOut']
let forgeChain: VerifiedCity['forgeChain']

beforeEach(async () => {
  const city = await cityToVerify()
  ;({ made, heads, intruder, addThing, check, seal, handOut, forgeChain } = city)
  return () => city.close()
})

test('tail deleted, head fixed, log cut: only the seal catches it', async () => {
  const last = heads.at(-1)!
  const cut = async () => {
    await intruder('delete from log where event_id in (select id from event where subject = $1 and seq > 3)', [
      last.subject,
    ])
    await intruder('delete from event where subject = $1 and seq > 3', [last.subject])
    await intruder(
      'update thing set seq = 3, head_hash = (select hash from event where subject = $1 and seq = 3) where id = $1',
      [last.subject],
    )
  }
  const file = await handOut()
  await cut()
  const report = await check(file)
  expect(codes(report)).toEqual(['seal.beyond-log'])
  expect(report.findings[0]!.place).toMatchObject({ seal: 1, expected: 60, found: 58 })
  expect(report.proven.by).toBe('nothing')
  await intruder('delete from seal')
  expect((await check()).intact).toBe(true)
  expect(codes(await check(file))).toEqual(['handed.missing'])
})

test('a chain rewritten from end to end with its head: the seal names its range', async () => {
  await seal()
  await addThing('later', 2)
  await seal()
  await forgeChain(heads[5]!.subject)
  const report = await check()
  expect(codes(report)).toEqual(['seal.root'])
  expect(report.findings[0]!.place).toMatchObject({ seal: 1, position: 1, until: 60 })
})

test('all events after a seal deleted: what was handed out still holds, and nothing newer is claimed', async () => {
  const file = await handOut()
  const later = await addThing('later', 4)
  await sequenceNow(made.city)
  await intruder('delete from log where position > 60')
  await intruder('delete from event where subject = $1', [later.subject])
  await intruder('delete from thing where id = $1', [later.subject])
  const report = await check(file)
  expect(report).toMatchObject({ intact: true, top: 60, proven: { to: 60, by: 'handed-out' } })
})

test('rewritten and sealed anew with the same key: the file that was handed out catches it', async () => {
  const file = await handOut()
  await forgeChain(heads[5]!.subject)
  await intruder('delete from seal')
  made.clock.advance(1)
  await seal()
  expect((await check()).intact).toBe(true)
  const report = await check(file)
  expect(codes(report)).toEqual(['handed.differs'])
  expect(report.proven).toEqual({ to: 0, by: 'nothing', seal: null })
})

test('re-signed with another key: the key on this machine and the file both catch it', async () => {
  const file = await handOut()
  await intruder('delete from seal')
  const { privateKey } = generateKeyPairSync('ed25519')
  const own = await ownPublicKey(keysDirOf(made.city))
  writeFileSync(join(keysDirOf(made.city), 'seal.key'), privateKey.export({ type: 'pkcs8', format: 'pem' }))
  await seal()
  const report = await verify({
    connection: made.connection,
    schema: null,
    filesDir: null,
    masterKey: null,
    keys: { own, named: [] },
    against: file,
  })
  expect(codes(report)).toEqual(['seal.key', 'handed.differs'])
  expect(report.media).toBeNull()
})

test.each([
  ['its range', 'update seal set to_position = 59', ['seal.altered', 'seal.signature', 'seal.root']],
  ['its kind', `update seal set kind = 'demo'`, ['seal.altered', 'seal.signature', 'seal.kind']],
  ['its signature', `update seal set signature = repeat('0', 128)`, ['seal.signature']],
  ['its time', `update seal set signed_at = signed_at + interval '1 day'`, ['seal.altered', 'seal.signature']],
])('a seal with %s altered is named', async (_what, change, expected) => {
  await seal()
  await intruder(change)
  expect(codes(await check())).toEqual(expected)
})

test('a seal deleted from the middle is named, and the next one does not count as its heir', async () => {
  for (let round = 0; round < 3; round++) {
    await addThing(`round ${round}`, 1)
    await seal()
  }
  await intruder('delete from seal where number = 2')
  expect(codes(await check())).toEqual(['seal.missing'])
})

test('a file with the last seal alone binds the earlier ones; damage before it is not proven away', async () => {
  await seal()
  await addThing('later', 2)
  const whole = await handOut()
  const file = { ...whole, seals: whole.seals.slice(1) }
  expect((await check(file)).proven).toEqual({ to: 62, by: 'handed-out', seal: 2 })
  await intruder(`update event set body = '{}' where id = (select event_id from log where position = 40)`)
  expect(await check(file)).toMatchObject({ intact: false, proven: { to: 39, by: 'handed-out', seal: 2 } })
  await intruder(`update seal set prev_hash = 'ff' where number = 1`)
  expect((await check(file)).proven).toEqual({ to: 0, by: 'nothing', seal: null })
})

test('a seal file that is not one, or another city’s, is refused or named', async () => {
  expect(() => parseHandedOut('{}')).toThrow('not a seal file')
  expect(() => parseHandedOut('no')).toThrow('not JSON')
  const file = await handOut()
  expect(codes(await check({ ...file, city: newId() }))).toEqual(['handed.other-city'])
  expect(codes(await check({ ...file, seals: [{ ...file.seals[0]!, root: '00'.repeat(32) }] }))).toContain(
    'handed.forged',
  )
})
