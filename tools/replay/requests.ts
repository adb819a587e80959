/** Recorded requests as the product's words have them. What cannot be read ends the replay and names its row; a position never does. */
import type { Point } from '@bihuan/domain/place'
import type { Box } from '../play/town.ts'

export interface RecordedRequest {
  number: string
  type: string
  agency: string
  /** ms; the file's times are local and naive and are read as Asia/Shanghai: only differences count. */
  createdAt: number
  dueAt: number | null
  closedAt: number | null
  course: Course
  /** null: position unknown. */
  position: Point | null
  positionFault: PositionFault | null
  address: string
}

/** What became of it: closed; closed or left open as a copy of something that the file does not name; in work; not yet taken up. */
export type Course = 'closed' | 'closed-duplicate' | 'in-work' | 'not-accepted'
/** `rounded`: to a whole degree, which is a hundred kilometres. */
export type PositionFault = 'empty' | 'rounded' | 'outside'

const COURSES: Record<string, Course> = {
  Closed: 'closed',
  'Closed (Duplicate)': 'closed-duplicate',
  Open: 'in-work',
  'Open (Duplicate)': 'in-work',
  Pending: 'in-work',
  New: 'not-accepted',
}

const COLUMNS = [
  'SRRecordID',
  'SRType',
  'CreatedDate',
  'SRStatus',
  'DueDate',
  'CloseDate',
  'Agency',
  'Address',
  'Latitude',
  'Longitude',
] as const
type Column = (typeof COLUMNS)[number]

/** Records of a CSV text (RFC 4180): quoted fields may hold commas, quotes and line breaks. */
export function parseCsv(text: string): string[][] {
  const records: string[][] = []
  let record: string[] = []
  let field = ''
  let quoted = false
  const endField = () => {
    record.push(field)
    field = ''
  }
  const endRecord = () => {
    endField()
    if (record.length > 1 || record[0] !== '') records.push(record)
    record = []
  }
  for (let i = text.charCodeAt(0) === 0xfeff ? 1 : 0; i < text.length; i++) {
    const letter = text[i]!
    if (quoted) {
      if (letter !== '"') field += letter
      else if (text[i + 1] === '"') field += text[++i]!
      else quoted = false
    } else if (letter === '"') quoted = true
    else if (letter === ',') endField()
    else if (letter === '\n') endRecord()
    else if (letter !== '\r') field += letter
  }
  if (quoted) throw new Error('the file ends inside a quoted field')
  if (field !== '' || record.length > 0) endRecord()
  return records
}

/** `box`: where the city serves; a position beyond it cannot be right. */
export function readRequests(text: string, box: Box): RecordedRequest[] {
  const [head, ...records] = parseCsv(text)
  if (!head) throw new Error('the file is empty')
  const places = Object.fromEntries(COLUMNS.map((column) => [column, head.indexOf(column)])) as Record<Column, number>
  for (const column of COLUMNS) if (places[column] < 0) throw new Error(`the file has no column ${column}`)
  return records.map((record, index) => {
    const of = (column: Column) => (record[places[column]] ?? '').trim()
    try {
      return readRequest(of, box)
    } catch (error) {
      throw new Error(`record ${index + 2} (${of('SRRecordID')}): ${(error as Error).message}`, { cause: error })
    }
  })
}

function readRequest(of: (column: Column) => string, box: Box): RecordedRequest {
  const course = COURSES[of('SRStatus')]
  if (!course) throw new Error(`unknown status "${of('SRStatus')}"`)
  const createdAt = time(of('CreatedDate'))
  const closedAt = of('CloseDate') ? time(of('CloseDate')) : null
  if (course.startsWith('closed') !== (closedAt !== null))
    throw new Error(`status "${of('SRStatus')}" with close date "${of('CloseDate')}"`)
  if (closedAt !== null && closedAt < createdAt) throw new Error('closed before it was created')
  for (const column of ['SRRecordID', 'SRType', 'Agency'] as const) if (!of(column)) throw new Error(`no ${column}`)
  return {
    number: of('SRRecordID'),
    type: of('SRType'),
    agency: of('Agency'),
    createdAt,
    dueAt: of('DueDate') ? time(of('DueDate')) : null,
    closedAt,
    course,
    ...readPosition(of('Latitude'), of('Longitude'), box),
    address: of('Address'),
  }
}

function time(naive: string): number {
  const at = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/.test(naive) ? Date.parse(`${naive}+08:00`) : Number.NaN
  if (Number.isNaN(at)) throw new Error(`"${naive}" is no date and time`)
  return at
}

export function readPosition(
  latitudeText: string,
  longitudeText: string,
  box: Box,
): Pick<RecordedRequest, 'position' | 'positionFault'> {
  const [latitude, longitude] = [Number(latitudeText), Number(longitudeText)]
  const unknown = (positionFault: PositionFault) => ({ position: null, positionFault })
  if (latitudeText === '' || longitudeText === '') return unknown('empty')
  if (Number.isInteger(latitude) && Number.isInteger(longitude)) return unknown('rounded')
  const [west, south, east, north] = box
  // Also what is no number at all.
  const inside = longitude >= west && longitude < east && latitude >= south && latitude < north
  return inside ? { position: { longitude, latitude }, positionFault: null } : unknown('outside')
}

export interface RequestType {
  name: string
  /** Calendar hours from creation to due, the same for all requests of the type; null: the type has no due time. */
  hours: number | null
  agencies: string[]
}

/** Throws when requests of one type do not agree on their limit: an item has one. */
export function requestTypes(requests: readonly RecordedRequest[]): RequestType[] {
  const types = new Map<string, RequestType>()
  for (const { number, type: name, agency, createdAt, dueAt } of requests) {
    const hours = dueAt === null ? null : (dueAt - createdAt) / 3_600_000
    if (hours !== null && hours < 0) throw new Error(`request ${number} is due before it was created`)
    const type = types.get(name)
    if (!type) {
      types.set(name, { name, hours, agencies: [agency] })
      continue
    }
    if (type.hours !== hours)
      throw new Error(`type ${name} has two limits: ${type.hours} h and, in request ${number}, ${hours} h`)
    if (!type.agencies.includes(agency)) type.agencies.push(agency)
  }
  return [...types.values()]
}
