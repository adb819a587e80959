import { Button, Input, InputNumber } from 'antd'
import { useState } from 'react'
import { useLanguage, useWords } from '../../platform/language.ts'
import { Field, useFieldErrors } from '../../platform/parts/field.tsx'
import { sentenceOf } from '../../platform/problem.ts'
import { useStart } from './use-start.ts'
import { itemWords } from './words.ts'

interface Category {
  id: string
  code: string
  name: { zh: string; en: string }
  position: number
}

/** A category is made, renamed or retired, as a revision of its own. */
export function CategoryForm({ category, next }: { category: Category | null; next: number }) {
  const words = useWords(itemWords)
  const to = useLanguage()
  const [code, setCode] = useState(category?.code ?? String(next).padStart(2, '0'))
  const [zh, setZh] = useState(category?.name.zh ?? '')
  const [en, setEn] = useState(category?.name.en ?? '')
  const [position, setPosition] = useState(category?.position ?? next)
  const { start, busy, error } = useStart()
  const said = useFieldErrors(error)
  const title = `${category ? words.editCategory : words.newCategory} ${zh}`
  return (
    <div className="stack">
      <Field label={words.code} required error={said('source.edits.0.category.code')}>
        {(wiring) => (
          <Input {...wiring} maxLength={30} value={code} onChange={(event) => setCode(event.target.value)} />
        )}
      </Field>
      <Field label={`${words.name} · ${words.inChinese}`} required error={said('source.edits.0.category.name.zh')}>
        {(wiring) => <Input {...wiring} maxLength={200} value={zh} onChange={(event) => setZh(event.target.value)} />}
      </Field>
      <Field label={`${words.name} · ${words.inEnglish}`}>
        {(wiring) => <Input {...wiring} maxLength={200} value={en} onChange={(event) => setEn(event.target.value)} />}
      </Field>
      <Field label={words.position}>
        {(wiring) => (
          <InputNumber
            {...wiring}
            min={0}
            max={10_000}
            value={position}
            onChange={(value) => setPosition(value ?? 0)}
          />
        )}
      </Field>
      {error !== null && (
        <div className="note note-danger" role="alert">
          {sentenceOf(error, to)}
        </div>
      )}
      <div className="row">
        <Button
          type="primary"
          loading={busy}
          disabled={zh.trim() === '' || code.trim() === ''}
          onClick={() =>
            void start({
              title,
              source: {
                type: 'edit',
                edits: [
                  {
                    what: 'category',
                    category: {
                      id: category?.id ?? null,
                      code: code.trim(),
                      name: { zh: zh.trim(), en: en.trim() },
                      position,
                    },
                  },
                ],
              },
            })
          }
        >
          {words.rehearse}
        </Button>
        {category && (
          <Button
            danger
            loading={busy}
            onClick={() =>
              void start({
                title: `${words.retire} ${category.name.zh}`,
                source: { type: 'edit', edits: [{ what: 'category-retire', id: category.id }] },
              })
            }
          >
            {words.retire}
          </Button>
        )}
      </div>
    </div>
  )
}
