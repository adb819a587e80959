/** Times as people say them. What remains is rounded down, what is late too: "25 minutes left" is never less than that. */
import type { Language } from './language.ts'

const MINUTE = 60_000
const HOUR = 3_600_000
const DAY = 86_400_000

/** A span in at most two units: "2 天 3 小时", "25 min". */
export function span(milliseconds: number, language: Language): string {
  const whole = Math.abs(milliseconds)
  const days = Math.floor(whole / DAY)
  const hours = Math.floor((whole % DAY) / HOUR)
  const minutes = Math.floor((whole % HOUR) / MINUTE)
  const zh = language === 'zh'
  const day = days > 0 ? (zh ? `${days} 天` : `${days} d`) : ''
  const hour = hours > 0 && days < 10 ? (zh ? `${hours} 小时` : `${hours} h`) : ''
  const minute = days === 0 && hours < 10 && minutes > 0 ? (zh ? `${minutes} 分钟` : `${minutes} min`) : ''
  return [day, hour, minute].filter(Boolean).join(' ') || (zh ? '不到 1 分钟' : 'under 1 min')
}

export function ago(then: number, now: number, language: Language): string {
  if (now - then < MINUTE) return language === 'zh' ? '刚刚' : 'just now'
  if (now - then > 7 * DAY) return moment(then, language)
  const largest =
    now - then >= DAY
      ? Math.floor((now - then) / DAY) * DAY
      : now - then >= HOUR
        ? Math.floor((now - then) / HOUR) * HOUR
        : now - then
  return language === 'zh' ? `${span(largest, 'zh')}前` : `${span(largest, 'en')} ago`
}

/** Asia/Shanghai, because a business date is one whatever the phone's zone is. */
const formats: Record<Language, Intl.DateTimeFormat> = {
  zh: new Intl.DateTimeFormat('zh-CN', {
    timeZone: 'Asia/Shanghai',
    month: 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }),
  en: new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Asia/Shanghai',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }),
}
export function moment(time: string | number, language: Language): string {
  return formats[language].format(typeof time === 'number' ? time : Date.parse(time))
}

export function metres(distance: number, language: Language): string {
  if (distance < 1000) return `${Math.round(distance)} ${language === 'zh' ? '米' : 'm'}`
  return `${(distance / 1000).toFixed(1)} ${language === 'zh' ? '公里' : 'km'}`
}
