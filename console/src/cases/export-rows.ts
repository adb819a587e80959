/** A list as CSV. No text that somebody wrote goes out with it: addresses and descriptions stay where their reading is bound to a case. */
import { exactTime } from '../platform/format.ts'
import { inLanguage, type Language } from '../platform/language.ts'
import { lifecycleWords } from './lifecycle-words.ts'
import { caseWords } from './locale.ts'
import { nameIn } from './named.ts'
import type { CaseLine } from './shapes.ts'

/** Rows that one file may hold; the page says so. */
export const MOST_EXPORTED = 10_000

/** What a spreadsheet would take for a formula begins with an apostrophe; quotes are doubled. */
export function cell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /["\n\r,]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

export function csvOf(rows: readonly CaseLine[], to: Language): string {
  const { list, page, danger } = caseWords[to]
  const words = lifecycleWords[to]
  const head = [
    list.columns.number,
    list.columns.item,
    list.columns.state,
    danger,
    list.columns.holder,
    page.lead,
    list.region,
    page.grid,
    list.source,
    list.columns.reported,
    list.columns.due,
    list.columns.closed,
    list.overdue,
  ]
  const time = (at: string | null) => (at === null ? '' : exactTime(at))
  const lines = rows.map((row): string[] => [
    row.number,
    inLanguage(row.item.name, to),
    words.state[row.state] ?? row.state,
    row.danger ? danger : '',
    row.holder ? nameIn(row.holder, to) : '',
    row.lead ? nameIn(row.lead, to) : '',
    row.region?.name ?? '',
    row.grid?.name ?? '',
    words.source[row.source] ?? row.source,
    time(row.reportedAt),
    time(row.wholeDueAt ?? row.dueAt),
    time(row.closedAt),
    row.late ? list.overdue : '',
  ])
  // The mark in front tells a spreadsheet that this is UTF-8.
  return `\ufeff${[head, ...lines].map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`
}
