/** From a row of texts to a case that is taken in, or to what is wrong with it. Runs in a thread, against the city in memory. */
import type { TakenInAs } from '@bihuan/domain/cases/taking-in'
import type { Intentions } from '@bihuan/domain/cases/intentions'
import { catalogue } from '../../catalogue/answers.ts'
import { newId } from '../../platform/id.ts'
import { territory } from '../../territory/answers.ts'
import type { Land } from '../bulk/land.ts'
import { Telling, Untellable } from '../bulk/telling.ts'
import { FIELDS, stateOf, type Field, type ImportRow } from './columns.ts'
import type { RowFinding } from './words.ts'

export interface Finding {
  row: number
  field: Field
  code: RowFinding
  value: string
}

class BadCell extends Error {
  constructor(
    readonly field: Field,
    readonly code: RowFinding,
    readonly value: string,
  ) {
    super(code)
  }
}

export interface Stretch {
  importId: string
  rows: ImportRow[]
  /** Running numbers for its cases. */
  numbers: number[]
  /** When they are taken in. */
  now: number
}

type Told = Parameters<Telling['takeIn']>[0]

export function readRows(
  land: Land,
  { importId, rows, numbers, now }: Stretch,
): { tellings: Telling[]; findings: Finding[] } {
  const tellings: Telling[] = []
  const findings: Finding[] = []
  for (const [index, [row, ...texts]] of rows.entries()) {
    const cell = (field: Field) => texts[FIELDS.indexOf(field)]!
    try {
      const { told, reportedAt } = read(land, cell, now)
      const telling = new Telling(land, newId(), numbers[index]!, () => '', now)
      telling.takeIn({ ...told, origin: { importId, row, number: cell('number') || null } }, now, reportedAt)
      tellings.push(telling)
    } catch (error) {
      if (error instanceof BadCell)
        findings.push({ row, field: error.field, code: error.code, value: error.value.slice(0, 60) })
      else if (error instanceof Untellable) findings.push({ row, ...refusedAs(error.code) })
      else throw error
    }
  }
  return { tellings, findings }
}

/** What the rules refuse though each cell could be read. */
function refusedAs(code: string): Omit<Finding, 'row'> {
  if (code === 'case.outside-city') return { field: 'longitude', code: 'outside-city', value: '' }
  if (code === 'case.ended-when') return { field: 'closed', code: 'closed-before-reported', value: '' }
  throw new Error(`a row that could be read is refused: ${code}`)
}

function read(
  { city }: Land,
  cell: (field: Field) => string,
  now: number,
): { told: Omit<Told, 'origin'>; reportedAt: number } {
  const bad = (field: Field, code: RowFinding, value = cell(field)): never => {
    throw new BadCell(field, code, value)
  }
  const items = catalogue(city)
  const places = territory(city)
  const found = items.itemByCode(cell('item'))
  const item = found && !items.isRetired(found.id) ? found : bad('item', 'item-unknown')
  const condition = cell('condition') || (item.conditions.length === 1 ? item.conditions[0]!.id : '')
  if (condition && !item.conditions.some(({ id }) => id === condition)) bad('condition', 'condition-unknown')
  const as = stateOf(cell('state')) ?? bad('state', 'state-unknown')
  const reportedAt = timeOf(cell('reported')) ?? bad('reported', 'reported-unreadable')
  if (reportedAt > now) bad('reported', 'reported-in-future')
  const closedAt = closing(as, cell, reportedAt, now, bad)
  const position = positionOf(cell, bad)
  if (position && !places.locate(position))
    bad('longitude', 'outside-city', `${position.longitude}, ${position.latitude}`)
  const region = cell('region') ? (places.regionByCode(cell('region')) ?? bad('region', 'region-unknown')) : null
  if (!position && !region) bad('longitude', 'place-missing', '')
  const lead = cell('department')
    ? (departmentCodes(places).get(cell('department')) ?? bad('department', 'department-unknown'))
    : null
  if (lead && !places.departmentInForce(lead)) bad('department', 'department-unknown')
  if (as === 'accepted' && !lead) bad('department', 'department-missing', '')
  const at: Pick<Intentions['take-in'], 'position' | 'regionId'> = { position, regionId: region?.id ?? null }
  return {
    reportedAt,
    told: {
      ...at,
      ...{ as, closedAt, lead, itemId: item.id, conditionId: condition || null },
      text: cell('text'),
      address: cell('address'),
    },
  }
}

const codes = new WeakMap<object, ReadonlyMap<string, string>>()
function departmentCodes(places: ReturnType<typeof territory>): ReadonlyMap<string, string> {
  let known = codes.get(places)
  if (!known) codes.set(places, (known = places.departmentCodes()))
  return known
}

type Bad = (field: Field, code: RowFinding, value?: string) => never

function closing(
  as: TakenInAs,
  cell: (field: Field) => string,
  reportedAt: number,
  now: number,
  bad: Bad,
): number | null {
  const ended = as === 'closed' || as === 'void'
  if (!cell('closed')) return ended ? bad('closed', 'closed-missing') : null
  const at = timeOf(cell('closed')) ?? bad('closed', 'closed-unreadable')
  if (!ended) return bad('closed', 'open-but-closed')
  if (at < reportedAt) return bad('closed', 'closed-before-reported')
  return at > now ? bad('closed', 'closed-in-future') : at
}

function positionOf(cell: (field: Field) => string, bad: Bad): { longitude: number; latitude: number } | null {
  const [x, y] = [cell('longitude'), cell('latitude')]
  if (!x && !y) return null
  const [longitude, latitude] = [Number(x), Number(y)]
  const readable = x !== '' && y !== '' && Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90
  return readable ? { longitude, latitude } : bad('longitude', 'position-unreadable', `${x}, ${y}`)
}

/** 2000: before it no case can have happened. */
const EARLIEST = Date.parse('2000-01-01T00:00:00+08:00')
const LOCAL = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?)?$/

/** Local time as people write it, or ISO 8601 with its zone; null where it is neither, or no day of the calendar. */
export function timeOf(text: string): number | null {
  const local = LOCAL.exec(text)
  let at: number
  if (local) {
    const [year, month, day, hour, minute, second] = local.slice(1).map((part) => Number(part ?? 0)) as [number, number, number, number, number, number] // prettier-ignore
    at = Date.UTC(year, month - 1, day, hour, minute, second) - 8 * 3_600_000
    const back = new Date(at + 8 * 3_600_000)
    if (back.getUTCMonth() !== month - 1 || back.getUTCDate() !== day || hour > 23 || minute > 59) return null
  } else if (/^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(text)) at = Date.parse(text)
  else return null
  return at >= EARLIEST ? at : null
}
