/** What the checker found: one of three, with what the chosen one asks for. */
import { Button, Checkbox, Input, Radio } from 'antd'
import { useState } from 'react'
import { FAULTS, RESULTS, type CheckResult, type Fault } from '@bihuan/domain/oversight/words'
import { Attachments } from '../cases/attachments.tsx'
import { lifecycleWords } from '../cases/lifecycle-words.ts'
import { call } from '../platform/call.ts'
import { newId } from '../platform/id.ts'
import { useLanguage, useWords } from '../platform/language.ts'
import { cityNow } from '../platform/now.ts'
import { Field } from '../platform/parts/field.tsx'
import { ApiProblem, sentenceOf } from '../platform/problem.ts'
import { refresh } from '../platform/query.ts'
import { toast } from '../platform/toast.tsx'
import { useUploads } from '../platform/upload.ts'
import { oversightWords } from './locale.ts'
import type { TaskPage } from './task-view.tsx'

export function RecordForm({ task, finished }: { task: TaskPage; finished: () => void }) {
  const words = useWords(oversightWords).task
  const lifecycle = useWords(lifecycleWords)
  const to = useLanguage()
  const uploads = useUploads()
  const [result, setResult] = useState<CheckResult | null>(null)
  const [wrong, setWrong] = useState<Fault[]>([])
  const [text, setText] = useState('')
  const [commandId, setCommandId] = useState(newId)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const ready = uploads.items.flatMap((item) => (item.uploadId ? [item.uploadId] : []))
  const sending = uploads.items.some((item) => item.state === 'sending')
  const wanting =
    result === null ||
    sending ||
    (result !== 'as-recorded' && text.trim() === '') ||
    (result === 'data-wrong' && wrong.length === 0) ||
    (result === 'not-put-right' && ready.length === 0)

  const send = async () => {
    setBusy(true)
    setError(null)
    try {
      const files = ready.map((uploadId) => ({ uploadId, purpose: 'evidence' as const }))
      const said = text.trim() ? { text: text.trim() } : {}
      const body = { result: result!, wrong, ...said, ...(files.length > 0 ? { files } : {}) }
      const occurredAt = cityNow().toISOString()
      await call('POST /api/v1/check-tasks/{id}/acts', {
        params: { id: task.id },
        body: { commandId, act: 'check', occurredAt, device: 'console', body },
      })
      toast('good', result === 'not-put-right' ? words.reopened(task.number) : words.done(task.number))
      await refresh('/api/v1/check-tasks', '/api/v1/draws', '/api/v1/cases')
      finished()
    } catch (problem) {
      // A refusal is kept under its id; a broken line is sent again under the same one.
      if (problem instanceof ApiProblem && problem.status >= 400) setCommandId(newId())
      setError(problem)
    } finally {
      setBusy(false)
    }
  }
  return (
    <form
      className="stack card"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <h2>{words.record}</h2>
      <Radio.Group
        aria-label={words.record}
        className="choice-cards"
        value={result}
        onChange={(event) => setResult(event.target.value as CheckResult)}
      >
        {RESULTS.map((value) => (
          <div key={value} className="choice-card">
            <Radio value={value}>{lifecycle.found[value]}</Radio>
            <div className="field-hint">{words.resultHint[value]}</div>
          </div>
        ))}
      </Radio.Group>
      {result === 'data-wrong' && (
        <Field label={words.faults} required group>
          {(wiring) => (
            <Checkbox.Group
              {...wiring}
              value={wrong}
              onChange={(next) => setWrong(next as Fault[])}
              options={FAULTS.map((value) => ({ value, label: lifecycle.fault[value] }))}
            />
          )}
        </Field>
      )}
      {result !== null && (
        <>
          <Field label={words.seen} required={result !== 'as-recorded'} hint={words.seenHint}>
            {(wiring) => (
              <Input.TextArea
                {...wiring}
                autoSize={{ minRows: 2, maxRows: 8 }}
                maxLength={4000}
                value={text}
                onChange={(event) => setText(event.target.value)}
              />
            )}
          </Field>
          <Field label={words.photos} required={result === 'not-put-right'} hint={words.photosHint} group>
            {() => <Attachments uploads={uploads} purposes={{}} setPurpose={() => undefined} usual="evidence" />}
          </Field>
        </>
      )}
      {error !== null && <div className="note note-danger">{sentenceOf(error, to)}</div>}
      <Button type="primary" htmlType="submit" loading={busy} disabled={wanting} danger={result === 'not-put-right'}>
        {words.record}
      </Button>
    </form>
  )
}
