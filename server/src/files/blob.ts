/**
 * Encrypted bytes on disk. A blob is AES-256-CTR under a random key of its own, counter 0 at the first byte, so that it is as
 * long as the original, can be appended to after an interruption, and can be read from any place. Whether the bytes are the
 * right ones is told by their SHA-256, not by the cipher.
 */
import { createCipheriv, createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline, Readable, Transform } from 'node:stream'
import { Problem } from '../platform/problem.ts'
import type { ByteSource } from './byte-source.ts'

const BLOCK = 16
const CHUNK = 256 * 1024

/** The cipher as it stands at `offset`; in counter mode it encrypts and decrypts alike. */
function cipherAt(key: Buffer, offset: number) {
  const counter = Buffer.alloc(BLOCK)
  counter.writeBigUInt64BE(BigInt(Math.floor(offset / BLOCK)), 8)
  const cipher = createCipheriv('aes-256-ctr', key, counter)
  cipher.update(Buffer.alloc(offset % BLOCK))
  return cipher
}

export function isDiskFull(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT'].includes((error as { code?: string } | null)?.code ?? '')
}

export function isMissing(error: unknown): boolean {
  return (error as { code?: string } | null)?.code === 'ENOENT'
}

/** A new name in a folder is durable only when the folder itself is synced. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

export async function createEmpty(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const file = await open(path, 'a')
  await file.close()
  await syncFolder(dirname(path))
}

/** Moves a blob to its place; after the return the move survives a power cut. */
export async function moveDurably(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true })
  await rename(from, to)
  await syncFolder(dirname(to))
  await syncFolder(dirname(dirname(to)))
  await syncFolder(dirname(from))
}

/** Length of the file, or null where there is none. */
export async function lengthOf(path: string): Promise<number | null> {
  try {
    const file = await open(path, 'r')
    try {
      return (await file.stat()).size
    } finally {
      await file.close()
    }
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

async function writeFully(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    done += (await file.write(bytes, done, bytes.length - done, position + done)).bytesWritten
  }
}

/**
 * Encrypts `source` behind the `offset` bytes that are there, chunk by chunk as they come, and syncs. Returns the new length.
 * When the source breaks off or the disk is full, what came before is kept and synced, and the error is thrown:
 * `platform.disk-full`, or the source's own. More than `limit` bytes throw `file.more-than-declared` and none of the excess is written.
 */
export async function append(
  path: string,
  key: Buffer,
  offset: number,
  source: AsyncIterable<Buffer>,
  limit: number,
): Promise<number> {
  const file = await open(path, 'r+')
  const cipher = cipherAt(key, offset)
  let end = offset
  let failure: Error | null = null
  try {
    try {
      for await (const chunk of source) {
        if (end + chunk.length > offset + limit) throw new Problem('file.more-than-declared')
        await writeFully(file, cipher.update(chunk), end)
        end += chunk.length
      }
    } catch (error) {
      failure = error as Error
    }
    try {
      await file.datasync()
    } catch (error) {
      // Bytes that the disk did not take must not count as received.
      await file.truncate(offset)
      failure ??= error as Error
    }
  } finally {
    await file.close()
  }
  if (failure) throw isDiskFull(failure) ? new Problem('platform.disk-full') : failure
  return end
}

/** The decrypted bytes from `start` to before `end`. */
export function readBlob(path: string, key: Buffer, start: number, end: number): Readable {
  if (end <= start) return Readable.from([])
  const cipher = cipherAt(key, start)
  const opened = createReadStream(path, { start, end: end - 1, highWaterMark: CHUNK })
  // The error, if any, also destroys the returned stream; whoever reads it hears of it there.
  return pipeline(
    opened,
    new Transform({ transform: (chunk: Buffer, _, done) => done(null, cipher.update(chunk)) }),
    () => undefined,
  )
}

export async function readWhole(path: string, key: Buffer): Promise<Buffer> {
  const file = await open(path, 'r')
  try {
    return cipherAt(key, 0).update(await file.readFile())
  } finally {
    await file.close()
  }
}

/** Writes a derived copy under a temporary name and moves it into place, so that a half-written one is never read. */
export async function writeWhole(path: string, key: Buffer, bytes: Buffer): Promise<void> {
  const temporary = `${path}.${process.pid}.part`
  const file = await open(temporary, 'w')
  try {
    await writeFully(file, cipherAt(key, 0).update(bytes), 0)
    await file.datasync()
  } catch (error) {
    await rm(temporary, { force: true })
    throw isDiskFull(error) ? new Problem('platform.disk-full') : error
  } finally {
    await file.close()
  }
  await rename(temporary, path)
}

export async function sha256Of(path: string, key: Buffer, size: number): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of readBlob(path, key, 0, size)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

/** Passes bytes on and, before the last of them, checks that together they are what they should be; if not, the stream breaks off. */
export function checkingSha256(expected: string): Transform {
  const hash = createHash('sha256')
  let held: Buffer | null = null
  return new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk)
      const previous = held
      held = chunk
      done(null, previous ?? undefined)
    },
    flush(done) {
      if (hash.digest('hex') !== expected) done(new Error(`file on disk is not ${expected}`))
      else done(null, held ?? undefined)
    },
  })
}

/** Random access to a blob; `close` it. */
export async function openBlob(path: string, key: Buffer): Promise<ByteSource & { close(): Promise<void> }> {
  const file = await open(path, 'r')
  const { size } = await file.stat()
  return {
    size,
    async read(offset, length) {
      const wanted = Math.max(0, Math.min(length, size - offset))
      const { buffer, bytesRead } = await file.read(Buffer.alloc(wanted), 0, wanted, offset)
      return cipherAt(key, offset).update(buffer.subarray(0, bytesRead))
    },
    close: () => file.close(),
  }
}
