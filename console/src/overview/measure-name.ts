/** The names of measures, put together from a few words: `clock-whole-kept`, `530-arrive-broken`, `closing-time-7`. */
import { lifecycleWords } from '../cases/lifecycle-words.ts'
import type { Language } from '../platform/language.ts'
import { overviewWords } from './locale.ts'

export function measureName(measure: string, to: Language): string {
  const words = overviewWords[to]
  const plain = (words.measure as Record<string, string>)[measure]
  if (plain) return plain
  const lifecycle = lifecycleWords[to]
  const clock = /^(clock|530|11301)-(.+)-(kept|broken)$/.exec(measure)
  if (clock) {
    const [, procedure, step, outcome] = clock as unknown as [string, string, string, 'kept' | 'broken']
    const name = (lifecycle.step as Record<string, string>)[step] ?? lifecycle.clock[step] ?? step
    return `${procedure === 'clock' ? '' : `${procedure} `}${name} · ${words[outcome]}`
  }
  if (measure.startsWith('closing-time')) return words.closingTime
  if (measure.startsWith('response-time')) return words.responseTime
  return measure
}
