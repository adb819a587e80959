import type { Language } from '../platform/language.ts'
import { lifecycleWords } from './lifecycle-words.ts'
import type { Limit } from './shapes.ts'

/** “3 个工作日”, “30 minutes (continuous)”; nothing where no limit is set. */
export function limitText(limit: Limit | null, to: Language): string {
  return limit ? `${limit.amount} ${lifecycleWords[to].unit[limit.unit]}` : ''
}
