import { describe, expect, it } from 'vitest'
import { addressOf } from './call.ts'
import { businessDate, moment, rate, span } from './format.ts'

describe('a rate', () => {
  it('is shown to one decimal, half up', () => {
    expect(rate(3726, 4258)).toBe('87.5%')
    expect(rate(33, 37)).toBe('89.2%')
    expect(rate(3200, 3211)).toBe('99.7%')
    expect(rate(1, 2000)).toBe('0.1%')
    expect(rate(1, 2001)).toBe('0.0%')
    expect(rate(7, 7)).toBe('100.0%')
  })
  it('over nothing is a dash', () => expect(rate(0, 0)).toBe('–'))
})

describe('a time', () => {
  const now = new Date('2026-11-21T02:00:00Z')
  it('belongs to the day of Shanghai', () => expect(businessDate('2026-11-20T16:00:00Z')).toBe('2026-11-21'))
  it('of today leaves the day out', () => expect(moment('2026-11-21T01:05:00Z', now, 'zh')).toBe('09:05'))
  it('of this year leaves the year out', () => expect(moment('2026-03-02T01:05:00Z', now, 'zh')).toBe('3月2日 09:05'))
  it('of another year names it', () => {
    expect(moment('2025-03-02T01:05:00Z', now, 'zh')).toBe('2025年3月2日 09:05')
    expect(moment('2025-03-02T01:05:00Z', now, 'en')).toContain('2025')
  })
})

describe('a span', () => {
  it('names its two largest units', () => {
    expect(span(20_000, 'zh')).toBe('20 秒')
    expect(span(45 * 60_000, 'zh')).toBe('45 分')
    expect(span(135 * 60_000, 'zh')).toBe('2 小时 15 分')
    expect(span(51 * 3_600_000, 'en')).toBe('2 d 3 h')
    expect(span(40 * 86_400_000, 'zh')).toBe('40 天')
  })
  it('of the past reads like one of the future', () => expect(span(-60_000, 'en')).toBe('1 min'))
})

describe('an address', () => {
  it('fills its parameters in and leaves empty queries out', () => {
    expect(
      addressOf('/api/v1/cases/{id}', {
        params: { id: 'a/b' },
        query: { state: ['x', 'y'], q: '', next: undefined, n: 0 },
      }),
    ).toBe('/api/v1/cases/a%2Fb?state=x&state=y&n=0')
  })
  it('without its parameter is a fault', () => expect(() => addressOf('/api/v1/cases/{id}', {})).toThrow(TypeError))
})
