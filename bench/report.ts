/** How a bench tells what it found: the figure, the reference, the ratio; on what machine, with what data, when. */
import { readFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'
import { join } from 'node:path'
import { root } from './program.ts'

export interface Rounds {
  rounds: number
  seconds: number
}

export interface Result {
  name: string
  lines: string[]
  /** What was measured with which data. */
  data: string[]
  /** Whether the figures are at least what is asked. */
  met: boolean
}

/** One row: the median, and the rounds that it is the median of. */
export function figure(label: string, value: number, unit: string, rounds: readonly number[]): string {
  const digits = value < 10 ? 2 : value < 100 ? 1 : 0
  const each = rounds.length > 1 ? `   (${rounds.map((one) => one.toFixed(digits)).join(', ')})` : ''
  return `${label.padEnd(33)}${value.toFixed(digits).padStart(6)} ${unit}${each}`
}

function postgresql(): string {
  const { optionalDependencies } = JSON.parse(readFileSync(join(root, 'server', 'package.json'), 'utf8')) as {
    optionalDependencies: Record<string, string>
  }
  return /^\d+\.\d+/.exec(Object.values(optionalDependencies)[0]!)![0]
}

/** No name of the machine, no path: only what a figure depends on. `load` of the last minute at the beginning. */
export function machine(load: number): string {
  const processors = cpus()
  const memory = Math.round(totalmem() / 2 ** 30)
  return `${processors.length} cores (${processors[0]?.model.trim() ?? process.arch}), ${memory} GB, ${process.platform}, Node ${process.versions.node}, PostgreSQL ${postgresql()} embedded; load before: ${load.toFixed(1)}`
}

export function loadNow(): number {
  return loadavg()[0]!
}

export function asText(result: Result, machineLine: string, date: Date): string {
  const verdict = result.met ? 'as asked' : 'less than asked'
  return [
    `${result.name}: ${verdict}`,
    '',
    ...result.lines,
    '',
    ...result.data,
    machineLine,
    date.toISOString().slice(0, 16).replace('T', ' ') + ' UTC',
    '',
  ].join('\n')
}
