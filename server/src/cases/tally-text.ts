/**
 * Sums as the table `tally` holds them: `11:3 12:-1`, number and sum (domain/cases/tally-columns.ts), without those that are nothing. Text,
 * because it is read a thousand rows at a time and a parser of arrays would cost more than the query.
 */
import { columnOfNumber, numberOf } from '@bihuan/domain/cases/tally-columns'

/** Of these columns, in their order; where `values` is shorter, it is nothing. */
export function sumsText(values: ArrayLike<number>, columns: readonly number[]): string {
  let text = ''
  for (const column of columns) {
    const n = values[column]
    if (n) text += `${text && ' '}${numberOf(column)}:${n}`
  }
  return text
}

/** Adds `factor` times each sum of a column from `from` up to `to`. */
export function addSumsText(
  into: { [column: number]: number },
  text: string,
  { from = 0, to = Infinity, factor = 1 }: { from?: number; to?: number; factor?: number } = {},
): void {
  let column = 0
  let value = 0
  let sign = factor
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code >= 48 && code <= 57) value = value * 10 + code - 48
    else if (code === COLON) {
      column = columnOfNumber(value)
      value = 0
    } else if (code === MINUS) sign = -factor
    else {
      if (column >= from && column < to) into[column]! += sign * value
      value = 0
      sign = factor
    }
  }
  if (value !== 0 && column >= from && column < to) into[column]! += sign * value
}

const COLON = 58
const MINUS = 45
