import { describe, expect, it } from 'vitest'
import type { ClockFacts } from './clocks.ts'
import { ruler } from './ruler.ts'
import { OFFICIAL, shanghai } from './testing/official-calendar.ts'

const at = (time: string) => shanghai(`2026-03-09 ${time}`)
const HOUR = 3_600_000

function clock(id: string, kind: ClockFacts['kind'], more: Partial<ClockFacts>): ClockFacts {
  return {
    id,
    kind,
    limit: { amount: 120, unit: 'emergency-minute' },
    startedAt: at('09:00'),
    extensions: [],
    pauses: [],
    stoppedAt: null,
    ...more,
  }
}

describe('the ruler of a case', () => {
  const suspension = { from: at('10:30'), to: at('11:30'), reason: 'part-ordered' }
  const clocks = [
    clock('assess', 'assess', { stoppedAt: at('10:00') }),
    clock('handle', 'handle', { startedAt: at('10:00'), pauses: [suspension] }),
    clock('whole', 'whole', { limit: { amount: 1, unit: 'working-day' }, pauses: [suspension] }),
  ]
  const holders = [
    { holder: 'assessor', from: at('09:00') },
    { holder: 'fire brigade', from: at('10:00') },
  ]

  it('shows who held it, for how long, and how much of that was paused', () => {
    expect(ruler(clocks, holders, OFFICIAL, at('12:00')).segments).toEqual([
      { holder: 'assessor', from: at('09:00'), to: at('10:00'), ms: HOUR, pausedMs: 0 },
      { holder: 'fire brigade', from: at('10:00'), to: null, ms: 2 * HOUR, pausedMs: HOUR },
    ])
  })

  it('draws one suspension once, with its reason and the clocks that it paused', () => {
    expect(ruler(clocks, holders, OFFICIAL, at('12:00')).pauses).toEqual([
      { from: at('10:30'), to: at('11:30'), reason: 'part-ordered', clockIds: ['handle', 'whole'] },
    ])
  })

  it('reaches from the first start to the last due time of what still runs', () => {
    const drawn = ruler(clocks, holders, OFFICIAL, at('12:00'))
    expect([drawn.from, drawn.to]).toEqual([at('09:00'), shanghai('2026-03-10')])
    expect(drawn.clocks.map(({ kind, outcome, dueAt }) => [kind, outcome, dueAt])).toEqual([
      ['assess', 'kept', at('11:00')],
      ['handle', null, at('13:00')],
      ['whole', null, shanghai('2026-03-10')],
    ])
  })

  it('ends with the last act when the case has ended, and a pause ends with its clock', () => {
    const ended = [clock('handle', 'handle', { pauses: [{ from: at('10:00'), to: null }], stoppedAt: at('10:40') })]
    const drawn = ruler(ended, [holders[0]!, { holder: null, from: at('10:40') }], OFFICIAL, at('23:00'))
    expect(drawn.to).toBe(at('10:40'))
    expect(drawn.segments).toEqual([
      { holder: 'assessor', from: at('09:00'), to: at('10:40'), ms: 100 * 60_000, pausedMs: 40 * 60_000 },
    ])
    expect(drawn.pauses).toEqual([{ from: at('10:00'), to: at('10:40'), reason: null, clockIds: ['handle'] }])
  })

  it('is a moment when nothing has happened', () => {
    expect(ruler([], [], OFFICIAL, at('09:00'))).toEqual({
      from: at('09:00'),
      to: at('09:00'),
      segments: [],
      pauses: [],
      clocks: [],
    })
  })
})
