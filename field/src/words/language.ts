/** Our own two-language dictionaries: Chinese first, and English that does not compile while a sentence is missing. */
import { setting, useSetting } from '../platform/setting.ts'

export type Language = 'zh' | 'en'

export const language = setting<Language>('language', 'zh')

export interface Dictionary<T> {
  zh: T
  en: T
}

/** `zh` gives the shape, `en` must have all of it and nothing else. Sentences with a parameter are functions. */
export function dictionary<T>(pair: { zh: T; en: NoInfer<T> }): Dictionary<T> {
  return pair
}

export function useLanguage(): Language {
  return useSetting(language)
}

export function useWords<T>(of: Dictionary<T>): T {
  return of[useLanguage()]
}

/** A name that comes from the catalogue in both languages; without English the Chinese one is shown. */
export function inLanguage(words: { zh: string; en: string }, of: Language): string {
  return words[of] || words.zh
}

/** A department or a team in the reader's language; persons and regions have one name. */
export function nameIn(named: { name: string; nameEn?: string | undefined }, of: Language): string {
  return of === 'en' ? named.nameEn || named.name : named.name
}
