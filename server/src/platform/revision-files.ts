/** The file behind a revision. The files room opens the door; the platform knows no room. */
import type { Readable } from 'node:stream'
import type { City } from './city.ts'
import type { Queryable } from './database.ts'

export interface ImportFile {
  sha256: string
  mediaType: string
  size: number
  /** The decrypted bytes from the beginning; as often as wanted. */
  stream(): Readable
  /** Up to `length` bytes from `offset`; for formats whose directory lies at the end. */
  read(offset: number, length: number): Promise<Buffer>
}

export interface FileDoor {
  /** Gives a complete upload of the account to the revision; throws the files room's problems. */
  attach(db: Queryable, revisionId: string, uploadId: string, accountId: string, now: Date): Promise<{ sha256: string }>
  /** Throws `file.damaged` or `file.erased`. */
  open(city: City, sha256: string): Promise<ImportFile>
}

let door: FileDoor | null = null

export function registerFileDoor(opened: FileDoor): void {
  door = opened
}

export function fileDoor(): FileDoor {
  if (!door) throw new Error('no room holds files')
  return door
}
