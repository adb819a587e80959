import { describe, expect, it } from 'vitest'
import { ago, moment, span } from './time.ts'

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000]

describe('times in words', () => {
  it.each([
    [30_000, '不到 1 分钟', 'under 1 min'],
    [25 * MINUTE + 59_000, '25 分钟', '25 min'],
    [2 * HOUR + 5 * MINUTE, '2 小时 5 分钟', '2 h 5 min'],
    [23 * HOUR + 59 * MINUTE, '23 小时', '23 h'],
    [3 * DAY + 4 * HOUR, '3 天 4 小时', '3 d 4 h'],
    [40 * DAY + 4 * HOUR, '40 天', '40 d'],
    [-25 * MINUTE, '25 分钟', '25 min'],
  ])('%i ms is %s, %s', (milliseconds, zh, en) => {
    expect(span(milliseconds, 'zh')).toBe(zh)
    expect(span(milliseconds, 'en')).toBe(en)
  })

  it('looks back in one unit', () => {
    expect(ago(0, 20_000, 'zh')).toBe('刚刚')
    expect(ago(0, 2 * HOUR + 5 * MINUTE, 'zh')).toBe('2 小时前')
    expect(ago(0, 3 * DAY + HOUR, 'en')).toBe('3 d ago')
  })

  it('is Shanghai time on any phone', () => {
    expect(moment('2026-03-01T16:30:00Z', 'zh')).toContain('00:30')
  })
})
