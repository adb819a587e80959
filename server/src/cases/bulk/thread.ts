/** A thread that tells histories: it opens the city for itself, and for each piece of work gives the packed rows. */
import { parentPort, workerData } from 'node:worker_threads'
import type pg from 'pg'
import { openCity, type CityEntry } from '../../platform/directory.ts'
import type { City } from '../../platform/city.ts'
import { buffersOf, fold, type Folded } from './folding.ts'
import { openLand, type Land } from './land.ts'
import type { Telling } from './telling.ts'

export interface ThreadData {
  connection: pg.ClientConfig
  entry: CityEntry
  masterKey: Uint8Array
  filesDir: string
  stages: string
  /** What the maker needs beside the city. */
  more: unknown
}

/** Tells the cases of one piece of work; `extra` comes back beside the rows. */
export type Maker = (work: never) => { tellings: Telling[]; extra?: unknown }
export interface Answer {
  folded?: Folded
  extra?: unknown
  failure?: string
}

/** Called once by the file that is the thread. */
export async function serveThread(prepare: (land: Land, more: unknown) => Maker): Promise<void> {
  const { connection, entry, masterKey, filesDir, stages, more } = workerData as ThreadData
  const port = parentPort!
  const city: City = openCity(connection, entry, { masterKey: Buffer.from(masterKey), filesDir, stages, poolSize: 1 })
  const land = await openLand(city)
  // All that is needed is in memory now.
  await city.db.close()
  const make = prepare(land, more)
  port.on('message', (work) => {
    let answer: Answer
    try {
      const { tellings, extra } = make(work as never)
      answer = { folded: fold(tellings), extra }
    } catch (error) {
      answer = { failure: (error as Error).stack ?? String(error) }
    }
    port.postMessage(answer, answer.folded ? buffersOf(answer.folded) : [])
  })
  port.postMessage('ready')
}
