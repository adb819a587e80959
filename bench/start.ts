/** How long from the command to /ready with a data folder that is there already, and how much memory the program holds at rest. */
import { readFileSync, rmSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { median } from './load.ts'
import { buildAll, startProgram } from './program.ts'
import { figure, type Result, type Rounds } from './report.ts'
import { temporaryFolder } from './town.ts'

const MOST_MS = 5_000
const MOST_MEGABYTES = 250
const REST_MS = 10_000

/** Resident memory of one process in MB; without /proc it cannot be told. */
function residentMegabytes(pid: number): number {
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024
}

export async function start({ rounds }: Rounds): Promise<Result> {
  buildAll('server', 'console', 'field')
  const dataDir = temporaryFolder('start')
  try {
    // The first start makes the demo city.
    const first = await startProgram(dataDir)
    await first.stop()
    const times: number[] = []
    const memory: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      const program = await startProgram(dataDir)
      times.push(program.readyAfter / 1000)
      await pause(REST_MS)
      memory.push(residentMegabytes(program.pid))
      await program.stop()
    }
    const [seconds, megabytes] = [median(times), median(memory)]
    return {
      name: 'start',
      lines: [
        `${figure('from the command to ready', seconds, 's', times)}   asked: less than ${MOST_MS / 1000}`,
        `${figure('memory of the Node process', megabytes, 'MB', memory)}   asked: less than ${MOST_MEGABYTES}, ${REST_MS / 1000} s after it was ready`,
        `${figure('the first start of all', first.readyAfter / 1000, 's', [])}   makes the database and the demo city`,
      ],
      data: [`the demo city; built, embedded database; median of ${rounds}`],
      met: seconds * 1000 < MOST_MS && megabytes < MOST_MEGABYTES,
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 10 })
  }
}
