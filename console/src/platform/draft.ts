/**
 * A half-filled form survives a closed tab, an expired session and a conflict. It is kept in this browser only, per account, for
 * seven days; `clear` after it was sent. Contacts and other sealed fields are never put here: their forms leave them out.
 */
import { useCallback, useEffect, useRef, useState } from 'react'

const PREFIX = 'bihuan.draft.'
const KEPT = 7 * 86_400_000

interface Kept<T> {
  at: number
  value: T
}

export function readDraft<T>(name: string): Kept<T> | null {
  const text = localStorage.getItem(PREFIX + name)
  if (!text) return null
  try {
    const kept = JSON.parse(text) as Kept<T>
    if (Date.now() - kept.at < KEPT) return kept
  } catch {
    // What another version of the program left cannot be read; it is dropped like one that is too old.
  }
  localStorage.removeItem(PREFIX + name)
  return null
}

export function writeDraft<T>(name: string, value: T): void {
  localStorage.setItem(PREFIX + name, JSON.stringify({ at: Date.now(), value } satisfies Kept<T>))
}

export function clearDraft(name: string): void {
  localStorage.removeItem(PREFIX + name)
}

/** Signing out leaves nothing of one person's for the next at the same desk. */
export function clearAllDrafts(): void {
  for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key)
}

/** State like `useState`, kept under `name` half a second after the last change. `restored` says that it came from before. */
export function useDraft<T>(name: string, initial: T) {
  const [restored, setRestored] = useState(() => readDraft<T>(name) !== null)
  const [value, setValue] = useState<T>(() => readDraft<T>(name)?.value ?? initial)
  const touched = useRef(false)
  const set = useCallback((next: T | ((previous: T) => T)) => {
    touched.current = true
    setValue(next)
  }, [])
  const clear = useCallback(() => {
    touched.current = false
    clearDraft(name)
    setRestored(false)
  }, [name])
  useEffect(() => {
    if (!touched.current) return
    const timer = setTimeout(() => touched.current && writeDraft(name, value), 500)
    return () => clearTimeout(timer)
  }, [name, value])
  return { value, set, clear, restored }
}
