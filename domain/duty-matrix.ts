/**
 * A matrix of duties, read as rows of a list: items or categories down; across either regions, with departments in the cells,
 * or departments, with marks for lead and assisting in the cells. Which of both it is, the header says.
 */
import type { DutyLookups, DutyRow, DutyRowFinding } from './duty-rows.ts'
import { ASSIST_FROM, ASSIST_MARKS, BETWEEN, LEAD_BEFORE, LEAD_MARKS } from './duty-words.ts'

/** Columns beside the matrix, by what they hold; the rest are its columns. */
export type MatrixColumn = 'item' | 'category' | 'region' | 'basis' | 'from' | 'until' | 'ignored'
export interface MatrixSheet {
  columns: readonly { header: string; means: MatrixColumn | null }[]
  rows: Iterable<{ row: number; cells: readonly string[] }>
}

export type MatrixAcross = 'regions' | 'departments'

/** Regions where more headers are known as regions than as departments. Null: neither is known. */
export function acrossOf(headers: readonly string[], lookups: DutyLookups): MatrixAcross | null {
  const regions = headers.filter((header) => lookups.region(header) !== null).length
  const departments = headers.filter((header) => lookups.department(header) !== null).length
  if (regions === 0 && departments === 0) return null
  return regions >= departments ? 'regions' : 'departments'
}

export interface MatrixRead {
  rows: DutyRow[]
  findings: DutyRowFinding[]
}

export function readMatrix(sheet: MatrixSheet, across: MatrixAcross, lookups: DutyLookups): MatrixRead {
  const rows: DutyRow[] = []
  const findings: DutyRowFinding[] = []
  const body = sheet.columns.flatMap(({ header, means }, at) => (means === null ? [{ header: header.trim(), at }] : []))
  const known = body.filter(({ header }) => {
    const found = across === 'regions' ? lookups.region(header) : lookups.department(header)
    if (found === null && header !== '')
      findings.push({
        severity: 'error',
        code: across === 'regions' ? 'duty.unknown-region' : 'duty.unknown-department',
        params: { word: header },
        row: 1,
        field: header,
      })
    return found !== null
  })
  for (const { row, cells } of sheet.rows) {
    const held = (means: MatrixColumn) => {
      const at = sheet.columns.findIndex((column) => column.means === means)
      return at < 0 ? '' : (cells[at] ?? '').trim()
    }
    const plain = {
      row,
      item: held('item'),
      category: held('category'),
      basis: held('basis'),
      from: held('from'),
      until: held('until'),
    }
    if (plain.item === '' && plain.category === '' && known.every(({ at }) => (cells[at] ?? '').trim() === '')) continue
    if (across === 'regions') {
      for (const { header, at } of known) {
        const cell = (cells[at] ?? '').trim()
        if (cell === '') continue
        const [lead = '', ...assisting] = departmentsIn(cell, lookups)
        rows.push({ ...plain, column: header, region: header, lead, assisting })
      }
      continue
    }
    const leads: string[] = []
    const assisting: string[] = []
    for (const { header, at } of known) {
      const mark = (cells[at] ?? '').trim().toLowerCase()
      if (mark === '') continue
      if (LEAD_MARKS.has(mark)) leads.push(header)
      else if (ASSIST_MARKS.has(mark)) assisting.push(header)
      else findings.push({ severity: 'error', code: 'duty.unknown-mark', params: { word: mark }, row, field: header })
    }
    if (leads.length === 0 && assisting.length > 0)
      findings.push({ severity: 'error', code: 'duty.no-lead', params: {}, row, field: assisting[0]! })
    for (const lead of leads) rows.push({ ...plain, column: lead, region: held('region'), lead, assisting })
  }
  return { rows, findings }
}

/** The lead first. A cell that is a department's name as a whole is that department, whatever signs the name holds. */
export function departmentsIn(cell: string, lookups: Pick<DutyLookups, 'department'>): string[] {
  if (lookups.department(cell) !== null) return [cell]
  const [lead = '', ...assisting] = cell.split(ASSIST_FROM)
  return [lead, ...assisting]
    .flatMap((part) => part.split(BETWEEN))
    .map((word) =>
      word
        .trim()
        .replace(LEAD_BEFORE, '')
        .replace(/[）)]\s*$/, '')
        .trim(),
    )
    .filter((word) => word !== '')
}
