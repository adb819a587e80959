/** The list of region codes as rows: read from CSV or XLSX, those of one city, each code once. */
import { businessDate } from '@bihuan/domain/calendar'
import type { Level } from '@bihuan/domain/place'
import { Problem } from '../../platform/problem.ts'
import type { Rehearsal } from '../../platform/revision.ts'
import { dateOf } from '../../platform/sheets/cells.ts'
import type { SheetFormat } from '../../platform/sheets/sheet.ts'
import { readTable, type TableRow } from '../../platform/sheets/table.ts'
import { levelOf, paddedCode, significant } from './region-codes.ts'
import { CODE_COLUMNS, HEADINGS, type CodeField } from './words.ts'

export interface CodeRow {
  row: number
  code: string
  level: Level
  name: string
  /** Codes that it comes in the place of. */
  former: string[]
  validFrom: string | null
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

function formatOf(mediaType: string): SheetFormat {
  if (mediaType === 'text/csv') return 'csv'
  if (mediaType === XLSX) return 'xlsx'
  throw new Problem('territory.file-kind', { wanted: 'CSV / XLSX' })
}

export async function readCodeRows(rehearsal: Rehearsal, prefix: string): Promise<Map<string, CodeRow>> {
  const file = rehearsal.file!
  const rows = new Map<string, CodeRow>()
  const wanted = significant(prefix.padEnd(12, '0'))
  let elsewhere = 0
  let seen = 0
  for await (const entry of readTable(file, formatOf(file.mediaType), CODE_COLUMNS)) {
    if (entry.kind === 'finding') await rehearsal.finding(entry.finding)
    if (entry.kind !== 'row') continue
    await rehearsal.progress('rows', ++seen, 0)
    const code = paddedCode(entry.cells.code.text)
    if (code === null) {
      const value = entry.cells.code.text.slice(0, 40)
      await rehearsal.finding({
        severity: 'error',
        code: 'code-malformed',
        row: entry.row,
        field: entry.nameOf('code'),
        params: { value },
      })
    } else if (!code.startsWith(wanted) && code !== cityOf(prefix)) elsewhere += 1
    else await take(rehearsal, rows, entry, code)
  }
  if (elsewhere > 0)
    await rehearsal.finding({ severity: 'note', code: 'rows-passed-over', params: { count: elsewhere } })
  if (rows.size === 0) await rehearsal.finding({ severity: 'error', code: 'prefix-unmatched', params: { prefix } })
  return rows
}

export const cityOf = (code: string) => code.slice(0, 4).padEnd(12, '0')

async function take(
  rehearsal: Rehearsal,
  rows: Map<string, CodeRow>,
  entry: TableRow<CodeField>,
  code: string,
): Promise<void> {
  const { row, cells } = entry
  const name = cells.name.text
  const level = levelOf(code)
  const say = (
    severity: 'error' | 'note',
    finding: string,
    params: Record<string, unknown>,
    field: CodeField = 'code',
  ) => rehearsal.finding({ severity, code: finding, row, field: entry.nameOf(field), subject: code, params })
  if (name === '') return say('error', 'name-missing', { code }, 'name')
  // 441900 in the list of counties: a city without counties stands for its own, so that the list has one.
  const written = cells.code.text.replace(/\s/g, '')
  const placeholder = (level === 'city' && /^\d{4}00$/.test(written)) || (level === 'county' && HEADINGS.includes(name))
  if (placeholder) await say('note', 'level-absent', { code: written, name })
  if (placeholder && level === 'county') return
  const dates = { validFrom: dateOf(cells.validFrom), validTo: dateOf(cells.validTo) }
  for (const field of ['validFrom', 'validTo'] as const)
    if (cells[field].text !== '' && dates[field] === null)
      return say('error', 'date-invalid', { value: cells[field].text.slice(0, 40) }, field)
  if (dates.validTo !== null && dates.validTo <= businessDate(rehearsal.now.getTime()))
    return say('note', 'ended-row', { code, name, date: dates.validTo })
  const first = rows.get(code)
  if (first && (placeholder || first.row < 0)) return
  if (first) return say('error', 'code-duplicate', { code, first: first.row, name: first.name })
  const former: string[] = []
  for (const part of cells.former.text.split(/[;；,，、\s]+/).filter(Boolean)) {
    const padded = paddedCode(part)
    if (padded === null) return say('error', 'code-malformed', { value: part.slice(0, 40) }, 'former')
    if (padded !== code) former.push(padded)
  }
  rows.set(code, { row, code, level, name, former, validFrom: dates.validFrom })
}
