import { describe, expect, it } from 'vitest'
import { layOut } from './ruler-geometry.ts'
import type { Clock } from './shapes.ts'

const at = (hour: number, minute = 0) => new Date(Date.UTC(2026, 10, 21, hour, minute)).toISOString()
const office = { kind: 'department' as const, id: 'o', name: '指挥中心' }
const clock = (more: Partial<Clock>): Clock => ({
  id: 'c',
  kind: 'handle',
  limit: null,
  startedAt: at(0),
  stoppedAt: null,
  dueAt: null,
  warnAt: null,
  provisional: false,
  state: 'running',
  outcome: null,
  overdue: false,
  extensions: [],
  pauses: [],
  ...more,
})
const facts = (more: Partial<Parameters<typeof layOut>[0]> = {}) => ({
  reportedAt: at(0),
  closedAt: null,
  clocks: [] as Clock[],
  holders: [
    { holder: office, state: 'reported' as const, from: at(0), to: at(1) },
    { holder: { ...office, id: 'p' }, state: 'assessed' as const, from: at(1), to: null },
  ],
  ...more,
})

describe('the ruler', () => {
  it('gives every holder his part, without holes', () => {
    const { segments } = layOut(facts(), Date.parse(at(4)), 1000)
    expect(segments).toHaveLength(2)
    expect(segments[0]!.x).toBe(0)
    expect(segments[0]!.x + segments[0]!.width).toBeCloseTo(segments[1]!.x)
    expect(segments[0]!.width / segments[1]!.width).toBeCloseTo(1 / 3)
  })
  it('shows a due time that still runs, right of now', () => {
    const drawn = layOut(facts({ clocks: [clock({ dueAt: at(6) })] }), Date.parse(at(4)), 1000)
    expect(drawn.clocks[0]!.dueX!).toBeGreaterThan(drawn.nowX!)
    expect(drawn.clocks[0]!.dueBeyond).toBe(false)
  })
  it('does not let a due time far away squeeze today', () => {
    const drawn = layOut(facts({ clocks: [clock({ dueAt: '2027-11-21T00:00:00Z' })] }), Date.parse(at(4)), 1000)
    expect(drawn.clocks[0]!.dueBeyond).toBe(true)
    expect(drawn.nowX!).toBeGreaterThan(400)
  })
  it('keeps the shortest hold visible', () => {
    const short = facts({
      holders: [
        { holder: office, state: 'reported', from: at(0), to: new Date(Date.parse(at(0)) + 1).toISOString() },
        { holder: office, state: 'assessed', from: at(0), to: null },
      ],
    })
    expect(layOut(short, Date.parse(at(20)), 500).segments[0]!.width).toBe(3)
  })
  it('has no “now” after the end', () =>
    expect(layOut(facts({ closedAt: at(3) }), Date.parse(at(9)), 500).nowX).toBeNull())
  it('ticks at round times of Shanghai, not closer than they can be read', () => {
    const { ticks } = layOut(facts(), Date.parse(at(10)), 600)
    expect(ticks.length).toBeGreaterThan(1)
    for (const tick of ticks) expect(new Date(tick.at).getUTCMinutes()).toBe(0)
    expect(ticks[1]!.x - ticks[0]!.x).toBeGreaterThanOrEqual(60)
  })
})
