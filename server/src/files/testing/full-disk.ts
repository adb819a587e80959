/** A disk that takes so many bytes more and then is full, for all files of this process. Undo by calling what it returns. */
import { open, type FileHandle } from 'node:fs/promises'
import { vi } from 'vitest'

export async function fillDiskAfter(bytes: number): Promise<() => void> {
  const handle = await open('/dev/null', 'r')
  const prototype = Object.getPrototypeOf(handle) as FileHandle
  await handle.close()
  const write = prototype.write as (
    this: FileHandle,
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
  ) => Promise<{ bytesWritten: number; buffer: Buffer }>
  let left = bytes
  const spy = vi.spyOn(prototype, 'write').mockImplementation(async function (this: FileHandle, ...args: unknown[]) {
    const [buffer, offset, length, position] = args as [Buffer, number, number, number]
    if (left === 0) throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
    const taken = Math.min(left, length)
    left -= taken
    return write.call(this, buffer, offset, taken, position)
  } as never)
  return () => spy.mockRestore()
}
