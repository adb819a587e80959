import { describe, expect, it } from 'vitest'
import { recordedLater, whereOf } from './when-where.ts'

const HAPPENED = '2026-03-02T08:00:00.000Z'
const named = (name: string) => ({ id: name, name })

describe('when a step happened', () => {
  it('tells the recording too from one minute on', () => {
    expect(recordedLater({ occurredAt: HAPPENED, recordedAt: '2026-03-02T08:00:59.999Z' })).toBe(false)
    expect(recordedLater({ occurredAt: HAPPENED, recordedAt: '2026-03-02T08:01:00.000Z' })).toBe(true)
  })
})

describe('where a step happened', () => {
  const view = { address: '北门三号楼', region: named('桂花社区') }
  const where = (seq: number, facts: Record<string, unknown>, of: Parameters<typeof whereOf>[1] = view) =>
    whereOf({ seq, facts }, of, (metres) => `${metres} m off`)

  it('is address and grid of that day for the filing', () => {
    expect(where(1, { grid: '桂花社区第1网格 0101' })).toBe('北门三号楼 · 桂花社区第1网格 0101')
    expect(where(1, { grid: null }, { ...view, address: null })).toBe('桂花社区')
  })

  it('is the new grid for what moved the case, and nothing where the history does not say it', () => {
    expect(where(3, { grid: '第2网格 0102' })).toBe('第2网格 0102')
    expect(where(2, {})).toBe('')
  })

  it('is the way from the place on record for an arrival, where both are known', () => {
    expect(where(5, { metres: 35 })).toBe('35 m off')
    expect(where(5, { metres: 0 })).toBe('0 m off')
    expect(where(5, { metres: null })).toBe('')
  })
})
