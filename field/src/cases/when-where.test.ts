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
  const view = {
    address: '北门三号楼',
    grid: named('桂花社区第1网格'),
    region: named('桂花社区'),
    timeline: [{ act: 'report' as const }, { act: 'arrive' as const }],
  }
  const filing = { seq: 1, facts: {} }

  it('is address and grid for the filing', () => {
    expect(whereOf(filing, view)).toBe('北门三号楼 · 桂花社区第1网格')
    expect(whereOf(filing, { ...view, address: null, grid: null })).toBe('桂花社区')
  })

  it('is no longer the grid of today once the case was moved', () => {
    expect(whereOf(filing, { ...view, timeline: [...view.timeline, { act: 'rezone' as const }] })).toBe('北门三号楼')
  })

  it('is the new grid for a rezoning, and nothing where the history does not say it', () => {
    expect(whereOf({ seq: 3, facts: { grid: '第2网格 0102' } }, view)).toBe('第2网格 0102')
    expect(whereOf({ seq: 2, facts: {} }, view)).toBe('')
  })
})
