/** Work that gives positions itself, for whoever writes many records at once (cases/bulk): done by the sequencer's hand, or in its place. */
import type pg from 'pg'
import type { City } from './city.ts'
import { leadingHere } from './sequencer.ts'
import { channelOf, LOCK, tryLock, type Client } from './sequencer-lock.ts'
import { announcePositions } from './sequencer-signal.ts'

/**
 * Does something that gives positions itself, on a connection that holds the city's lock: this process's sequencer lends its own,
 * else the lock is waited for. `work` opens and ends its own transaction. Other writers go on; what they commit waits in the outbox.
 */
export async function asSequencer<T>(city: City, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const done = (client: Client) => announced(city, client, work)
  const lent = () => leadingHere(city)?.lend(done)
  return lent() ?? holdingLock(city, done, lent)
}

async function announced<T>(city: City, client: Client, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const result = await work(client)
  const { rows } = await client.query<{ top: number }>(
    'select top, pg_notify($1, top::text) from (select coalesce(max(position), 0) as top from log) as l',
    [await channelOf(client)],
  )
  announcePositions(city, rows[0]!.top)
  return result
}

/** Tries for ten seconds. This process's sequencer may get the lock meanwhile, and keeps it: from then on it is `lent`. */
async function holdingLock<T>(
  city: City,
  work: (client: Client) => Promise<T>,
  lent: () => Promise<T> | undefined,
): Promise<T> {
  const client = (await city.db.connection()) as Client
  let broken: Error | undefined
  const onError = (error: Error) => void (broken ??= error)
  client.on('error', onError)
  try {
    for (let attempt = 0; !(await tryLock(client)); attempt++) {
      const result = lent()
      if (result) return await result
      if (attempt >= 200) throw new Error(`another process gives the positions of ${city.schema}, and does not let go`)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    try {
      return await work(client)
    } finally {
      await client.query(`select pg_advisory_unlock(${LOCK})`)
    }
  } catch (error) {
    broken ??= error as Error
    throw error
  } finally {
    client.off('error', onError)
    client.release(broken)
  }
}
