import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../platform/id.ts'
import type { SignedIn } from '../platform/testing/sign-in.ts'
import { jpeg, noise } from './testing/samples.ts'
import { begin, fileCity, idOf, look, send, stored, upload, type FileCity } from './testing/upload.ts'

let city: FileCity
let worker: SignedIn
let other: SignedIn
let photo: Buffer

beforeAll(async () => {
  city = await fileCity()
  worker = await city.signIn('grid-worker')
  other = await city.signIn('grid-worker')
  photo = await noise(300, 200)
})

const original = (id: string, who = worker) => city.app.inject({ url: `/api/v1/files/${id}`, headers: who.headers })
const code = (answer: { json(): unknown }) => (answer.json() as { code: string }).code

describe('an upload', () => {
  it('comes in pieces and gives back the very same bytes', async () => {
    const begun = await begin(city, worker, photo.length, 'image/jpeg', { filename: '井盖.jpg' })
    expect(begun.statusCode).toBe(201)
    expect(begun.headers['tus-resumable']).toBe('1.0.0')
    const location = String(begun.headers['location'])
    for (let offset = 0; offset < photo.length; offset += 10_007) {
      const answer = await send(city, worker, location, offset, photo.subarray(offset, offset + 10_007))
      expect(answer.statusCode).toBe(204)
      expect(answer.headers['upload-offset']).toBe(String(Math.min(photo.length, offset + 10_007)))
    }
    const answer = await original(idOf(location))
    expect(answer.statusCode).toBe(200)
    expect(answer.rawPayload.equals(photo)).toBe(true)
    expect(answer.headers['content-type']).toBe('image/jpeg')
    expect(answer.headers['content-disposition']).toMatch(/^attachment; filename="[0-9a-f-]+\.jpg"$/)
    expect(answer.headers['x-content-type-options']).toBe('nosniff')
  })

  it('lies on the disk under its fingerprint, and not in clear', async () => {
    const sha256 = createHash('sha256').update(photo).digest('hex')
    const paths = (await stored(city)).filter((path) => path.includes(sha256))
    expect(paths.length).toBe(3)
    const blob = paths.find((path) => /\.[0-9a-f]{8}$/.test(path))!
    expect(blob.startsWith(`${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/`)).toBe(true)
    const bytes = await readFile(join(city.city.filesDir, blob))
    expect(bytes.length).toBe(photo.length)
    expect(bytes.subarray(0, 3).equals(photo.subarray(0, 3))).toBe(false)
    for (const path of paths) expect((await readFile(join(city.city.filesDir, path))).includes('JFIF')).toBe(false)
    expect((await stored(city)).some((path) => path.startsWith('uploads/'))).toBe(false)
  })

  it('tells where to go on, and takes nothing from another place', async () => {
    const location = String((await begin(city, worker, photo.length, 'image/jpeg')).headers['location'])
    await send(city, worker, location, 0, photo.subarray(0, 1000))
    const progress = await look(city, worker, location)
    expect([progress.statusCode, progress.headers['upload-offset'], progress.headers['upload-length']]).toEqual([
      200,
      '1000',
      String(photo.length),
    ])
    expect(progress.headers['cache-control']).toBe('no-store')
    for (const offset of [0, 999, 1001]) {
      const refused = await send(city, worker, location, offset, photo.subarray(offset))
      expect([refused.statusCode, code(refused)]).toEqual([409, 'file.upload-offset'])
    }
    expect((await send(city, worker, location, 1000, photo.subarray(1000))).statusCode).toBe(204)
  })

  it('named by the phone is one upload however often it is begun', async () => {
    const id = newId()
    const bytes = await jpeg(40, 30)
    const first = await begin(city, worker, bytes.length, 'image/jpeg', { id })
    await send(city, worker, String(first.headers['location']), 0, bytes.subarray(0, 100))
    const again = await begin(city, worker, bytes.length, 'image/jpeg', { id })
    expect([again.statusCode, again.headers['location']]).toEqual([201, `/api/v1/uploads/${id}`])
    expect((await look(city, worker, `/api/v1/uploads/${id}`)).headers['upload-offset']).toBe('100')
    const different = await begin(city, worker, bytes.length + 1, 'image/jpeg', { id })
    expect([different.statusCode, code(different)]).toEqual([409, 'file.upload-id-taken'])
    expect(code(await begin(city, other, bytes.length, 'image/jpeg', { id }))).toBe('file.upload-id-taken')
  })

  it('whose last answer was lost may send its last piece again', async () => {
    const bytes = await jpeg(50, 30)
    const { id } = await upload(city, worker, bytes, 'image/jpeg')
    const again = await send(city, worker, `/api/v1/uploads/${id}`, bytes.length, Buffer.alloc(0))
    expect([again.statusCode, again.headers['upload-offset']]).toEqual([204, String(bytes.length)])
    expect((await look(city, worker, `/api/v1/uploads/${id}`)).headers['upload-offset']).toBe(String(bytes.length))
  })

  it('of the same bytes is stored once', async () => {
    const bytes = await jpeg(60, 30)
    await upload(city, worker, bytes, 'image/jpeg')
    const before = await stored(city)
    const both = await Promise.all([
      upload(city, worker, bytes, 'image/jpeg'),
      upload(city, other, bytes, 'image/jpeg'),
    ])
    expect(both.map(({ answer }) => answer.statusCode)).toEqual([204, 204])
    expect((await stored(city)).sort()).toEqual(before.sort())
    expect((await original(both[1].id, other)).rawPayload.equals(bytes)).toBe(true)
  })

  it('of the same new bytes by two at once is stored once', async () => {
    const bytes = await jpeg(62, 30)
    const before = (await stored(city)).length
    const both = await Promise.all([
      upload(city, worker, bytes, 'image/jpeg'),
      upload(city, other, bytes, 'image/jpeg'),
    ])
    expect(both.map(({ answer }) => answer.statusCode)).toEqual([204, 204])
    expect((await stored(city)).length).toBe(before + 3)
    expect((await original(both[0].id)).rawPayload.equals(bytes)).toBe(true)
    expect((await original(both[1].id, other)).rawPayload.equals(bytes)).toBe(true)
  })

  it('may come with its creation', async () => {
    const bytes = await jpeg(64, 30)
    const { headers } = worker
    const answer = await city.app.inject({
      method: 'POST',
      url: '/api/v1/uploads',
      headers: {
        ...headers,
        'tus-resumable': '1.0.0',
        'upload-length': String(bytes.length),
        'upload-metadata': `filetype ${Buffer.from('image/jpeg').toString('base64')}`,
        'content-type': 'application/offset+octet-stream',
      },
      payload: bytes,
    })
    expect([answer.statusCode, answer.headers['upload-offset']]).toEqual([201, String(bytes.length)])
  })

  it('is told what the protocol can', async () => {
    const answer = await city.app.inject({ method: 'OPTIONS', url: '/api/v1/uploads' })
    expect(answer.headers['tus-extension']).toContain('creation')
    expect(answer.headers['tus-max-size']).toBe(String(300 * 1024 * 1024))
  })
})

describe('an upload of somebody else', () => {
  it('does not exist: not to look at, to send to, to give up, to read', async () => {
    const location = String((await begin(city, worker, photo.length, 'image/jpeg')).headers['location'])
    expect((await look(city, other, location)).statusCode).toBe(404)
    expect((await send(city, other, location, 0, photo)).statusCode).toBe(404)
    expect((await city.app.inject({ method: 'DELETE', url: location, headers: other.headers })).statusCode).toBe(404)
    const { id } = await upload(city, worker, photo, 'image/jpeg')
    expect((await original(id, other)).statusCode).toBe(404)
    expect((await original(id)).statusCode).toBe(200)
    const stranger = await city.app.inject({ url: `/api/v1/files/${id}` })
    expect([stranger.statusCode, code(stranger)]).toEqual([401, 'platform.not-signed-in'])
  })
})

describe('refused at once are', () => {
  it.each([
    ['an empty file', 0, 'image/jpeg', 422, 'file.empty'],
    ['an image over 20 MB', 20 * 1024 * 1024 + 1, 'image/jpeg', 413, 'file.too-large'],
    ['a video over 200 MB', 200 * 1024 * 1024 + 1, 'video/mp4', 413, 'file.too-large'],
    ['a document over 50 MB', 50 * 1024 * 1024 + 1, 'application/pdf', 413, 'file.too-large'],
    ['a kind that is not accepted', 10, 'image/svg+xml', 422, 'file.type-not-accepted'],
    ['a page', 10, 'text/html', 422, 'file.type-not-accepted'],
    ['no kind', 10, '', 400, 'file.header-invalid'],
  ])('%s', async (_name, size, type, status, problem) => {
    const answer = await begin(city, worker, size, type)
    expect([answer.statusCode, code(answer)]).toEqual([status, problem])
  })

  it.each([
    ['without the protocol', { 'tus-resumable': '0.9' }, 412, 'file.tus-version'],
    ['a length that is none', { 'upload-length': '-1' }, 400, 'file.header-invalid'],
    ['a length of many digits', { 'upload-length': '9'.repeat(400) }, 400, 'file.header-invalid'],
    ['metadata that is none', { 'upload-metadata': 'filetype not*base64' }, 400, 'file.header-invalid'],
    [
      'a path for an id',
      { 'upload-metadata': `filetype ${btoa('image/png')},id ${btoa('../../etc/passwd')}` },
      400,
      'file.header-invalid',
    ],
    [
      'a checksum that is none',
      { 'upload-metadata': `filetype ${btoa('image/png')},sha256 ${btoa('zz')}` },
      400,
      'file.header-invalid',
    ],
  ])('%s', async (_name, headers, status, problem) => {
    const answer = await city.app.inject({
      method: 'POST',
      url: '/api/v1/uploads',
      headers: {
        ...worker.headers,
        'tus-resumable': '1.0.0',
        'upload-length': '10',
        'upload-metadata': `filetype ${btoa('image/png')}`,
        ...headers,
      },
    })
    expect([answer.statusCode, code(answer)]).toEqual([status, problem])
  })

  it('more bytes than were declared, and the excess is not written', async () => {
    const location = String((await begin(city, worker, 1000, 'image/jpeg')).headers['location'])
    const answer = await send(city, worker, location, 0, Buffer.alloc(1001))
    expect([answer.statusCode, code(answer)]).toEqual([413, 'file.more-than-declared'])
    expect((await look(city, worker, location)).headers['upload-offset']).toBe('0')
  })

  it.each(['multipart/form-data; boundary=x', 'application/json', 'text/plain'])(
    'bytes in an envelope of %s',
    async (type) => {
      const location = String((await begin(city, worker, 1000, 'image/jpeg')).headers['location'])
      const answer = await city.app.inject({
        method: 'PATCH',
        url: location,
        headers: { ...worker.headers, 'tus-resumable': '1.0.0', 'upload-offset': '0', 'content-type': type },
        payload: '{}',
      })
      expect([answer.statusCode, code(answer)]).toEqual([415, 'platform.media-type'])
    },
  )

  it.each(['not-an-id', '..%2f..%2fetc%2fpasswd', newId()])('the address %s', async (id) => {
    for (const [method, url] of [
      ['HEAD', `/api/v1/uploads/${id}`],
      ['DELETE', `/api/v1/uploads/${id}`],
      ['GET', `/api/v1/files/${id}`],
      ['GET', `/api/v1/files/${id}/display`],
    ] as const)
      expect((await city.app.inject({ method, url, headers: worker.headers })).statusCode).toBe(404)
    expect((await send(city, worker, `/api/v1/uploads/${id}`, 0, Buffer.of(1))).statusCode).toBe(404)
  })
})

describe('what an account may have on the way', () => {
  it('is limited in bytes and in number, and giving one up makes room', async () => {
    const hoarder = await city.signIn('grid-worker')
    const size = 200 * 1024 * 1024
    const locations = []
    for (let at = 0; at < 5; at++) locations.push((await begin(city, hoarder, size, 'video/mp4')).headers['location'])
    const refused = await begin(city, hoarder, size, 'video/mp4')
    expect([refused.statusCode, code(refused)]).toEqual([429, 'file.too-many-pending'])
    expect(
      (await city.app.inject({ method: 'DELETE', url: String(locations[0]), headers: hoarder.headers })).statusCode,
    ).toBe(204)
    expect((await begin(city, hoarder, size, 'video/mp4')).statusCode).toBe(201)

    const collector = await city.signIn('grid-worker')
    const answers = await Promise.all(Array.from({ length: 70 }, () => begin(city, collector, 1000, 'image/jpeg')))
    expect(answers.filter((answer) => answer.statusCode === 201).length).toBe(60)
  })

  it('ends after seven days, with its bytes', async () => {
    const location = String((await begin(city, other, 5000, 'image/jpeg')).headers['location'])
    await send(city, other, location, 0, Buffer.alloc(100))
    const done = await upload(city, other, await jpeg(70, 30), 'image/jpeg')
    const before = await stored(city)
    expect(before).toContain(`uploads/${idOf(location)}`)
    const started = city.clock.now()
    city.clock.set(new Date(started.getTime() + 7 * 24 * 3_600_000))
    const late = await send(city, other, location, 100, Buffer.alloc(100))
    expect([late.statusCode, code(late)]).toEqual([410, 'file.upload-expired'])
    await city.runTimers()
    expect((await stored(city)).filter((path) => path.startsWith('uploads/'))).toEqual([])
    expect((await original(done.id, other)).statusCode).toBe(404)
    expect((await look(city, other, location)).statusCode).toBe(404)
  })
})
