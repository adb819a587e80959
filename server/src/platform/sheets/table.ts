/**
 * A file as rows of named cells. `for await (const entry of readTable(…))` gives the header once, then rows and findings in the order of the
 * file; it throws SheetRefused where the file is no table at all.
 */
import { readCsv } from './csv.ts'
import { findHeader, HEADER_WITHIN, type Column, type Header } from './headers.ts'
import {
  columnLetter,
  SHEET_LIMITS,
  SheetRefused,
  type Cell,
  type RawRow,
  type SheetBytes,
  type SheetFinding,
  type SheetFormat,
  type SheetLimits,
} from './sheet.ts'
import { readXlsx } from './xlsx.ts'

export interface TableRow<F extends string> {
  kind: 'row'
  /** As a spreadsheet counts: 1 is the first row of the file. */
  row: number
  /** Trimmed; a column that the file lacks is an empty cell. */
  cells: Record<F, Cell>
  /** The header as in the file, for findings of the caller. */
  nameOf(field: F): string
}
export type TableEntry<F extends string> =
  { kind: 'head'; header: Header<F> } | TableRow<F> | { kind: 'finding'; finding: SheetFinding }

interface Source {
  rows: AsyncIterable<RawRow> | Iterable<RawRow>
  expectWidth(width: number): void
  /** Known once rows were read. */
  notes(): SheetFinding[]
  filled: Map<number, number>
}

function note(code: SheetFinding['code'], params: SheetFinding['params']): SheetFinding {
  return { severity: 'note', code, params, row: null, field: null }
}

async function open(bytes: SheetBytes, format: SheetFormat, limits: SheetLimits): Promise<Source> {
  if (bytes.size === 0) throw new SheetRefused('sheet.empty')
  if (format === 'xlsx') {
    const { sheet, rows, filled, otherSheets } = await readXlsx(bytes, limits)
    const notes = otherSheets.length > 0 ? [note('sheet.other-sheets', { sheet, others: otherSheets.join('、') })] : []
    return { rows, expectWidth: () => undefined, notes: () => notes, filled }
  }
  const reader = readCsv(bytes)
  const encoding = () => reader.encoding() ?? 'utf-8'
  return {
    rows: reader.rows,
    expectWidth: (width) => reader.expectWidth(width),
    notes: () => (encoding() === 'utf-8' ? [] : [note('sheet.encoding', { encoding: encoding() })]),
    filled: new Map(),
  }
}

const isBlank = (cells: readonly Cell[]) => cells.every(({ text }) => text.trim() === '')

/** What can be said of a row before anybody asks what it means. Errors take the row out. */
function* examine(
  row: number,
  cells: readonly Cell[],
  names: readonly string[],
  used: readonly boolean[],
  limits: SheetLimits,
): Generator<SheetFinding> {
  for (const [index, cell] of cells.entries()) {
    const field = names[index] ?? columnLetter(index)
    const finding = (
      severity: SheetFinding['severity'],
      code: SheetFinding['code'],
      params: SheetFinding['params'] = {},
    ) => ({ severity, code, params, row, field }) as const
    if (index >= names.length) {
      if (cell.text.trim() === '') continue
      yield { ...finding('error', 'sheet.row-too-wide', { columns: names.length }), field: null }
      return
    }
    // A column that nobody asked for harms nobody.
    if (!used[index]) continue
    if (cell.error) yield finding('error', 'sheet.cell-error', { value: cell.text })
    else if (cell.formula !== undefined && cell.text === '')
      yield finding('error', 'sheet.formula-without-value', { formula: cell.formula.slice(0, 80) })
    else if (cell.formula !== undefined)
      yield finding('note', 'sheet.formula-value-taken', {
        formula: cell.formula.slice(0, 80),
        value: cell.text.slice(0, 80),
      })
    if (cell.text.length > limits.cell)
      yield finding('error', 'sheet.cell-too-long', { length: cell.text.length, limit: limits.cell })
    else if (cell.text.includes('\ufffd'))
      yield finding('error', 'sheet.cell-undecodable', { value: cell.text.slice(0, 40) })
  }
}

/** Without blanks around it, and without the apostrophe that keeps a text from being run as a formula (write.ts). */
const trimmed = (cell: Cell): Cell => {
  const text = cell.text
    .replace(/\u0000/g, '')
    .trim()
    .replace(/^'(?=[=+\-@\t\r])/, '')
    .trim()
  return text === cell.text ? cell : { ...cell, text }
}

export async function* readTable<F extends string>(
  bytes: SheetBytes,
  format: SheetFormat,
  columns: readonly Column<F>[],
  limits: SheetLimits = SHEET_LIMITS,
): AsyncGenerator<TableEntry<F>> {
  const source = await open(bytes, format, limits)
  let header: Header<F> | null = null
  let used: boolean[] = []
  let waiting: RawRow[] = []
  let count = 0

  function* settle(): Generator<TableEntry<F>> {
    const readable = waiting.filter((raw) => 'cells' in raw)
    header = findHeader(columns, readable)
    if (!header)
      throw new SheetRefused('sheet.no-header', {
        expected: columns.map(({ aliases }) => aliases[0]!).join('、'),
        rows: HEADER_WITHIN,
      })
    if (header.missing.length > 0) {
      const missing = columns.filter(({ field }) => header!.missing.includes(field)).map(({ aliases }) => aliases[0]!)
      throw new SheetRefused('sheet.columns-missing', { missing: missing.join('、'), row: header.row })
    }
    if (header.fields.length > limits.columns)
      throw new SheetRefused('sheet.too-many-columns', {
        column: columnLetter(header.fields.length - 1),
        limit: limits.columns,
      })
    used = header.fields.map((field) => field !== null)
    source.expectWidth(header.fields.length)
    yield { kind: 'head', header }
    for (const finding of source.notes()) yield { kind: 'finding', finding }
    const unknown = header.names.filter((name, index) => !used[index] && name !== columnLetter(index))
    if (unknown.length > 0)
      yield { kind: 'finding', finding: note('sheet.columns-ignored', { columns: unknown.join('、').slice(0, 500) }) }
    const rest = waiting.filter(({ row }) => row > header!.row)
    waiting = []
    for (const raw of rest) yield* take(raw)
  }

  function* take(raw: RawRow): Generator<TableEntry<F>> {
    if ('broken' in raw) {
      yield {
        kind: 'finding',
        finding: { severity: 'error', code: raw.broken, params: { near: raw.near }, row: raw.row, field: null },
      }
      return
    }
    if (isBlank(raw.cells)) return
    count += 1
    if (count > limits.rows) throw new SheetRefused('sheet.too-many-rows', { rows: count, limit: limits.rows })
    let bad = false
    for (const finding of examine(raw.row, raw.cells, header!.names, used, limits)) {
      bad ||= finding.severity === 'error'
      yield { kind: 'finding', finding }
    }
    const filled = source.filled.get(raw.row)
    if (filled)
      yield {
        kind: 'finding',
        finding: {
          severity: 'repaired',
          code: 'sheet.merged-filled',
          params: { cells: filled },
          row: raw.row,
          field: null,
        },
      }
    if (!bad) yield named(raw.row, raw.cells)
  }

  const blank: Cell = { text: '' }
  const nameOf = (field: F) => header!.names[header!.fields.indexOf(field)] ?? field
  function named(row: number, cells: readonly Cell[]): TableRow<F> {
    const result = {} as Record<F, Cell>
    for (const { field } of columns) result[field] = blank
    for (const [index, field] of header!.fields.entries()) {
      const cell = cells[index]
      if (field !== null && cell) result[field] = trimmed(cell)
    }
    return { kind: 'row', row, cells: result, nameOf }
  }

  for await (const raw of source.rows) {
    if (header) yield* take(raw)
    else if (waiting.push(raw) >= HEADER_WITHIN) yield* settle()
  }
  if (!header) yield* settle()
}
