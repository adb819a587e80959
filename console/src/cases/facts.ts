/** What an act said besides its text, in words. The server puts names in place of ids; what has no name here is left out. */
import { businessDate, exactTime, listed } from '../platform/format.ts'
import type { Language } from '../platform/language.ts'
import { lifecycleWords } from './lifecycle-words.ts'
import { limitText } from './limit.ts'
import { caseWords } from './locale.ts'
import type { Limit } from './shapes.ts'

export interface FactLine {
  name: string
  value: string
}

export function factLines(facts: Record<string, unknown>, to: Language): FactLine[] {
  return Object.entries(facts).flatMap(([key, value]) => {
    const name = nameOf(key, to)
    const text = name ? valueOf(key, value, to) : ''
    return name && text ? [{ name, value: text }] : []
  })
}

function nameOf(key: string, to: Language): string | undefined {
  const { page, form } = caseWords[to]
  const words = lifecycleWords[to]
  const names: Record<string, string> = {
    item: page.item,
    condition: page.condition,
    rectification: page.rectification,
    procedure: page.procedure,
    lead: page.lead,
    assisting: page.assisting,
    team: page.team,
    department: form.department,
    limit: page.clock,
    until: form.until,
    basis: form.basis,
    reason: form.reasonKind,
    result: form.result,
    closing: form.closing,
    parent: page.parent,
    child: page.children,
    office: page.office,
    source: page.source,
    clock: page.clock,
    from: page.from,
    of: form.undo,
    grid: page.grid,
    metres: page.fromPlace,
    level: page.ended,
    found: words.act.check,
    wrong: page.wrong,
  }
  return names[key]
}

function valueOf(key: string, value: unknown, to: Language): string {
  if (value === null || value === undefined || value === '') return ''
  if (Array.isArray(value))
    return listed(
      value.map((one) => valueOf(key, one, to)),
      to,
    )
  if (typeof value === 'object') {
    if ('zh' in value && 'en' in value) return String(to === 'zh' ? value.zh : value.en || value.zh)
    if ('amount' in value && 'unit' in value) return limitText(value as Limit, to)
    if ('number' in value) return String(value.number)
    if ('name' in value) return valueOf(key, value.name, to)
    return ''
  }
  if (key === 'metres' && typeof value === 'number') return caseWords[to].page.metres(value.toLocaleString('en'))
  if (typeof value !== 'string' && typeof value !== 'number') return ''
  const text = String(value)
  const words = lifecycleWords[to]
  const tables: Record<string, Record<string, string>> = {
    rectification: words.rectification,
    closing: words.closing,
    result: words.callBack,
    source: words.source,
    of: words.act,
    level: words.level,
    found: words.found,
    wrong: words.fault,
    clock: { ...words.step, ...words.clock },
    reason: { ...caseWords[to].form.declineReason, ...caseWords[to].form.voidReason },
  }
  if (tables[key]?.[text]) return tables[key][text]
  if (key === 'until') return /T/.test(text) ? businessDate(text) : text
  return /^\d{4}-\d\d-\d\dT/.test(text) ? exactTime(text) : text
}
