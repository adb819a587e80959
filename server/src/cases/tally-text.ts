/**
 * Sums as the table `tally` holds them: `11:3 12:-1`, column and sum, without those that are nothing. Text, because it is read a thousand
 * rows at a time and a parser of arrays would cost more than the query.
 */
export function sumsText(values: ArrayLike<number>, from = 0, to = values.length): string {
  let text = ''
  for (let column = from; column < to; column++)
    if (values[column] !== 0) text += `${text && ' '}${column - from}:${values[column]}`
  return text
}

/** Adds `factor` times each sum of a column from `from` up to `to`. Reads from `at` to the end or a closing brace; gives where it stopped. */
export function addSumsText(
  into: { [column: number]: number },
  text: string,
  { from = 0, to = Infinity, at = 0, factor = 1 }: { from?: number; to?: number; at?: number; factor?: number } = {},
): number {
  let column = 0
  let value = 0
  let sign = factor
  for (; at <= text.length; at++) {
    const code = at < text.length ? text.charCodeAt(at) : CLOSE
    if (code >= 48 && code <= 57) value = value * 10 + code - 48
    else if (code === COLON) {
      column = value
      value = 0
    } else if (code === MINUS) sign = -factor
    else {
      if (value !== 0 && column >= from && column < to) into[column]! += sign * value
      if (code === CLOSE) return at
      value = 0
      sign = factor
    }
  }
  return at
}

const COLON = 58
const MINUS = 45
const CLOSE = 125
