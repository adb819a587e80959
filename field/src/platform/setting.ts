/** A choice of this person on this device (language, theme), kept in localStorage and heard by every screen and tab. */
import { useSyncExternalStore } from 'react'

export interface Setting<T> {
  get(): T
  set(value: T): void
  subscribe(listener: () => void): () => void
}

export function setting<T>(name: string, initial: T): Setting<T> {
  const key = `bihuan.${name}`
  const listeners = new Set<() => void>()
  let value = read(key, initial)
  const announce = () => listeners.forEach((listener) => listener())
  if (typeof window !== 'undefined') {
    window.addEventListener('storage', (event) => {
      if (event.key !== key) return
      value = read(key, initial)
      announce()
    })
  }
  return {
    get: () => value,
    set(next) {
      value = next
      try {
        localStorage.setItem(key, JSON.stringify(next))
      } catch (error) {
        // A full or forbidden storage: the choice then holds until the tab is closed.
        console.warn(`setting ${name} is not kept`, error)
      }
      announce()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export function useSetting<T>(of: Setting<T>): T {
  return useSyncExternalStore(of.subscribe, of.get, of.get)
}

function read<T>(key: string, initial: T): T {
  try {
    const stored = typeof localStorage === 'undefined' ? null : localStorage.getItem(key)
    return stored === null ? initial : (JSON.parse(stored) as T)
  } catch (error) {
    console.warn(`setting ${key} cannot be read`, error)
    return initial
  }
}
