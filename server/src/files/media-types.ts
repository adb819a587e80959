/** What may be uploaded, and how large. Extensions are those of downloads. */
/** `import`: what an administrator takes in; read line by line and never shown. */
export type MediaClass = 'image' | 'video' | 'document' | 'import'

const MB = 1024 * 1024
export const MAX_BYTES: Record<MediaClass, number> = {
  image: 20 * MB,
  video: 200 * MB,
  document: 50 * MB,
  import: 300 * MB,
}
/** Pixels of an image, whatever its bytes; a larger one is refused before it is decoded. */
export const MAX_PIXELS = 80_000_000

/** Copies of images that screens show, by their longest side in pixels. */
export const COPIES = { thumbnail: 320, display: 1600 } as const
export type CopyName = keyof typeof COPIES

export const MEDIA_TYPES = {
  'image/jpeg': { class: 'image', extension: 'jpg' },
  'image/png': { class: 'image', extension: 'png' },
  'image/webp': { class: 'image', extension: 'webp' },
  'video/mp4': { class: 'video', extension: 'mp4' },
  'video/webm': { class: 'video', extension: 'webm' },
  'video/quicktime': { class: 'video', extension: 'mov' },
  'application/pdf': { class: 'document', extension: 'pdf' },
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': { class: 'document', extension: 'docx' },
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': { class: 'document', extension: 'xlsx' },
  'text/csv': { class: 'import', extension: 'csv' },
  'application/geo+json': { class: 'import', extension: 'geojson' },
  'application/json': { class: 'import', extension: 'json' },
} as const satisfies Record<string, { class: MediaClass; extension: string }>
export type MediaType = keyof typeof MEDIA_TYPES

export const DOCX: MediaType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
export const XLSX: MediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export function isAccepted(type: string): type is MediaType {
  return Object.hasOwn(MEDIA_TYPES, type)
}

/** As browsers and phones write it: parameters and case do not matter, `image/jpg` is meant as jpeg. */
export function declaredType(written: string): string {
  const plain = written.split(';')[0]!.trim().toLowerCase()
  if (plain === 'image/jpg' || plain === 'image/pjpeg') return 'image/jpeg'
  // What browsers say of a .csv where a spreadsheet program is installed.
  return plain === 'application/vnd.ms-excel' ? 'text/csv' : plain
}

/** A phone may call a webp a jpeg; a document is never a photo. The declared class set the size limit, so it must hold. */
export function sameClass(declared: MediaType, found: MediaType): boolean {
  const wanted = MEDIA_TYPES[declared].class
  if (wanted === 'import') return isJson(declared) === isJson(found) && MEDIA_TYPES[found].class === 'import'
  return wanted === 'document' ? declared === found : wanted === MEDIA_TYPES[found].class
}

const isJson = (type: MediaType) => type.endsWith('json')

/**
 * Plain text says nothing about its columns, and JSON nothing about its places: where an import was declared, such text is what it
 * was declared to be, and the import reads it with suspicion. Text that a browser would run is found by its own name and refused.
 */
export function asDeclared(declared: MediaType, sniffed: string): string {
  if (declared === 'text/csv' && sniffed === 'text/plain') return declared
  return isJson(declared) && sniffed === 'text/json' ? declared : sniffed
}
