import { expect, it } from 'vitest'
import { chengdu } from './chengdu.ts'
import { daqing } from './daqing.ts'
import { dongguan } from './dongguan.ts'
import { jinhua } from './jinhua.ts'
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

it(
  'Dongguan told small: towns right under the city, and nobody judges what they had a part in',
  { timeout: 240_000 },
  async () => {
    expect(await dongguan({ extent: { reported: 150, handled: 145, days: 4 } })).toBe(0)
  },
)

it(
  'Chengdu told small: four levels call and answer, and what was planted in the duties is found',
  { timeout: 180_000 },
  async () => {
    expect(await chengdu({ extent: { matters: 90, days: 4 } })).toBe(0)
  },
)

it('Jinhua told small: two months with their draws and orders', { timeout: 180_000 }, async () => {
  expect(await jinhua({ extent: { matters: 200, months: 2 } })).toBe(0)
})
