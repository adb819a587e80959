import { spawn, type ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { request } from 'node:http'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import type { SignedIn } from '../platform/testing/sign-in.ts'
import { mp4Head, noise } from './testing/samples.ts'
import { fillDiskAfter } from './testing/full-disk.ts'
import { begin, fileCity, lengthOnDisk, look, send, uploadMetadata, type FileCity } from './testing/upload.ts'

let city: FileCity
let worker: SignedIn
let photo: Buffer

beforeAll(async () => {
  city = await fileCity()
  worker = await city.signIn('grid-worker')
  photo = await noise(300, 200)
})

const TUS = { 'tus-resumable': '1.0.0' }

/** A server of its own process over the same city, which can be killed. */
class OwnServer {
  private constructor(
    readonly process: ChildProcess,
    readonly base: string,
  ) {}

  static async start(): Promise<OwnServer> {
    const script = fileURLToPath(new URL('./testing/own-server.ts', import.meta.url))
    const settings = {
      connection: city.connection,
      filesDir: city.city.filesDir,
      masterKey: city.city.masterKey.toString('hex'),
      accountId: worker.accountId,
      now: city.clock.now(),
    }
    const child = spawn(process.execPath, ['--import', 'tsx', script], {
      env: { ...process.env, OWN_SERVER: JSON.stringify(settings) },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [line] = await once(child.stdout!, 'data')
    return new OwnServer(child, String(line).trim())
  }

  async kill(): Promise<void> {
    this.process.kill('SIGKILL')
    await once(this.process, 'exit')
  }

  /** Peak resident memory since the start, in bytes (Linux). */
  async peakMemory(): Promise<number> {
    const { readFile } = await import('node:fs/promises')
    return Number(/VmHWM:\s+(\d+) kB/.exec(await readFile(`/proc/${this.process.pid}/status`, 'utf8'))![1]) * 1024
  }
}

describe('a server that is killed', () => {
  it('in the middle of an upload takes the rest when it is back', async () => {
    const location = String((await begin(city, worker, photo.length, 'image/jpeg')).headers['location'])
    const first = await OwnServer.start()
    const sending = request(`${first.base}${location}`, {
      method: 'PATCH',
      headers: {
        ...TUS,
        'upload-offset': '0',
        'content-type': 'application/offset+octet-stream',
        'content-length': photo.length,
      },
    })
    sending.on('error', () => undefined)
    sending.write(photo.subarray(0, 12_345))
    await expect.poll(() => lengthOnDisk(city, location), { timeout: 5_000 }).toBe(12_345)
    await first.kill()
    const second = await OwnServer.start()
    try {
      const progress = await fetch(`${second.base}${location}`, { method: 'HEAD', headers: TUS })
      expect(progress.headers.get('upload-offset')).toBe('12345')
      const rest = await fetch(`${second.base}${location}`, {
        method: 'PATCH',
        headers: { ...TUS, 'upload-offset': '12345', 'content-type': 'application/offset+octet-stream' },
        body: new Uint8Array(photo.subarray(12_345)),
      })
      expect(rest.status).toBe(204)
    } finally {
      await second.kill()
    }
    const answer = await city.app.inject({ url: location.replace('uploads', 'files'), headers: worker.headers })
    expect(answer.rawPayload.equals(photo)).toBe(true)
  }, 60_000)

  it('takes 200 MB without holding them, and gives them back', async () => {
    const size = 200 * 1024 * 1024
    const piece = Buffer.alloc(1024 * 1024, 0x5a)
    const head = mp4Head(size)
    const whole = function* () {
      yield head
      for (let at = head.length; at < size; at += piece.length)
        yield piece.subarray(0, Math.min(piece.length, size - at))
    }
    const expected = createHash('sha256')
    for (const part of whole()) expected.update(part)
    const sha256 = expected.digest('hex')

    const server = await OwnServer.start()
    try {
      const before = await server.peakMemory()
      const created = await fetch(`${server.base}/api/v1/uploads`, {
        method: 'POST',
        headers: {
          ...TUS,
          'upload-length': String(size),
          'upload-metadata': uploadMetadata({ filetype: 'video/mp4', sha256 }),
        },
      })
      const location = created.headers.get('location')!
      const sending = request(`${server.base}${location}`, {
        method: 'PATCH',
        headers: {
          ...TUS,
          'upload-offset': '0',
          'content-type': 'application/offset+octet-stream',
          'content-length': size,
        },
      })
      Readable.from(whole()).pipe(sending)
      const [response] = await once(sending, 'response')
      expect(response.statusCode).toBe(204)
      response.resume()

      const back = await fetch(`${server.base}${location.replace('uploads', 'files')}`)
      const received = createHash('sha256')
      for await (const part of back.body!) received.update(part as Uint8Array)
      expect(received.digest('hex')).toBe(sha256)
      expect((await server.peakMemory()) - before).toBeLessThan(100 * 1024 * 1024)
    } finally {
      await server.kill()
    }
  }, 120_000)
})

describe('a process that ended between the last byte and the examination', () => {
  it('leaves nothing that the next look does not finish', async () => {
    const bytes = await noise(120, 80)
    const { append } = await import('./blob.ts')
    const { uploadKey } = await import('./file-keys.ts')
    const { findUpload } = await import('./store.ts')
    const location = String((await begin(city, worker, bytes.length, 'image/jpeg')).headers['location'])
    const id = location.split('/').at(-1)!
    const row = (await findUpload(city.city.db, worker.accountId, id))!
    await append(
      `${city.city.filesDir}/uploads/${id}`,
      uploadKey(city.city, id, row.wrappedKey),
      0,
      Readable.from([bytes]),
      bytes.length,
    )
    const { finishInterrupted } = await import('./clocks.ts')
    const { UploadTurns } = await import('./upload-turns.ts')
    expect(await finishInterrupted(city.city, new UploadTurns())).toBe(1)
    expect(
      (await city.app.inject({ url: `/api/v1/files/${id}`, headers: worker.headers })).rawPayload.equals(bytes),
    ).toBe(true)
  })

  it('or between the move and its commit finds the bytes on the other side', async () => {
    const bytes = await noise(121, 80)
    const { moveDurably } = await import('./blob.ts')
    const { blobPath } = await import('./paths.ts')
    const { noteSha256 } = await import('./store.ts')
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const location = String((await begin(city, worker, bytes.length, 'image/jpeg')).headers['location'])
    const id = location.split('/').at(-1)!
    const undo = await fillDiskAfter(bytes.length + 5)
    await send(city, worker, location, 0, bytes)
    undo()
    await noteSha256(city.city.db, id, sha256)
    await moveDurably(`${city.city.filesDir}/uploads/${id}`, `${city.city.filesDir}/${blobPath(sha256, id)}`)
    expect((await look(city, worker, location)).statusCode).toBe(200)
    expect(
      (await city.app.inject({ url: `/api/v1/files/${id}`, headers: worker.headers })).rawPayload.equals(bytes),
    ).toBe(true)
  })
})
