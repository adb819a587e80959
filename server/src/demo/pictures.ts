/** Drawn pictures in place of photos: a door, blocked before and free after. Nobody's photo is shipped. */
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import sharp from 'sharp'
import { appendUpload } from '../files/commands/append-upload.ts'
import { createUpload } from '../files/commands/create-upload.ts'
import type { Actor } from '../platform/actor.ts'
import type { City } from '../platform/city.ts'
import { newId } from '../platform/id.ts'

/** `hue` 0–359 and the number of boxes tell one place from another. */
function drawing(purpose: 'before' | 'after', hue: number, boxes: number): string {
  const heap = Array.from({ length: purpose === 'before' ? boxes : 0 }, (_, i) => {
    const x = 90 + (i % 4) * 120
    const y = 390 - Math.floor(i / 4) * 80
    return `<rect x="${x}" y="${y}" width="105" height="74" rx="4" fill="hsl(${(hue + i * 23) % 360} 45% 48%)" stroke="#3b2f25" stroke-width="3"/>`
  }).join('')
  const mark = purpose === 'before' ? '#c0392b' : '#2e8b57'
  return `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480"><rect width="640" height="480" fill="hsl(${hue} 18% 82%)"/>
    <rect y="400" width="640" height="80" fill="hsl(${hue} 10% 58%)"/><rect x="235" y="110" width="170" height="300" fill="hsl(${hue} 14% 38%)"/>
    <circle cx="380" cy="265" r="9" fill="#e8d9a0"/><rect x="265" y="60" width="110" height="34" rx="5" fill="#1d8a4e"/>${heap}
    <rect width="640" height="14" fill="${mark}"/></svg>`
}

/** A finished upload of the person, to be attached to an act. */
export async function drawUpload(
  city: City,
  actor: Actor,
  purpose: 'before' | 'after',
  seed: number,
  now: Date,
): Promise<{ uploadId: string; purpose: 'before' | 'after' }> {
  const bytes = await sharp(Buffer.from(drawing(purpose, seed % 360, 3 + (seed % 6))))
    .jpeg({ quality: 82 })
    .toBuffer()
  const uploadId = newId()
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  await createUpload(city, actor, { id: uploadId, size: bytes.length, filetype: 'image/jpeg', sha256 }, now)
  await appendUpload(
    city,
    actor,
    uploadId,
    { offset: 0, bytes: Readable.from([bytes]), length: bytes.length },
    now,
    new AbortController().signal,
  )
  return { uploadId, purpose }
}
