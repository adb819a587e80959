/**
 * Tables for people: CSV (UTF-8 with a mark, so that spreadsheet programs see Chinese) and XLSX. A text that begins as a formula does gets an
 * apostrophe before it in CSV, where a program would otherwise run it; in XLSX a text is a text. Reading takes the apostrophe off again.
 */
import { writeXlsx } from 'hucre'

export type Writable = string | number | boolean | null

const DANGEROUS = /^[=+\-@\t\r]/
const NUMBER = /^-?\d+(\.\d+)?$/

/** One cell of a CSV file. */
export function csvCell(value: Writable): string {
  if (value === null) return ''
  if (typeof value !== 'string') return String(value)
  const safe = DANGEROUS.test(value) && !NUMBER.test(value) ? `'${value}` : value
  return /[",;\t\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Lines with their ends, the mark before the first; as the rows come. */
export function* csvLines(header: readonly string[], rows: Iterable<readonly Writable[]>): Generator<string> {
  yield `\ufeff${header.map(csvCell).join(',')}\r\n`
  for (const row of rows) yield `${row.map(csvCell).join(',')}\r\n`
}

/** A workbook of one sheet: header in bold, kept in view, codes as texts. */
export async function xlsxBytes(
  name: string,
  header: readonly string[],
  rows: readonly (readonly Writable[])[],
): Promise<Buffer> {
  const widths = header.map((title, index) =>
    Math.min(50, Math.max(8, ...[title, ...rows.slice(0, 200).map((row) => row[index])].map(shownWidth)) + 2),
  )
  const bytes = await writeXlsx({
    sheets: [
      {
        name,
        columns: widths.map((width) => ({ width })),
        cells: new Map(header.map((_, index) => [`0,${index}`, { style: { font: { bold: true } } }])),
        rows: [[...header], ...rows.map((row) => [...row])],
        freezePane: { rows: 1 },
      },
    ],
  })
  return Buffer.from(bytes)
}

/** Chinese characters take two places. */
function shownWidth(value: Writable | undefined): number {
  return [...String(value ?? '').split('\n')[0]!].reduce(
    (width, character) => width + (character > '\u2e80' ? 2 : 1),
    0,
  )
}
