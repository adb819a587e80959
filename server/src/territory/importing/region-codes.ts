/** 12-digit region codes: which level a code is of, and what lies above it. Pure. */
import type { Level } from '@bihuan/domain/place'

/** Full width to plain, spaces away, zeros behind; null where it is no code. */
export function paddedCode(written: string): string | null {
  const plain = written
    .replace(/[\uff10-\uff19]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/\s/g, '')
    .replace(/\.0+$/, '')
  return /^\d{4}(\d{2}(\d{3}(\d{3})?)?)?$/.test(plain) ? plain.padEnd(12, '0') : null
}

export function levelOf(code: string): Level {
  if (code.slice(9) !== '000') return 'community'
  if (code.slice(6, 9) !== '000') return 'town'
  return code.slice(4, 6) === '00' ? 'city' : 'county'
}

/** The codes above it, nearest first; a level whose digits are zero is absent. Empty for a city. */
export function codesAbove(code: string): string[] {
  const above = [code.slice(0, 9), code.slice(0, 6), code.slice(0, 4)].map((part) => part.padEnd(12, '0'))
  return [...new Set(above)].filter((one) => one !== code)
}

/** The digits that count, for `startsWith`: the shortest that says as much, in whole levels. */
export function significant(code: string): string {
  if (code.slice(9) !== '000') return code
  if (code.slice(6, 9) !== '000') return code.slice(0, 9)
  return code.slice(4, 6) === '00' ? code.slice(0, 4) : code.slice(0, 6)
}
