/** What this phone keeps by itself: drafts, photos in their original bytes, and acts that wait to be sent. */
import { Dexie, type EntityTable } from 'dexie'
import type { Outgoing } from './outgoing.ts'

export interface Draft {
  /** The id that the case will have: a draft sent from two tabs is still one case. */
  id: string
  accountId: string
  /** The id of the command that will send it. */
  commandId: string
  savedAt: number
  content: unknown
}

export interface Photo {
  id: string
  accountId: string
  /** Draft, case or act that it belongs to; what nothing needs any more is cleared away. */
  ownerId: string
  purpose: 'before' | 'after' | 'evidence'
  /** The bytes as the camera wrote them. */
  original: Blob
  name: string
  /** A small picture for lists, because a 12-megapixel one would exhaust an old phone; null where the browser could not read it. */
  preview: Blob | null
  takenAt: number
  uploadUrl: string | null
  sentBytes: number
  /** When the last byte had arrived; null until then. */
  uploadedAt: number | null
}

interface Kept {
  key: string
  value: unknown
  at: number
}

export class FieldDatabase extends Dexie {
  outgoing!: EntityTable<Outgoing, 'commandId'>
  drafts!: EntityTable<Draft, 'id'>
  photos!: EntityTable<Photo, 'id'>
  /** Last good answers that must open without a network: catalogue, my grids. */
  kept!: EntityTable<Kept, 'key'>

  constructor() {
    super('bihuan-field')
    this.version(1).stores({
      outgoing: 'commandId, order, subject, state',
      drafts: 'id, accountId',
      photos: 'id, ownerId',
      kept: 'key',
    })
  }
}

export const database = new FieldDatabase()
