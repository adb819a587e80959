/** The catalogue as a table: what goes out is what the import reads again. */
import type { Condition, Item } from '@bihuan/domain/item'
import { spellLimit } from '@bihuan/domain/limit-spelling'
import type { Writable } from '../platform/sheets/write.ts'
import type { Catalogue } from './answers.ts'
import {
  EXAMPLE_ROW,
  KEYWORD_JOIN,
  SEVERITY_OUT,
  STANDARD_COLUMNS,
  YES_NO_OUT,
  type StandardField,
} from './importing/words.ts'

/** Kinds of categories are in their codes already. */
const COLUMNS = STANDARD_COLUMNS.filter(({ field }) => field !== 'kind')

export const tableHeader: readonly string[] = COLUMNS.map(({ aliases }) => aliases[0]!)

const yesNo = (value: boolean | undefined) => (value ? YES_NO_OUT.yes : YES_NO_OUT.no)

function cellsOf(held: Catalogue, item: Item, condition: Condition): Partial<Record<StandardField, string>> {
  const category = held.category(item.categoryId)!
  return {
    categoryCode: category.code,
    category: category.name.zh,
    categoryEn: category.name.en,
    code: item.code,
    name: item.name.zh,
    nameEn: item.name.en,
    handling: condition.imported?.handling ?? '',
    supervising: condition.imported?.supervising ?? '',
    conditionId: condition.id,
    filing: condition.filing.zh,
    filingEn: condition.filing.en,
    closing: condition.closing.zh,
    closingEn: condition.closing.en,
    // In our own spelling: what a bare 天 counts would depend on the reader.
    limit: spellLimit(condition.limit, condition.limitMeans),
    severity: SEVERITY_OUT[item.severity],
    procedure: item.procedureId,
    hazard: yesNo(item.hazard),
    autoAssess: yesNo(item.autoAssess),
    autoDispatch: yesNo(item.autoDispatch),
    needsAfterEvidence: yesNo(item.needsAfterEvidence),
    needsReview: yesNo(item.needsReview),
    needsCallBack: yesNo(item.needsCallBack),
    confidential: yesNo(item.confidential),
    reworkLimit: item.reworkLimit ? spellLimit(item.reworkLimit, 'handle') : '',
    keywords: item.keywords.join(KEYWORD_JOIN),
  }
}

const inOrder = (cells: Partial<Record<StandardField, string>>): Writable[] =>
  COLUMNS.map(({ field }) => cells[field] ?? '')

/** One row for each condition of each item in force. */
export function catalogueRows(held: Catalogue): Writable[][] {
  return held.items().flatMap((item) => item.conditions.map((condition) => inOrder(cellsOf(held, item, condition))))
}

export const templateRows: Writable[][] = [inOrder(EXAMPLE_ROW)]
