/** Hands a stuck record to the person as files: the act as JSON, and the photos in their original bytes. */
import { database } from './database.ts'
import type { Outgoing } from './outgoing.ts'

export async function exportRecord(record: Outgoing): Promise<void> {
  const { commandId, act, subject, title, made, occurredAt, body, failure } = record
  const madeAt = new Date(made.at).toISOString()
  save(
    new Blob([JSON.stringify({ commandId, act, subject, title, madeAt, occurredAt, body, failure }, null, 2)], {
      type: 'application/json',
    }),
    `${act}-${commandId}.json`,
  )
  for (const photo of await database.photos.bulkGet(record.photoIds)) {
    if (photo) save(photo.original, `${commandId}-${photo.purpose}-${photo.name || 'photo.jpg'}`)
  }
}

function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
