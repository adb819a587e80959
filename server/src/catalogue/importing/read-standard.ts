/** A standard's table as what it wants of the catalogue: one row for each condition, its item and its category told again in each. */
import type { CatalogueFindingCode } from '@bihuan/contract/catalogue-findings'
import { parseLimit, type BareUnits } from '@bihuan/domain/limit-spelling'
import type { NewFinding, Rehearsal } from '../../platform/revision.ts'
import { codeOf, oneLine, yesNoOf } from '../../platform/sheets/cells.ts'
import type { SheetBytes, SheetFormat } from '../../platform/sheets/sheet.ts'
import { readTable, type TableRow } from '../../platform/sheets/table.ts'
import type { ItemFields, Said, Wanted, WantedCategory, WantedCondition, WantedItem } from '../revising/wanted.ts'
import {
  KEYWORD_BREAK,
  KIND_LETTERS,
  SEVERITY_WORDS,
  STANDARD_COLUMNS,
  YES_NO_KNOWN,
  type StandardField,
} from './words.ts'

type Row = TableRow<StandardField>
type FlagField =
  'hazard' | 'autoAssess' | 'autoDispatch' | 'needsAfterEvidence' | 'needsReview' | 'needsCallBack' | 'confidential'
const FLAGS: readonly FlagField[] = [
  'hazard',
  'autoAssess',
  'autoDispatch',
  'needsAfterEvidence',
  'needsReview',
  'needsCallBack',
  'confidential',
]

export interface Standard {
  wanted: Wanted
  /** Some rows could not be read: what is missing may stand in them. */
  unreadable: boolean
}

/** Errors of a row; thrown away with it, but its item is then known to be incomplete. */
class BadRow extends Error {
  constructor(
    readonly code: CatalogueFindingCode,
    readonly params: Record<string, unknown>,
    readonly field: string | null,
  ) {
    super(code)
  }
}

class Reader {
  readonly categories = new Map<string, WantedCategory & { row: number }>()
  readonly items = new Map<string, WantedItem & { row: number; filings: Map<string, number> }>()
  readonly bare = { hour: 0, day: 0 }
  stops = 0
  readonly spellings = new Set<string>()
  conditions = 0
  lost = false

  constructor(
    private readonly units: BareUnits,
    private readonly has: (field: StandardField) => boolean,
  ) {}

  /** Throws BadRow; `lost` then says that nobody knows which item the row was about. */
  take(row: Row): void {
    this.lost = true
    const category = this.category(row)
    const item = this.item(row, category)
    this.lost = false
    try {
      this.condition(row, item)
      // A row that repeats its item may say more of it than the first one did.
      Object.assign(item.fields, this.fields(row))
    } catch (error) {
      if (error instanceof BadRow) item.incomplete = true
      throw error
    }
  }

  private code(row: Row, field: 'code' | 'categoryCode', letter: string): string | null {
    if (row.cells[field].text === '') return null
    const code = codeOf(row.cells[field])
    if (code === null || !/^[\w.-]{1,30}$/.test(letter + code))
      throw new BadRow('catalogue.code-unusable', { code: row.cells[field].text }, row.nameOf(field))
    return letter + code
  }

  private named(row: Row, field: StandardField, english: StandardField): Said {
    const zh = oneLine(row.cells[field])
    if (zh === '') throw new BadRow('catalogue.name-empty', { what: row.nameOf(field) }, row.nameOf(field))
    return { zh, en: this.has(english) ? oneLine(row.cells[english]) : undefined }
  }

  private category(row: Row): WantedCategory {
    const letter = KIND_LETTERS[row.cells.kind.text.toLowerCase()] ?? ''
    const name = this.named(row, 'category', 'categoryEn')
    const code = this.code(row, 'categoryCode', letter)
    const key = code ?? `${letter} ${name.zh}`
    const known = this.categories.get(key)
    if (!known) {
      const made = { code, name, position: null, row: row.row }
      this.categories.set(key, made)
      return made
    }
    this.sameName(row, 'category', known, name, code)
    return known
  }

  private sameName(
    row: Row,
    field: 'category' | 'name',
    known: { name: Said; row: number },
    name: Said,
    code: string | null,
  ): void {
    if (known.name.zh === name.zh) return
    const params = { code: code ?? '', name: known.name.zh, other: known.row, here: name.zh }
    throw new BadRow('catalogue.code-two-names', params, row.nameOf(field))
  }

  private item(row: Row, category: WantedCategory): WantedItem & { row: number; filings: Map<string, number> } {
    const name = this.named(row, 'name', 'nameEn')
    const code = this.code(row, 'code', '')
    // Codes of items are often numbered anew in each category.
    const key = `${category.code ?? category.name.zh} ${code ?? name.zh}`
    const known = this.items.get(key)
    if (known) {
      this.sameName(row, 'name', known, name, code)
      return known
    }
    const made = { code, category, name, fields: {}, conditions: [], row: row.row, filings: new Map<string, number>() }
    this.items.set(key, made)
    return made
  }

  private condition(row: Row, item: WantedItem & { filings: Map<string, number> }): void {
    const zh = row.cells.filing.text
    if (zh === '' && !this.has('filing')) return
    const filing = this.text(row, 'filing', 'filingEn')
    const twice = item.filings.get(zh)
    if (twice !== undefined) throw new BadRow('catalogue.condition-twice', { other: twice }, row.nameOf('filing'))
    const spelling = oneLine(row.cells.limit)
    let limit: WantedCondition['limit'] = undefined
    let limitMeans: WantedCondition['limitMeans'] = 'handle'
    if (this.has('limit')) {
      if (spelling === '') throw new BadRow('catalogue.limit-empty', {}, row.nameOf('limit'))
      const read = parseLimit(spelling, this.units)
      if (!read) throw new BadRow('catalogue.limit-unknown', { spelling }, row.nameOf('limit'))
      limit = read.limit
      limitMeans = read.means
      if (read.bare) this.bare[read.bare] += 1
      if (read.means === 'stop') this.stops += 1
      this.spellings.add(spelling)
    }
    item.filings.set(zh, row.row)
    this.conditions += 1
    item.conditions.push({
      id: row.cells.conditionId.text || null,
      filing,
      closing: row.cells.closing.text === '' ? filing : this.text(row, 'closing', 'closingEn'),
      limit,
      limitMeans,
      imported: { limit: spelling, handling: row.cells.handling.text, supervising: row.cells.supervising.text },
    })
  }

  /** Unlike names, the words of a condition keep their lines. */
  private text(row: Row, field: StandardField, english: StandardField): Said {
    const zh = row.cells[field].text
    if (zh === '') throw new BadRow('catalogue.name-empty', { what: row.nameOf(field) }, row.nameOf(field))
    return { zh, en: this.has(english) ? row.cells[english].text : undefined }
  }

  /** What is said of the item itself; an empty cell says nothing. */
  private fields(row: Row): ItemFields {
    const { cells } = row
    const fields: ItemFields = {}
    const known = <T>(field: StandardField, value: T | null | undefined, all: string): T => {
      if (value !== null && value !== undefined) return value
      throw new BadRow('catalogue.word-unknown', { value: cells[field].text, known: all }, row.nameOf(field))
    }
    for (const field of FLAGS)
      if (cells[field].text !== '') fields[field] = known(field, yesNoOf(cells[field]), YES_NO_KNOWN)
    if (cells.severity.text !== '') {
      const all = Object.keys(SEVERITY_WORDS).join('、')
      fields.severity = known('severity', SEVERITY_WORDS[cells.severity.text.toLowerCase()], all)
    }
    if (cells.procedure.text !== '') fields.procedureId = cells.procedure.text
    if (cells.keywords.text !== '') fields.keywords = cells.keywords.text.split(KEYWORD_BREAK).filter(Boolean)
    if (cells.reworkLimit.text !== '') {
      const read = parseLimit(cells.reworkLimit.text, this.units)
      if (!read)
        throw new BadRow('catalogue.limit-unknown', { spelling: cells.reworkLimit.text }, row.nameOf('reworkLimit'))
      fields.reworkLimit = read.limit
    }
    return fields
  }
}

/** Where no item's code repeats its category's, codes count within the category: 01 of C02 is C0201. */
function wholeCodes(items: readonly WantedItem[]): void {
  const coded = items.filter(({ code, category }) => code !== null && category.code !== null)
  const whole = coded.every(
    ({ code, category }) => code!.length > category.code!.length && code!.startsWith(category.code!),
  )
  if (whole) return
  for (const item of coded) item.code = `${item.category.code}${item.code}`
}

const SHOWN = 50

export async function readStandard(
  rehearsal: Rehearsal,
  bytes: SheetBytes,
  format: SheetFormat,
  units: BareUnits,
): Promise<Standard> {
  let fields = new Set<StandardField>()
  const reader = new Reader(units, (field) => fields.has(field))
  let unreadable = false
  let rows = 0
  const tell = (finding: NewFinding) => rehearsal.finding(finding)
  for await (const entry of readTable(bytes, format, STANDARD_COLUMNS)) {
    if (entry.kind === 'head') fields = new Set(entry.header.fields.filter((field) => field !== null))
    else if (entry.kind === 'finding') {
      unreadable ||= entry.finding.severity === 'error'
      await tell(entry.finding)
    } else {
      rows += 1
      if (rows % SHOWN === 0) await rehearsal.progress('reading', rows, Math.max(rows, SHOWN * 20))
      try {
        reader.take(entry)
      } catch (error) {
        if (!(error instanceof BadRow)) throw error
        unreadable ||= reader.lost
        await tell({ severity: 'error', code: error.code, params: error.params, row: entry.row, field: error.field })
      }
    }
  }
  const items = [...reader.items.values()]
  wholeCodes(items)
  const note = (
    code: CatalogueFindingCode,
    number: number,
    severity: NewFinding['severity'] = 'note',
    name = 'rows',
  ) => (number > 0 ? tell({ severity, code, params: { [name]: number } }) : Promise.resolve())
  await note(units.day === 'working-day' ? 'catalogue.days-working' : 'catalogue.days-by-clock', reader.bare.day)
  await note(units.hour === 'working-minute' ? 'catalogue.hours-working' : 'catalogue.hours-by-clock', reader.bare.hour)
  await note('catalogue.stop-limits', reader.stops)
  if (!fields.has('filing')) await note('catalogue.conditions-absent', items.length, 'warning', 'items')
  if (!fields.has('limit'))
    await note('catalogue.limits-absent', Math.max(reader.conditions, items.length), 'warning', 'conditions')
  rehearsal.count('rows', rows)
  rehearsal.count('items', items.length)
  rehearsal.count('conditions', reader.conditions)
  rehearsal.count('limit-spellings', reader.spellings.size)
  const categories = [...reader.categories.values()]
  return {
    unreadable,
    wanted: { categories, items, procedures: [], stages: [], replace: false, stagesInForce: null },
  }
}
