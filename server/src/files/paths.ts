/** Where bytes lie below the files folder: `uploads/<id>` on their way, `ab/cd/<sha256>.<8 hex>` when stored. */
import { join } from 'node:path'
import type { City } from '../platform/city.ts'
import { COPIES, type CopyName } from './media-types.ts'

export function partPath(uploadId: string): string {
  return `uploads/${uploadId}`
}

/** The suffix keeps a file that is uploaded again just after its erasure apart from the one being removed. */
export function blobPath(sha256: string, uploadId: string): string {
  return `${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}.${uploadId.slice(-8)}`
}

export function copyPath(blob: string, name: CopyName): string {
  return `${blob}.${name}`
}

/** Everything that lies beside a blob, itself included. */
export function allOf(blob: string): string[] {
  return [blob, ...(Object.keys(COPIES) as CopyName[]).map((name) => copyPath(blob, name))]
}

export function onDisk(city: Pick<City, 'filesDir'>, path: string): string {
  return join(city.filesDir, path)
}
