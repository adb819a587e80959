/** Ctrl-C and its kin: the first asks for a clean end, a later one ends at once. */
import type { Logger } from '../platform/logging.ts'

/** npm hands the terminal's Ctrl-C on a second time: what comes within this time is the same press. */
const SAME_PRESS = 800

/** Resolves at SIGINT, SIGTERM or SIGHUP. A defect that nobody caught ends the program at once: what was acknowledged is safe. */
export function untilStopped(logger: Logger): Promise<void> {
  return new Promise((resolve) => {
    let first = 0
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (first === 0) {
          first = Date.now()
          resolve()
        } else if (Date.now() - first > SAME_PRESS) {
          process.exit(130)
        }
      })
    }
    process.on('uncaughtException', (error) => {
      logger.error({ err: error }, 'a defect: the program ends')
      process.exit(1)
    })
  })
}
