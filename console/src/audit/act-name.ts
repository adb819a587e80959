import { lifecycleWords } from '../cases/lifecycle-words.ts'
import type { Language } from '../platform/language.ts'
import { auditWords } from './locale.ts'

/** An act in words, whatever it was done on; one that has none keeps its code, so that nothing is hidden. */
export function actName(act: string, to: Language): string {
  const [onRecords, onCases]: Record<string, string>[] = [auditWords[to].acts, lifecycleWords[to].act]
  return onRecords?.[act] ?? onCases?.[act] ?? act
}
