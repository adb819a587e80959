/**
 * The headers of the tus protocol 1.0.0 (tus.io/protocols/resumable-upload): creation, creation-with-upload, expiration and
 * termination. Own code, because the ready-made server knows neither a full disk nor a durable answer; see README.md.
 */
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { newId } from '../platform/id.ts'
import { Problem } from '../platform/problem.ts'
import type { UploadWish } from './commands/create-upload.ts'
import { MAX_BYTES } from './media-types.ts'

export const TUS_VERSION = '1.0.0'
export const TUS_CONTENT_TYPE = 'application/offset+octet-stream'
export const TUS_OPTIONS = {
  'tus-resumable': TUS_VERSION,
  'tus-version': TUS_VERSION,
  'tus-extension': 'creation,creation-with-upload,expiration,termination',
  'tus-max-size': String(Math.max(...Object.values(MAX_BYTES))),
}

export function requireTus(request: FastifyRequest): void {
  if (request.headers['tus-resumable'] !== TUS_VERSION) throw new Problem('file.tus-version')
}

function header(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name.toLowerCase()]
  return Array.isArray(value) ? value[0] : value
}

/** A count of bytes; digits only, as HTTP writes them. */
export function byteHeader(request: FastifyRequest, name: string): number {
  const value = header(request, name) ?? ''
  if (!/^\d{1,15}$/.test(value)) throw new Problem('file.header-invalid', { header: name })
  return Number(value)
}

/** Null where the body comes in chunks of unknown number. */
export function bodyLength(request: FastifyRequest): number | null {
  return header(request, 'content-length') === undefined ? null : byteHeader(request, 'Content-Length')
}

const wish = z.object({
  filetype: z.string().min(1).max(200),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/i)
    .transform((hex) => hex.toLowerCase())
    .nullable()
    .default(null),
  id: z.uuid().toLowerCase().optional(),
})

/** `Upload-Metadata: key base64, key base64`; keys that mean nothing to us (`filename`) are passed over. */
function metadata(written: string): Record<string, string> {
  const pairs: Record<string, string> = Object.create(null) as Record<string, string>
  for (const pair of written.split(',')) {
    const [key, value = '', ...rest] = pair.trim().split(' ')
    if (!key || rest.length > 0 || key in pairs || !/^[A-Za-z0-9+/]*={0,2}$/.test(value))
      throw new Problem('file.header-invalid', { header: 'Upload-Metadata' })
    pairs[key] = Buffer.from(value, 'base64').toString('utf8')
  }
  return pairs
}

export function uploadWish(request: FastifyRequest): UploadWish {
  const size = byteHeader(request, 'Upload-Length')
  const parsed = wish.safeParse({ ...metadata(header(request, 'Upload-Metadata') ?? '') })
  if (!parsed.success) throw new Problem('file.header-invalid', { header: 'Upload-Metadata' })
  const { id = newId(), filetype, sha256 } = parsed.data
  return { id, size, filetype, sha256 }
}
