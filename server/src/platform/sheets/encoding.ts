/**
 * The encoding of a text file: a byte order mark decides; else UTF-16 shows by its zero bytes; else plain ASCII is passed on until the first
 * other byte comes, and what stands there is UTF-8 if it reads as such, and GB18030 (a superset of GBK and GB 2312) if not.
 */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030'

const SAMPLE = 64 * 1024

/** What a byte order mark says, and how long it is. */
function byMark(bytes: Buffer): { encoding: Encoding; length: number } | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: 'utf-8', length: 3 }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: 'utf-16le', length: 2 }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: 'utf-16be', length: 2 }
  if (bytes[0] === 0x84 && bytes[1] === 0x31 && bytes[2] === 0x95 && bytes[3] === 0x33)
    return { encoding: 'gb18030', length: 4 }
  return null
}

/** UTF-16 without a mark: many zero bytes, nearly all at odd (little endian) or even (big endian) places. */
function byZeros(bytes: Buffer): Encoding | null {
  const zeros = [0, 0]
  const end = Math.min(bytes.length, SAMPLE)
  for (let at = 0; at < end; at += 1) if (bytes[at] === 0) zeros[at % 2]! += 1
  const [even, odd] = zeros as [number, number]
  if (even + odd < end / 20) return null
  if (odd > even * 4) return 'utf-16le'
  return even > odd * 4 ? 'utf-16be' : null
}

function isAscii(bytes: Buffer): boolean {
  for (const byte of bytes) if (byte >= 0x80) return false
  return true
}

/**
 * Is this UTF-8? GBK read as UTF-8 is hardly anything but replacement characters; a file of which one row was damaged has a few. A sequence
 * cut off at the end of the chunk counts for nothing.
 */
function looksLikeUtf8(bytes: Buffer): boolean {
  const text = new TextDecoder('utf-8').decode(bytes, { stream: true })
  let other = 0
  let replaced = 0
  for (const character of text) {
    if (character < '\u0080') continue
    other += 1
    if (character === '\ufffd') replaced += 1
  }
  return replaced * 20 <= other
}

/** Decodes chunk by chunk; `encoding` is null as long as only ASCII has come. */
export class Decoder {
  encoding: Encoding | null = null
  private decoder: InstanceType<typeof TextDecoder> | null = null
  private begun = false

  decode(chunk: Buffer): string {
    let bytes = chunk
    if (!this.begun) {
      this.begun = true
      const mark = byMark(bytes)
      const found = mark?.encoding ?? byZeros(bytes)
      if (mark) bytes = bytes.subarray(mark.length)
      if (found) this.settle(found)
    }
    if (!this.decoder) {
      if (isAscii(bytes)) return bytes.toString('latin1')
      this.settle(looksLikeUtf8(bytes) ? 'utf-8' : 'gb18030')
    }
    return this.decoder!.decode(bytes, { stream: true })
  }

  /** What an unfinished sequence at the end of the file comes to. */
  end(): string {
    return this.decoder?.decode() ?? ''
  }

  private settle(encoding: Encoding): void {
    this.encoding = encoding
    // A bad byte becomes U+FFFD and is reported with its row; it does not end the reading.
    this.decoder = new TextDecoder(encoding, { ignoreBOM: true })
  }
}
