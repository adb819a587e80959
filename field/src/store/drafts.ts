/** Drafts outlive a killed tab: every change is written at once, and reading finds it again. */
import { liveQuery, type Observable } from 'dexie'
import { newId } from '../platform/id.ts'
import { database, type Draft } from './database.ts'
import { discard, enqueue, type Intent, sendAndWait } from './outbox.ts'
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

export interface WithPhotos {
  draft: Draft
  photos: number
}

/** The newest first. */
export async function draftsNow(accountId: string): Promise<WithPhotos[]> {
  const drafts = await database.drafts.where('accountId').equals(accountId).reverse().sortBy('savedAt')
  return Promise.all(
    drafts.map(async (draft) => ({ draft, photos: await database.photos.where('ownerId').equals(draft.id).count() })),
  )
}

export function draftsBy(accountId: string): Observable<WithPhotos[]> {
  return liveQuery(() => draftsNow(accountId))
}

/** Drafts of acts on a case bear the act in their id. */
export function isReport(draftId: string): boolean {
  return !draftId.startsWith('act:')
}

export async function dropDraft(id: string): Promise<void> {
  await database.transaction('rw', database.drafts, database.photos, async () => {
    await database.drafts.delete(id)
    await database.photos.where('ownerId').equals(id).delete()
  })
}

/** The draft of an act on a case: found again, or begun. */
export async function actDraft(id: string, accountId: string, content: unknown): Promise<Draft> {
  return database.transaction('rw', database.drafts, async () => {
    const known = await database.drafts.get(id)
    if (known) return known
    const draft: Draft = { id, accountId, commandId: newId(), savedAt: Date.now(), content }
    await database.drafts.add(draft)
    return draft
  })
}

export interface Sent {
  record: Outgoing
  /** How it stands after a few seconds: taken, refused with the form given back, or kept until there is a network. */
  outcome: 'done' | 'refused' | 'kept'
}

/**
 * The draft becomes an act that waits: both in one transaction, and under ids that the draft has had from its beginning. Answers null
 * when another tab has sent or thrown away the draft already. If the server refuses while the person is still there, the draft comes back
 * under a new command id, so that it can be put right.
 */
export async function sendDraft(id: string, intent: Intent, then: Intent | null = null): Promise<Sent | null> {
  const draft = await database.drafts.get(id)
  if (!draft) return null
  const record = await enqueue(
    { ...intent, commandId: draft.commandId },
    async () => (await database.drafts.where('id').equals(id).delete()) === 1,
  )
  if (!record) return null
  if (then) await enqueue(then)
  const settled = (await sendAndWait(record.commandId)) ?? record
  if (settled.state !== 'refused') return { record: settled, outcome: settled.state === 'done' ? 'done' : 'kept' }
  await database.transaction('rw', database.outgoing, database.drafts, database.photos, async () => {
    const followers = await database.outgoing.filter((one) => one.after === settled.commandId).toArray()
    await database.outgoing.bulkDelete([settled.commandId, ...followers.map((one) => one.commandId)])
    await database.photos
      .where('ownerId')
      .anyOf([settled.commandId, ...followers.map((one) => one.commandId)])
      .modify({ ownerId: id })
    await database.drafts.put({ ...draft, commandId: newId() })
  })
  return { record: settled, outcome: 'refused' }
}

/** An act without a form. A refusal is told and not kept: there is nothing in it to put right. */
export async function sendAct(intent: Intent): Promise<Sent | null> {
  const record = await enqueue(intent)
  if (!record) return null
  const settled = (await sendAndWait(record.commandId)) ?? record
  if (settled.state === 'refused') await discard(settled.commandId)
  return { record: settled, outcome: settled.state === 'waiting' ? 'kept' : settled.state }
}
