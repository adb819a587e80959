/** Items for what is being typed, half a second after the last key. Chosen by a press or by Alt and its number. */
import { useEffect, useState } from 'react'
import { inLanguage, useLanguage, useWords } from '../platform/language.ts'
import { useGet } from '../platform/query.ts'
import { lifecycleWords } from './lifecycle-words.ts'
import { caseWords } from './locale.ts'

interface Props {
  text: string
  chosen: string | undefined
  choose: (itemId: string) => void
}

export function Suggestions({ text, chosen, choose }: Props) {
  const words = useWords(caseWords).report
  const lifecycle = useWords(lifecycleWords)
  const to = useLanguage()
  const [asked, setAsked] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text.trim().slice(0, 500)), 400)
    return () => clearTimeout(timer)
  }, [text])
  const found = useGet(
    'GET /api/v1/items/suggestions',
    { query: { text: asked, limit: 5 } },
    { enabled: asked.length >= 2, placeholderData: (before) => before },
  )
  const rows = asked.length >= 2 ? (found.data?.rows ?? []) : []
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const row = event.altKey && /^Digit[1-5]$/.test(event.code) ? rows[Number(event.code.slice(5)) - 1] : undefined
      if (!row) return
      event.preventDefault()
      choose(row.item.id)
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  })
  if (rows.length === 0) return null
  return (
    <div className="suggestions" role="group" aria-label={words.suggestions}>
      <span className="muted">{words.suggestions}</span>
      {rows.map(({ item }, index) => (
        <button
          key={item.id}
          type="button"
          className="suggestion"
          aria-pressed={item.id === chosen}
          onClick={() => choose(item.id)}
        >
          {inLanguage(item.name, to)}
          {item.severity === 'danger-to-life' && (
            <span className="pill pill-danger">{lifecycle.severity[item.severity]}</span>
          )}
          <kbd aria-hidden className="wide-only">
            Alt {index + 1}
          </kbd>
        </button>
      ))}
    </div>
  )
}
