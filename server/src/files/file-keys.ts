/** Each file has a random key of its own, wrapped by the master key and bound to the row that holds it. */
import { randomBytes } from 'node:crypto'
import type { City } from '../platform/city.ts'
import { deriveKey, KEY_BYTES, openBytes, sealBytes } from '../platform/secrets.ts'
import type { CopyName } from './media-types.ts'

type Keeper = Pick<City, 'masterKey'>

export function newUploadKey(city: Keeper, uploadId: string): Buffer {
  return sealBytes(city.masterKey, randomBytes(KEY_BYTES), `upload:${uploadId}`)
}

export function uploadKey(city: Keeper, uploadId: string, wrapped: Buffer): Buffer {
  return openBytes(city.masterKey, wrapped, `upload:${uploadId}`)
}

export function wrapFileKey(city: Keeper, sha256: string, key: Buffer): Buffer {
  return sealBytes(city.masterKey, key, `file:${sha256}`)
}

export function fileKey(city: Keeper, sha256: string, wrapped: Buffer): Buffer {
  return openBytes(city.masterKey, wrapped, `file:${sha256}`)
}

/** Counter mode must never meet the same key with other bytes. */
export function copyKey(key: Buffer, name: CopyName): Buffer {
  return deriveKey(key, `copy/${name}`)
}
