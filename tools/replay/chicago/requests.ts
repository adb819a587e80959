/**
 * Complaints of one kind (sanitation code) with what each was about, where, on which day it was made and completed, and whether the city
 * marked it as a duplicate. The file has dates only: times of the day are supplied here, in the order of the numbers.
 */
import type { Point } from '@bihuan/domain/place'
import type { Box } from '../../play/town.ts'
import { parseCsv } from '../requests.ts'

export interface Complaint {
  /** The city's number; of two rows that share one, the second has "#2" behind it. */
  number: string
  nature: string
  address: string
  /** null: the file has none. */
  position: Point | null
  year: number
  /** ms, supplied: within the day on record. */
  filedAt: number
  /** In the evening of the day on record; null: open to the end. */
  endAt: number | null
  /** The file says on which day it ended. Not so where a duplicate is "open": it ends on the evening of its first day here. */
  endRecorded: boolean
  duplicate: boolean
}

/** Where the city lies: every recorded position. */
export const BOX: Box = [-87.96, 41.6, -87.5, 42.08]
export const COLUMNS = ['Creation_Date', 'Status', 'Completion_Date', 'sr_number', 'nature', 'Street_Address', 'Latitude', 'Longitude'] as const // prettier-ignore
type Column = (typeof COLUMNS)[number]
export const UNSAID = 'Not said'

const STATUSES: Record<string, { duplicate: boolean; open: boolean }> = {
  Completed: { duplicate: false, open: false },
  'Completed - Dup': { duplicate: true, open: false },
  'Open - Dup': { duplicate: true, open: true },
  Open: { duplicate: false, open: true },
}

export const HOUR = 3_600_000
export const DAY = 24 * HOUR
/** Filings of a day are spread over these hours. */
export const [OPENS, CLOSES] = [8 * HOUR, 18 * HOUR]
/** What the file says ended on a day ends at this hour of it: what was filed on the same day met it open. */
export const EVENING = 21 * HOUR

interface Row {
  number: string
  day: number
  end: number | null
  status: { duplicate: boolean; open: boolean }
  nature: string
  address: string
  position: Point | null
}

/** In the order in which they were filed. */
export function readComplaints(text: string): Complaint[] {
  const [head, ...records] = parseCsv(text)
  const places = Object.fromEntries(COLUMNS.map((column) => [column, head?.indexOf(column) ?? -1])) as Record<
    Column,
    number
  >
  for (const column of COLUMNS) if (places[column] < 0) throw new Error(`the file has no column ${column}`)
  const rows = records.map((record, index) => {
    const of = (column: Column) => (record[places[column]] ?? '').trim()
    try {
      return readRow(of)
    } catch (error) {
      throw new Error(`record ${index + 2} (${of('sr_number')}): ${(error as Error).message}`, { cause: error })
    }
  })
  return timed(rows)
}

function readRow(of: (column: Column) => string): Row {
  const status = STATUSES[of('Status')]
  if (!status) throw new Error(`unknown status "${of('Status')}"`)
  const number = of('sr_number')
  if (!number) throw new Error('no sr_number')
  const day = dayOf(of('Creation_Date'))
  const end = of('Completion_Date') ? dayOf(of('Completion_Date')) : null
  if (status.open !== (end === null))
    throw new Error(`status "${of('Status')}" with completion "${of('Completion_Date')}"`)
  if (end !== null && end < day) throw new Error('completed before it was created')
  return {
    number,
    day,
    end,
    status,
    nature: of('nature') || UNSAID,
    address: of('Street_Address').toUpperCase(),
    position: positionOf(of('Latitude'), of('Longitude')),
  }
}

/** Read as Asia/Shanghai: only differences count. */
function dayOf(text: string): number {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00+08:00`) : Number.NaN
  if (Number.isNaN(at)) throw new Error(`"${text}" is no date`)
  return at
}

function positionOf(latitudeText: string, longitudeText: string): Point | null {
  if (latitudeText === '' || longitudeText === '') return null
  const [latitude, longitude] = [Number(latitudeText), Number(longitudeText)]
  const [west, south, east, north] = BOX
  if (!(longitude >= west && longitude < east && latitude >= south && latitude < north))
    throw new Error(`position ${latitudeText}, ${longitudeText} is outside the city`)
  return { longitude, latitude }
}

function timed(rows: Row[]): Complaint[] {
  const ordered = rows.toSorted((a, b) => a.day - b.day || (a.number < b.number ? -1 : a.number > b.number ? 1 : 0))
  const perDay = new Map<number, Row[]>()
  for (const row of ordered) perDay.set(row.day, [...(perDay.get(row.day) ?? []), row])
  const seen = new Map<string, number>()
  return [...perDay.values()].flatMap((filed) =>
    filed.map((row, index): Complaint => {
      const copies = (seen.get(row.number) ?? 0) + 1
      seen.set(row.number, copies)
      const { duplicate, open } = row.status
      const endDay = open && duplicate ? row.day : row.end
      return {
        number: copies === 1 ? row.number : `${row.number}#${copies}`,
        nature: row.nature,
        address: row.address,
        position: row.position,
        year: Number(new Date(row.day + 8 * HOUR).toISOString().slice(0, 4)),
        filedAt: row.day + OPENS + Math.floor(((CLOSES - OPENS) * index) / filed.length / 1000) * 1000,
        endAt: endDay === null ? null : endDay + EVENING,
        endRecorded: !open,
        duplicate,
      }
    }),
  )
}
