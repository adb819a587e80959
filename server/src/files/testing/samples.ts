/** Files for tests, made here: no binary lies in the repository. */
import { deflateSync } from 'node:zlib'
import sharp from 'sharp'

export async function jpeg(width = 600, height = 400, orientation?: number): Promise<Buffer> {
  // The left half red, the right half blue, so that a test can see which way up it is.
  const half = await sharp({ create: { width: Math.floor(width / 2), height, channels: 3, background: '#0000ff' } })
    .png()
    .toBuffer()
  const image = sharp({ create: { width, height, channels: 3, background: '#ff0000' } }).composite([
    { input: half, left: Math.ceil(width / 2), top: 0 },
  ])
  return (orientation ? image.withMetadata({ orientation }) : image).jpeg({ quality: 90 }).toBuffer()
}

/** A photo of Jinhua's people's square that says when (China time, without offset) and where it was taken. */
export async function photoWithExif(): Promise<Buffer> {
  return sharp({ create: { width: 64, height: 48, channels: 3, background: '#888888' } })
    .withExif({
      IFD2: { DateTimeOriginal: '2026:03:18 09:30:00' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '29/1 6/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '119/1 39/1 0/1' },
    })
    .jpeg()
    .toBuffer()
}

export function noise(width: number, height: number): Promise<Buffer> {
  return sharp({
    create: { width, height, channels: 3, background: '#000', noise: { type: 'gaussian', mean: 128, sigma: 60 } },
  })
    .jpeg({ quality: 95 })
    .toBuffer()
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return (crc ^ 0xffffffff) >>> 0
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}

/** A few bytes that claim to be a picture of any size. */
export function pngBomb(side: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header[8] = 8
  header[9] = 2
  const signature = Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(100_000))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function box(type: string, content: Buffer | number): { head: Buffer; content: Buffer; size: number } {
  const length = typeof content === 'number' ? content : content.length
  const head = Buffer.alloc(8)
  head.writeUInt32BE(length + 8, 0)
  head.write(type, 4, 'latin1')
  return { head, content: typeof content === 'number' ? Buffer.alloc(0) : content, size: length + 8 }
}

/** The beginning of an MP4 of exactly `size` bytes; what follows is the inside of its last box and may be anything. */
export function mp4Head(size: number): Buffer {
  const first = box('ftyp', Buffer.from('isom\0\0\u0002\0isomiso2avc1mp41', 'latin1'))
  const moov = box('moov', Buffer.alloc(64))
  const before = Buffer.concat([first.head, first.content, moov.head, moov.content])
  return Buffer.concat([before, box('mdat', size - before.length - 8).head])
}

export function mp4(size = 4096): Buffer {
  const head = mp4Head(size)
  return Buffer.concat([head, Buffer.alloc(size - head.length, 7)])
}

/** A zip whose entries are stored, empty, and named. */
export function zip(names: string[]): Buffer {
  const locals: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const name of names) {
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(Buffer.byteLength(name), 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(Buffer.byteLength(name), 28)
    entry.writeUInt32LE(offset, 42)
    locals.push(local, Buffer.from(name))
    central.push(entry, Buffer.from(name))
    offset += 30 + Buffer.byteLength(name)
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(names.length, 8)
  end.writeUInt16LE(names.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, directory, end])
}

export const docx = () => zip(['[Content_Types].xml', '_rels/.rels', 'word/document.xml'])
export const pdf = () => Buffer.from('%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n')
