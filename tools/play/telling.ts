/** What the person at the terminal reads: sentences in both languages, tables, and whether figures are equal. */
import { Person } from './api.ts'

export function tell(zh: string, en: string): void {
  process.stdout.write(`${zh}\n  ${en}\n`)
}

/** As a screen shows a rate: one decimal, a dash over nothing. */
export function percentText(value: number | null): string {
  return value === null ? '–' : `${value.toFixed(1)} %`
}

/** What an account's two numbers come to, half up. */
export function percentOf(part: number, whole: number): string {
  return percentText(Math.floor((part / whole) * 1000 + 0.5) / 10)
}

/** Columns as wide as their widest cell; a Chinese character takes two places. Columns of numbers are set right. The first row is the heading. */
export function table(rows: readonly (readonly (string | number)[])[]): void {
  const [heading, ...cells] = rows.map((row) => row.map(String))
  const columns = heading!.map((_, column) => ({
    width: Math.max(...[heading!, ...cells].map((row) => places(row[column]!))),
    numbers: cells.every((row) => /^([\d<>–]|$)/.test(row[column]!)),
  }))
  for (const row of [heading!, ...cells]) {
    const padded = row.map((cell, column) => {
      const { width, numbers } = columns[column]!
      const blank = ' '.repeat(width - places(cell))
      return numbers ? blank + cell : cell + blank
    })
    process.stdout.write(`  ${padded.join('  ').trimEnd()}\n`)
  }
}

function places(text: string): number {
  return [...text].reduce((sum, letter) => sum + (/[\u2e80-\uffef]/.test(letter) ? 2 : 1), 0)
}

/** Figures of the product beside what they ought to be. */
export class Comparison {
  private readonly rows: (string | number)[][] = [['', '产品 product', '应为 published', '']]
  differences = 0

  constructor(ought = '应为 published') {
    this.rows[0]![2] = ought
  }

  add(what: string, product: string | number, ought: string | number): void {
    const equal = String(product) === String(ought)
    if (!equal) this.differences += 1
    this.rows.push([what, product, ought, equal ? '✓' : '✗'])
  }

  /** Where the account gives a bound only. */
  addAbove(what: string, product: number, bound: number): void {
    if (!(product > bound)) this.differences += 1
    this.rows.push([what, percentText(product), `> ${bound} %`, product > bound ? '✓' : '✗'])
  }

  print(): void {
    table(this.rows)
  }
}

/** Said every few seconds while it runs. */
export function progressTeller(): (progress: { done: number; of: number; at: number }) => void {
  const begun = Date.now()
  return ({ done, of, at }) => {
    const seconds = Math.max(0.001, (Date.now() - begun) / 1000)
    const day = new Date(at + 8 * 3_600_000).toISOString().slice(0, 10)
    process.stdout.write(
      `  ${String(Math.floor((done / of) * 100)).padStart(3)} %  ${day}  ${Person.acts} acts, ${Math.round(Person.acts / seconds)}/s\n`,
    )
  }
}
