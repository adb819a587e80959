/** Load for a while: each connection does one thing after the other; what was done within the time is counted. */
import { Connection } from './client.ts'

/** One piece of work on a connection; `number` tells the pieces apart, `index` the connections. */
export type Work = (connection: Connection, index: number, number: number) => Promise<void>

export interface Load {
  port: number
  connections: number
  seconds: number
  work: Work
}

/** Pieces a second, from the first byte sent to the last answer that came in time. */
export async function load({ port, connections, seconds, work }: Load): Promise<number> {
  const open = await Promise.all(Array.from({ length: connections }, () => Connection.open(port)))
  const end = performance.now() + seconds * 1000
  const started = performance.now()
  let done = 0
  await Promise.all(
    open.map(async (connection, index) => {
      for (let number = 0; performance.now() < end; number += 1) {
        await work(connection, index, number)
        if (performance.now() < end) done += 1
      }
    }),
  )
  for (const connection of open) connection.close()
  return done / ((end - started) / 1000)
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
