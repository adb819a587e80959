/** The advisory lock by which one process gives the positions of a city, and the channel on which it tells of them. */
import type pg from 'pg'

/** The lock's number: the same for the same schema of the same database, whichever process asks. */
export const LOCK = `hashtextextended('bihuan sequencer ' || current_schema(), 0)`

export type Client = pg.PoolClient & { processID?: number }

/** NOTIFY reaches the whole database; the schema's name keeps cities apart. */
export async function channelOf(client: Client): Promise<string> {
  const { rows } = await client.query<{ schema: string }>('select current_schema() as schema')
  return `bihuan_log_${rows[0]!.schema}`
}

export async function tryLock(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>(`select pg_try_advisory_lock(${LOCK}) as locked`)
  return rows[0]!.locked
}
