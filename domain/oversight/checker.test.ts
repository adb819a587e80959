import fc from 'fast-check'
import { expect, it } from 'vitest'
import { barredFromChecking } from './checker.ts'
import { estimate } from './estimate.ts'

const ids = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { maxLength: 4 })

it('whoever had a hand in a case, stands in for one who had, or belonged to those who handled, never checks it', () => {
  fc.assert(
    fc.property(
      ids,
      ids,
      fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
      ids,
      ids,
      (persons, places, id, own, standsInFor) => {
        const bar = barredFromChecking({ persons, places }, { id, places: own, standsInFor })
        const hand = [id, ...standsInFor].some((one) => persons.includes(one))
        const belongs = own.some((one) => places.includes(one))
        expect(bar !== null).toBe(hand || belongs)
      },
    ),
  )
})

it('an estimate weighs each stratum as it weighs in the whole, not as it was drawn', () => {
  // 900 ordinary cases, all good; 100 fixed on the spot, half of them bad, drawn as often as the others.
  const found = estimate([
    { population: 900, checked: 50, asRecorded: 50 },
    { population: 100, checked: 50, asRecorded: 25 },
  ])
  expect(found.share).toBeCloseTo(0.95)
  expect(found.margin).toBeGreaterThan(0)
  expect(estimate([{ population: 10, checked: 0, asRecorded: 0 }])).toEqual({ share: null, margin: null, covered: 0 })
  expect(estimate([{ population: 4, checked: 4, asRecorded: 3 }])).toEqual({ share: 0.75, margin: 0, covered: 4 })
  expect(estimate([{ population: 9, checked: 1, asRecorded: 1 }]).margin).toBeNull()
})
