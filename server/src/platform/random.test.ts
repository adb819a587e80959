import { describe, expect, it } from 'vitest'
import { randomPooled } from './random.ts'

describe('random bytes from the pool', () => {
  it('are never given out twice, over the end of the pool as well', () => {
    const given = Array.from({ length: 3000 }, () => randomPooled(12).toString('hex'))
    expect(new Set(given).size).toBe(given.length)
    expect(given.every((bytes) => bytes.length === 24)).toBe(true)
  })

  it('stay what they are when the pool goes on', () => {
    const first = randomPooled(32)
    const copy = Buffer.from(first)
    for (let drawn = 0; drawn < 1000; drawn++) randomPooled(32)
    expect(first).toEqual(copy)
  })

  it('are not given where more are asked for than the pool holds', () => {
    expect(() => randomPooled(5000)).toThrow(/random bytes/)
  })
})
