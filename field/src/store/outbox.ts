/** The outbox of this device: adds acts, sends them, and lets the person see, retry, export and delete what is stuck. Loaded after the first paint. */
import { liveQuery } from 'dexie'
import { send } from '../platform/api.ts'
import { newId } from '../platform/id.ts'
import { currentOffset, deviceTime } from '../platform/server-clock.ts'
import { uploadPhotos } from '../files/upload.ts'
import { database } from './database.ts'
import { deviceName } from './device.ts'
import { CLAIM_MS, type Outgoing, predecessor } from './outgoing.ts'
import { account, counts } from './outbox-state.ts'
import { Sender } from './sender.ts'

export interface Intent {
  endpoint: string
  params: Record<string, string>
  act: string
  subject: string
  title: string
  body: unknown
  photoIds?: string[]
  expectedVersion?: number
  commandId?: string
  /** The act that it follows, where the queue no longer knows: the one that this person has just done. */
  after?: string
}

const DONE_IS_KEPT_MS = 86_400_000
const FORM_IS_KEPT_MS = 7 * 86_400_000
const listeners = new Set<(record: Outgoing) => void>()
let wake: ReturnType<typeof setTimeout> | undefined

const sender = new Sender({
  shelf: {
    exchange: (change) =>
      database.transaction('rw', database.outgoing, async () => {
        const changed = change(await database.outgoing.where('state').anyOf('waiting', 'refused').toArray())
        if (changed) await database.outgoing.put(changed)
        return changed
      }),
  },
  line: {
    // A long upload keeps its claim, so that another tab does not begin the same.
    upload: (record) =>
      uploadPhotos(
        record.photoIds,
        () => void database.outgoing.update(record.commandId, { claimedUntil: Date.now() + CLAIM_MS }),
      ),
    send: (endpoint, params, body) => send(endpoint, { params, body }),
  },
  accountId: () => account.get(),
  offset: currentOffset,
  now: () => Date.now(),
  chance: Math.random,
  onDone: (record) => listeners.forEach((listener) => listener(record)),
  wakeAt: (time) => {
    clearTimeout(wake)
    if (time !== null) wake = setTimeout(drain, Math.max(0, time - Date.now()))
  },
})

export function drain(): void {
  sender.drain().catch((error: unknown) => console.error('the outbox stopped', error))
}

/** Tries everything at once: the network is back, or the person asked for it. */
export async function retryNow(): Promise<void> {
  await database.outgoing.where('state').equals('waiting').modify({ notBefore: 0 })
  drain()
}

export function onSettled(listener: (record: Outgoing) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/**
 * Puts an act into the queue. `and` runs in the same transaction: a draft is taken away exactly when its act is there.
 * Answers null when the act was there already (the same draft sent from another tab).
 */
export async function enqueue(
  intent: Intent,
  and: () => Promise<boolean> = async () => true,
): Promise<Outgoing | null> {
  const accountId = account.get()
  if (accountId === null) throw new Error('nobody is signed in')
  return database.transaction('rw', database.outgoing, database.drafts, database.photos, async () => {
    const all = await database.outgoing.toArray()
    const commandId = intent.commandId ?? newId()
    if (all.some((record) => record.commandId === commandId) || !(await and())) return null
    const after = predecessor(all, intent.subject) ?? intent.after
    const record: Outgoing = {
      commandId,
      accountId,
      endpoint: intent.endpoint,
      params: intent.params,
      act: intent.act,
      subject: intent.subject,
      title: intent.title,
      order: Math.max(0, ...all.map((one) => one.order)) + 1,
      ...(after === undefined ? {} : { after }),
      ...(intent.expectedVersion === undefined ? {} : { expectedVersion: intent.expectedVersion }),
      made: deviceTime(),
      occurredAt: null,
      device: deviceName(),
      body: intent.body,
      photoIds: intent.photoIds ?? [],
      state: 'waiting',
      attempts: 0,
      notBefore: 0,
      claimedUntil: 0,
      failure: null,
      answer: null,
      doneAt: null,
    }
    await database.outgoing.add(record)
    // From now on they belong to the act, not to the form that they were taken in.
    await database.photos.where('id').anyOf(record.photoIds).modify({ ownerId: commandId })
    return record
  })
}

/** Sends and waits a little for the answer: most acts are done at once, and the person is told which it was. */
export async function sendAndWait(commandId: string, patience = 6000): Promise<Outgoing | null> {
  const settled = new Promise<Outgoing>((resolve) => {
    const stop = onSettled((record) => {
      if (record.commandId !== commandId) return
      stop()
      resolve(record)
    })
    setTimeout(stop, patience)
  })
  drain()
  await Promise.race([settled, new Promise((resolve) => setTimeout(resolve, patience))])
  return (await database.outgoing.get(commandId)) ?? null
}

export async function discard(commandId: string): Promise<void> {
  await database.transaction('rw', database.outgoing, database.photos, async () => {
    const record = await database.outgoing.get(commandId)
    await database.outgoing.delete(commandId)
    if (record) await database.photos.bulkDelete(record.photoIds)
  })
  drain()
}

/** A refused act once more, as a new command: the server keeps its answer to the old id. */
export async function resend(commandId: string): Promise<void> {
  await database.transaction('rw', database.outgoing, async () => {
    const record = await database.outgoing.get(commandId)
    if (record?.state !== 'refused') return
    const { after: _after, expectedVersion: _version, ...rest } = record
    const fresh = newId()
    await database.outgoing.delete(commandId)
    await database.outgoing.add({
      ...rest,
      commandId: fresh,
      occurredAt: null,
      state: 'waiting',
      attempts: 0,
      notBefore: 0,
      claimedUntil: 0,
      failure: null,
    })
    await database.outgoing
      .where('subject')
      .equals(record.subject)
      .filter((one) => one.after === commandId)
      .modify({ after: fresh })
  })
  drain()
}

export const waiting = liveQuery(() => database.outgoing.where('state').anyOf('waiting', 'refused').sortBy('order'))

let started = false

/** Begins to send and to count, once a tab. */
export function startOutbox(): void {
  if (started) return
  started = true
  waiting.subscribe({
    next: (records) => {
      const mine = records.filter((record) => record.accountId === account.get())
      counts.set({
        waiting: mine.filter((one) => one.state === 'waiting').length,
        refused: mine.filter((one) => one.state === 'refused').length,
      })
    },
    error: (error) => console.error('the outbox cannot be read', error),
  })
  window.addEventListener('online', () => void retryNow())
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') drain()
  })
  account.subscribe(() => void retryNow())
  // Otherwise the browser may clear it away when the phone is full.
  void navigator.storage
    ?.persist?.()
    .then((granted) => granted || console.info('the browser may clear this storage when the phone is full'))
  void clearOld().then(drain)
}

async function clearOld(): Promise<void> {
  const before = Date.now() - DONE_IS_KEPT_MS
  await database.transaction('rw', database.outgoing, database.drafts, database.photos, async () => {
    const done = await database.outgoing
      .where('state')
      .equals('done')
      .filter((one) => (one.doneAt ?? 0) < before)
      .toArray()
    await database.photos.bulkDelete(done.flatMap((one) => one.photoIds))
    await database.outgoing.bulkDelete(done.map((one) => one.commandId))
    // Forms of acts that were opened and never sent; reports stay until the person throws them away.
    const forms = await database.drafts
      .filter((draft) => draft.id.startsWith('act:') && draft.savedAt < Date.now() - FORM_IS_KEPT_MS)
      .primaryKeys()
    await database.photos.where('ownerId').anyOf(forms).delete()
    await database.drafts.bulkDelete(forms)
  })
}
