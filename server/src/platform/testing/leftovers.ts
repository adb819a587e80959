/** A test that leaves a process running fails: everything that a run starts inherits its mark. Looked for on Linux. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'

const NAME = 'BIHUAN_TEST_RUN'

export function markRun(mark: string): void {
  process.env[NAME] = mark
}

/** For processes that get an environment of their own. */
export function runMark(): Record<string, string> {
  const mark = process.env[NAME]
  return mark ? { [NAME]: mark } : {}
}

/** Command lines of what still runs; vitest's own workers end after this is asked. */
function running(mark: string): string[] {
  if (!existsSync('/proc/self/environ')) return []
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((pid) => {
      try {
        if (!readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`${NAME}=${mark}`)) return []
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
        return command === '' || command.includes('vitest') ? [] : [`${pid} ${command.slice(0, 200)}`]
      } catch (error) {
        // It ended between the two looks, or is another user's.
        if (['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].includes((error as { code?: string }).code ?? '')) return []
        throw error
      }
    })
}

export async function refuseLeftovers(mark: string): Promise<void> {
  for (let waited = 0; running(mark).length > 0 && waited < 3_000; waited += 50)
    await new Promise((resolve) => setTimeout(resolve, 50))
  const left = running(mark)
  if (left.length === 0) return
  // An error in a teardown is told, but does not by itself fail the run.
  process.exitCode = 1
  throw new Error(`processes left running by tests:\n${left.join('\n')}`)
}
