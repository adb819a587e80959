/**
 * What a standard means by "2紧急工作时", "5天", "1紧急工作时制止". A spelling that is not known is null: the caller reports it with its row,
 * nothing is guessed. Sources of the units: docs/decisions/0004-clocks-and-calendar.md.
 */
import type { Condition, Limit } from './item.ts'
import { AT_ONCE, CHINESE_DIGITS, HANDLE_ENDINGS, STOP_ENDINGS, TEN, UNIT_WORDS, UNLIMITED } from './limit-words.ts'

/** What a bare hour (小时) and a bare day (天, 日) count in this standard; a standard that does not say counts them by the clock. */
export interface BareUnits {
  hour: 'calendar-hour' | 'working-minute'
  day: 'calendar-day' | 'working-day'
}
export const BY_THE_CLOCK: BareUnits = { hour: 'calendar-hour', day: 'calendar-day' }

export interface SpelledLimit {
  /** null: said to have none. */
  limit: Limit | null
  means: Condition['limitMeans']
  /** The bare word that was read as `BareUnits` says; for telling the reader. */
  bare: 'hour' | 'day' | null
}

/** Digits and letters of double width to plain ones, no spaces, no case. */
function plain(spelling: string): string {
  return spelling
    .replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/[\s\u3000]/g, '')
    .toLowerCase()
}

/** 12, 1.5, 半, 三, 十, 十五, 二十, 三十一. */
function amountOf(text: string): number | null {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text)
  if (text in CHINESE_DIGITS) return CHINESE_DIGITS[text]!
  const [tens, ones, more] = text.split(TEN)
  if (ones === undefined || more !== undefined) return null
  const digit = (part: string, absent: number) => (part === '' ? absent : Math.floor(CHINESE_DIGITS[part] ?? NaN))
  const amount = digit(tens!, 1) * 10 + digit(ones, 0)
  return Number.isInteger(amount) ? amount : null
}

const AT_ONCE_PLAIN = new Set(AT_ONCE.map(plain))
const UNLIMITED_PLAIN = new Set(UNLIMITED.map(plain))

function meansOf(ending: string): Condition['limitMeans'] | null {
  if (STOP_ENDINGS.includes(ending)) return 'stop'
  return HANDLE_ENDINGS.includes(ending) ? 'handle' : null
}

/** null: the spelling is not known. */
export function parseLimit(spelling: string, bare: BareUnits = BY_THE_CLOCK): SpelledLimit | null {
  const text = plain(spelling)
  if (UNLIMITED_PLAIN.has(text)) return { limit: null, means: 'handle', bare: null }
  for (const atOnce of AT_ONCE_PLAIN) {
    const means = text.startsWith(atOnce) ? meansOf(text.slice(atOnce.length)) : null
    if (means) return { limit: { amount: 0, unit: 'emergency-minute' }, means, bare: null }
  }
  for (const { word, unit, each } of UNIT_WORDS) {
    const at = text.indexOf(word)
    if (at < 1) continue
    const amount = amountOf(text.slice(0, at))
    const means = meansOf(text.slice(at + word.length))
    if (amount === null || means === null) continue
    if (unit === 'bare-hour') {
      const minutes = bare.hour === 'working-minute'
      return { limit: { amount: minutes ? amount * 60 : amount, unit: bare.hour }, means, bare: 'hour' }
    }
    if (unit === 'bare-day') return { limit: { amount, unit: bare.day }, means, bare: 'day' }
    return { limit: { amount: amount * each, unit }, means, bare: null }
  }
  return null
}

const spelled = (unit: Limit['unit'], each: number) =>
  UNIT_WORDS.find((known) => known.unit === unit && known.each === each)!.word

/** A spelling that `parseLimit` reads as the same, whatever bare words count: for tables that go out and come back. */
export function spellLimit(limit: Limit | null, means: Condition['limitMeans']): string {
  if (limit === null) return UNLIMITED[0]!
  const ending = means === 'stop' ? STOP_ENDINGS[0]! : ''
  if (limit.amount === 0) return AT_ONCE[0]! + ending
  const minutes = limit.unit === 'emergency-minute' || limit.unit === 'working-minute'
  if (minutes && limit.amount % 60 === 0) return `${limit.amount / 60}${spelled(limit.unit, 60)}${ending}`
  return `${limit.amount}${spelled(limit.unit, 1)}${ending}`
}
