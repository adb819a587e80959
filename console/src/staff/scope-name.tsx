import type { Scope } from '@bihuan/domain/powers'
import { useWords } from '../platform/language.ts'
import { staffWords } from './locale.ts'

/** A scope in words. */
export function ScopeName({ scope }: { scope: Scope }) {
  const words = useWords(staffWords)
  return <span>{words.scope[scope.kind]}</span>
}
