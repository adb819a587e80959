/**
 * Where the header is, and which column is which. Titles, notes and empty rows may stand above it; it may have two rows, the upper one with
 * merged cells ("处置 | 单位, 时限"): both are joined then. Names are compared without spaces, marks, case and width.
 */
import { columnLetter, type Cell } from './sheet.ts'

export interface Column<F extends string> {
  field: F
  /** Names that the header may have, in Chinese and in English. Of two headers the one that comes first in this list is taken. */
  aliases: readonly string[]
  required?: boolean
}

/** How many rows from the top the header is looked for in. */
export const HEADER_WITHIN = 30

/** Full-width forms to plain ones, as keyboards in Chinese mode type digits, letters and marks. */
export function narrow(text: string): string {
  return text.replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).replace(/\u3000/g, ' ')
}

/** A header without what people put around it: spaces, line breaks, asterisks, a remark in brackets, underscores. */
export function headerKey(text: string): string {
  return narrow(text)
    .replace(/\(.*?\)|\[.*?\]|【.*?】|〔.*?〕/g, '')
    .replace(/[\s*_\-:：.、/]/g, '')
    .toLowerCase()
}

export interface Header<F extends string> {
  /** The last row of the header; data begins below. */
  row: number
  rows: number
  /** Column index → what it is; null for one that nobody asked for. */
  fields: (F | null)[]
  /** Column index → its name as in the file. */
  names: string[]
  missing: F[]
}

interface Name {
  own: string
  /** The upper cell's before it, and after it: 处置 over 单位, 条件 over 立案. */
  joined: string
  turned: string
}

function namesOf(upper: readonly Cell[] | null, lower: readonly Cell[]): Name[] {
  const width = Math.max(upper?.length ?? 0, lower.length)
  return Array.from({ length: width }, (_, index) => {
    const own = (lower[index]?.text ?? '').trim()
    const above = (upper?.[index]?.text ?? '').trim()
    return { own: own || above, joined: above === own ? own : above + own, turned: own + above }
  })
}

function match<F extends string>(columns: readonly Column<F>[], names: readonly Name[]): (F | null)[] {
  const fields: (F | null)[] = names.map(() => null)
  for (const { field, aliases } of columns) {
    const keys = aliases.map(headerKey)
    let best: { index: number; rank: number } | null = null
    for (const [index, { own, joined, turned }] of names.entries()) {
      if (fields[index] !== null || own === '') continue
      // Joined first: "处置单位" under "处置" is told from "督办单位" under "督办".
      const ranks = [joined, turned, own].map((name) => keys.indexOf(headerKey(name))).filter((rank) => rank >= 0)
      if (ranks.length === 0) continue
      const rank = Math.min(...ranks)
      if (!best || rank < best.rank) best = { index, rank }
    }
    if (best) fields[best.index] = field
  }
  return fields
}

/** The header among these rows from the top, in the row (or two rows) that names most columns; null where none names any. */
export function findHeader<F extends string>(
  columns: readonly Column<F>[],
  rows: readonly { row: number; cells: readonly Cell[] }[],
): Header<F> | null {
  let best: { header: Header<F>; found: number } | null = null
  for (const [at, { row, cells }] of rows.slice(0, HEADER_WITHIN).entries()) {
    const above = rows[at - 1]
    for (const upper of above ? [null, above.cells] : [null]) {
      const names = namesOf(upper, cells)
      const fields = match(columns, names)
      const found = fields.filter((field) => field !== null).length
      // The earliest that names most; two rows only where they name more than one does.
      if (found === 0 || (best && best.found >= found)) continue
      const missing = columns.filter(({ field, required }) => required && !fields.includes(field))
      best = {
        found,
        header: {
          row,
          rows: upper ? 2 : 1,
          fields,
          names: names.map(({ own, joined }, index) => (upper ? joined : own) || columnLetter(index)),
          missing: missing.map(({ field }) => field),
        },
      }
    }
  }
  return best?.header ?? null
}
