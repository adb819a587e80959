import { describe, expect, it } from 'vitest'
import { offered, remembered, type Use } from './offer.ts'

const NOW = 1_790_000_000_000
const here = { longitude: 119.65, latitude: 29.08 }
const far = { longitude: 119.75, latitude: 29.08 }
const use = (itemId: string, daysAgo = 0, point: Use['point'] = null): Use => ({
  itemId,
  at: NOW - daysAgo * 86_400_000,
  point,
})

describe('what is offered before a word is typed', () => {
  it('is what was reported near here, then what was reported lately', () => {
    expect(offered([use('old', 30), use('new', 1), use('near', 3, here)], [], here, NOW)).toEqual([
      'near',
      'new',
      'old',
    ])
  })

  it('counts what others have open near here, and nothing far away', () => {
    expect(
      offered([], [use('gas', 0, here), use('dog', 0, far), use('fire', 0, here), use('fire', 0, here)], here, NOW),
    ).toEqual(['fire', 'gas'])
  })

  it('is only what was reported lately while the position is unknown', () => {
    expect(offered([use('a', 2, here), use('b', 1)], [use('c', 0, here)], null, NOW)).toEqual(['b', 'a'])
  })

  it('is remembered for a limited number of reports', () => {
    const uses = Array.from({ length: 80 }, (_, i) => use(`i${i}`)).reduce(
      (all, one) => remembered(all, one),
      [] as Use[],
    )
    expect(uses).toHaveLength(60)
    expect(uses[0]!.itemId).toBe('i79')
  })
})
