/** A table of four columns, read from what a test wrote. */
import type { Column } from './headers.ts'
import { SHEET_LIMITS, type SheetBytes, type SheetFinding, type SheetFormat } from './sheet.ts'
import { readTable, type TableRow } from './table.ts'

export type Field = 'code' | 'name' | 'limit' | 'from'
export const COLUMNS: Column<Field>[] = [
  { field: 'code', aliases: ['代码', 'code'], required: true },
  { field: 'name', aliases: ['名称', 'name'], required: true },
  { field: 'limit', aliases: ['处置时限', '时限', 'time limit'] },
  { field: 'from', aliases: ['生效日期', 'valid from'] },
]

export function bytesOf(content: string | Uint8Array): SheetBytes {
  const buffer = Buffer.from(content as string)
  return { size: buffer.length, read: async (offset, length) => buffer.subarray(offset, offset + length) }
}

export async function read(content: string | Uint8Array, format: SheetFormat = 'csv', limits = SHEET_LIMITS) {
  const rows: TableRow<Field>[] = []
  const findings: SheetFinding[] = []
  for await (const entry of readTable(bytesOf(content), format, COLUMNS, limits)) {
    if (entry.kind === 'row') rows.push(entry)
    if (entry.kind === 'finding') findings.push(entry.finding)
  }
  return {
    rows,
    findings,
    texts: rows.map(({ row, cells }) => [row, cells.code.text, cells.name.text, cells.limit.text]),
    codes: findings.map(({ code, row }) => [code, row]),
  }
}
