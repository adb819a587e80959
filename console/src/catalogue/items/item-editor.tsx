/** Making and changing an item. What comes of it is rehearsed first: differences, and open cases that it touches. */
import { Button, Checkbox, Input, Select } from 'antd'
import { Link } from '@tanstack/react-router'
import ArrowLeftOutlined from '@ant-design/icons/ArrowLeftOutlined'
import { useRef, useState } from 'react'
import { SEVERITIES } from '@bihuan/domain/item'
import { lifecycleWords } from '../../cases/lifecycle-words.ts'
import { inLanguage, useLanguage, useWords } from '../../platform/language.ts'
import { Field } from '../../platform/parts/field.tsx'
import { Shown } from '../../platform/parts/states.tsx'
import { sentenceOf } from '../../platform/problem.ts'
import { useGet } from '../../platform/query.ts'
import { CategoryPicker } from '../category-picker.tsx'
import { ConditionFields } from './condition-fields.tsx'
import { draftOf, EMPTY_DRAFT, missingIn, withoutEmptyLines, type Draft } from './item-draft.ts'
import { LimitField } from './limit-field.tsx'
import { useProcedures } from './names.ts'
import { useStart } from './use-start.ts'
import { SaidField, SaidList } from './words-fields.tsx'
import { itemWords } from './words.ts'

const FLAGS = [
  'hazard',
  'autoAssess',
  'autoDispatch',
  'needsAfterEvidence',
  'needsReview',
  'needsCallBack',
  'confidential',
] as const
const PLAN = ['steps', 'call', 'documents', 'basis'] as const

export function ItemEditor({ id, category }: { id: string | null; category: string | undefined }) {
  return id === null ? <Form begun={{ ...EMPTY_DRAFT, categoryId: category ?? '' }} /> : <Known id={id} />
}

function Known({ id }: { id: string }) {
  const item = useGet('GET /api/v1/items/{id}', { params: { id }, query: {} }, { staleTime: 0 })
  return (
    <Shown query={item} rows={8}>
      {/* A newer version while one edits does not throw away what was typed: the server will say so. */}
      {(data) => <Form begun={draftOf(data)} />}
    </Shown>
  )
}

function Form({ begun }: { begun: Draft }) {
  const words = useWords(itemWords)
  const to = useLanguage()
  const [draft, setDraft] = useState(begun)
  const [tried, setTried] = useState(false)
  const [allowOrphans, setAllowOrphans] = useState(false)
  const { start, busy, error } = useStart()
  const change = (next: Partial<Draft>) => setDraft((before) => ({ ...before, ...next }))
  const missing = missingIn(draft)
  const lacks = (field: string) => (tried && missing.has(field) ? words.required : undefined)
  const isNew = draft.id === null
  const form = useRef<HTMLFormElement>(null)
  const send = () => {
    setTried(true)
    if (missing.size > 0) {
      // Once the fields are marked: to the first of them.
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
      return
    }
    const title = `${isNew ? words.newItem : words.edit} ${draft.code} ${draft.name.zh}`.slice(0, 200)
    void start({
      title,
      source: { type: 'edit', edits: [{ what: 'item', item: withoutEmptyLines(draft) }], allowOrphans },
    })
  }
  return (
    <form
      ref={form}
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <Link to="/catalogue" search={isNew ? {} : { item: draft.id! }} className="catalogue-back">
        <ArrowLeftOutlined aria-hidden /> {words.back}
      </Link>
      <h1>{isNew ? words.formNew : words.formEdit(inLanguage(begun.name, to))}</h1>
      <section className="card stack">
        <div className="pair">
          <Field label={words.code} required error={lacks('code')} hint={isNew ? undefined : words.codeFixed}>
            {(wiring) => (
              <Input
                {...wiring}
                maxLength={30}
                disabled={!isNew}
                value={draft.code}
                onChange={(event) => change({ code: event.target.value.trim() })}
              />
            )}
          </Field>
          <Field label={words.category} required error={lacks('categoryId')}>
            {(wiring) => (
              <CategoryPicker
                {...wiring}
                value={draft.categoryId || undefined}
                onChange={(categoryId) => change({ categoryId: categoryId ?? '' })}
              />
            )}
          </Field>
        </div>
        <SaidField
          label={words.name}
          required
          max={200}
          value={draft.name}
          error={lacks('name')}
          onChange={(name) => change({ name })}
        />
        <HowItGoes draft={draft} change={change} />
      </section>
      <section className="card stack">
        <h2>{words.conditions}</h2>
        <ConditionFields
          value={draft.conditions}
          onChange={(conditions) => change({ conditions })}
          missing={tried ? words.required : undefined}
        />
      </section>
      <section className="card stack">
        <h2>{words.plan}</h2>
        {PLAN.map((part) => (
          <SaidList
            key={part}
            label={words.planOf[part]}
            value={draft.plan[part]}
            onChange={(lines) => change({ plan: { ...draft.plan, [part]: lines } })}
          />
        ))}
      </section>
      {error !== null && (
        <div className="note note-danger" role="alert">
          {sentenceOf(error, to)}
        </div>
      )}
      <div className="stack catalogue-foot">
        {!isNew && (
          <Checkbox checked={allowOrphans} onChange={(event) => setAllowOrphans(event.target.checked)}>
            {words.allowOrphans}
          </Checkbox>
        )}
        <div className="row">
          <Button type="primary" htmlType="submit" loading={busy}>
            {words.rehearse}
          </Button>
          <span className="muted">{words.rehearseHint}</span>
        </div>
      </div>
    </form>
  )
}

function HowItGoes({ draft, change }: { draft: Draft; change: (next: Partial<Draft>) => void }) {
  const words = useWords(itemWords)
  const lifecycle = useWords(lifecycleWords)
  const to = useLanguage()
  const procedures = useProcedures()
  return (
    <>
      <div className="pair">
        <Field label={words.severity} required>
          {(wiring) => (
            <Select
              {...wiring}
              value={draft.severity}
              onChange={(severity: Draft['severity']) => change({ severity })}
              options={SEVERITIES.map((value) => ({ value, label: lifecycle.severity[value] }))}
            />
          )}
        </Field>
        <Field label={words.procedure} required>
          {(wiring) => (
            <Select
              {...wiring}
              value={draft.procedureId}
              onChange={(procedureId: string) => change({ procedureId })}
              options={(procedures.data?.rows ?? []).map((row) => ({ value: row.id, label: inLanguage(row.name, to) }))}
            />
          )}
        </Field>
      </div>
      <fieldset className="field">
        <legend className="field-label">{words.flags}</legend>
        <div className="catalogue-flags">
          {FLAGS.map((flag) => (
            <Checkbox
              key={flag}
              checked={draft[flag] === true}
              onChange={(event) => change({ [flag]: event.target.checked })}
            >
              {words.flag[flag]}
            </Checkbox>
          ))}
        </div>
      </fieldset>
      <div className="pair">
        <Field label={words.reworkLimit} group>
          {() => (
            <LimitField
              label={words.reworkLimit}
              value={draft.reworkLimit}
              onChange={(reworkLimit) => change({ reworkLimit })}
            />
          )}
        </Field>
        <Field label={words.keywords} hint={words.keywordsHint}>
          {(wiring) => (
            <Select
              {...wiring}
              mode="tags"
              open={false}
              suffixIcon={null}
              value={draft.keywords}
              onChange={(keywords: string[]) => change({ keywords })}
            />
          )}
        </Field>
      </div>
    </>
  )
}
