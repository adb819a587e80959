import { expect, test, vi } from 'vitest'
import { asSequencer } from './sequencer-guest.ts'
import type * as Lock from './sequencer-lock.ts'
import { startSequencer } from './sequencer.ts'
import { testCity } from './testing/city.ts'

const tried = vi.hoisted(() => ({ inTurn: [] as unknown[] }))

// Who tries first is always refused, as if the others had come before each time.
vi.mock('./sequencer-lock.ts', async (original) => {
  const real = await original<typeof Lock>()
  return {
    ...real,
    tryLock: async (client: Parameters<typeof real.tryLock>[0]) => {
      if (!tried.inTurn.includes(client)) tried.inTurn.push(client)
      return tried.inTurn[0] === client ? false : real.tryLock(client)
    },
  }
})

test('who waits for the lock while this process’s sequencer gets it works by its hand', async () => {
  const { city } = await testCity()
  const done = asSequencer(city, async (client) => (client === tried.inTurn[0] ? 'own' : 'lent'))
  await vi.waitFor(() => expect(tried.inTurn).toHaveLength(1))
  const sequencer = startSequencer(city)
  try {
    expect(await done).toBe('lent')
    expect(sequencer.leading).toBe(true)
    expect(await asSequencer(city, async () => 'again')).toBe('again')
  } finally {
    await sequencer.stop()
  }
})
