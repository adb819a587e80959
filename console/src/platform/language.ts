/**
 * The two languages of the screens. A capability keeps its words in `locale.ts` as two objects of one shape: `zh` is the
 * measure, and `en` does not compile while a sentence or a parameter is missing.
 */
import { useSyncExternalStore } from 'react'

export const LANGUAGES = ['zh', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

/** The same keys and, where a sentence takes parameters, the same parameters. */
export type Like<T> = {
  [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...given: infer P) => string
      ? (...given: P) => string
      : Like<T[K]>
}
export interface Locale<T> {
  zh: T
  en: T
}
export function locale<T>(zh: T, en: Like<T>): Locale<T> {
  return { zh, en: en as T }
}

const KEY = 'bihuan.language'
const listeners = new Set<() => void>()
let current: Language = read()

function read(): Language {
  const stored = typeof localStorage === 'undefined' ? null : localStorage.getItem(KEY)
  return stored === 'en' ? 'en' : 'zh'
}

export function language(): Language {
  return current
}

export function setLanguage(next: Language): void {
  current = next
  localStorage.setItem(KEY, next)
  document.documentElement.lang = next === 'zh' ? 'zh-CN' : 'en'
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useLanguage(): Language {
  return useSyncExternalStore(subscribe, language)
}

/** The words of a capability in the reader's language. */
export function useWords<T>(words: Locale<T>): T {
  return words[useLanguage()]
}

/** A name from the data: Chinese and English beside each other. English falls back to Chinese where the data has none. */
export function inLanguage(words: { zh: string; en: string }, to: Language): string {
  return words[to] || words.zh
}
