import { createCipheriv, createHash, randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Head } from '../platform/events.ts'
import { newId } from '../platform/id.ts'
import { sequenceNow } from '../platform/sequencer.ts'
import { sql } from '../platform/database.ts'
import { beforeEach, expect, test } from 'vitest'
import { cityToVerify, type VerifiedCity } from './testing.ts'

let made: VerifiedCity['made']
let intruder: VerifiedCity['intruder']
let addThing: VerifiedCity['addThing']
let check: VerifiedCity['check']

beforeEach(async () => {
  const city = await cityToVerify()
  ;({ made, intruder, addThing, check } = city)
  return () => city.close()
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
