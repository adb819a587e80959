import { describe, expect, it } from 'vitest'
import { dueWords, merged, urgency } from './due.ts'

const NOW = Date.parse('2026-03-02T08:00:00.000Z')
const at = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString()
const line = (id: string, minutes: number | null, over: object = {}) => ({
  id,
  danger: false,
  suspended: false,
  dueAt: minutes === null ? null : at(minutes),
  warnAt: null,
  ...over,
})

describe('what burns first', () => {
  it('is danger to life, then what is due first, then what has no limit', () => {
    const first = [line('c', 90), line('a', null), line('e', 5, { suspended: true })]
    const second = [line('d', 300, { danger: true }), line('b', -20), line('c', 90)]
    expect(merged([first, second]).map((one) => one.id)).toEqual(['d', 'b', 'c', 'a', 'e'])
  })

  it('is late only after its due time, which still counts as in time', () => {
    expect(urgency(line('a', 0), NOW)).toBe('calm')
    expect(urgency(line('a', 0), NOW + 1)).toBe('late')
    expect(urgency({ ...line('a', 10), warnAt: at(-1) }, NOW)).toBe('soon')
    expect(urgency(line('a', -10, { suspended: true }), NOW)).toBe('calm')
  })

  it('is said in words', () => {
    expect(dueWords(line('a', 25), NOW, 'zh')).toBe('剩 25 分钟')
    expect(dueWords(line('a', -125), NOW, 'en')).toBe('2 h 5 min late')
    expect(dueWords(line('a', null), NOW, 'zh')).toBe('无时限')
    expect(dueWords(line('a', -5, { suspended: true }), NOW, 'zh')).toBe('已挂起')
  })
})
