/** What a cell says, as text, number, date or code; null where it does not say that. An empty cell is the caller's question. */
import { narrow } from './headers.ts'
import type { Cell } from './sheet.ts'
import { DATE_MARKS, NO_WORDS, YES_WORDS } from './words.ts'

const SERIAL_EPOCH = Date.UTC(1899, 11, 30)
const DAY = 86_400_000
const { year: Y, month: M, day: D } = DATE_MARKS
const MARKED = new RegExp(`^(\\d{4})[-/.${Y}](\\d{1,2})[-/.${M}](\\d{1,2})${D}?$`)

/** Several lines and runs of spaces become one space. */
export function oneLine(cell: Cell): string {
  return cell.text.replace(/\s+/g, ' ').trim()
}

/** 12, 12.5, １２, "1,200", "１２ 个" is none. */
export function numberOf(cell: Cell): number | null {
  if (cell.number !== undefined) return cell.number
  const text = narrow(cell.text).replace(/[,\s]/g, '')
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : null
}

/** A code: digits as they are, also where a spreadsheet made a number of them. Null where it cut some off (3.30702E+11). */
export function codeOf(cell: Cell): string | null {
  const text = narrow(cell.text).replace(/\s/g, '').replace(/^'/, '')
  if (/^[+-]?\d(\.\d+)?e[+]?\d+$/i.test(text)) return null
  return text
}

function validDay(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day))
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null
  return year >= 1900 && year <= 2199 ? date.toISOString().slice(0, 10) : null
}

/** YYYY-MM-DD from a date, from 2026/3/1, 2026.3.1, 2026年3月1日, 20260301, and from the serial number that a date is in a spreadsheet. */
export function dateOf(cell: Cell): string | null {
  if (cell.date) return cell.date
  const text = narrow(cell.text)
    .replace(/\s+\d{1,2}:\d{2}(:\d{2})?$/, '')
    .replace(/\s/g, '')
  const parts = MARKED.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  if (parts) return validDay(Number(parts[1]), Number(parts[2]), Number(parts[3]))
  // 1 is 1900-01-01, and 1900 had a 29th of February in the first spreadsheets: before March 1900 nothing is believed.
  if (/^\d{2,6}(\.\d+)?$/.test(text) && Number(text) >= 61) {
    const date = new Date(SERIAL_EPOCH + Math.floor(Number(text)) * DAY)
    return validDay(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate())
  }
  return null
}

const YES = new Set(YES_WORDS)
const NO = new Set(NO_WORDS)

export function yesNoOf(cell: Cell): boolean | null {
  const text = narrow(cell.text).trim().toLowerCase()
  if (YES.has(text)) return true
  return NO.has(text) ? false : null
}
