import type { State } from '@bihuan/domain/acts'
import { useWords } from '../platform/language.ts'
import { lifecycleWords } from './lifecycle-words.ts'

const TONE: Partial<Record<State, string>> = {
  closed: 'pill-good',
  void: '',
  merged: '',
  handled: 'pill-pause',
  'calling-back': 'pill-pause',
}

export function StateMark({ state }: { state: State }) {
  const words = useWords(lifecycleWords)
  return <span className={`pill ${TONE[state] ?? 'pill-accent'}`}>{words.state[state]}</span>
}
