/** A file of duties, list or matrix, as changes. The header says which of both it is. */
import type { DutyChange } from '@bihuan/domain/duty-change'
import { acrossOf, readMatrix, type MatrixColumn } from '@bihuan/domain/duty-matrix'
import { readDutyRows, type DutyLookups, type DutyRow, type DutyRowOptions } from '@bihuan/domain/duty-rows'
import { BETWEEN } from '@bihuan/domain/duty-words'
import type { Duty } from '@bihuan/domain/routing'
import type { DutySource } from '@bihuan/contract/duties-edit'
import { Problem } from '../../platform/problem.ts'
import type { NewFinding } from '../../platform/revision.ts'
import { codeOf, dateOf, oneLine } from '../../platform/sheets/cells.ts'
import { headerKey, type Column } from '../../platform/sheets/headers.ts'
import type { Cell, SheetBytes } from '../../platform/sheets/sheet.ts'
import { readTable } from '../../platform/sheets/table.ts'
import { DUTY_COLUMNS } from './sentences.ts'

type Field = keyof typeof DUTY_COLUMNS
type FileSource = DutySource & { type: 'file' }

const COLUMNS: Column<Field>[] = (Object.keys(DUTY_COLUMNS) as Field[]).map((field) => ({
  field,
  aliases: DUTY_COLUMNS[field],
}))
const KNOWN_HEADERS = new Set(Object.values(DUTY_COLUMNS).flatMap((aliases) => aliases.map(headerKey)))
const CODES: readonly Field[] = ['item', 'category', 'region', 'lead']

export interface FileRead {
  changes: DutyChange[]
  rows: number
  layout: 'list' | 'matrix'
}

export async function readDutyFile(
  bytes: SheetBytes,
  source: FileSource,
  ground: { present: readonly Duty[]; lookups: DutyLookups; options: DutyRowOptions },
  found: (finding: NewFinding) => Promise<void>,
): Promise<FileRead> {
  const head = await headOf(bytes, source.format)
  const layout = source.layout === 'auto' ? (head.fields.includes('lead') ? 'list' : 'matrix') : source.layout
  const rows =
    layout === 'list'
      ? await listRows(bytes, source.format, ground.lookups, found)
      : await matrixRows(bytes, source.format, head, ground.lookups, found)
  const read = readDutyRows(rows, ground.present, ground.lookups, ground.options)
  for (const finding of read.findings) await found(finding)
  return { changes: read.changes, rows: read.rows, layout }
}

interface Head {
  fields: (Field | null)[]
  names: string[]
}

async function headOf(bytes: SheetBytes, format: FileSource['format']): Promise<Head> {
  for await (const entry of readTable(bytes, format, COLUMNS))
    if (entry.kind === 'head') return { fields: entry.header.fields, names: entry.header.names }
  throw new Problem('sheet.empty')
}

/** As the rules take it: codes with all their digits, days as days, one line. */
function wordOf(cell: Cell, field: Field): { word: string; cut: boolean } {
  if (field === 'from' || field === 'until') return { word: dateOf(cell) ?? oneLine(cell), cut: false }
  if (!CODES.includes(field)) return { word: oneLine(cell), cut: false }
  const code = codeOf(cell)
  if (code === null) return { word: '', cut: true }
  // A name may have spaces in it, a code has none.
  return { word: /^[\w.-]+$/.test(code) ? code : oneLine(cell), cut: false }
}

async function listRows(
  bytes: SheetBytes,
  format: FileSource['format'],
  lookups: DutyLookups,
  found: (finding: NewFinding) => Promise<void>,
): Promise<DutyRow[]> {
  const rows: DutyRow[] = []
  const columns = COLUMNS.map((column) => ({ ...column, required: column.field === 'lead' }))
  for await (const entry of readTable(bytes, format, columns)) {
    if (entry.kind === 'head') continue
    if (entry.kind === 'finding') {
      await found(entry.finding)
      continue
    }
    const { row, cells, nameOf } = entry
    let bad = false
    const text = {} as Record<Field, string>
    for (const field of Object.keys(DUTY_COLUMNS) as Field[]) {
      const { word, cut } = wordOf(cells[field], field)
      text[field] = word
      if (!cut) continue
      bad = true
      await found({
        severity: 'error',
        code: 'duty.code-cut',
        params: { word: cells[field].text },
        row,
        field: nameOf(field),
      })
    }
    if (bad) continue
    const assisting =
      lookups.department(text.assisting) === null
        ? text.assisting
            .split(BETWEEN)
            .map((word) => word.trim())
            .filter((word) => word !== '')
        : [text.assisting]
    rows.push({ row, ...text, assisting })
  }
  return rows
}

async function matrixRows(
  bytes: SheetBytes,
  format: FileSource['format'],
  head: Head,
  lookups: DutyLookups,
  found: (finding: NewFinding) => Promise<void>,
): Promise<DutyRow[]> {
  const means = head.fields.map((field, at): MatrixColumn | null => {
    if (field === 'lead' || field === 'assisting') return 'ignored'
    // A second column of the kind is there for the eye: the item's name beside its code.
    return field ?? (KNOWN_HEADERS.has(headerKey(head.names[at]!)) ? 'ignored' : null)
  })
  const across = acrossOf(
    head.names.filter((_, at) => means[at] === null),
    lookups,
  )
  if (across === null) throw new Problem('duty.no-matrix')
  // A second look, now that all its columns are known.
  const columns: Column<string>[] = head.names.map((name, at) => ({ field: String(at), aliases: [name] }))
  const lines: { row: number; cells: string[] }[] = []
  for await (const entry of readTable(bytes, format, columns)) {
    if (entry.kind === 'finding') await found(entry.finding)
    if (entry.kind !== 'row') continue
    const cells = head.names.map((_, at) => {
      const field = means[at] === 'ignored' ? null : (means[at] as Field | null)
      const cell = entry.cells[String(at)]!
      return field === null ? cell.text.trim() : wordOf(cell, field).word
    })
    lines.push({ row: entry.row, cells })
  }
  const read = readMatrix(
    { columns: head.names.map((header, at) => ({ header, means: means[at] ?? null })), rows: lines },
    across,
    lookups,
  )
  for (const finding of read.findings) await found(finding)
  return read.rows
}
