/** When and where a photo says it was taken (EXIF 2.32). Evidence, not proof: a camera's clock may be wrong. */
import exifReader from 'exif-reader'

export interface ExifFacts {
  takenAt: Date | null
  /** WGS 84. */
  position: { longitude: number; latitude: number } | null
}

const NOTHING: ExifFacts = { takenAt: null, position: null }
/** A camera writes local time; without an offset of its own it is taken to be China's. */
const CHINA_MINUTES = 8 * 60

/** Unreadable metadata is no reason to refuse a photo: what cannot be read is null. */
export function readExif(bytes: Buffer | undefined): ExifFacts {
  if (!bytes) return NOTHING
  try {
    const exif = exifReader(bytes)
    return { takenAt: takenAt(exif.Photo), position: position(exif.GPSInfo) }
  } catch {
    return NOTHING
  }
}

function takenAt(photo: exifReader.Exif['Photo']): Date | null {
  const local = photo?.DateTimeOriginal
  if (!(local instanceof Date) || Number.isNaN(local.getTime())) return null
  const offset = /^([+-])(\d\d):(\d\d)/.exec(String(photo?.OffsetTimeOriginal ?? ''))
  const minutes = offset ? (offset[1] === '-' ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3])) : CHINA_MINUTES
  const time = new Date(local.getTime() - minutes * 60_000)
  return time.getUTCFullYear() >= 1990 && time.getUTCFullYear() < 2200 ? time : null
}

function degrees(value: unknown, reference: unknown, negative: string, limit: number): number | null {
  if (!Array.isArray(value) || value.length !== 3 || !value.every((part) => Number.isFinite(part))) return null
  const [whole, minutes, seconds] = value as [number, number, number]
  const size = whole + minutes / 60 + seconds / 3600
  if (size > limit) return null
  return String(reference).startsWith(negative) ? -size : size
}

function position(gps: exifReader.Exif['GPSInfo']): ExifFacts['position'] {
  const latitude = degrees(gps?.GPSLatitude, gps?.GPSLatitudeRef, 'S', 90)
  const longitude = degrees(gps?.GPSLongitude, gps?.GPSLongitudeRef, 'W', 180)
  // 0,0 is what phones write before they know where they are.
  if (latitude === null || longitude === null || (latitude === 0 && longitude === 0)) return null
  return { longitude, latitude }
}
