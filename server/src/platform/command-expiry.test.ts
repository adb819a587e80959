import { expect, it } from 'vitest'
import { clearOldAnswers } from './command-expiry.ts'
import { commandKey, findAnswer, insertAnswer } from './command.ts'
import { newId } from './id.ts'
import { testCity } from './testing/city.ts'

it('an answer is kept for 180 days and no longer', async () => {
  const { city, clock } = await testCity()
  const keep = async () => {
    const key = commandKey('somebody', { commandId: newId(), subject: newId() })
    await city.db.run(insertAnswer(key, 200, {}, clock.now()))
    return key.id
  }
  const old = await keep()
  clock.advance(100 * 86_400_000)
  const young = await keep()
  clock.advance(81 * 86_400_000)
  expect(await clearOldAnswers(city)).toBe(1)
  expect(await findAnswer(city.db, old)).toBeNull()
  expect(await findAnswer(city.db, young)).not.toBeNull()
})
