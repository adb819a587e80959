/**
 * Bodies of events hold ids, codes, numbers and commitments, never what somebody wrote. Should a defect ever put a text into
 * one, the audit page does not spread it: whatever does not look like a code is withheld.
 */
const CODE = /^[\x21-\x7e]{0,200}$/

export const WITHHELD = '■'

export function redacted(value: unknown): unknown {
  if (typeof value === 'string') return CODE.test(value) ? value : WITHHELD
  if (Array.isArray(value)) return value.map(redacted)
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, redacted(member)]))
  }
  return value
}
