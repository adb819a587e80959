import { expect, it } from 'vitest'
import { daqing } from './daqing.ts'
import { ningwei } from './ningwei.ts'

it('Ningwei told small: the product’s figures are those of the story', { timeout: 180_000 }, async () => {
  const extent = {
    onTheSpot: 3,
    concentrated: 24,
    concentratedDone: 22,
    limited: 3,
    limitedDone: 2,
    quick: 8,
    enforced: 8,
    findingDays: 4,
  }
  expect(await ningwei({ extent })).toBe(0)
})

it('Daqing told small: disputes, and the gas leak', { timeout: 180_000 }, async () => {
  const extent = { registered: 33, resolved: 32, handedOver: 2, failedVerification: 1, days: 4 }
  expect(await daqing({ extent })).toBe(0)
})
