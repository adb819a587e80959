import type { Language } from '../platform/language.ts'

/** A department or team in the reader's language; persons and regions have one name. */
export function nameIn(named: { name: string; nameEn?: string | undefined }, to: Language): string {
  return to === 'en' ? named.nameEn || named.name : named.name
}
