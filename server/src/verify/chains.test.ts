import { buildEvents } from '../platform/events.ts'
import { sequenceNow } from '../platform/sequencer.ts'
import { beforeEach, expect, test } from 'vitest'
import { cityToVerify, codes, type VerifiedCity } from './testing.ts'

let made: VerifiedCity['made']
let heads: VerifiedCity['heads']
let intruder: VerifiedCity['intruder']
let addThing: VerifiedCity['addThing']
let check: VerifiedCity['check']
let handOut: VerifiedCity['handOut']

beforeEach(async () => {
  const city = await cityToVerify()
  ;({ made, heads, intruder, addThing, check, handOut } = city)
  return () => city.close()
})

test('a clean city passes, and the report says up to where it is proven', async () => {
  const file = await handOut()
  await addThing('later', 3)
  await sequenceNow(made.city)
  await addThing('waiting', 2)
  const report = await check(file)
  expect(report.findings).toEqual([])
  expect(report).toMatchObject({ intact: true, events: 65, subjects: 14, top: 63, waiting: 2, seals: 1 })
  expect(report.proven).toEqual({ to: 60, by: 'handed-out', seal: 1 })
})

test('a city without any seal passes, but nothing is proven', async () => {
  const report = await check()
  expect(report).toMatchObject({ intact: true, proven: { to: 0, by: 'nothing' } })
})

test('an altered event is named: record, step, act, id', async () => {
  await intruder(`update event set body = '{"step":99}' where subject = $1 and seq = 3`, [heads[4]!.subject])
  const report = await check()
  expect(codes(report)).toEqual(['event.altered'])
  const { id } = (await intruder('select id from event where subject = $1 and seq = 3', [heads[4]!.subject])).rows[0]
  expect(report.findings[0]!.place).toMatchObject({
    subject: heads[4]!.subject,
    seq: 3,
    act: 'report',
    number: 'T-4',
    event: id,
  })
  expect(report.findings[0]!.zh).toContain('T-4')
})

test.each([
  ['who acted', `actor = 'citizen'`],
  ['what was done', `act = 'void'`],
  ['when it happened, by a millisecond', `occurred_at = occurred_at - interval '1 millisecond'`],
  ['when it was recorded, by a microsecond', `recorded_at = recorded_at + interval '1 microsecond'`],
  ['the algorithm', `alg = 'md5'`],
])('a change of %s is found', async (_what, change) => {
  await intruder(`update event set ${change} where subject = $1 and seq = 2`, [heads[0]!.subject])
  expect(codes(await check())).toEqual(['event.altered'])
})

test('an event rewritten together with its hash breaks the chain behind it', async () => {
  const { rows } = await intruder('select * from event where subject = $1 and seq = 2', [heads[1]!.subject])
  const [forged] = buildEvents(made.city.id, { subject: heads[1]!.subject, seq: 1, hash: rows[0].prev_hash }, [
    { act: 'void', actor: 'system', occurredAt: rows[0].occurred_at, recordedAt: rows[0].recorded_at, body: {} },
  ])
  await intruder('update event set act = $2, body = $3, id = $4, hash = $5 where id = $1', [
    rows[0].id,
    'void',
    '{}',
    forged!.id,
    forged!.hash,
  ])
  await intruder('update log set event_id = $1 where event_id = $2', [forged!.id, rows[0].id])
  const report = await check()
  expect(codes(report)).toEqual(['event.chain-broken'])
  expect(report.findings[0]!.place).toMatchObject({ seq: 3, number: 'T-1' })
})

test('the middle of a chain deleted is named, with the log entries that now hang', async () => {
  await intruder('delete from event where subject = $1 and seq in (2, 3)', [heads[2]!.subject])
  const report = await check()
  expect(report.findings[0]).toMatchObject({ code: 'event.middle-missing', place: { number: 'T-2', seq: 2, until: 3 } })
  expect(codes(report).slice(1)).toEqual(['log.dangling', 'log.dangling'])
})

test('the tail deleted is named: what the head says, what was found', async () => {
  await intruder('delete from event where subject = $1 and seq > 3', [heads[3]!.subject])
  const report = await check()
  expect(report.findings[0]).toMatchObject({
    code: 'event.tail-missing',
    place: { number: 'T-3', expected: 5, found: 3 },
  })
})

test('a whole chain deleted is named', async () => {
  await intruder('delete from event where subject = $1', [heads[3]!.subject])
  expect((await check()).findings[0]).toMatchObject({
    code: 'event.all-missing',
    place: { number: 'T-3', expected: 5 },
  })
})

test('a record deleted, or set back, is named', async () => {
  await intruder('delete from thing where id = $1', [heads[0]!.subject])
  await intruder('update thing set seq = 4 where id = $1', [heads[1]!.subject])
  await intruder(`update thing set head_hash = 'ff' where id = $1`, [heads[2]!.subject])
  expect(codes(await check()).sort()).toEqual(['head.altered', 'head.behind', 'head.missing'])
})

test('a removed log entry is named: its event, and the gap', async () => {
  await intruder('delete from log where position = 17')
  const report = await check()
  expect(codes(report)).toEqual(['log.event-missing', 'log.gap'])
  expect(report.findings[1]!.place).toMatchObject({ position: 17, until: 17 })
})

test('an event that is in the log and waits for it as well is named', async () => {
  await intruder('insert into outbox (event_id) select event_id from log where position = 5')
  expect(codes(await check())).toEqual(['log.event-twice'])
})
