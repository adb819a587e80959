/**
 * XLSX through hucre, read whole: formulas and merged cells are told only so, and a territory, a catalogue or a duty table is small. What an
 * archive unpacks to is added up from its directory first; the library holds every entry to the size that the directory states.
 */
import { readXlsx as readWorkbook, type CellValue, type Sheet } from 'hucre'
import {
  columnLetter,
  EMPTY,
  SheetRefused,
  type Cell,
  type RawRow,
  type SheetBytes,
  type SheetLimits,
} from './sheet.ts'

const ENTRY = 0x02014b50
const END = 0x06054b50
const COMPOUND = 0xd0cf11e0

/** Refuses what is no archive, what is encrypted or an old .xls, and what would unpack to more than allowed. */
export function examineArchive(bytes: Buffer, limits: SheetLimits): void {
  if (bytes.length < 22) throw new SheetRefused('sheet.not-a-workbook')
  if (bytes.readUInt32BE(0) === COMPOUND) throw new SheetRefused('sheet.locked-or-old')
  const end = bytes.lastIndexOf(Buffer.of(0x50, 0x4b, 0x05, 0x06))
  if (end < 0 || end + 22 > bytes.length || bytes.readUInt32LE(end) !== END)
    throw new SheetRefused('sheet.not-a-workbook')
  const count = bytes.readUInt16LE(end + 10)
  let unpacked = 0
  for (let at = bytes.readUInt32LE(end + 16), entry = 0; entry < count; entry += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== ENTRY) throw new SheetRefused('sheet.not-a-workbook')
    const packed = bytes.readUInt32LE(at + 20)
    const size = bytes.readUInt32LE(at + 24)
    // 0 would lift the library's limit; the largest number stands for "see elsewhere" (zip64).
    if ((size === 0 && packed > 2) || size === 0xffffffff) throw new SheetRefused('sheet.not-a-workbook')
    unpacked += size
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  if (unpacked > limits.unpacked)
    throw new SheetRefused('sheet.unpacks-too-large', {
      megabytes: Math.ceil(unpacked / 1024 / 1024),
      limit: Math.floor(limits.unpacked / 1024 / 1024),
    })
}

/** A number as a person would type it: no exponent for a code of 12 digits, no trail of binary rounding. */
function numberText(value: number): string {
  if (Number.isSafeInteger(value)) return String(value)
  return String(Number(value.toPrecision(15)))
}

function toCell(value: CellValue): Cell {
  if (value === null || value === undefined) return EMPTY
  if (typeof value === 'string') return /^#[A-Z/0]+[!?A]$/.test(value) ? { text: value, error: true } : { text: value }
  if (typeof value === 'number') return { text: numberText(value), number: value }
  if (typeof value === 'boolean') return { text: value ? 'TRUE' : 'FALSE' }
  if (Number.isNaN(value.getTime())) return { text: '#VALUE!', error: true }
  const iso = value.toISOString()
  return {
    text: iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 19).replace('T', ' '),
    date: iso.slice(0, 10),
  }
}

function rowsOf(sheet: Sheet): Cell[][] {
  const rows = sheet.rows.map((row) => row.map(toCell))
  for (const [key, cell] of sheet.cells ?? []) {
    if (cell.formula === undefined) continue
    const [row, column] = key.split(',').map(Number) as [number, number]
    const line = rows[row]
    if (line) line[column] = { ...(line[column] ?? EMPTY), formula: cell.formula }
  }
  return rows
}

export interface WorkbookRows {
  sheet: string
  rows: RawRow[]
  /** Row number → how many of its cells were filled from a merged cell that begins above or to the left. */
  filled: Map<number, number>
  otherSheets: string[]
}

/** A merged cell holds its value once; each place that it covers gets it. */
function fillMerges(sheet: Sheet, rows: Cell[][]): Map<number, number> {
  const filled = new Map<number, number>()
  for (const { startRow, startCol, endRow, endCol } of sheet.merges ?? []) {
    const value = rows[startRow]?.[startCol] ?? EMPTY
    if (value.text === '') continue
    for (let row = startRow; row <= Math.min(endRow, rows.length - 1); row += 1) {
      for (let column = startCol; column <= endCol; column += 1) {
        if (row === startRow && column === startCol) continue
        rows[row]![column] = value
        filled.set(row + 1, (filled.get(row + 1) ?? 0) + 1)
      }
    }
  }
  return filled
}

/** The first sheet that is shown and has more than one row, or the first that is shown. */
function chooseSheet(sheets: readonly Sheet[]): Sheet {
  const shown = sheets.filter((sheet) => !sheet.hidden && !sheet.veryHidden)
  const chosen = shown.find((sheet) => sheet.rows.length > 1) ?? shown[0]
  if (!chosen) throw new SheetRefused('sheet.empty')
  return chosen
}

export async function readXlsx(source: SheetBytes, limits: SheetLimits): Promise<WorkbookRows> {
  const bytes = await source.read(0, source.size)
  examineArchive(bytes, limits)
  const workbook = await readWorkbook(bytes).catch((cause: unknown) => {
    throw Object.assign(new SheetRefused('sheet.not-a-workbook'), { cause })
  })
  const sheet = chooseSheet(workbook.sheets)
  if (sheet.rows.length > limits.xlsxRows)
    throw new SheetRefused('sheet.too-many-rows', { rows: sheet.rows.length, limit: limits.xlsxRows })
  const wide = sheet.merges?.find(({ endCol }) => endCol >= limits.columns)
  if (wide)
    throw new SheetRefused('sheet.too-many-columns', { column: columnLetter(wide.endCol), limit: limits.columns })
  const rows = rowsOf(sheet)
  const filled = fillMerges(sheet, rows)
  return {
    sheet: sheet.name,
    rows: rows.map((cells, index) => ({ row: index + 1, cells: Array.from(cells, (cell) => cell ?? EMPTY) })),
    filled,
    otherSheets: workbook.sheets.filter((other) => other !== sheet && other.rows.length > 1).map((other) => other.name),
  }
}
