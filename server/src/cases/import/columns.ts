/** The columns of a file of cases, by any of their names. */
import type { Column } from '../../platform/sheets/headers.ts'
import { COLUMN_NAMES, STATE_WORDS } from './words.ts'
import type { TakenInAs } from '@bihuan/domain/cases/taking-in'

export const FIELDS = [
  ...(['number', 'item', 'condition', 'reported', 'closed', 'state', 'longitude', 'latitude'] as const),
  ...(['region', 'department', 'text', 'address'] as const),
] as const
export type Field = (typeof FIELDS)[number]

const REQUIRED: readonly Field[] = ['item', 'reported', 'state']

export const COLUMNS: readonly Column<Field>[] = FIELDS.map((field) => ({
  field,
  aliases: COLUMN_NAMES[field],
  required: REQUIRED.includes(field),
}))

/** One row on its way to the thread that reads it: its number, and its texts in the order of `FIELDS`. */
export type ImportRow = [row: number, ...texts: string[]]

export function stateOf(text: string): TakenInAs | null {
  return STATE_WORDS[text.trim().toLowerCase()] ?? null
}
