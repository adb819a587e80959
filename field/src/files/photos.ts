/** Photos on this phone: the camera's own bytes are kept for the upload; what is shown is a small copy. */
import { liveQuery, type Observable } from 'dexie'
import { newId } from '../platform/id.ts'
import { database, type Photo } from '../store/database.ts'
import { beginUpload } from './upload.ts'

const PREVIEW_PIXELS = 480

/** Keeps it, makes the small copy, and begins to upload at once, so that sending later has little left to do. */
export async function keepPhoto(
  file: File,
  purpose: Photo['purpose'],
  ownerId: string,
  accountId: string,
): Promise<Photo> {
  const photo: Photo = {
    id: newId(),
    accountId,
    ownerId,
    purpose,
    original: file,
    name: file.name,
    preview: await smallCopy(file),
    takenAt: Date.now(),
    uploadUrl: null,
    sentBytes: 0,
    uploadedAt: null,
  }
  await database.photos.add(photo)
  beginUpload(photo.id)
  return photo
}

export async function dropPhoto(id: string): Promise<void> {
  await database.photos.delete(id)
}

export function photosOf(ownerId: string): Observable<Photo[]> {
  return liveQuery(() => database.photos.where('ownerId').equals(ownerId).sortBy('takenAt'))
}

/** Upright, because the browser applies the camera's orientation; null where it cannot read the format (HEIC). */
async function smallCopy(file: Blob): Promise<Blob | null> {
  if (!file.type.startsWith('image/') || typeof createImageBitmap === 'undefined') return null
  try {
    const image = await createImageBitmap(file)
    const scale = Math.min(1, PREVIEW_PIXELS / Math.max(image.width, image.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.max(1, Math.round(image.width * scale))
    canvas.height = Math.max(1, Math.round(image.height * scale))
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
    image.close()
    return await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.8))
  } catch (error) {
    console.warn('no preview of this photo', error)
    return null
  }
}
