/** What the person at the terminal reads: Chinese first, English beside it. */
import type { LaunchProblem } from '../platform/launch-problem.ts'
import type { Say } from '../platform/launch.ts'

export const say: Say = (zh, en) => void process.stdout.write(`${zh}\n  ${en}\n`)

/** A share of 1, drawn in place on a terminal and as a line per tenth elsewhere. */
export function progressLine(zh: string, en: string): (share: number) => void {
  let lastTenth = -1
  return (share) => {
    const percent = Math.floor(Math.min(1, share) * 100)
    if (process.stdout.isTTY) {
      const bar = '█'.repeat(Math.floor(percent / 5)).padEnd(20, '░')
      process.stdout.write(`\r  ${bar} ${String(percent).padStart(3)} %  ${zh} · ${en}${percent === 100 ? '\n' : ''}`)
    } else if (Math.floor(percent / 10) > lastTenth) {
      lastTenth = Math.floor(percent / 10)
      process.stdout.write(`  ${String(percent).padStart(3)} %  ${zh} · ${en}\n`)
    }
  }
}

export function complain(problem: LaunchProblem): void {
  process.stderr.write(`\n✗ ${problem.zh}\n  ${problem.en}\n`)
}
