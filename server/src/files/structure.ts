/** Whether a video or document is whole, as far as its skeleton tells. Images are decoded instead (picture.ts). */
import type { ByteSource } from './byte-source.ts'
import type { MediaType } from './media-types.ts'

/**
 * The top boxes of an MP4 or QuickTime file follow each other without a gap to its end, and one of them is the `moov` without
 * which nothing can be played (ISO/IEC 14496-12 §4.2). A broken-off recording has none.
 */
async function boxesAreWhole(source: ByteSource): Promise<boolean> {
  let moov = false
  let at = 0
  for (let boxes = 0; at < source.size && boxes < 100_000; boxes++) {
    const header = await source.read(at, 16)
    // Some cameras pad the end with a few zero bytes.
    if (header.length < 8) return moov && header.every((byte) => byte === 0)
    const short = header.readUInt32BE(0)
    const type = header.toString('latin1', 4, 8)
    if (type === 'moov') moov = true
    if (short === 0) return moov
    if (short === 1 && header.length < 16) return false
    const size = short === 1 ? Number(header.readBigUInt64BE(8)) : short
    if (size < (short === 1 ? 16 : 8)) return false
    at += size
  }
  return moov && at === source.size
}

export async function isWhole(source: ByteSource, type: MediaType): Promise<boolean> {
  if (type === 'video/mp4' || type === 'video/quicktime') return boxesAreWhole(source)
  if (type === 'application/pdf') return (await source.read(Math.max(0, source.size - 8192), 8192)).includes('%%EOF')
  return true
}
