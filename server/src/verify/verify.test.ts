import { createCipheriv, createHash, generateKeyPairSync, randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { beforeEach, expect, test } from 'vitest'
import { makeSeal } from '../audit/commands/make-seal.ts'
import { keysDirOf } from '../audit/seal-key.ts'
import { sealFile } from '../audit/views.ts'
import { sql } from '../platform/database.ts'
import { buildEvents, type Head } from '../platform/events.ts'
import { newId } from '../platform/id.ts'
import { sequenceNow } from '../platform/sequencer.ts'
import { writeEvents } from '../platform/sequencer-testing.ts'
import { testCity, type TestCity } from '../platform/testing/city.ts'
import { parseHandedOut, type HandedOut } from './handed-out.ts'
import { ownPublicKey, runVerify } from './main.ts'
import type { ProjectionCheck } from './projections.ts'
import { verify, type Report } from './verify.ts'

let made: TestCity
/** Past the program and its triggers, as somebody with the database in his hands. */
let intruder: (text: string, values?: unknown[]) => Promise<pg.QueryResult>
let heads: Head[]

beforeEach(async () => {
  made = await testCity()
  await made.city.db.run(
    sql`create table thing (id uuid primary key, number text, seq integer not null, head_hash text not null)`,
  )
  const client = new pg.Client({
    ...made.connection,
    options: `-c search_path=${made.city.schema},bihuan_shared -c session_replication_role=replica`,
  })
  await client.connect()
  intruder = (text, values) => client.query(text, values)
  const { close } = made
  made.close = async () => {
    await client.end()
    await close()
  }
  heads = []
  for (let index = 0; index < 12; index++) heads.push(await addThing(`T-${index}`, 5))
  await sequenceNow(made.city)
  return () => made.close()
})

async function saveHead(head: Head, number: string | null = null): Promise<void> {
  await made.city.db.run(
    sql`insert into thing values (${head.subject}, ${number}, ${head.seq}, ${head.hash})
        on conflict (id) do update set seq = excluded.seq, head_hash = excluded.head_hash`,
  )
}

async function addThing(number: string, count: number, body?: unknown): Promise<Head> {
  const { head } = await writeEvents(made.city, { subject: newId(), seq: 0, hash: '' }, count, {
    act: 'report',
    ...(body ? { body } : {}),
  })
  await saveHead(head, number)
  return head
}

async function check(against: HandedOut | null = null, projectionChecks: ProjectionCheck[] = []): Promise<Report> {
  return verify({
    connection: made.connection,
    schema: null,
    filesDir: made.city.filesDir,
    masterKey: made.city.masterKey,
    keys: { own: await ownPublicKey(keysDirOf(made.city)), named: [] },
    against,
    projectionChecks,
  })
}

const codes = (report: Report) => report.findings.map((each) => each.code)
const seal = async () => (await makeSeal(made.city, made.clock.now()))!
const handOut = async () => parseHandedOut(JSON.stringify(await sealFile(made.city, (await seal()).number)))

/** Rewrites a subject's whole chain so that every hash fits again, as the writer would have made it. */
async function forgeChain(
  subject: string,
  change: (body: string, seq: number) => unknown,
  dropAfter = Infinity,
): Promise<void> {
  const { rows } = await intruder(
    'select id, seq, act, actor, occurred_at, recorded_at, body from event where subject = $1 order by seq',
    [subject],
  )
  let head: Head = { subject, seq: 0, hash: '' }
  for (const row of rows) {
    await intruder('delete from event where id = $1', [row.id])
    if (row.seq > dropAfter) continue
    const [built] = buildEvents(made.city.id, head, [
      {
        act: row.act,
        actor: row.actor,
        occurredAt: row.occurred_at,
        recordedAt: row.recorded_at,
        body: change(row.body, row.seq),
      },
    ])
    await intruder('insert into event select * from json_populate_record(null::event, $1)', [JSON.stringify(built)])
    await intruder('update log set event_id = $1 where event_id = $2', [built!.id, row.id])
    head = { subject, seq: built!.seq, hash: built!.hash }
  }
  await intruder('update thing set seq = $2, head_hash = $3 where id = $1', [subject, head.seq, head.hash])
}

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
  await forgeChain(heads[5]!.subject, (_body, seq) => ({ forged: seq }))
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
  await forgeChain(heads[5]!.subject, (_body, seq) => ({ forged: seq }))
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

/** A stored photo as the capability of files lays it down, and an event that names it. */
async function addPhoto(
  bytes: Buffer,
): Promise<{ sha256: string; blob: string; key: Buffer; reference: string; head: Head }> {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const key = randomBytes(32)
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', made.city.masterKey, nonce).setAAD(Buffer.from(`file:${sha256}`))
  const wrapped = Buffer.concat([Buffer.of(1), nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()])
  const blob = `aa/${sha256}`
  writeBlob(blob, key, bytes)
  const reference = newId()
  const head = await addThing('with-photo', 1, { files: [{ purpose: 'after', referenceId: reference, sha256 }] })
  await made.city.db.run(
    sql`insert into file (sha256, size, media_type, blob, wrapped_key, created_at) values (${sha256}, ${bytes.length}, 'image/jpeg', ${blob}, ${wrapped}, now())`,
  )
  await made.city.db
    .run(sql`insert into file_reference (id, record, sha256, purpose, uploaded_by, upload_id, created_at)
    values (${reference}, ${head.subject}, ${sha256}, 'after', ${newId()}, ${newId()}, now())`)
  await sequenceNow(made.city)
  return { sha256, blob, key, reference, head }
}

function writeBlob(blob: string, key: Buffer, bytes: Buffer): void {
  const path = join(made.city.filesDir, blob)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, createCipheriv('aes-256-ctr', key, Buffer.alloc(16)).update(bytes))
}

test('media that are as they were pass, and are counted', async () => {
  await addPhoto(randomBytes(300_000))
  expect(await check()).toMatchObject({ intact: true, media: { files: 1, bytes: 300_000 } })
})

test('a photo swapped on disk is named with its case', async () => {
  const photo = await addPhoto(Buffer.from('before the fire'))
  writeBlob(photo.blob, photo.key, Buffer.from('quite harmless!'))
  const report = await check()
  expect(report.findings).toMatchObject([
    { code: 'media.swapped', place: { number: 'with-photo', act: 'after', expected: photo.sha256, file: photo.blob } },
  ])
})

test('a photo exchanged for another one through the tables is named', async () => {
  const photo = await addPhoto(Buffer.from('the truth'))
  const other = await addPhoto(Buffer.from('another picture'))
  await intruder('update file_reference set sha256 = $2 where id = $1', [photo.reference, other.sha256])
  expect((await check()).findings).toMatchObject([
    { code: 'media.swapped', place: { expected: photo.sha256, found: other.sha256, file: photo.reference } },
  ])
})

test('a photo that is gone is named; one that was erased on record is not', async () => {
  const gone = await addPhoto(Buffer.from('gone'))
  const erased = await addPhoto(Buffer.from('erased'))
  await intruder('update file_reference set sha256 = null, erased_at = now() where id = any($1)', [
    [gone.reference, erased.reference],
  ])
  await intruder('delete from file')
  await intruder(
    `insert into erasure (id, record, ground, erased_by, erased_at, seq, head_hash) values ($1, $2, 'request', $1, now(), 0, '')`,
    [newId(), erased.head.subject],
  )
  expect((await check()).findings).toMatchObject([{ code: 'media.missing', place: { expected: gone.sha256 } }])
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
