/**
 * Rows of a table of duties, as people write them, become changes: codes and names become ids, what is wrong is said with its
 * row and column, what is safe is mended and said too. Pure: what a code means is asked of the lookups.
 */
import { keyOf, type DutyChange, type DutyKey } from './duty-change.ts'
import { holdsOn, type Duty } from './routing.ts'

/** One line of a list, or one cell of a matrix; as written. */
export interface DutyRow {
  row: number
  /** Header of the matrix's column, for findings. */
  column?: string
  item: string
  category: string
  region: string
  lead: string
  assisting: readonly string[]
  basis: string
  from: string
  until: string
}

export interface Meant {
  id: string
  /** No longer in force. */
  ended: boolean
  /** What stands in its place today: of codes of last year. */
  successor?: { id: string; code: string } | null
}
export interface DutyLookups {
  /** By code, else by a name that only one has; `many` where several do. */
  item(word: string): Meant | 'many' | null
  category(word: string): Meant | 'many' | null
  region(word: string): Meant | 'many' | null
  department(word: string): Meant | 'many' | null
}

export interface DutyRowFinding {
  severity: 'error' | 'warning' | 'repaired' | 'note'
  code: string
  params: Record<string, string | number>
  row: number
  field: string
}

export interface DutyRowOptions {
  /** Where a row names no region. */
  regionId: string | null
  /** Where a row names no day. */
  from: string
  /** Where a row gives no basis. */
  basis: string
  /** `whole`: what the file does not name ends. */
  mode: 'rows' | 'whole'
}

export interface DutyRowsRead {
  changes: DutyChange[]
  findings: DutyRowFinding[]
  rows: number
}

const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/
export function isDay(text: string): boolean {
  return DAY.test(text) && new Date(`${text}T00:00:00Z`).toISOString().slice(0, 10) === text
}

type Draft = (DutyChange & { change: 'set' })['drafts'][number]
interface Wanted {
  key: DutyKey
  from: string
  row: number
  drafts: (Draft & { row: number })[]
}

export function readDutyRows(
  rows: Iterable<DutyRow>,
  present: readonly Duty[],
  lookups: DutyLookups,
  options: DutyRowOptions,
): DutyRowsRead {
  const findings: DutyRowFinding[] = []
  const wanted = new Map<string, Wanted>()
  /** Keys that the file names, in rows with an error too: these do not end for being left out. */
  const named = new Set<string>()
  let count = 0
  for (const row of rows) {
    count++
    const say = (severity: DutyRowFinding['severity'], code: string, field: string, params = {}) =>
      void findings.push({ severity, code, params, row: row.row, field: row.column ?? field })
    const key = readKey(row, lookups, options, say)
    if (key) named.add(keyOf(key))
    const draft = readDraft(row, lookups, options, say)
    if (!key || !draft) continue
    const known = wanted.get(keyOf(key))
    if (!known) {
      wanted.set(keyOf(key), { key, from: draft.from, row: row.row, drafts: [{ ...draft.answers, row: row.row }] })
      continue
    }
    const same = known.drafts.find((one) => one.leadDepartmentId === draft.answers.leadDepartmentId)
    if (same) {
      const equal =
        same.basis === draft.answers.basis &&
        [...same.assistingDepartmentIds].sort().join() === [...draft.answers.assistingDepartmentIds].sort().join()
      say(equal ? 'repaired' : 'error', equal ? 'duty.row-repeats' : 'duty.row-contradicts', 'lead', {
        first: same.row,
      })
      continue
    }
    if (draft.from !== known.from) {
      say('error', 'duty.two-days', 'from', { first: known.row })
      continue
    }
    say('warning', 'duty.two-leads', 'lead', { first: known.row })
    known.drafts.push({ ...draft.answers, row: row.row })
  }
  const changes: DutyChange[] = [...wanted.values()].map(({ key, from, row, drafts }) => ({
    change: 'set',
    ...key,
    from,
    row,
    drafts: drafts.map(({ row: _, ...draft }) => draft),
  }))
  if (options.mode === 'whole') changes.push(...leftOut(present, named, options.from))
  return { changes, findings, rows: count }
}

/** What stands and is not named in a file that means to be the whole table. What only begins later is not yet in such files. */
function leftOut(present: readonly Duty[], named: ReadonlySet<string>, from: string): DutyChange[] {
  const standing = new Map<string, Duty>()
  for (const duty of present) if (holdsOn(duty, from) && !named.has(keyOf(duty))) standing.set(keyOf(duty), duty)
  return [...standing.values()].map(({ itemId, categoryId, regionId }) => ({
    change: 'set',
    itemId,
    categoryId,
    regionId,
    from,
    drafts: [],
  }))
}

type Say = (severity: DutyRowFinding['severity'], code: string, field: string, params?: object) => void

/** The id that a word means, or null after saying why not. */
function meant(found: Meant | 'many' | null, what: string, field: string, word: string, say: Say): string | null {
  if (found === null) say('error', `duty.unknown-${what}`, field, { word })
  else if (found === 'many') say('error', `duty.ambiguous-${what}`, field, { word })
  else if (!found.ended) return found.id
  else if (found.successor) {
    say('repaired', `duty.succeeded-${what}`, field, { word, successor: found.successor.code })
    return found.successor.id
  } else say('error', `duty.ended-${what}`, field, { word })
  return null
}

function readKey(row: DutyRow, lookups: DutyLookups, options: DutyRowOptions, say: Say): DutyKey | null {
  let itemId: string | null = null
  let categoryId: string | null = null
  if (row.item !== '' && row.category !== '') {
    // Lists of items name the category beside each item: the item is what is meant.
    itemId = meant(lookups.item(row.item), 'item', 'item', row.item, say)
    if (itemId === null) return null
  } else if (row.item !== '') {
    // One column for both: what is no item may be a category.
    const item = lookups.item(row.item)
    const category = item === null ? lookups.category(row.item) : null
    if (category !== null) categoryId = meant(category, 'category', 'item', row.item, say)
    else itemId = meant(item, 'item', 'item', row.item, say)
    if (itemId === null && categoryId === null) return null
  } else if (row.category !== '') {
    categoryId = meant(lookups.category(row.category), 'category', 'category', row.category, say)
    if (categoryId === null) return null
  } else {
    say('error', 'duty.no-subject', 'item')
    return null
  }
  const regionId =
    row.region === '' ? options.regionId : meant(lookups.region(row.region), 'region', 'region', row.region, say)
  if (regionId === null) {
    if (row.region === '') say('error', 'duty.no-region', 'region')
    return null
  }
  return { itemId, categoryId, regionId }
}

function readDraft(
  row: DutyRow,
  lookups: DutyLookups,
  options: DutyRowOptions,
  say: Say,
): { from: string; answers: Draft } | null {
  const from = row.from === '' ? options.from : row.from
  if (!isDay(from)) say('error', 'duty.no-day', 'from', { word: from })
  const until = row.until === '' ? null : row.until
  if (until !== null && !isDay(until)) say('error', 'duty.no-day', 'until', { word: until })
  if (row.lead === '') say('error', 'duty.no-lead', 'lead')
  const lead = row.lead === '' ? null : meant(lookups.department(row.lead), 'department', 'lead', row.lead, say)
  const assisting: string[] = []
  let whole = true
  for (const word of row.assisting) {
    const id = meant(lookups.department(word), 'department', 'assisting', word, say)
    if (id === null) whole = false
    else if (id === lead) say('repaired', 'duty.lead-assists', 'assisting')
    else if (!assisting.includes(id)) assisting.push(id)
  }
  if (lead === null || !whole || !isDay(from) || (until !== null && !isDay(until))) return null
  const basis = row.basis === '' ? options.basis : row.basis
  return { from, answers: { leadDepartmentId: lead, assistingDepartmentIds: assisting, basis, validTo: until } }
}
