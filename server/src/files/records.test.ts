import { beforeAll, describe, expect, it } from 'vitest'
import { join } from 'node:path'
import { readFile } from 'node:fs/promises'
import type { Purpose } from '@bihuan/contract/files'
import { sql } from '../platform/database.ts'
import { newId } from '../platform/id.ts'
import { blindIndex, newRecordKey } from '../platform/secrets.ts'
import {
  insertRecordKey,
  insertSealedTexts,
  openTexts,
  recordKey,
  recordsByBlindIndex,
  sealText,
} from '../platform/secrets-store.ts'
import type { SignedIn } from '../platform/testing/sign-in.ts'
import { attachFiles, erasureOf, filesOfRecords, registerRecordReader } from './answers.ts'
import { jpeg } from './testing/samples.ts'
import { begin, fileCity, idOf, stored, upload, type FileCity } from './testing/upload.ts'
import { findOwnUpload } from './views.ts'

let city: FileCity
let worker: SignedIn
let officer: SignedIn
/** Who may read which record, as the capability that owns them would say. */
const readable = new Set<string>()

beforeAll(async () => {
  city = await fileCity()
  worker = await city.signIn('grid-worker')
  officer = await city.signIn('security-officer')
  registerRecordReader('records.test', async (_city, actor, record) => readable.has(`${actor.accountId} ${record}`))
})

const db = () => city.city.db
const get = (id: string, who = worker) => city.app.inject({ url: `/api/v1/files/${id}`, headers: who.headers })
const code = (answer: { json(): unknown }) => (answer.json() as { code: string }).code

async function newRecord(text = '张三，井盖缺失', phone = '13812345678'): Promise<string> {
  const record = newId()
  const now = city.clock.now()
  const { key, wrapped } = newRecordKey(city.city.masterKey, record)
  const rows = [
    sealText(key, { id: newId(), record, kind: 'description', createdAt: now, text }),
    sealText(key, {
      id: newId(),
      record,
      kind: 'contact-phone',
      createdAt: now,
      text: phone,
      blindIndex: blindIndex(city.city, phone),
    }),
  ]
  // As a hot path does it: all in one statement.
  await db().run(sql`with made as (${insertRecordKey(record, wrapped, now)}) ${insertSealedTexts(rows)}`)
  return record
}

const attach = (record: string, uploads: { uploadId: string; purpose: Purpose }[], who = worker) =>
  db().transaction((tx) => attachFiles(tx, record, uploads, who, city.clock.now()))
const photo = async (width: number, who = worker) => (await upload(city, who, await jpeg(width, 40), 'image/jpeg')).id
const erase = (record: string, body: object = {}, who = officer) =>
  city.app.inject({
    method: 'POST',
    url: `/api/v1/records/${record}/erase`,
    headers: who.headers,
    payload: { commandId: newId(), ground: 'request', ...body },
  })

describe('texts of a record', () => {
  it('are read back, found by their number, and unreadable in the table', async () => {
    const record = await newRecord('独一无二的描述', '0579-88001122')
    expect(
      (await openTexts(db(), city.city, { records: [record] })).map(({ kind, text, erased }) => [kind, text, erased]),
    ).toEqual(
      expect.arrayContaining([
        ['description', '独一无二的描述', false],
        ['contact-phone', '0579-88001122', false],
      ]),
    )
    expect(await recordsByBlindIndex(db(), blindIndex(city.city, '（0579）8800 1122')!, 'contact-phone')).toEqual([
      record,
    ])
    expect(await recordsByBlindIndex(db(), blindIndex(city.city, '057988001123')!, 'contact-phone')).toEqual([])
    const rows = await db().rows<{ sealed: Buffer }>(sql`select sealed from sealed_text where record = ${record}`)
    expect(rows.length).toBe(2)
    expect(rows.some(({ sealed }) => sealed.includes('描述') || sealed.includes('88001122'))).toBe(false)
  })

  it('can be none', async () => {
    expect(await db().run(insertSealedTexts([]))).toBe(0)
  })

  it('of a record that never was have no key', async () => {
    await expect(recordKey(db(), city.city, newId())).rejects.toThrow('platform.not-found')
  })
})

describe('files of a record', () => {
  it('are attached in the act’s transaction, in order, and seen by whoever reads the record', async () => {
    const record = await newRecord()
    const [first, second] = [await photo(100), await photo(101)]
    const attached = await attach(record, [
      { uploadId: second, purpose: 'after' },
      { uploadId: first, purpose: 'before' },
    ])
    expect(attached.map(({ purpose, mediaType }) => [purpose, mediaType])).toEqual([
      ['after', 'image/jpeg'],
      ['before', 'image/jpeg'],
    ])
    expect(attached[0]).toEqual({
      referenceId: expect.any(String),
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      purpose: 'after',
      mediaType: 'image/jpeg',
      size: expect.any(Number),
    })
    const id = attached[0]!.referenceId
    expect((await get(id)).statusCode).toBe(404)
    readable.add(`${worker.accountId} ${record}`)
    expect((await get(id)).statusCode).toBe(200)
    expect((await get(`${id}/thumbnail`)).statusCode).toBe(200)
    const stranger = await city.signIn('grid-worker')
    expect((await get(id, stranger)).statusCode).toBe(404)
    const listed = await filesOfRecords(db(), [record])
    expect(listed.map((file) => file.id)).toEqual(attached.map((file) => file.referenceId))
    expect(listed[0]).toMatchObject({ record, width: 101, height: 40, erased: false, uploadedBy: worker.accountId })
  })

  it('are not attached twice, before they are complete, from another account, or unknown', async () => {
    const record = await newRecord()
    const done = await photo(102)
    await attach(record, [{ uploadId: done, purpose: 'before' }])
    await expect(attach(record, [{ uploadId: done, purpose: 'before' }])).rejects.toThrow('file.upload-attached')
    const half = idOf((await begin(city, worker, 1000, 'image/jpeg')).headers['location'])
    await expect(attach(record, [{ uploadId: half, purpose: 'before' }])).rejects.toThrow('file.upload-incomplete')
    const other = await city.signIn('grid-worker')
    await expect(attach(record, [{ uploadId: await photo(103, other), purpose: 'before' }])).rejects.toThrow(
      'file.upload-unknown',
    )
    await expect(attach(record, [{ uploadId: newId(), purpose: 'before' }])).rejects.toThrow('file.upload-unknown')
    const again = await photo(104)
    const twice = [
      { uploadId: again, purpose: 'before' as const },
      { uploadId: again, purpose: 'after' as const },
    ]
    await expect(attach(record, twice)).rejects.toThrow('file.upload-attached')
  })

  it('stay unattached when the act fails', async () => {
    const record = await newRecord()
    const uploadId = await photo(105)
    const act = db().transaction(async (tx) => {
      await attachFiles(tx, record, [{ uploadId, purpose: 'before' }], worker, city.clock.now())
      throw new Error('the act fails')
    })
    await expect(act).rejects.toThrow('the act fails')
    expect(await filesOfRecords(db(), [record])).toEqual([])
    expect((await attach(record, [{ uploadId, purpose: 'before' }])).length).toBe(1)
  })

  it('of two acts that want the same upload go to one', async () => {
    const records = [await newRecord(), await newRecord()]
    const uploadId = await photo(106)
    const outcomes = await Promise.allSettled(
      records.map((record) => attach(record, [{ uploadId, purpose: 'before' }])),
    )
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('cannot be given up like an upload', async () => {
    const record = await newRecord()
    const uploadId = await photo(107)
    await attach(record, [{ uploadId, purpose: 'before' }])
    const answer = await city.app.inject({
      method: 'DELETE',
      url: `/api/v1/uploads/${uploadId}`,
      headers: worker.headers,
    })
    expect(answer.statusCode).toBe(404)
    city.clock.set(new Date(city.clock.now().getTime() + 8 * 24 * 3_600_000))
    await city.runTimers()
    expect((await filesOfRecords(db(), [record]))[0]?.erased).toBe(false)
    readable.add(`${worker.accountId} ${record}`)
    expect((await get((await filesOfRecords(db(), [record]))[0]!.id)).statusCode).toBe(200)
  })
})

describe('erasing a record', () => {
  it('takes its texts, its numbers, its files with their bytes and keys, and leaves the fact', async () => {
    const record = await newRecord('要删除的内容', '13900001111')
    readable.add(`${worker.accountId} ${record}`)
    const uploadId = await photo(108)
    const file = (await findOwnUpload(db(), worker.accountId, uploadId))!
    const [attached] = await attach(record, [{ uploadId, purpose: 'before' }])
    expect((await stored(city)).filter((path) => path.startsWith(file.blob)).length).toBe(3)

    const answer = await erase(record)
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toMatchObject({ recordId: record, texts: 2, files: 1 })

    const texts = await openTexts(db(), city.city, { records: [record] })
    expect(texts.map(({ text, erased }) => [text, erased])).toEqual([
      [null, true],
      [null, true],
    ])
    expect(await recordsByBlindIndex(db(), blindIndex(city.city, '13900001111')!, 'contact-phone')).toEqual([])
    await expect(recordKey(db(), city.city, record)).rejects.toThrow('record.erased')
    const gone = await get(attached!.referenceId)
    expect([gone.statusCode, code(gone)]).toEqual([410, 'file.erased'])
    expect((await filesOfRecords(db(), [record])).map(({ erased, sha256 }) => [erased, sha256])).toEqual([[true, null]])
    expect((await stored(city)).filter((path) => path.startsWith(file.blob))).toEqual([])
    expect(await db().rows(sql`select 1 from file where sha256 = ${file.sha256}`)).toEqual([])
    await expect(readFile(join(city.city.filesDir, file.blob))).rejects.toThrow('ENOENT')
    await expect(attach(record, [{ uploadId: await photo(109), purpose: 'after' }])).rejects.toThrow('record.erased')
  })

  it('left its event', async () => {
    const record = await newRecord()
    const { erasureId } = (await erase(record, { ground: 'order' })).json() as { erasureId: string }
    const events = await db().rows(sql`select subject, seq, act, actor, body from event where subject = ${erasureId}`)
    expect(events).toEqual([
      {
        subject: erasureId,
        seq: 1,
        act: 'erase-record',
        actor: officer.accountId,
        body: JSON.stringify({ files: 0, ground: 'order', record, texts: 2 }),
      },
    ])
    const held = await db().rows(
      sql`select 1 from erasure z join event e on e.hash = z.head_hash where z.record = ${record}`,
    )
    expect(held.length).toBe(1)
    expect(await erasureOf(db(), record)).toMatchObject({ ground: 'order', erasedBy: officer.accountId })
  })

  it('keeps a file that another record holds, until that one goes as well', async () => {
    const records = [await newRecord(), await newRecord()]
    const uploads = [await photo(110), await photo(110)]
    const file = (await findOwnUpload(db(), worker.accountId, uploads[0]!))!
    for (const at of [0, 1]) await attach(records[at]!, [{ uploadId: uploads[at]!, purpose: 'before' }])
    await erase(records[0]!)
    expect(await stored(city)).toContain(file.blob)
    readable.add(`${worker.accountId} ${records[1]}`)
    expect((await get((await filesOfRecords(db(), [records[1]!]))[0]!.id)).statusCode).toBe(200)
    await erase(records[1]!)
    expect(await stored(city)).not.toContain(file.blob)
  })

  it('lets the same photo come again later', async () => {
    const record = await newRecord()
    await attach(record, [{ uploadId: await photo(111), purpose: 'before' }])
    await erase(record)
    expect((await get(await photo(111))).statusCode).toBe(200)
  })

  it('of no record is 404; without the power 403; not signed in 401; with nonsense 422', async () => {
    expect((await erase(newId())).statusCode).toBe(404)
    const record = await newRecord()
    expect((await erase(record, {}, worker)).statusCode).toBe(403)
    const local = await city.signIn('security-officer', { kind: 'region', regionId: newId() })
    expect((await erase(record, {}, local)).statusCode).toBe(404)
    expect(
      (await city.app.inject({ method: 'POST', url: `/api/v1/records/${record}/erase`, payload: {} })).statusCode,
    ).toBe(401)
    expect((await erase(record, { ground: 'boredom' })).statusCode).toBe(422)
    expect((await openTexts(db(), city.city, { records: [record] })).some((text) => text.erased)).toBe(false)
  })

  it('twice is once, and once more is 409', async () => {
    const record = await newRecord()
    const commandId = newId()
    const first = await erase(record, { commandId })
    const second = await erase(record, { commandId })
    expect(second.json()).toEqual(first.json())
    const again = await erase(record)
    expect([again.statusCode, code(again)]).toEqual([409, 'record.erased-already'])
    const reused = await erase(record, { commandId, ground: 'order' })
    expect([reused.statusCode, code(reused)]).toEqual([409, 'command.id-reused'])
    const both = await newRecord()
    const answers = await Promise.all([erase(both), erase(both)])
    expect(answers.map((answer) => answer.statusCode)).toEqual(expect.arrayContaining([200, 409]))
  })
})
