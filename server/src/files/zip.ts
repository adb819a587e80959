/** Names in a zip archive, read from its central directory; nothing is unpacked. (APPNOTE.TXT 4.3) */
import type { ByteSource } from './byte-source.ts'

const END_SIGNATURE = 0x06054b50
const ENTRY_SIGNATURE = 0x02014b50
const MAX_DIRECTORY = 4 * 1024 * 1024

/** Null where the archive has no readable directory, or one beyond 4 MB, or is split, or uses zip64. */
export async function zipNames(source: ByteSource): Promise<string[] | null> {
  const tailStart = Math.max(0, source.size - 65_557)
  const tail = await source.read(tailStart, 65_557)
  const end = tail.lastIndexOf(Buffer.of(0x50, 0x4b, 0x05, 0x06))
  if (end < 0 || end + 22 > tail.length || tail.readUInt32LE(end) !== END_SIGNATURE) return null
  const count = tail.readUInt16LE(end + 10)
  const length = tail.readUInt32LE(end + 12)
  const offset = tail.readUInt32LE(end + 16)
  if (length > MAX_DIRECTORY || offset + length > tailStart + end) return null
  const directory = await source.read(offset, length)
  const names: string[] = []
  for (let at = 0, entry = 0; entry < count; entry++) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== ENTRY_SIGNATURE) return null
    const nameLength = directory.readUInt16LE(at + 28)
    names.push(directory.toString('utf8', at + 46, at + 46 + nameLength))
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  }
  return names
}
