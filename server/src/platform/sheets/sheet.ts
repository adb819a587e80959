/**
 * Tables as people have them: CSV in any encoding, XLSX with title rows, merged cells and formulas. What a reader gives is rows with
 * their number as a spreadsheet shows it, and findings. A bad row never ends the reading; a file that cannot be read at all does.
 */
import type { SheetFindingCode, SheetProblemCode } from '@bihuan/contract/sheets'
import { Problem } from '../problem.ts'

/** Bytes that can be read at any place; a stored file is one. */
export interface SheetBytes {
  readonly size: number
  /** Up to `length` bytes from `offset`; fewer only at the end. */
  read(offset: number, length: number): Promise<Buffer>
}

export type SheetFormat = 'csv' | 'xlsx'

/** A cell as it lies in the file. `text` is what a person sees: never trimmed by the file readers, trimmed by `readTable`. */
export interface Cell {
  text: string
  /** Where the file holds a number (XLSX); a date is one too, with `date` beside it. */
  number?: number
  /** Where the file says that its number is a date: YYYY-MM-DD. */
  date?: string
  /** The cell is a formula; `text` is the value that the program that saved it had worked out, or empty where there is none. */
  formula?: string
  /** #REF!, #N/A and their kin. */
  error?: boolean
}

/** One row of the file, or why it could not be read. `row` counts from 1 as a spreadsheet does. */
export type RawRow = { row: number; cells: Cell[] } | { row: number; broken: SheetFindingCode; near: string }

export interface SheetFinding {
  severity: 'error' | 'warning' | 'repaired' | 'note'
  code: SheetFindingCode
  params: Record<string, string | number>
  row: number | null
  /** The header as it stands in the file, or the column's letter where it has none. */
  field: string | null
}

/** The file cannot be taken as a table at all: a rehearsal that throws it has failed with its sentence. */
export class SheetRefused extends Problem {
  constructor(code: SheetProblemCode, params: Record<string, string | number> = {}) {
    super(code, params)
  }
}

export interface SheetLimits {
  rows: number
  columns: number
  /** Characters in one cell. */
  cell: number
  /** XLSX: what it may unpack to, and how many rows it may hold; beyond it CSV is the way. */
  unpacked: number
  xlsxRows: number
}

export const SHEET_LIMITS: SheetLimits = {
  rows: 5_000_000,
  columns: 200,
  cell: 20_000,
  unpacked: 200 * 1024 * 1024,
  xlsxRows: 200_000,
}

export const EMPTY: Cell = Object.freeze({ text: '' })

/** 0 → A, 26 → AA: how a spreadsheet names its columns. */
export function columnLetter(index: number): string {
  let name = ''
  for (let rest = index; rest >= 0; rest = Math.floor(rest / 26) - 1)
    name = String.fromCharCode(65 + (rest % 26)) + name
  return name
}
