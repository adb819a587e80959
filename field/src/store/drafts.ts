/** Drafts outlive a killed tab: every change is written at once, and reading finds it again. */
import { liveQuery, type Observable } from 'dexie'
import { newId } from '../platform/id.ts'
import { database, type Draft } from './database.ts'
import { enqueue, type Intent } from './outbox.ts'
import type { Outgoing } from './outgoing.ts'

export async function newDraft(accountId: string, content: unknown): Promise<Draft> {
  const draft: Draft = { id: newId(), accountId, commandId: newId(), savedAt: Date.now(), content }
  await database.drafts.add(draft)
  return draft
}

/** Writes a draft that is still there; one that was sent or thrown away stays gone. */
export async function saveDraft(id: string, content: unknown): Promise<void> {
  await database.drafts.update(id, { content, savedAt: Date.now() } as Partial<Draft>)
}

export function draftOf(id: string): Observable<Draft | null> {
  return liveQuery(async () => (await database.drafts.get(id)) ?? null)
}

export function draftsBy(accountId: string): Observable<Draft[]> {
  return liveQuery(() => database.drafts.where('accountId').equals(accountId).reverse().sortBy('savedAt'))
}

export async function dropDraft(id: string): Promise<void> {
  await database.transaction('rw', database.drafts, database.photos, async () => {
    await database.drafts.delete(id)
    await database.photos.where('ownerId').equals(id).delete()
  })
}

/**
 * The draft becomes an act that waits: both in one transaction, and under ids that the draft has had from its beginning. Answers null
 * when another tab has sent or thrown away the draft already.
 */
export async function sendDraft(id: string, intent: (draft: Draft) => Intent): Promise<Outgoing | null> {
  const draft = await database.drafts.get(id)
  if (!draft) return null
  return enqueue({ ...intent(draft), commandId: draft.commandId }, async () => {
    const there = (await database.drafts.where('id').equals(id).delete()) === 1
    return there
  })
}
