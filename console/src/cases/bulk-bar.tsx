/** One act on many cases: chosen once, done one by one, with an answer for each. */
import { Button, Input, Progress, Select } from 'antd'
import { useState } from 'react'
import { useItems } from '../catalogue/item-picker.tsx'
import { count } from '../platform/format.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { Field } from '../platform/parts/field.tsx'
import { sentenceOf } from '../platform/problem.ts'
import { DepartmentPicker } from '../territory/pickers.tsx'
import { ACT_FIELDS } from './act-fields.ts'
import { bodyOf, type ActValues } from './act-values.ts'
import { lifecycleWords } from './lifecycle-words.ts'
import { caseWords } from './locale.ts'
import type { BulkOutcome } from './bulk-results.tsx'
import { sendBulk } from './send-act.ts'
import type { CaseLine, SentAct, Tab } from './shapes.ts'

/** Acts that mean the same for every case of a tab. Whether this person may, the server says case by case. */
const BULK: Record<Tab, readonly SentAct[]> = {
  assess: ['assess', 'decline', 'ask'],
  dispatch: ['dispatch'],
  requests: [
    'grant-extension',
    'refuse-extension',
    'grant-suspension',
    'refuse-suspension',
    'void',
    'refuse-void',
    'reopen',
    'refuse-reopen',
  ],
  accept: ['accept', 'return'],
  handle: ['submit', 'request-extension'],
  review: ['pass', 'send-back'],
  verify: ['verify-pass', 'verify-fail'],
  'call-back': ['record-call-back'],
  supervise: ['answer-supervise'],
  calls: ['answer-call'],
  escalated: ['supervise'],
  supplement: ['supplement'],
}
/** Of these only the ones whose form needs nothing of a single case. */
const COMMON: readonly SentAct[] = ['note', 'follow']
const PER_CASE = ['extension', 'supervise-order', 'call-order', 'parent', 'split-item']

interface Props {
  tab: Tab
  picked: CaseLine[]
  finished: (outcome: BulkOutcome) => void
}

export function BulkBar({ tab, picked, finished }: Props) {
  const words = useWords(caseWords)
  const lifecycle = useWords(lifecycleWords)
  const to = useLanguage()
  const items = useItems()
  const asked = new Set(picked.flatMap((row) => row.requests as string[]))
  const ofTab = BULK[tab].filter((one) => tab !== 'requests' || asked.has(one.replace(/^(grant|refuse)-/, '')))
  const acts = [...ofTab, ...COMMON].filter((act) => !ACT_FIELDS[act].some((field) => PER_CASE.includes(field)))
  const [wished, setAct] = useState<SentAct>(acts[0]!)
  const act = acts.includes(wished) ? wished : acts[0]!
  const [values, setValues] = useState<ActValues>({})
  const [done, setDone] = useState<number | null>(null)
  const [error, setError] = useState<unknown>(null)
  const fields = ACT_FIELDS[act]
  const needsText = fields.includes('reason')
  const wanting =
    (needsText && !values.text?.trim()) ||
    (fields.includes('basis') && !values.basis?.trim()) ||
    ((fields.includes('decline-reason') || fields.includes('void-reason')) && !values.kind) ||
    (fields.includes('result') && !values.result)

  const run = async () => {
    setError(null)
    setDone(0)
    try {
      const cases = picked.map((row) => ({ id: row.id, version: row.version, body: bodyFor(row) }))
      const answers = await sendBulk(act, cases, setDone)
      finished({ act, results: answers, numbers: new Map(picked.map((row) => [row.id, row.number])) })
    } catch (problem) {
      setError(problem)
    } finally {
      setDone(null)
    }
  }
  /** Assessed as reported: the item stays, and its only condition is taken; where there are several the server asks for one. */
  const bodyFor = (row: CaseLine) => {
    if (act !== 'assess') return bodyOf(act, values, [])
    const conditions = items.data?.rows.find((item) => item.id === row.item.id)?.conditions ?? []
    return bodyOf(
      act,
      { ...values, itemId: row.item.id, conditionId: conditions.length === 1 ? conditions[0]!.id : '' },
      [],
    )
  }
  const choices = (map: Record<string, string>) => Object.entries(map).map(([value, label]) => ({ value, label }))
  return (
    <section className="card bulk" aria-label={words.bulk.title(lifecycle.act[act], count(picked.length, to))}>
      <div className="row">
        <Select
          style={{ minWidth: 160 }}
          aria-label={words.page.acts}
          value={act}
          onChange={(next: SentAct) => setAct(next)}
          options={acts.map((value) => ({ value, label: lifecycle.act[value] }))}
        />
        <Button type="primary" loading={done !== null} disabled={wanting} onClick={() => void run()}>
          {words.bulk.run(count(picked.length, to))}
        </Button>
        <span className="muted">{act === 'dispatch' ? words.bulk.byDuty : words.bulk.hint}</span>
      </div>
      {fields.includes('lead') && (
        <Field label={words.page.lead}>
          {(wiring) => (
            <DepartmentPicker
              {...wiring}
              kind="duty"
              placeholder={words.form.leadByDuty}
              value={values.lead}
              onChange={(lead) => setValues(lead ? { ...values, lead } : without(values))}
            />
          )}
        </Field>
      )}
      {(fields.includes('decline-reason') || fields.includes('void-reason')) && (
        <Field label={words.form.reasonKind} required>
          {(wiring) => (
            <Select
              {...wiring}
              value={values.kind}
              onChange={(kind: string) => setValues({ ...values, kind })}
              options={choices(fields.includes('void-reason') ? words.form.voidReason : words.form.declineReason)}
            />
          )}
        </Field>
      )}
      {fields.includes('result') && (
        <Field label={words.form.result} required>
          {(wiring) => (
            <Select
              {...wiring}
              value={values.result}
              onChange={(result: string) => setValues({ ...values, result })}
              options={choices(lifecycle.callBack)}
            />
          )}
        </Field>
      )}
      {fields.includes('basis') && (
        <Field label={words.form.basis} required>
          {(wiring) => (
            <Input
              {...wiring}
              maxLength={500}
              value={values.basis ?? ''}
              onChange={(event) => setValues({ ...values, basis: event.target.value })}
            />
          )}
        </Field>
      )}
      {(needsText || fields.includes('text')) && (
        <Field label={needsText ? words.form.reason : words.form.text} required={needsText}>
          {(wiring) => (
            <Input.TextArea
              {...wiring}
              autoSize={{ minRows: 1, maxRows: 5 }}
              maxLength={4000}
              value={values.text ?? ''}
              onChange={(event) => setValues({ ...values, text: event.target.value })}
            />
          )}
        </Field>
      )}
      {done !== null && <Progress percent={Math.round((done / picked.length) * 100)} size="small" />}
      {error !== null && <div className="note note-danger">{sentenceOf(error, to)}</div>}
    </section>
  )
}

function without({ lead: _, ...values }: ActValues): ActValues {
  return values
}
