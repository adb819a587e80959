import { createHash, randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../platform/id.ts'
import type { SignedIn } from '../platform/testing/sign-in.ts'
import { DOCX } from './media-types.ts'
import { docx, jpeg, mp4, noise, pdf, photoWithExif, pngBomb, zip } from './testing/samples.ts'
import { fileCity, look, stored, upload, type FileCity } from './testing/upload.ts'
import { findOwnUpload } from './views.ts'

let city: FileCity
let worker: SignedIn

beforeAll(async () => {
  city = await fileCity()
  worker = await city.signIn('grid-worker')
})

const get = (url: string, headers: Record<string, string> = {}) =>
  city.app.inject({ url: `/api/v1/files/${url}`, headers: { ...worker.headers, ...headers } })
const code = (answer: { json(): unknown }) => (answer.json() as { code: string }).code

describe('taken are', () => {
  const svgComment = Buffer.from('<svg onload=alert(1)>')
  it.each([
    ['a jpeg', 'image/jpeg', () => jpeg(80, 60), 'image/jpeg'],
    [
      'a png',
      'image/png',
      () =>
        sharp({ create: { width: 9, height: 9, channels: 4, background: '#f00' } })
          .png()
          .toBuffer(),
      'image/png',
    ],
    [
      'a webp that the phone calls a jpeg',
      'image/jpg',
      () =>
        sharp({ create: { width: 9, height: 8, channels: 3, background: '#0f0' } })
          .webp()
          .toBuffer(),
      'image/webp',
    ],
    [
      'a jpeg with words behind its end, as phones write them',
      'image/jpeg',
      async () => Buffer.concat([await jpeg(82, 60), svgComment]),
      'image/jpeg',
    ],
    ['an mp4', 'video/mp4', () => mp4(), 'video/mp4'],
    [
      'a webm',
      'video/webm',
      () =>
        Buffer.concat([
          Buffer.from('1a45dfa39f4286810142f7810142f2810442f381084282847765626d', 'hex'),
          Buffer.alloc(200),
        ]),
      'video/webm',
    ],
    ['a pdf', 'application/pdf', pdf, 'application/pdf'],
    ['a docx', DOCX, docx, DOCX],
  ])('%s', async (_name, declared, make, found) => {
    const bytes = await make()
    const { answer, id } = await upload(city, worker, bytes, declared)
    expect(answer.statusCode).toBe(204)
    const back = await get(id)
    expect(back.headers['content-type']).toBe(found)
    expect(back.rawPayload.equals(bytes)).toBe(true)
  })
})

describe('refused for what they are', () => {
  const html = Buffer.from('<!DOCTYPE html><script>alert(document.cookie)</script>')
  it.each([
    ['a page called jpg', 'image/jpeg', () => html, 'file.type-not-accepted', 'text/html'],
    [
      'a page with a byte order mark and blanks',
      'image/jpeg',
      () => Buffer.concat([Buffer.from('\ufeff \n'), html]),
      'file.type-not-accepted',
      'text/html',
    ],
    [
      'an svg called png',
      'image/png',
      () => Buffer.from('<?xml version="1.0"?><!-- x --><svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
      'file.type-not-accepted',
      'image/svg+xml',
    ],
    [
      'a shell script called jpg',
      'image/jpeg',
      () => Buffer.from('#!/bin/sh\nrm -rf /\n'),
      'file.type-not-accepted',
      'text/x-script',
    ],
    [
      'php called jpg',
      'image/jpeg',
      () => Buffer.from('<?php system($_GET[0]); ?>'),
      'file.type-not-accepted',
      'text/x-script',
    ],
    [
      'a program called mp4',
      'video/mp4',
      () => Buffer.concat([Buffer.from('MZ'), randomBytes(100)]),
      'file.type-not-accepted',
      'application/x-msdownload',
    ],
    ['plain words called pdf', 'application/pdf', () => Buffer.from('hello'), 'file.type-not-accepted', 'text/plain'],
    ['one byte', 'image/png', () => Buffer.of(0), 'file.type-not-accepted', 'application/octet-stream'],
    ['a gif', 'image/png', () => Buffer.from('GIF89a;;;;;;;;'), 'file.type-not-accepted', 'image/gif'],
    [
      'a heic',
      'image/jpeg',
      () => Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'),
      'file.type-not-accepted',
      'image/heic',
    ],
    ['any zip called docx', DOCX, () => zip(['virus.exe']), 'file.type-not-accepted', 'application/zip'],
    [
      'a docx with macros',
      DOCX,
      () => zip(['[Content_Types].xml', 'word/document.xml', 'word/vbaProject.bin']),
      'file.type-not-accepted',
      'application/vnd.ms-office.macro-enabled',
    ],
    ['a zip without directory', DOCX, () => docx().subarray(0, -22), 'file.type-not-accepted', 'application/zip'],
    ['a video called photo', 'image/jpeg', () => mp4(5000), 'file.type-mismatch', 'video/mp4'],
    ['a photo called pdf', 'application/pdf', () => jpeg(30, 30), 'file.type-mismatch', 'image/jpeg'],
    [
      'a page behind the first bytes of a jpeg',
      'image/jpeg',
      () => Buffer.concat([Buffer.of(0xff, 0xd8, 0xff, 0xe0), html]),
      'file.corrupt',
      null,
    ],
    [
      'a jpeg that breaks off',
      'image/jpeg',
      async () => (await noise(400, 300)).subarray(0, 20_000),
      'file.corrupt',
      null,
    ],
    ['an mp4 that breaks off', 'video/mp4', () => mp4(9000).subarray(0, 8000), 'file.corrupt', null],
    [
      'an mp4 without an index',
      'video/mp4',
      () => Buffer.concat([mp4().subarray(0, 28), Buffer.from('\0\0\0\x10mdat12345678', 'latin1')]),
      'file.corrupt',
      null,
    ],
    ['a pdf that breaks off', 'application/pdf', () => pdf().subarray(0, 20), 'file.corrupt', null],
  ])('%s', async (_name, declared, make, problem, found) => {
    const { answer, id } = await upload(city, worker, await make(), declared)
    expect([answer.statusCode, code(answer)]).toEqual([422, problem])
    if (found) expect((answer.json() as { params: { found: string } }).params.found).toBe(found)
    expect((answer.json() as { detail: { zh: string } }).detail.zh).toMatch(/\p{Script=Han}/u)
    // Asked again it says the same, and nothing of it is kept.
    const again = await look(city, worker, `/api/v1/uploads/${id}`)
    expect(again.statusCode).toBe(422)
    expect((await get(id)).statusCode).toBe(404)
    expect(await stored(city)).not.toContain(`uploads/${id}`)
  })

  it('a picture that claims 40,000 × 40,000 pixels, without being unpacked', async () => {
    const before = process.memoryUsage().rss
    const started = performance.now()
    const { answer } = await upload(city, worker, pngBomb(40_000), 'image/png')
    expect([answer.statusCode, code(answer)]).toEqual([422, 'file.image-too-large'])
    expect(performance.now() - started).toBeLessThan(2_000)
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024)
  })

  it('bytes that were harmed on the way, and the phone may send them again', async () => {
    const bytes = await jpeg(90, 30)
    const more = { id: newId(), sha256: createHash('sha256').update(bytes).digest('hex') }
    const harmed = Buffer.from(bytes)
    harmed[bytes.length - 10]! ^= 1
    const { answer } = await upload(city, worker, harmed, 'image/jpeg', more)
    expect([answer.statusCode, code(answer)]).toEqual([422, 'file.checksum-mismatch'])
    expect(await stored(city)).not.toContain(`uploads/${more.id}`)
    expect((await upload(city, worker, bytes, 'image/jpeg', more)).answer.statusCode).toBe(204)
    expect((await get(more.id)).rawPayload.equals(bytes)).toBe(true)
  })
})

describe('a photo', () => {
  it('is shown upright and without its metadata; its original keeps both', async () => {
    const bytes = await jpeg(2000, 1000, 6)
    const { id } = await upload(city, worker, bytes, 'image/jpeg')
    const display = await get(`${id}/display`)
    expect(display.headers['content-type']).toBe('image/webp')
    const shown = await sharp(display.rawPayload).metadata()
    expect([shown.width, shown.height, shown.orientation, shown.exif, shown.icc]).toEqual([
      800,
      1600,
      undefined,
      undefined,
      undefined,
    ])
    // Orientation 6 is turned clockwise: what was left (red) is now on top.
    const { data } = await sharp(display.rawPayload)
      .extract({ left: 400, top: 100, width: 1, height: 1 })
      .raw()
      .toBuffer({ resolveWithObject: true })
    expect(data[0]).toBeGreaterThan(200)
    expect(data[2]).toBeLessThan(60)
    const thumbnail = await sharp((await get(`${id}/thumbnail`)).rawPayload).metadata()
    expect([thumbnail.width, thumbnail.height, thumbnail.format]).toEqual([160, 320, 'webp'])
    expect((await sharp((await get(id)).rawPayload).metadata()).orientation).toBe(6)
  })

  it('says when and where it was taken, in its row and not in its copies', async () => {
    const { id } = await upload(city, worker, await photoWithExif(), 'image/jpeg')
    const file = await findOwnUpload(city.city.db, worker.accountId, id)
    expect(file?.takenAt?.toISOString()).toBe('2026-03-18T01:30:00.000Z')
    expect(file?.takenWhere?.longitude).toBeCloseTo(119.65, 5)
    expect(file?.takenWhere?.latitude).toBeCloseTo(29.1, 5)
    expect((await sharp((await get(`${id}/display`)).rawPayload).metadata()).exif).toBeUndefined()
  })

  it('whose copies were lost gets new ones', async () => {
    const { rm } = await import('node:fs/promises')
    const { id } = await upload(city, worker, await jpeg(700, 500), 'image/jpeg')
    const file = (await findOwnUpload(city.city.db, worker.accountId, id))!
    await rm(join(city.city.filesDir, `${file.blob}.thumbnail`))
    const again = await get(`${id}/thumbnail`)
    expect((await sharp(again.rawPayload).metadata()).width).toBe(320)
    expect(await stored(city)).toContain(`${file.blob}.thumbnail`)
  })

  it('known to the asker is not sent again', async () => {
    const { id } = await upload(city, worker, await jpeg(71, 50), 'image/jpeg')
    const first = await get(`${id}/thumbnail`)
    const second = await get(`${id}/thumbnail`, { 'if-none-match': String(first.headers['etag']) })
    expect([second.statusCode, second.rawPayload.length]).toEqual([304, 0])
    expect(first.headers['cache-control']).toBe('private, no-cache')
  })
})

describe('a video', () => {
  it('is sent by ranges, and has no picture', async () => {
    const bytes = Buffer.concat([mp4(100_000).subarray(0, 200), randomBytes(99_800)])
    const { answer, id } = await upload(city, worker, bytes, 'video/mp4')
    expect(answer.statusCode).toBe(204)
    for (const [range, start, end] of [
      ['bytes=0-0', 0, 1],
      ['bytes=17-4242', 17, 4243],
      ['bytes=65530-', 65_530, 100_000],
      ['bytes=-100', 99_900, 100_000],
      ['bytes=99999-200000', 99_999, 100_000],
    ] as const) {
      const part = await get(id, { range })
      expect([part.statusCode, part.headers['content-range']]).toEqual([206, `bytes ${start}-${end - 1}/100000`])
      expect(part.rawPayload.equals(bytes.subarray(start, end))).toBe(true)
    }
    const beyond = await get(id, { range: 'bytes=100000-' })
    expect([beyond.statusCode, beyond.headers['content-range']]).toEqual([416, 'bytes */100000'])
    expect((await get(id, { range: 'bytes=0-9', 'if-range': '"another"' })).statusCode).toBe(200)
    expect((await get(id, { range: 'nonsense' })).statusCode).toBe(200)
    expect(code(await get(`${id}/thumbnail`))).toBe('file.no-picture')
  })
})

describe('a stored file that was swapped on the disk', () => {
  it('is not passed off as the original', async () => {
    const bytes = randomBytes(300_000)
    mp4(300_000).copy(bytes, 0, 0, 200)
    const { id } = await upload(city, worker, bytes, 'video/mp4')
    const file = (await findOwnUpload(city.city.db, worker.accountId, id))!
    await writeFile(join(city.city.filesDir, file.blob), randomBytes(300_000))
    await expect(get(id)).rejects.toThrow(/destroyed|aborted|closed/)
    await writeFile(join(city.city.filesDir, file.blob), randomBytes(10))
    expect(code(await get(id))).toBe('file.damaged')
  })
})
