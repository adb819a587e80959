/**
 * Photos: checked and decoded once on arrival, which also makes the copies that are shown. A copy is upright, in webp and without
 * metadata: the place where a photo was taken stays with the original.
 */
import sharp from 'sharp'
import { Problem } from '../platform/problem.ts'
import { COPIES, MAX_PIXELS, type CopyName, type MediaType } from './media-types.ts'
import { readExif, type ExifFacts } from './exif.ts'
import { OneAtATime } from './one-at-a-time.ts'

// One image at a time on one thread each: the machine has other work, and a decoded photo takes a quarter of a gigabyte.
sharp.concurrency(1)
sharp.cache(false)
const queue = new OneAtATime()

export interface Picture extends ExifFacts {
  /** As shown, after turning. */
  width: number
  height: number
  copies: Record<CopyName, Buffer>
}

const FORMATS: Partial<Record<MediaType, string>> = { 'image/jpeg': 'jpeg', 'image/png': 'png', 'image/webp': 'webp' }

/** Throws `file.image-too-large` before anything is decoded, and `file.corrupt` where the bytes are not one whole image of the type. */
export async function developPicture(bytes: Buffer, type: MediaType): Promise<Picture> {
  const header = await sharp(bytes, { limitInputPixels: false })
    .metadata()
    .catch((error: Error) => {
      throw new Problem('file.corrupt', { type, why: error.message.split('\n')[0] })
    })
  if (header.format !== FORMATS[type])
    throw new Problem('file.type-mismatch', { declared: type, found: String(header.format) })
  if (header.width * header.height > MAX_PIXELS) {
    throw new Problem('file.image-too-large', {
      width: header.width,
      height: header.height,
      megapixels: MAX_PIXELS / 1_000_000,
    })
  }
  return queue.run(async () => {
    const copies = await makeCopies(bytes, type)
    return { width: header.autoOrient.width, height: header.autoOrient.height, copies, ...readExif(header.exif) }
  })
}

async function makeCopies(bytes: Buffer, type: MediaType): Promise<Record<CopyName, Buffer>> {
  try {
    const display = await sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error', sequentialRead: true })
      .autoOrient()
      .resize(COPIES.display, COPIES.display, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 80, effort: 2 })
      .toBuffer()
    const thumbnail = await sharp(display)
      .resize(COPIES.thumbnail, COPIES.thumbnail, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 75, effort: 2 })
      .toBuffer()
    return { display, thumbnail }
  } catch (error) {
    throw new Problem('file.corrupt', { type, why: (error as Error).message.split('\n')[0] })
  }
}

/** A lost copy is made again from the original. */
export async function remakeCopies(bytes: Buffer, type: MediaType): Promise<Record<CopyName, Buffer>> {
  return queue.run(() => makeCopies(bytes, type))
}
