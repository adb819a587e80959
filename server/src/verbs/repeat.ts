/** Doing something again and again beside the requests, and stopping in between, never in the middle. */
import type { Logger } from '../platform/logging.ts'

export function repeat(
  what: string,
  milliseconds: number,
  work: () => Promise<unknown>,
  logger: Logger,
): { stop(): Promise<void> } {
  let stopped = false
  let failing = false
  let current: Promise<void> = Promise.resolve()
  const round = async () => {
    try {
      await work()
      failing = false
    } catch (error) {
      // Said once while it lasts; a database that is away comes back.
      if (!failing) logger.error({ err: error }, `${what}: failed, and will be tried again`)
      failing = true
    }
  }
  let timeout: NodeJS.Timeout
  const next = () => {
    timeout = setTimeout(() => {
      current = round().then(() => {
        if (!stopped) next()
      })
    }, milliseconds)
  }
  next()
  return {
    async stop() {
      stopped = true
      clearTimeout(timeout)
      await current
    },
  }
}
