/** Light or dark: the reader's choice, else the system's, and it follows the system while no choice was made. */
import { useSyncExternalStore } from 'react'
import { paint, type Shade } from './palette.ts'

const KEY = 'bihuan.shade'
const listeners = new Set<() => void>()
const system = typeof matchMedia === 'undefined' ? null : matchMedia('(prefers-color-scheme: dark)')

export type ShadeChoice = Shade | 'system'

export function shadeChoice(): ShadeChoice {
  const stored = localStorage.getItem(KEY)
  return stored === 'light' || stored === 'dark' ? stored : 'system'
}

function effective(): Shade {
  const choice = shadeChoice()
  return choice === 'system' ? (system?.matches ? 'dark' : 'light') : choice
}

let current: Shade = effective()

function refresh(): void {
  current = effective()
  paint(current)
  for (const listener of listeners) listener()
}

export function startShade(): void {
  system?.addEventListener('change', refresh)
  paint(current)
}

export function chooseShade(choice: ShadeChoice): void {
  if (choice === 'system') localStorage.removeItem(KEY)
  else localStorage.setItem(KEY, choice)
  refresh()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useShade(): Shade {
  return useSyncExternalStore(subscribe, () => current)
}
