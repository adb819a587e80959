/** The next number for people, from blocks that the process takes of the sequence. */
import { businessDay } from '@bihuan/domain/cases/measures'
import { caseNumber } from '@bihuan/domain/cases/number'
import type { City } from '../../platform/city.ts'
import { NUMBERS_AT_ONCE, takeNumbers } from '../store.ts'

interface Block {
  next: number
  end: number
  /** The taking under way, shared by all who wait for it. */
  taking: Promise<void> | null
}
const blocks = new WeakMap<object, Block>()

export async function nextCaseNumber(city: City, at: Date): Promise<string> {
  let block = blocks.get(city.db)
  if (!block) blocks.set(city.db, (block = { next: 0, end: 0, taking: null }))
  while (block.next >= block.end) {
    const open = block
    block.taking ??= takeNumbers(city.db)
      .then((first) => void Object.assign(open, { next: first, end: first + NUMBERS_AT_ONCE }))
      .finally(() => void (open.taking = null))
    await block.taking
  }
  return caseNumber(Number(businessDay(at.getTime()).slice(0, 4)), block.next++)
}
