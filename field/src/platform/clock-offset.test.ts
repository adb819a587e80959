import { describe, expect, it } from 'vitest'
import { type ClockOffset, refine, serverTime } from './clock-offset.ts'

let made = 0
const epoch = () => `epoch-${++made}`
/** An answer of a server whose clock is `offset` ahead; it takes `there` and `back` milliseconds. */
function exchange(deviceAt: number, offset: number, there = 40, back = 40) {
  const date = Math.floor((deviceAt + there + offset) / 1000) * 1000
  return { sent: deviceAt, received: deviceAt + there + back, date }
}

describe('the offset between the server’s clock and the device’s', () => {
  it('is bounded by every answer and never above the truth at its lower bound', () => {
    for (const offset of [0, -7_200_000, 95_137]) {
      let known: ClockOffset | null = null
      for (let i = 0; i < 60; i++) known = refine(known, exchange(1_790_000_000_000 + i * 1_377, offset), epoch)
      expect(known!.atLeast).toBeLessThanOrEqual(offset)
      expect(known!.atMost).toBeGreaterThanOrEqual(offset)
      expect(offset - known!.atLeast).toBeLessThan(200)
    }
  })

  it('begins a new epoch when the device’s clock is set', () => {
    const before = refine(null, exchange(1_790_000_000_000, 0), epoch)
    const after = refine(before, exchange(1_790_003_600_000, -3_600_000), epoch)
    expect(after.epoch).not.toBe(before.epoch)
    expect(after.atLeast).toBeLessThanOrEqual(-3_600_000)
  })

  it('follows a slow drift without a new epoch', () => {
    const before = refine(null, exchange(1_790_000_000_000, 0), epoch)
    const after = refine(before, exchange(1_790_000_500_000, 3_000), epoch)
    expect(after.epoch).toBe(before.epoch)
    expect(after.atLeast).toBeGreaterThan(1_900)
  })

  it('dates an act by the offset measured at sync', () => {
    const known = { epoch: 'a', atLeast: 5_000, atMost: 5_800 }
    expect(serverTime({ at: 1_790_000_000_000, known: null }, known)).toBe(new Date(1_790_000_005_000).toISOString())
  })

  it('dates an act by the offset of its own epoch when the clock was set in between', () => {
    const then = { epoch: 'a', atLeast: 5_000, atMost: 5_800 }
    const now = { epoch: 'b', atLeast: -60_000, atMost: -59_000 }
    expect(serverTime({ at: 1_790_000_000_000, known: then }, now)).toBe(new Date(1_790_000_005_000).toISOString())
  })

  it('takes the device’s word while no server has answered', () => {
    expect(serverTime({ at: 1_790_000_000_000, known: null }, null)).toBe(new Date(1_790_000_000_000).toISOString())
  })
})
