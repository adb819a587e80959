/** One difference between two versions, in words. */
import type { Difference } from '@bihuan/domain/item-diff'
import type { Limit } from '@bihuan/domain/item'
import { lifecycleWords } from '../../cases/lifecycle-words.ts'
import { limitText } from '../../cases/limit.ts'
import { inLanguage, useLanguage, useWords, type Language } from '../../platform/language.ts'
import { itemWords, type ItemWords } from './words.ts'

function isLimit(value: object): value is Limit {
  return 'amount' in value && 'unit' in value
}
function isWords(value: object): value is { zh: string; en: string } {
  return 'zh' in value && 'en' in value
}

function said(value: unknown, words: ItemWords, to: Language, nameOf: (id: string) => string): string {
  if (value === null || value === undefined || value === '') return words.nowhere
  if (typeof value === 'boolean') return value ? words.yes : words.no
  if (typeof value === 'string') {
    if (value === 'handle' || value === 'stop') return words.means[value]
    const severity: Record<string, string> = lifecycleWords[to].severity
    return severity[value] ?? nameOf(value)
  }
  if (Array.isArray(value))
    return value.map((one) => said(one, words, to, nameOf)).join(to === 'zh' ? '；' : '; ') || words.nowhere
  if (typeof value !== 'object') return typeof value === 'number' ? String(value) : words.nowhere
  if (isLimit(value)) return limitText(value, to)
  if (isWords(value)) return inLanguage(value, to)
  if ('filing' in value) {
    const { filing, limit } = value as { filing: { zh: string; en: string }; limit: Limit | null }
    return `${inLanguage(filing, to)}${limit ? ` · ${limitText(limit, to)}` : ''}`
  }
  return Object.values(value).filter(Boolean).join(' · ')
}

/** `conditions.c2.limit` → “Condition c2: limit”. */
function fieldName(field: string, words: ItemWords): string {
  const parts = /^conditions\.([^.]+)(?:\.(.+))?$/.exec(field)
  if (!parts) return words.field[field] ?? field
  const [, id, name] = parts
  return name ? `${words.condition(id!)} ${words.field[name] ?? name}` : words.condition(id!)
}

export function DifferenceList({
  changes,
  nameOf,
}: {
  changes: readonly Difference[]
  nameOf: (id: string) => string
}) {
  const words = useWords(itemWords)
  const to = useLanguage()
  return (
    <dl className="difference">
      {changes.map(({ field, before, after }) => (
        <div key={field}>
          <dt>{fieldName(field, words)}</dt>
          <dd>
            {before !== null && (
              <del>
                <span className="unseen">{words.before} </span>
                {said(before, words, to, nameOf)}
              </del>
            )}{' '}
            {(after !== null || before === null) && (
              <ins>
                <span className="unseen">{words.after} </span>
                {said(after, words, to, nameOf)}
              </ins>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}
