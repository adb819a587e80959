/** The words that standards write their limits with. Longest first: 紧急工作时 before 工作时 before 时. */
import type { Unit } from './item.ts'

/** What one of it is, or which of the two bare words it is: what an hour and a day count is for the reader to say. */
export interface UnitWord {
  word: string
  unit: Unit | 'bare-hour' | 'bare-day'
  /** How many of the unit one is. */
  each: number
}

export const UNIT_WORDS: readonly UnitWord[] = [
  { word: '紧急工作时', unit: 'emergency-minute', each: 60 },
  { word: '紧急工作日', unit: 'calendar-day', each: 1 },
  { word: '紧急分钟', unit: 'emergency-minute', each: 1 },
  { word: '工作分钟', unit: 'working-minute', each: 1 },
  { word: '个工作小时', unit: 'working-minute', each: 60 },
  { word: '工作小时', unit: 'working-minute', each: 60 },
  { word: '个工作时', unit: 'working-minute', each: 60 },
  { word: '工作时', unit: 'working-minute', each: 60 },
  { word: '个工作日', unit: 'working-day', each: 1 },
  { word: '工作日', unit: 'working-day', each: 1 },
  { word: '个自然日', unit: 'calendar-day', each: 1 },
  { word: '自然日', unit: 'calendar-day', each: 1 },
  { word: '自然时', unit: 'calendar-hour', each: 1 },
  { word: '个小时', unit: 'bare-hour', each: 1 },
  { word: '小时', unit: 'bare-hour', each: 1 },
  { word: '分钟', unit: 'emergency-minute', each: 1 },
  { word: '天', unit: 'bare-day', each: 1 },
  { word: '日', unit: 'bare-day', each: 1 },
  { word: 'minutes', unit: 'emergency-minute', each: 1 },
  { word: 'minute', unit: 'emergency-minute', each: 1 },
  { word: 'workinghours', unit: 'working-minute', each: 60 },
  { word: 'workinghour', unit: 'working-minute', each: 60 },
  { word: 'workingdays', unit: 'working-day', each: 1 },
  { word: 'workingday', unit: 'working-day', each: 1 },
  { word: 'hours', unit: 'bare-hour', each: 1 },
  { word: 'hour', unit: 'bare-hour', each: 1 },
  { word: 'days', unit: 'bare-day', each: 1 },
  { word: 'day', unit: 'bare-day', each: 1 },
]

/** At once. */
export const AT_ONCE = ['立即', '即时', '当场', '随时', '立即处置', '即时处置', '当场处置', 'at once', 'immediately']
/** No limit at all, said in so many words: an empty cell is not that. */
export const UNLIMITED = ['不限', '不限时', '无时限', '无', '/', '-', '—', '——', 'none']

/** What the limit is for. 制止: it must have been stopped by then; what remains to be mended has no limit of its own here. */
export const STOP_ENDINGS = ['制止', '内制止', '内停止', '停止', '内叫停', 'stop', 'stopped', 'tostop']
export const HANDLE_ENDINGS = [
  '',
  '内',
  '以内',
  '之内',
  '内处置',
  '处置',
  '内处理',
  '处理',
  '内完成',
  '完成',
  '内办结',
  '办结',
  '内恢复',
  '恢复',
  '内修复',
  '修复',
]

/** Numbers in characters, as they are met up to a month. */
export const CHINESE_DIGITS: Record<string, number> = {
  半: 0.5,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
}
export const TEN = '十'
