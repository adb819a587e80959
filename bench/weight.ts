/** What a browser loads before the first screen of the console and of the field app stands, compressed. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { BUDGETS, weigh } from '../tools/checks/weight.ts'
import { buildAll, root } from './program.ts'
import type { Result } from './report.ts'

export async function weight(): Promise<Result> {
  buildAll('console', 'field')
  const weighed = BUDGETS.map((budget) => ({
    budget,
    ...weigh(budget, (file) => readFileSync(join(root, budget.workspace, 'dist', file))),
  }))
  return {
    name: 'weight',
    lines: weighed.map(({ budget, kilobytes }) => {
      const share = (kilobytes / budget.mostKilobytes).toFixed(2)
      return `${`${budget.workspace}, ${budget.screen}`.padEnd(33)}${kilobytes.toFixed(0).padStart(6)} KB gzip   asked: at most ${budget.mostKilobytes}, ratio ${share}`
    }),
    data: ['the page, its scripts with all that they import outright, and its styles; gzip level 9'],
    met: weighed.every(({ findings }) => findings.length === 0),
  }
}
