import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { draw, Drawing, lineOf, lotsOf, memberOf, seedText, type Member } from '@bihuan/domain/oversight/draw'

const digest = (text: string) => createHash('sha256').update(text).digest('hex')
const EXTRA = { fixed: 2, gap: 2 }

const member = fc
  .record({ number: fc.uuid(), fixed: fc.boolean(), gap: fc.boolean() })
  .map((one): Member => ({ ...one, id: one.number }))
const population = fc.uniqueArray(member, { selector: (one) => one.number, minLength: 1, maxLength: 60 })

describe('a draw', () => {
  it('gives the same sample for the same seed, in whatever order the population is read', () => {
    fc.assert(
      fc.property(
        population,
        fc.string(),
        fc.integer({ min: 1, max: 20 }),
        fc.integer(),
        (members, seed, size, turn) => {
          const at = Math.abs(turn) % members.length
          const turned = [...members.slice(at), ...members.slice(0, at)].reverse()
          expect(draw(turned, seed, size, EXTRA, digest)).toEqual(draw(members, seed, size, EXTRA, digest))
        },
      ),
      { numRuns: 100 },
    )
  })

  it('draws as many as were asked for, each once, and only members', () => {
    fc.assert(
      fc.property(population, fc.string(), fc.integer({ min: 1, max: 80 }), (members, seed, size) => {
        const numbers = draw(members, seed, size, EXTRA, digest).map((one) => one.number)
        expect(numbers).toHaveLength(Math.min(size, members.length))
        expect(new Set(numbers).size).toBe(numbers.length)
        expect(numbers.every((number) => members.some((one) => one.number === number))).toBe(true)
      }),
      { numRuns: 100 },
    )
  })

  it('of a larger sample begins with the smaller one: nobody is drawn out of turn', () => {
    fc.assert(
      fc.property(population, fc.string(), fc.integer({ min: 1, max: 30 }), (members, seed, size) => {
        const numbers = (n: number) => draw(members, seed, n, EXTRA, digest).map((one) => one.number)
        expect(numbers(size + 5).slice(0, size)).toEqual(numbers(size))
      }),
      { numRuns: 50 },
    )
  })

  it('held in little memory gives what the whole gives', () => {
    const members = Array.from({ length: 6_000 }, (_, n): Member => ({
      ...{ id: `id-${n}`, number: `2026-${n}`, fixed: n % 3 === 0, gap: n % 7 === 0 },
    }))
    const drawing = new Drawing('seed', 40, EXTRA, digest)
    for (const one of members) drawing.add(one)
    const lots = (one: Member) =>
      Array.from({ length: lotsOf(one, EXTRA) }, (_, lot) => digest(`seed:${one.number}:${lot + 1}`)).sort()[0]!
    const plain = members
      .map((one) => [lots(one), one.number] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .slice(0, 40)
    expect(drawing.result().map((one) => one.number)).toEqual(plain.map(([, number]) => number))
  })

  it('is even within the same number of lots, and three lots come up three times as readily as one', () => {
    // 300 cases with one lot, 100 with three: over many seeds the first drawn is each as often as its lots are of all lots.
    const members = Array.from({ length: 400 }, (_, n): Member => ({
      ...{ id: `${n}`, number: `${n}`, fixed: n < 100, gap: false },
    }))
    const rounds = 1_500
    let fixed = 0
    const halves = [0, 0]
    for (let round = 0; round < rounds; round++) {
      const [first] = draw(members, `seed ${round}`, 1, EXTRA, digest)
      if (first!.fixed) fixed += 1
      else halves[Number(first!.number) < 250 ? 0 : 1]! += 1
    }
    // 300 of 600 lots: half, give or take four standard deviations.
    expect(Math.abs(fixed / rounds - 0.5)).toBeLessThan(4 * Math.sqrt(0.25 / rounds))
    const plain = halves[0]! + halves[1]!
    expect(Math.abs(halves[0]! / plain - 0.5)).toBeLessThan(4 * Math.sqrt(0.25 / plain))
  })
})

it('a line of the published list says all that the draw knows of a case', () => {
  fc.assert(
    fc.property(member, (one) => {
      expect(memberOf(lineOf(one).trimEnd())).toEqual(one)
    }),
  )
  expect(() => memberOf('2026-1,id,yes,0')).toThrow(/not a line/)
})

it('everything that was fixed beforehand goes into the seed', () => {
  const parts = {
    drawId: 'd',
    regionId: 'r',
    from: '2026-01-01',
    to: '2026-01-31',
    size: 10,
    population: 'p',
    value: 'v',
  }
  const texts = Object.entries(parts).map(([key, value]) => seedText({ ...parts, [key]: `${value}1` } as typeof parts))
  expect(new Set([seedText(parts), ...texts]).size).toBe(8)
})
