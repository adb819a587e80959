/** Numbers, times and spans as people of the city read them: Asia/Shanghai, whatever the desk's own zone is. */
import type { Language } from './language.ts'

const ZONE = 'Asia/Shanghai'
const TAG: Record<Language, string> = { zh: 'zh-CN', en: 'en-GB' }
const made = new Map<string, Intl.DateTimeFormat>()

function formatter(to: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = to + JSON.stringify(options)
  const found = made.get(key) ?? new Intl.DateTimeFormat(TAG[to], { timeZone: ZONE, hourCycle: 'h23', ...options })
  made.set(key, found)
  return found
}

type When = string | number | Date
const asDate = (when: When): Date => (when instanceof Date ? when : new Date(when))

/** `2026-11-21` of an instant, in Shanghai. */
export function businessDate(when: When): string {
  const parts = formatter('en', { year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(asDate(when))
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? ''
  return `${part('year')}-${part('month')}-${part('day')}`
}

export function clockTime(when: When, seconds = false): string {
  return formatter('zh', { hour: '2-digit', minute: '2-digit', ...(seconds ? { second: '2-digit' } : {}) }).format(
    asDate(when),
  )
}

/** Day and time: the year only where it differs from the reader's, the day left out where it is today. */
export function moment(when: When, now: Date, to: Language): string {
  const date = businessDate(when)
  const today = businessDate(now)
  if (date === today) return clockTime(when)
  const sameYear = date.slice(0, 4) === today.slice(0, 4)
  const day = formatter(to, {
    ...(sameYear ? {} : { year: 'numeric' }),
    month: to === 'zh' ? 'numeric' : 'short',
    day: 'numeric',
  }).format(asDate(when))
  const readable =
    to === 'zh' ? day.replace(/^(\d+)\/(\d+)$/, '$1月$2日').replace(/^(\d+)\/(\d+)\/(\d+)$/, '$1年$2月$3日') : day
  return `${readable} ${clockTime(when)}`
}

/** The whole of it, for tooltips and the audit: `2026-11-21 09:30:12`. */
export function exactTime(when: When): string {
  return `${businessDate(when)} ${clockTime(when, true)}`
}

const UNITS: Record<Language, { d: string; h: string; m: string; s: string; gap: string }> = {
  zh: { d: '天', h: '小时', m: '分', s: '秒', gap: ' ' },
  en: { d: 'd', h: 'h', m: 'min', s: 's', gap: ' ' },
}

/** A span in its two largest units: `2 天 3 小时`, `45 分`, `20 秒`. Never negative. */
export function span(milliseconds: number, to: Language): string {
  const seconds = Math.floor(Math.abs(milliseconds) / 1000)
  const word = UNITS[to]
  const days = Math.floor(seconds / 86400)
  const hours = Math.floor((seconds % 86400) / 3600)
  const minutes = Math.floor((seconds % 3600) / 60)
  const say = (amount: number, unit: string) => `${amount}${word.gap}${unit}`
  const two = (first: string, rest: number, unit: string) => (rest > 0 ? `${first} ${say(rest, unit)}` : first)
  if (days > 0) return days >= 10 ? say(days, word.d) : two(say(days, word.d), hours, word.h)
  if (hours > 0) return two(say(hours, word.h), minutes, word.m)
  if (minutes > 0) return say(minutes, word.m)
  return say(seconds, word.s)
}

export function count(value: number, to: Language): string {
  return value.toLocaleString(TAG[to])
}

/** A rate in per cent to one decimal, half up, computed in whole numbers; over nothing it is “–”. */
export function rate(numerator: number, denominator: number): string {
  if (denominator === 0) return '–'
  const tenths = Math.floor((numerator * 2000 + denominator) / (2 * denominator))
  return `${Math.floor(tenths / 10)}.${tenths % 10}%`
}

/** Names one after another, in the reader's punctuation. */
export function listed(names: readonly string[], to: Language): string {
  return names.filter(Boolean).join(to === 'zh' ? '、' : ', ')
}

/** What stands between a name and what is said of it. */
export const colon = (to: Language) => (to === 'zh' ? '：' : ': ')

/** A remark behind something, with the space that the language wants before it. */
export const inBrackets = (text: string, to: Language) => (to === 'zh' ? `（${text}）` : ` (${text})`)

export function bytes(value: number): string {
  if (value < 1024) return `${value} B`
  if (value < 1024 * 1024) return `${Math.round(value / 1024)} KB`
  return `${(value / 1024 / 1024).toFixed(1)} MB`
}
