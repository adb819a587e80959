/**
 * The live stream: server-sent events by log position. What changed is asked for again; nothing is taken from the event itself, so
 * that a screen never shows what its reader may not read. The browser reconnects with the last position by itself.
 */
import { useSyncExternalStore } from 'react'
import type { StreamMessage } from '@bihuan/contract/audit'
import { idleFor, STOPS_ASKING, whenBack } from './hands.ts'
import { queryClient } from './query.ts'

export type LiveState = 'connecting' | 'live' | 'away'

let state: LiveState = 'connecting'
let source: EventSource | null = null
const listeners = new Set<() => void>()
const changed = new Set<string>()
let flush: ReturnType<typeof setTimeout> | undefined

function become(next: LiveState): void {
  if (state === next) return
  state = next
  for (const listener of listeners) listener()
}

// What changed while nobody was there is asked for when somebody is back.
whenBack(() => void queryClient.invalidateQueries())

/** Names of the stored queries that hang on lists and counts; they follow any case's change. */
const LISTS = ['GET /api/v1/desk', 'GET /api/v1/cases', 'GET /api/v1/overview']

export function startLive(): void {
  if (source) return
  become('connecting')
  source = new EventSource('/api/v1/stream')
  source.onopen = () => {
    // After a break everything on screen may be old.
    if (state === 'away') void queryClient.invalidateQueries()
    become('live')
  }
  source.onerror = () => {
    become('away')
    if (source?.readyState === EventSource.CLOSED) {
      stopLive()
      setTimeout(startLive, 5000)
    }
  }
  source.onmessage = (message: MessageEvent<string>) => noteChange(message.data)
  // Too far behind, or about to be closed: what is shown may be old, and who is signed in may have changed.
  source.addEventListener('resync', (message: MessageEvent<string>) => {
    const { reason } = JSON.parse(message.data) as { reason: string }
    if (reason === 'shutdown') return
    void queryClient.invalidateQueries()
  })
}

export function stopLive(): void {
  source?.close()
  source = null
}

const hearers = new Set<(subjects: readonly string[]) => void>()

/** Hears which records changed, gathered as below: for screens that hold more than queries. Gives the way out. */
export function whenChanged(hear: (subjects: readonly string[]) => void): () => void {
  hearers.add(hear)
  return () => hearers.delete(hear)
}

/** Changes of a burst are gathered for a moment: 300 open cases must not ask 300 times. */
function noteChange(data: string): void {
  const { subject } = JSON.parse(data) as Partial<StreamMessage>
  if (!subject) return
  changed.add(subject)
  flush ??= setTimeout(() => {
    flush = undefined
    const subjects = [...changed]
    changed.clear()
    for (const hear of hearers) hear(subjects)
    void queryClient.invalidateQueries({
      refetchType: idleFor() > STOPS_ASKING ? 'none' : 'active',
      predicate: ({ queryKey: [name, given] }) => {
        const id = (given as { params?: { id?: string } } | undefined)?.params?.id
        return id === undefined ? LISTS.some((start) => String(name).startsWith(start)) : subjects.includes(id)
      },
    })
  }, 700)
}

export function useLive(): LiveState {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => state,
  )
}
