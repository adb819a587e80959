/** Uploads as a client makes them. */
import { readdir, stat } from 'node:fs/promises'
import { testCity, type TestCity } from '../../platform/testing/city.ts'
import type { SignedIn } from '../../platform/testing/sign-in.ts'

export type FileCity = TestCity

export const fileCity = (): Promise<FileCity> => testCity()

const TUS = { 'tus-resumable': '1.0.0' }

export function uploadMetadata(pairs: Record<string, string>): string {
  return Object.entries(pairs)
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    .join(',')
}

export async function begin(
  city: FileCity,
  who: SignedIn,
  size: number,
  filetype: string,
  more: Record<string, string> = {},
) {
  return city.app.inject({
    method: 'POST',
    url: '/api/v1/uploads',
    headers: {
      ...who.headers,
      ...TUS,
      'upload-length': String(size),
      'upload-metadata': uploadMetadata({ filetype, ...more }),
    },
  })
}

export async function send(city: FileCity, who: SignedIn, location: string, offset: number, bytes: Buffer) {
  return city.app.inject({
    method: 'PATCH',
    url: location,
    headers: {
      ...who.headers,
      ...TUS,
      'upload-offset': String(offset),
      'content-type': 'application/offset+octet-stream',
    },
    payload: bytes,
  })
}

export async function look(city: FileCity, who: SignedIn, location: string) {
  return city.app.inject({ method: 'HEAD', url: location, headers: { ...who.headers, ...TUS } })
}

export function idOf(location: unknown): string {
  return String(location).split('/').at(-1)!
}

/** The whole way at once; gives the last answer and the upload's id. */
export async function upload(
  city: FileCity,
  who: SignedIn,
  bytes: Buffer,
  filetype: string,
  more: Record<string, string> = {},
) {
  const begun = await begin(city, who, bytes.length, filetype, more)
  if (begun.statusCode !== 201) return { answer: begun, id: '' }
  const location = String(begun.headers['location'])
  return { answer: await send(city, who, location, 0, bytes), id: idOf(location) }
}

/** Bytes that have reached the file of an upload on its way. */
export async function lengthOnDisk(city: FileCity, location: string): Promise<number> {
  return (await stat(`${city.city.filesDir}/uploads/${idOf(location)}`)).size
}

/** What lies below the files folder, as paths. */
export async function stored(city: FileCity): Promise<string[]> {
  const entries = await readdir(city.city.filesDir, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath.slice(city.city.filesDir.length + 1)}/${entry.name}`)
}
