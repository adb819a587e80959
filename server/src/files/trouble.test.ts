import { once } from 'node:events'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { PassThrough, Readable } from 'node:stream'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { Upload } from 'tus-js-client'
import type { SignedIn } from '../platform/testing/sign-in.ts'
import { noise } from './testing/samples.ts'
import { appendUpload } from './commands/append-upload.ts'
import { fillDiskAfter } from './testing/full-disk.ts'
import { begin, fileCity, idOf, lengthOnDisk, look, send, stored, upload, type FileCity } from './testing/upload.ts'
import { UploadTurns } from './upload-turns.ts'

let city: FileCity
let worker: SignedIn
let photo: Buffer

beforeAll(async () => {
  city = await fileCity()
  worker = await city.signIn('grid-worker')
  photo = await noise(300, 200)
})

const code = (answer: { json(): unknown }) => (answer.json() as { code: string }).code
const TUS = { 'tus-resumable': '1.0.0' }

async function listening(): Promise<string> {
  if (!city.app.server.listening) await city.app.listen({ port: 0, host: '127.0.0.1' })
  return `http://127.0.0.1:${(city.app.server.address() as AddressInfo).port}`
}

describe('a disk that fills up', () => {
  let undo = () => {}
  afterEach(() => undo())

  it('is said so; what came before stays, and the upload goes on when there is space', async () => {
    const location = String((await begin(city, worker, photo.length, 'image/jpeg')).headers['location'])
    undo = await fillDiskAfter(7_000)
    const refused = await send(city, worker, location, 0, photo)
    expect([refused.statusCode, code(refused)]).toEqual([507, 'platform.disk-full'])
    expect((await look(city, worker, location)).headers['upload-offset']).toBe('7000')
    undo()
    expect((await send(city, worker, location, 7_000, photo.subarray(7_000))).statusCode).toBe(204)
    const answer = await city.app.inject({ url: location.replace('uploads', 'files'), headers: worker.headers })
    expect(answer.rawPayload.equals(photo)).toBe(true)
  })

  it('while the shown copies are written leaves the upload to be finished later', async () => {
    const bytes = await noise(310, 200)
    const location = String((await begin(city, worker, bytes.length, 'image/jpeg')).headers['location'])
    undo = await fillDiskAfter(bytes.length + 10)
    expect(code(await send(city, worker, location, 0, bytes))).toBe('platform.disk-full')
    undo()
    expect((await stored(city)).some((path) => path.endsWith('.part'))).toBe(false)
    expect((await look(city, worker, location)).statusCode).toBe(200)
    expect(
      (await city.app.inject({ url: `${location.replace('uploads', 'files')}/display`, headers: worker.headers }))
        .statusCode,
    ).toBe(200)
  })

  it('is told to a client that is still sending, over the same connection', async () => {
    const size = 5_000_000
    const base = await listening()
    const location = String((await begin(city, worker, size, 'video/mp4')).headers['location'])
    undo = await fillDiskAfter(100_000)
    const sending = request(`${base}${location}`, {
      method: 'PATCH',
      headers: {
        ...worker.headers,
        ...TUS,
        'upload-offset': '0',
        'content-type': 'application/offset+octet-stream',
        'content-length': size,
      },
    })
    Readable.from(
      (function* () {
        for (let at = 0; at < 50; at++) yield Buffer.alloc(size / 50)
      })(),
    ).pipe(sending)
    const [response] = await once(sending, 'response')
    expect(response.statusCode).toBe(507)
    response.resume()
    undo()
    expect((await look(city, worker, location)).headers['upload-offset']).toBe('100000')
  })
})

describe('a connection', () => {
  it('that breaks in the middle of a piece has delivered what came before', async () => {
    const base = await listening()
    const location = String((await begin(city, worker, photo.length, 'image/jpeg')).headers['location'])
    const half = Math.floor(photo.length / 2)
    const sending = request(`${base}${location}`, {
      method: 'PATCH',
      headers: {
        ...worker.headers,
        ...TUS,
        'upload-offset': '0',
        'content-type': 'application/offset+octet-stream',
        'content-length': photo.length,
      },
    })
    sending.on('error', () => undefined)
    sending.write(photo.subarray(0, half))
    // The server has the first half in hand when the upload's file has grown to it.
    await expect.poll(() => lengthOnDisk(city, location)).toBe(half)
    sending.destroy()
    expect((await look(city, worker, location)).headers['upload-offset']).toBe(String(half))
    expect((await send(city, worker, location, half, photo.subarray(half))).statusCode).toBe(204)
  })

  it('that still hangs gives way to the phone’s new one', async () => {
    const base = await listening()
    const location = String((await begin(city, worker, photo.length, 'image/jpeg')).headers['location'])
    const hanging = request(`${base}${location}`, {
      method: 'PATCH',
      headers: {
        ...worker.headers,
        ...TUS,
        'upload-offset': '0',
        'content-type': 'application/offset+octet-stream',
        'content-length': photo.length,
      },
    })
    hanging.on('error', () => undefined)
    hanging.write(photo.subarray(0, 3_000))
    await expect.poll(() => lengthOnDisk(city, location)).toBe(3_000)
    const offset = Number((await look(city, worker, location)).headers['upload-offset'])
    expect(offset).toBe(3_000)
    expect((await send(city, worker, location, offset, photo.subarray(offset))).statusCode).toBe(204)
  })

  it('that hangs before its turn came gives way as well', async () => {
    const turns = new UploadTurns()
    const bytes = new PassThrough()
    const location = String((await begin(city, worker, photo.length, 'image/jpeg')).headers['location'])
    const id = idOf(location)
    const actor = { ...worker, name: '', sessionId: '', grants: [], departmentIds: [], teamIds: [], standsInFor: [] }
    let free = () => {}
    const first = turns.take(worker.accountId, id, () => new Promise<void>((resolve) => (free = resolve)))
    const hanging = turns.take(worker.accountId, id, (signal) =>
      appendUpload(city.city, actor, id, { offset: 0, bytes, length: null }, city.clock.now(), signal),
    )
    const newcomer = turns.take(worker.accountId, id, async () => 'my turn')
    await Promise.resolve()
    free()
    await first
    await expect(hanging).rejects.toThrow('file.upload-interrupted')
    expect(await newcomer).toBe('my turn')
  })

  it('whose sender falls silent after a refusal does not keep the server from stopping', async () => {
    const own = await fileCity()
    const sender = await own.signIn('grid-worker')
    await own.app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = own.app.server.address() as AddressInfo
    const location = String((await begin(own, sender, photo.length, 'image/jpeg')).headers['location'])
    const silent = request(`http://127.0.0.1:${port}${location}`, {
      method: 'PATCH',
      headers: {
        ...sender.headers,
        ...TUS,
        'upload-offset': '17',
        'content-type': 'application/offset+octet-stream',
        'content-length': photo.length,
      },
    })
    silent.on('error', () => undefined)
    silent.write(photo.subarray(0, 2_000))
    const [response] = await once(silent, 'response')
    expect(response.statusCode).toBe(409)
    response.resume()
    const started = performance.now()
    await own.app.close()
    expect(performance.now() - started).toBeLessThan(5_000)
  })

  it('is not disturbed by somebody who only looks how far it is, and ends with the server', async () => {
    const own = await fileCity()
    const sender = await own.signIn('grid-worker')
    await own.app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = own.app.server.address() as AddressInfo
    const location = String((await begin(own, sender, photo.length, 'image/jpeg')).headers['location'])
    const sending = request(`http://127.0.0.1:${port}${location}`, {
      method: 'PATCH',
      headers: {
        ...sender.headers,
        ...TUS,
        'upload-offset': '0',
        'content-type': 'application/offset+octet-stream',
        'content-length': photo.length,
      },
    })
    const ended = once(sending, 'error')
    sending.write(photo.subarray(0, 2_000))
    await expect.poll(() => lengthOnDisk(own, location)).toBe(2_000)
    const progress = await own.app.inject({ url: location, headers: sender.headers })
    expect(progress.json()).toMatchObject({ state: 'receiving', offset: 2_000, size: photo.length })
    sending.write(photo.subarray(2_000, 5_000))
    await expect.poll(() => lengthOnDisk(own, location)).toBe(5_000)
    await own.app.close()
    await ended
    expect(await lengthOnDisk(own, location)).toBe(5_000)
  })

  it('that comes and goes is no trouble to the usual client', async () => {
    const base = await listening()
    const bytes = await noise(500, 400)
    let interrupted = 0
    const url = await new Promise<string>((resolve, reject) => {
      const client = new Upload(bytes, {
        endpoint: `${base}/api/v1/uploads`,
        chunkSize: 40_000,
        headers: worker.headers,
        metadata: { filetype: 'image/jpeg', filename: '现场.jpg' },
        onChunkComplete: () => {
          if (interrupted++ !== 1) return
          void client.abort().then(() => client.start())
        },
        onError: reject,
        onSuccess: () => resolve(client.url!),
      })
      client.start()
    })
    expect(interrupted).toBeGreaterThan(2)
    const answer = await city.app.inject({
      url: new URL(url).pathname.replace('uploads', 'files'),
      headers: worker.headers,
    })
    expect(answer.rawPayload.equals(bytes)).toBe(true)
  })
})

describe('a refused upload', () => {
  it('leaves the same answer for a client that lost it', async () => {
    const { id, answer } = await upload(city, worker, Buffer.from('<html>'), 'image/jpeg')
    expect(answer.statusCode).toBe(422)
    const again = await send(city, worker, `/api/v1/uploads/${id}`, 6, Buffer.alloc(0))
    expect([again.statusCode, code(again)]).toEqual([422, 'file.type-not-accepted'])
  })
})
