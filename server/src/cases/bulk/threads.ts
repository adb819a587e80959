/** Threads that tell histories (thread.ts), each with one piece of work at a time; what they give comes back in the order of the work. */
import { Worker } from 'node:worker_threads'
import type pg from 'pg'
import type { City } from '../../platform/city.ts'
import type { CityEntry } from '../../platform/directory.ts'
import type { Folded } from './folding.ts'
import type { Answer, ThreadData } from './thread.ts'

/** From sources a thread needs what turns them into JavaScript, as the process that starts it has it; the built program does not. */
function startWorker(file: URL, workerData: ThreadData): Worker {
  if (!file.pathname.endsWith('.ts')) return new Worker(file, { workerData })
  const code = `import('tsx/esm/api').then(({ register }) => { register(); return import(${JSON.stringify(file.href)}) })`
  return new Worker(code, { eval: true, workerData })
}

export interface Told<X> {
  folded: Folded
  extra: X
}

export class Threads<W, X = undefined> {
  private readonly idle: Worker[] = []
  private readonly all: Worker[] = []
  private waiting: (() => void)[] = []

  private constructor() {}

  /** `file`: calls `serveThread`. `more`: handed to its maker. */
  static async open<W, X = undefined>(
    file: URL,
    count: number,
    connection: pg.ClientConfig,
    city: City,
    more: unknown,
  ): Promise<Threads<W, X>> {
    const { id, schema, name, kind, masterKey, filesDir, stages } = city
    const entry: CityEntry = { id, schema, name, kind, createdAt: new Date(0), seededAt: null }
    const workerData: ThreadData = { connection, entry, masterKey, filesDir, stages, more }
    const threads = new Threads<W, X>()
    for (let index = 0; index < count; index++) {
      const worker = startWorker(file, workerData)
      threads.all.push(worker)
      await new Promise<void>((resolve, reject) => {
        worker.once('message', () => resolve())
        worker.once('error', reject)
      })
      threads.idle.push(worker)
    }
    return threads
  }

  get count(): number {
    return this.all.length
  }

  async tell(work: W): Promise<Told<X>> {
    while (this.idle.length === 0) await new Promise<void>((resolve) => this.waiting.push(resolve))
    const worker = this.idle.pop()!
    try {
      const answer = await new Promise<Answer>((resolve, reject) => {
        const end = (finish: () => void) => {
          worker.off('message', onMessage).off('error', onError).off('exit', onExit)
          finish()
        }
        const onMessage = (message: Answer) => end(() => resolve(message))
        const onError = (error: Error) => end(() => reject(error))
        const onExit = () => end(() => reject(new Error('a thread ended by itself')))
        worker.on('message', onMessage).on('error', onError).on('exit', onExit)
        // A thread of this process, not a window: it has no origin.
        // oxlint-disable-next-line unicorn/require-post-message-target-origin
        worker.postMessage(work)
      })
      if (!answer.folded) throw new Error(answer.failure)
      return { folded: answer.folded, extra: answer.extra as X }
    } finally {
      this.idle.push(worker)
      this.waiting.shift()?.()
    }
  }

  /** Tells one after the other, some ahead of the reader and no more, so that memory stays as it is. */
  async *inOrder(works: Iterable<W> | AsyncIterable<W>): AsyncGenerator<Told<X>> {
    const ahead: Promise<Told<X>>[] = []
    for await (const work of works) {
      const told = this.tell(work)
      // Heard where it is its turn; until then a failure waits.
      told.catch(() => undefined)
      ahead.push(told)
      if (ahead.length > this.all.length) yield await ahead.shift()!
    }
    for (const told of ahead) yield await told
  }

  async close(): Promise<void> {
    await Promise.all(this.all.map((worker) => worker.terminate()))
  }
}
